package io.oeeanalytics.oee;

import static java.lang.Math.addExact;

import java.util.OptionalDouble;

/**
 * Work done outside planned busy time, in breaks, on free days or without a plan. Kept apart,
 * because production time outside PBT would break the sum that availability rests on; only TEEP
 * counts it.
 *
 * @param productionMs time the machine ran although nothing was planned
 */
public record UnplannedProduction(long productionMs, Output output) {
    public static final UnplannedProduction ZERO = new UnplannedProduction(0, Output.ZERO);

    public UnplannedProduction {
        if (productionMs < 0) {
            throw new IllegalArgumentException(
                    "unplanned production cannot last %d ms".formatted(productionMs));
        }
    }

    public UnplannedProduction plus(UnplannedProduction other) {
        return new UnplannedProduction(
                addExact(productionMs, other.productionMs), output.plus(other.output));
    }

    public OptionalDouble effectiveness() {
        return output.lacksCycles()
                ? OptionalDouble.empty()
                : Ratio.of(output.idealTotalMs(), productionMs);
    }

    public OptionalDouble quality() {
        return output.quality();
    }
}
