package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A shift as it stood when it was first complete, beside what is known of it now.
 *
 * @param frozen never changes
 * @param current {@link Ledger#ZERO} where the calendar no longer has the shift
 */
public record ShiftReport(
        Line line,
        LocalDate businessDate,
        int shift,
        TimeRange range,
        Instant frozenAt,
        Ledger frozen,
        Ledger current) {
    public boolean isChanged() {
        return !frozen.equals(current);
    }
}
