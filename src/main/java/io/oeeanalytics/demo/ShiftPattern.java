package io.oeeanalytics.demo;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Shift;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A shift by the wall clock. An end at or before the start lies on the next day, and so does a
 * break that starts before the shift does.
 */
public record ShiftPattern(
        int number, String name, LocalTime start, LocalTime end, List<PlannedBreak> breaks) {
    public ShiftPattern {
        breaks = List.copyOf(breaks);
    }

    /**
     * The shift that starts on that local date; its true length follows the clock changes of the
     * zone.
     */
    public Shift on(LocalDate date, ZoneId zone) {
        var range = between(date, start, end, zone);
        return new Shift(
                date,
                number,
                range,
                breaks.stream()
                        .map(pause -> between(date, pause.from(), pause.to(), zone))
                        .toList());
    }

    private TimeRange between(LocalDate date, LocalTime from, LocalTime to, ZoneId zone) {
        var fromDate = from.isBefore(start) ? date.plusDays(1) : date;
        var toDate = to.isAfter(from) ? fromDate : fromDate.plusDays(1);
        return new TimeRange(
                fromDate.atTime(from).atZone(zone).toInstant(),
                toDate.atTime(to).atZone(zone).toInstant());
    }
}
