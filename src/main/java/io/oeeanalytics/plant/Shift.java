package io.oeeanalytics.plant;

import io.oeeanalytics.base.TimeRange;
import java.time.LocalDate;
import java.util.List;

/**
 * One planned shift of one working day.
 *
 * @param businessDate local date on which the shift starts; all of its time belongs to this date
 * @param number 1 for the first shift of the day
 * @param breaks planned breaks inside the shift
 */
public record Shift(LocalDate businessDate, int number, TimeRange range, List<TimeRange> breaks) {
    public Shift {
        breaks = List.copyOf(breaks);
    }
}
