package io.oeeanalytics.plant;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** When one line is planned to run: weeks of shifts, each valid from a date, and days closed. */
public final class ShiftCalendar {
    private final ZoneId zone;
    private final NavigableMap<LocalDate, List<ShiftTime>> weeks;
    private final Set<LocalDate> holidays;

    public ShiftCalendar(
            ZoneId zone, NavigableMap<LocalDate, List<ShiftTime>> weeks, Set<LocalDate> holidays) {
        this.zone = zone;
        this.weeks = new TreeMap<>(weeks);
        this.holidays = Set.copyOf(holidays);
    }

    public ZoneId zone() {
        return zone;
    }

    /** Whether a plan exists for that date at all; without one planned time is what was logged. */
    public boolean covers(LocalDate date) {
        return weeks.floorEntry(date) != null;
    }

    public boolean isHoliday(LocalDate date) {
        return holidays.contains(date);
    }

    /** The shifts that start on that date, by their start; none on days off and holidays. */
    public List<Shift> shiftsOn(LocalDate date) {
        var week = weeks.floorEntry(date);
        if (week == null || isHoliday(date)) {
            return List.of();
        }
        return week.getValue().stream()
                .filter(shift -> shift.weekday() == date.getDayOfWeek())
                .map(shift -> shift.on(date, zone))
                .sorted(Comparator.comparing(shift -> shift.range().from()))
                .toList();
    }
}
