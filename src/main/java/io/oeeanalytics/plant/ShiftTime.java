package io.oeeanalytics.plant;

import io.oeeanalytics.base.TimeRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A shift of the week by the wall clock. An end at or before the start lies on the next day, and so
 * does a break that begins before the shift does.
 *
 * @param number 1 for the first shift of the day
 */
public record ShiftTime(
        DayOfWeek weekday, int number, LocalTime start, LocalTime end, List<Pause> breaks) {
    /** A planned break. */
    public record Pause(LocalTime start, LocalTime end) {
        public Pause {
            if (start.equals(end)) {
                throw new IllegalArgumentException(
                        "a break cannot start and end at %s".formatted(start));
            }
        }
    }

    public ShiftTime {
        breaks = List.copyOf(breaks);
        if (number < 1 || number > 9) {
            throw new IllegalArgumentException(
                    "shifts are numbered 1 to 9, not %d".formatted(number));
        }
    }

    /** The shift that starts on that date; its length follows the zone's clock changes. */
    Shift on(LocalDate date, ZoneId zone) {
        return new Shift(
                date,
                number,
                range(date, start, end, zone),
                breaks.stream()
                        .map(pause -> range(date, pause.start(), pause.end(), zone))
                        .toList());
    }

    private TimeRange range(LocalDate date, LocalTime from, LocalTime to, ZoneId zone) {
        var fromDate = from.isBefore(start) ? date.plusDays(1) : date;
        var toDate = to.isAfter(from) ? fromDate : fromDate.plusDays(1);
        return new TimeRange(
                fromDate.atTime(from).atZone(zone).toInstant(),
                toDate.atTime(to).atZone(zone).toInstant());
    }
}
