package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.factor.Factor;
import io.oeeanalytics.forecast.factor.FactorDraws;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * A working day to come in minutes and pieces.
 *
 * @param plannedMs planned busy time
 * @param draws ways it may go; their mean OEE is the forecast
 * @param idealCycleMs of a good piece in the product mix of late; empty where no cycles are known
 */
public record FactorDay(
        LocalDate day, long plannedMs, FactorDraws draws, OptionalDouble idealCycleMs) {
    public double factor(Factor factor) {
        return draws.mean(factor);
    }

    /** What the factor is expected to cost, negative where effectiveness exceeds 1. */
    public long lossMs(Factor factor) {
        return Math.round(plannedMs * draws.loss(factor));
    }

    /** Pieces expected; the mean of all ways. */
    public OptionalDouble goodPieces() {
        return pieces(draws.meanOee());
    }

    /** Below which the good pieces stay with that chance. */
    public OptionalDouble goodPieces(double chance) {
        return pieces(draws.oeeQuantile(chance));
    }

    private OptionalDouble pieces(double oee) {
        return idealCycleMs.isEmpty()
                ? idealCycleMs
                : OptionalDouble.of(plannedMs * oee / idealCycleMs.getAsDouble());
    }
}
