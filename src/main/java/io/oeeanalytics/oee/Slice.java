package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The finest account that is kept: an hour of the local clock, or a part of it, for one product in
 * one shift. Slices of a shift add up to its ledger exactly.
 *
 * @param shift 0 outside the shifts, for a day without a plan and for a reported day
 * @param endsAt when the shift is planned to end
 * @param product number of the product; 0 where it is not known
 */
record Slice(
        LocalDate businessDate,
        int shift,
        TimeRange range,
        Instant endsAt,
        int product,
        Origin origin,
        Remark remark,
        Ledger ledger) {}
