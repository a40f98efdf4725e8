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
        double quality = day.quality().orElse(1);
        long good = Math.clamp(Math.round(day.output() * quality), 0L, day.output());
        if (day.idealCycleMs().isPresent()) {
            return Output.of(day.output(), good, day.output() - good, 0, day.idealCycleMs());
        }
        long idealTotal = idealTotal(day, quality);
        if (idealTotal < 0) {
            return Output.of(day.output(), good, day.output() - good, 0, day.idealCycleMs());
        }
        long idealGood = Math.clamp(Math.round(idealTotal * quality), 0L, idealTotal);
        return new Output(
                day.output(),
                good,
                day.output() - good,
                0,
                idealTotal,
                idealGood,
                idealTotal - idealGood,
                0,
                0);
    }

    /**
     * A report without an ideal cycle still says by its ratios what its pieces stand for: PRI x PQ
     * = performance x run time, or OEE x planned time / quality. Negative when it does not.
     */
    private static long idealTotal(ReportedDay day, double quality) {
        if (day.performance().isPresent()) {
            return Math.round(day.performance().getAsDouble() * day.runMs());
        }
        if (day.oee().isPresent() && quality > 0) {
            long planned = Math.max(day.plannedMs(), day.runMs());
            return Math.round(day.oee().getAsDouble() * planned / quality);
        }
        return -1;
    }
}
