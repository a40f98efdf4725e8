package io.oeeanalytics.oee;

import static java.lang.Math.addExact;
import static java.lang.Math.multiplyExact;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Pieces made, and the ideal time they stand for: each piece weighs the planned run time per item
 * (PRI) that held for its product when it was made. First pass only; a reworked piece is never
 * added a second time.
 *
 * @param total produced quantity (PQ); good, scrap and rework need not exhaust it, the rest is not
 *     judged yet
 * @param good good quantity (GQ)
 * @param scrap scrap quantity (SQ)
 * @param rework rework quantity (RQ)
 * @param idealTotalMs sum of PRI x PQ
 * @param idealGoodMs sum of PRI x GQ
 * @param idealScrapMs sum of PRI x SQ
 * @param idealReworkMs sum of PRI x RQ
 * @param withoutCycle pieces of {@code total} whose ideal cycle is unknown; they add nothing to the
 *     ideal times
 */
public record Output(
        long total,
        long good,
        long scrap,
        long rework,
        long idealTotalMs,
        long idealGoodMs,
        long idealScrapMs,
        long idealReworkMs,
        long withoutCycle) {

    public static final Output ZERO = new Output(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Output {
        requireParts("pieces", total, good, scrap, rework);
        requireParts("ideal milliseconds", idealTotalMs, idealGoodMs, idealScrapMs, idealReworkMs);
        if (withoutCycle < 0 || withoutCycle > total) {
            throw new IllegalArgumentException(
                    "%d pieces without an ideal cycle cannot be part of %d pieces"
                            .formatted(withoutCycle, total));
        }
    }

    /**
     * The output of one count whose pieces all have the same ideal cycle, or none that is known.
     */
    public static Output of(long total, long good, long scrap, long rework, OptionalLong cycleMs) {
        if (cycleMs.isEmpty()) {
            return new Output(total, good, scrap, rework, 0, 0, 0, 0, total);
        }
        long cycle = cycleMs.getAsLong();
        return new Output(
                total,
                good,
                scrap,
                rework,
                multiplyExact(cycle, total),
                multiplyExact(cycle, good),
                multiplyExact(cycle, scrap),
                multiplyExact(cycle, rework),
                0);
    }

    public Output plus(Output other) {
        return new Output(
                addExact(total, other.total),
                addExact(good, other.good),
                addExact(scrap, other.scrap),
                addExact(rework, other.rework),
                addExact(idealTotalMs, other.idealTotalMs),
                addExact(idealGoodMs, other.idealGoodMs),
                addExact(idealScrapMs, other.idealScrapMs),
                addExact(idealReworkMs, other.idealReworkMs),
                addExact(withoutCycle, other.withoutCycle));
    }

    /**
     * Whether some pieces have no ideal cycle, so that nothing weighed by ideal time can be stated.
     */
    public boolean lacksCycles() {
        return withoutCycle > 0;
    }

    /** Quality ratio, Q = sum(PRI x GQ) / sum(PRI x PQ). */
    public OptionalDouble quality() {
        return share(good, idealGoodMs);
    }

    /** Scrap ratio, SQ / PQ, weighed by ideal time across products. */
    public OptionalDouble scrapRatio() {
        return share(scrap, idealScrapMs);
    }

    /** Rework ratio, RQ / PQ, weighed by ideal time across products. */
    public OptionalDouble reworkRatio() {
        return share(rework, idealReworkMs);
    }

    /**
     * Where no piece at all has a cycle the piece is the only weight left; a mixture has no honest
     * weight.
     */
    private OptionalDouble share(long pieces, long idealMs) {
        if (withoutCycle == 0) {
            return Ratio.of(idealMs, idealTotalMs);
        }
        return withoutCycle == total ? Ratio.of(pieces, total) : OptionalDouble.empty();
    }

    private static void requireParts(String unit, long total, long good, long scrap, long rework) {
        if (total < 0 || good < 0 || scrap < 0 || rework < 0) {
            throw new IllegalArgumentException(
                    "%s cannot be negative: total %d, good %d, scrap %d, rework %d"
                            .formatted(unit, total, good, scrap, rework));
        }
        if (addExact(addExact(good, scrap), rework) > total) {
            throw new IllegalArgumentException(
                    "%s: good %d, scrap %d and rework %d are more than the total %d"
                            .formatted(unit, good, scrap, rework, total));
        }
    }
}
