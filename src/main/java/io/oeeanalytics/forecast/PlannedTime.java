package io.oeeanalytics.forecast;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.ShiftCalendar;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The planned busy time of days to come: the shifts of the calendar without their breaks, less what
 * planned stops took of such days lately; without a calendar what was planned lately.
 */
@Component
class PlannedTime {
    private static final int LATELY = 30;

    private final PlantModel plant;

    PlannedTime(PlantModel plant) {
        this.plant = plant;
    }

    /**
     * @param history by date; days that are not over say nothing yet
     */
    Minutes of(Line line, List<Day> history) {
        var calendar = plant.calendar(line);
        var days =
                history.stream()
                        .filter(day -> day.complete() && day.plannedMs().orElse(0) > 0)
                        .toList();
        var lately = days.subList(Math.max(0, days.size() - LATELY), days.size());
        long busy = 0;
        long shifts = 0;
        for (var day : lately) {
            long ofCalendar = calendarMs(calendar, day.day());
            if (ofCalendar > 0) {
                busy += day.plannedMs().orElse(0);
                shifts += ofCalendar;
            }
        }
        var planned =
                lately.stream().mapToLong(day -> day.plannedMs().orElse(0)).sorted().toArray();
        return new Minutes(
                calendar,
                shifts > 0 ? Math.min(1, (double) busy / shifts) : 1,
                planned.length == 0 ? 0 : planned[planned.length / 2]);
    }

    /** For the days of one line. */
    static final class Minutes {
        private final ShiftCalendar calendar;
        private final double share;
        private final long usualMs;

        private Minutes(ShiftCalendar calendar, double share, long usualMs) {
            this.calendar = calendar;
            this.share = share;
            this.usualMs = usualMs;
        }

        long on(LocalDate day) {
            long ofCalendar = calendarMs(calendar, day);
            return ofCalendar > 0 ? Math.round(ofCalendar * share) : usualMs;
        }

        /** What the calendar alone plans; 0 where it plans nothing, or there is none. */
        long ofCalendar(LocalDate day) {
            return calendarMs(calendar, day);
        }

        List<Shift> shifts(LocalDate day) {
            return calendar.shiftsOn(day);
        }

        long in(Shift shift) {
            return Math.round(workedMs(shift) * share);
        }
    }

    private static long calendarMs(ShiftCalendar calendar, LocalDate day) {
        return calendar.shiftsOn(day).stream().mapToLong(PlannedTime::workedMs).sum();
    }

    private static long workedMs(Shift shift) {
        return shift.range().duration().toMillis()
                - shift.breaks().stream()
                        .map(TimeRange::duration)
                        .mapToLong(pause -> pause.toMillis())
                        .sum();
    }
}
