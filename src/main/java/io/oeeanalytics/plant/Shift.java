package io.oeeanalytics.plant;

import io.oeeanalytics.base.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One planned shift of one working day.
 *
 * @param businessDate local date on which the shift starts; all of its time belongs to this date
 * @param number 1 for the first shift of the day
 * @param breaks planned breaks inside the shift
 * @param team who works it, if the pattern says so
 */
public record Shift(
        LocalDate businessDate,
        int number,
        TimeRange range,
        List<TimeRange> breaks,
        @Nullable String team) {
    public Shift {
        breaks = List.copyOf(breaks);
    }

    /** A shift of no team in particular. */
    public Shift(LocalDate businessDate, int number, TimeRange range, List<TimeRange> breaks) {
        this(businessDate, number, range, breaks, null);
    }

    /** The shift as far as it goes until then. */
    public Shift until(Instant end) {
        if (!end.isBefore(range.to())) {
            return this;
        }
        var shorter = new TimeRange(range.from(), end);
        return new Shift(
                businessDate,
                number,
                shorter,
                breaks.stream().flatMap(pause -> pause.intersection(shorter).stream()).toList(),
                team);
    }
}
