package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a line did in a period.
 *
 * @param definition what its site reports at the end of the period, before and every day of it too
 * @param target OEE aimed at, a fraction of 1
 * @param before the ledger of the period before
 * @param days those of the period that have figures
 * @param mostLost the status that took most time from planned busy time
 */
public record LineSummary(
        Line line,
        OeeDefinition definition,
        OptionalDouble target,
        Ledger ledger,
        Ledger before,
        List<DayFigures> days,
        Optional<LossOfStatus> mostLost,
        Optional<CurrentState> state) {
    /** Below it a figure is shown with how much of it is known. */
    public static final double FULL_COVERAGE = 0.95;

    /** Points below target from which on somebody should look. */
    private static final double NEAR_TARGET = 0.02;

    /** Whether a line should be looked at, and why; the gravest reason is the one said. */
    public enum Need {
        NONE,
        /** Nothing at all is known of the period. */
        NO_FIGURES,
        /** Pieces are counted, but no log tells what the machine did. */
        NO_STATUS_DATA,
        /** The status log is there, but some pieces have no ideal cycle to weigh them by. */
        NO_IDEAL_CYCLE,
        /** So little is known that no single figure is shown. */
        HARDLY_COVERED,
        LOW_COVERAGE,
        BELOW_TARGET,
        FAR_BELOW_TARGET
    }

    public LineSummary {
        days = List.copyOf(days);
    }

    public Need need() {
        if (days.isEmpty()) {
            return Need.NO_FIGURES;
        }
        var read = read();
        if (read.oee().isEmpty()) {
            return whyNone(read);
        }
        double oee = read.oee().getAsDouble();
        if (target.isPresent() && oee < target.getAsDouble() - 5 * NEAR_TARGET) {
            return Need.FAR_BELOW_TARGET;
        }
        if (target.isPresent() && oee < target.getAsDouble() - NEAR_TARGET) {
            return Need.BELOW_TARGET;
        }
        return ledger.coverage().orElse(1) < FULL_COVERAGE ? Need.LOW_COVERAGE : Need.NONE;
    }

    private Need whyNone(DefinedOee read) {
        if (ledger.lacksCycles() || read.lacksCycles()) {
            return Need.NO_IDEAL_CYCLE;
        }
        if (ledger.knownMs() > 0 && !ledger.isCovered()) {
            return Need.HARDLY_COVERED;
        }
        return ledger.made().total() > 0 ? Need.NO_STATUS_DATA : Need.NO_FIGURES;
    }

    /** The period as the site reports it. */
    public DefinedOee read() {
        return read(ledger);
    }

    /** A day of it, read alike. */
    public DefinedOee read(Ledger part) {
        return DefinedOee.of(part, definition);
    }

    /** OEE against the period before; empty where most of that period has no figures. */
    public OptionalDouble change() {
        return DefinedOee.change(ledger, before, definition);
    }

    public boolean hasImportedDays() {
        return days.stream().anyMatch(DayFigures::imported);
    }
}
