package io.oeeanalytics.oee;

import io.oeeanalytics.oee.ShiftLedger.Remark;
import java.time.LocalDate;

/**
 * One line's business date, pooled over its shifts.
 *
 * @param imported taken from somebody else's report as it is
 * @param complete false while a shift of the date still runs
 * @param remark the gravest of its shifts
 */
public record DayFigures(
        LocalDate date, Ledger ledger, boolean imported, boolean complete, Remark remark) {}
