package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A shift as it stood when it was first complete, beside what is known of it now.
 *
 * @param definition what its site reports on that date; then and now are read alike
 * @param frozen never changes
 * @param current {@link Ledger#ZERO} where the calendar no longer has the shift
 */
public record ShiftReport(
        Line line,
        LocalDate businessDate,
        int shift,
        OeeDefinition definition,
        TimeRange range,
        Instant frozenAt,
        Ledger frozen,
        Ledger current) {
    /** The same by another definition. */
    public ShiftReport readBy(OeeDefinition other) {
        return new ShiftReport(line, businessDate, shift, other, range, frozenAt, frozen, current);
    }

    /** As it stood then, stands now or would stand. */
    public DefinedOee read(Ledger ledger) {
        return DefinedOee.of(ledger, definition);
    }

    public boolean isChanged() {
        return !frozen.equals(current);
    }
}
