package io.oeeanalytics.oee;

import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.production.ReportedDay;

/** Books a reported day: its stops have no reasons, so all of them are delay. */
final class ReportedLedgers {
    private ReportedLedgers() {}

    /**
     * @param dayMs length of that calendar day at the line's site
     */
    static Ledger ledger(ReportedDay day, long dayMs) {
        var output = output(day);
        if (day.plannedMs() == 0) {
            return new Ledger(
                    dayMs, 0, 0, 0, 0, 0, 0, 0, 0, Output.ZERO, output, UnplannedProduction.ZERO);
        }
        long planned = Math.max(day.plannedMs(), day.runMs());
        return new Ledger(
                Math.max(dayMs, planned),
                planned,
                0,
                0,
                planned - day.runMs(),
                0,
                day.runMs(),
                0,
                0,
                output,
                Output.ZERO,
                UnplannedProduction.ZERO);
    }

    static Remark remark(ReportedDay day, long dayMs) {
        if (day.plannedMs() == 0 && day.output() > 0) {
            return Remark.NO_STATUS_DATA;
        }
        if (day.plannedMs() > dayMs) {
            return Remark.MORE_TIME_THAN_THE_DAY_HAS;
        }
        return day.runMs() > day.plannedMs() ? Remark.MORE_RUN_TIME_THAN_PLANNED : Remark.NONE;
    }

    private static Output output(ReportedDay day) {
        long good =
                Math.clamp(Math.round(day.output() * day.quality().orElse(1)), 0L, day.output());
        return Output.of(day.output(), good, day.output() - good, 0, day.idealCycleMs());
    }
}
