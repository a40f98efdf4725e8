package io.oeeanalytics.oee;

import static java.lang.Math.addExact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the time of a line, a shift, a plant or a year went, after ISO 22400-2: exact milliseconds
 * and counts that may be added freely, since every ratio divides only when asked. Ratios are pooled
 * by adding ledgers, never by averaging.
 *
 * <p>Every ratio speaks of known time: time without data is taken from its denominator, so that
 * availability x effectiveness x quality is always the OEE shown. How much was known is told by
 * {@link #coverage()}, what the rest could change by {@link #oeeBounds()}.
 *
 * @param referenceMs reference time: the whole window on the calendar
 * @param plannedOperationMs planned operation time (POT)
 * @param plannedDownMs planned down time (PDOT), breaks and the like; part of POT
 * @param downMs actual unit down time (ADOT): idle for want of an order, material or people
 * @param delayMs actual unit delay time (ADET): breakdowns and other interruptions of an order
 * @param setupMs actual unit set-up time (AUST)
 * @param productionMs actual production time (APT), micro-stops included
 * @param microStopMs the part of {@code productionMs} that was short delays, 0 under the strict
 *     reading of ISO
 * @param unknownMs planned busy time without data
 * @param output pieces made in planned busy time while the state of the machine was known
 * @param unobserved pieces counted in planned busy time while it was not; they sharpen the bounds
 *     only
 * @param unplanned work outside planned busy time
 * @param interruptions delays that began, micro-stops not counted
 * @param startUpLossMs the part of the quality loss that was made right after a set-up or a start:
 *     ideal time of pieces that are not good
 * @param shortDelayMs the part of {@code delayMs} that was micro-stops, on sites that leave them in
 *     availability
 */
public record Ledger(
        long referenceMs,
        long plannedOperationMs,
        long plannedDownMs,
        long downMs,
        long delayMs,
        long setupMs,
        long productionMs,
        long microStopMs,
        long unknownMs,
        Output output,
        Output unobserved,
        UnplannedProduction unplanned,
        long interruptions,
        long startUpLossMs,
        long shortDelayMs) {

    /** Share of planned busy time that must be known before a single number is shown. */
    public static final double LEAST_COVERAGE = 0.5;

    public static final Ledger ZERO =
            new Ledger(
                    0, 0, 0, 0, 0, 0, 0, 0, 0, Output.ZERO, Output.ZERO, UnplannedProduction.ZERO);

    /** A ledger in which nothing was interrupted. */
    Ledger(
            long referenceMs,
            long plannedOperationMs,
            long plannedDownMs,
            long downMs,
            long delayMs,
            long setupMs,
            long productionMs,
            long microStopMs,
            long unknownMs,
            Output output,
            Output unobserved,
            UnplannedProduction unplanned) {
        this(
                referenceMs,
                plannedOperationMs,
                plannedDownMs,
                downMs,
                delayMs,
                setupMs,
                productionMs,
                microStopMs,
                unknownMs,
                output,
                unobserved,
                unplanned,
                0,
                0,
                0);
    }

    public Ledger {
        requireWithin("planned operation", plannedOperationMs, "reference", referenceMs);
        requireWithin("planned down", plannedDownMs, "planned operation", plannedOperationMs);
        requireWithin("micro-stop", microStopMs, "production", productionMs);
        requireWithin("short delay", shortDelayMs, "delay", delayMs);
        if (downMs < 0 || delayMs < 0 || setupMs < 0 || unknownMs < 0) {
            throw new IllegalArgumentException(
                    "no time can be negative: down %d, delay %d, set-up %d, unknown %d ms"
                            .formatted(downMs, delayMs, setupMs, unknownMs));
        }
        if (interruptions < 0 || startUpLossMs < 0) {
            throw new IllegalArgumentException(
                    "%d interruptions and %d ms lost at start-up cannot be"
                            .formatted(interruptions, startUpLossMs));
        }
        long busyMs = plannedOperationMs - plannedDownMs;
        if (downMs + delayMs + setupMs + productionMs + unknownMs != busyMs) {
            throw new IllegalArgumentException(
                    ("planned busy time of %d ms must be the sum of down %d, delay %d, set-up %d,"
                                    + " production %d and unknown %d ms")
                            .formatted(busyMs, downMs, delayMs, setupMs, productionMs, unknownMs));
        }
    }

    public static Ledger sum(Collection<Ledger> ledgers) {
        var sum = ZERO;
        for (var ledger : ledgers) {
            sum = sum.plus(ledger);
        }
        return sum;
    }

    public Ledger plus(Ledger other) {
        return new Ledger(
                addExact(referenceMs, other.referenceMs),
                addExact(plannedOperationMs, other.plannedOperationMs),
                addExact(plannedDownMs, other.plannedDownMs),
                addExact(downMs, other.downMs),
                addExact(delayMs, other.delayMs),
                addExact(setupMs, other.setupMs),
                addExact(productionMs, other.productionMs),
                addExact(microStopMs, other.microStopMs),
                addExact(unknownMs, other.unknownMs),
                output.plus(other.output),
                unobserved.plus(other.unobserved),
                unplanned.plus(other.unplanned),
                addExact(interruptions, other.interruptions),
                addExact(startUpLossMs, other.startUpLossMs),
                addExact(shortDelayMs, other.shortDelayMs));
    }

    /** Planned busy time, PBT = POT - PDOT. */
    public long plannedBusyMs() {
        return plannedOperationMs - plannedDownMs;
    }

    /** Planned busy time of which it is known what the machine did. */
    public long knownMs() {
        return plannedBusyMs() - unknownMs;
    }

    /** Actual unit busy time, AUBT = ADET + AUST + APT. */
    public long busyMs() {
        return delayMs + setupMs + productionMs;
    }

    /** Actual unit processing time, AUPT = AUST + APT. */
    public long processingMs() {
        return setupMs + productionMs;
    }

    /** All pieces of the window, whether planned, observed or neither. */
    public Output made() {
        return output.plus(unobserved).plus(unplanned.output());
    }

    /** Whether pieces without an ideal cycle keep effectiveness and OEE from being stated. */
    public boolean lacksCycles() {
        return output.lacksCycles();
    }

    /**
     * Whether the machine beat its ideal: the flag "ideal cycle too slow?". Nothing is ever capped.
     */
    public boolean beatsIdealCycle() {
        return effectiveness().orElse(0) > 1;
    }

    /** Availability, A = APT / PBT. */
    public OptionalDouble availability() {
        return Ratio.of(productionMs, knownMs());
    }

    /** Effectiveness, E = sum(PRI x PQ) / APT; above 1 where the ideal cycle is too slow. */
    public OptionalDouble effectiveness() {
        return lacksCycles()
                ? OptionalDouble.empty()
                : Ratio.of(output.idealTotalMs(), productionMs);
    }

    /** Quality ratio, Q = sum(PRI x GQ) / sum(PRI x PQ). */
    public OptionalDouble quality() {
        return output.quality();
    }

    /**
     * OEE index = A x E x Q = sum(PRI x GQ) / PBT. It is 0, not empty, when time was planned and
     * nothing good made.
     */
    public OptionalDouble oee() {
        return lacksCycles() ? OptionalDouble.empty() : Ratio.of(output.idealGoodMs(), knownMs());
    }

    /**
     * The OEE index, unless so little of planned busy time is known that no single number can stand
     * for it; then {@link #oeeBounds()} say what there is to know.
     */
    public OptionalDouble oeeIfCovered() {
        return ifCovered(oee());
    }

    /** That ratio of this ledger, unless too little is known for single numbers. */
    public OptionalDouble ifCovered(OptionalDouble ratio) {
        return isCovered() ? ratio : OptionalDouble.empty();
    }

    /** Whether enough of planned busy time is known to show single numbers. */
    public boolean isCovered() {
        return coverage().orElse(1) >= LEAST_COVERAGE;
    }

    /**
     * The OEE of the whole planned busy time if nothing, or everything at ideal speed, was made
     * while unknown. The OEE of known time lies outside them where the pieces counted in the gaps
     * say so, or where the ideal cycle is too slow.
     */
    public Optional<Bounds> oeeBounds() {
        return lacksCycles() ? Optional.empty() : bounds(output.idealGoodMs(), plannedBusyMs());
    }

    /** The same of good pieces in another time, which holds the unknown time as well. */
    Optional<Bounds> bounds(long idealGoodMs, long baseMs) {
        if (baseMs == 0 || unobserved.lacksCycles()) {
            return Optional.empty();
        }
        double low = idealGoodMs + unobserved.idealGoodMs();
        double high = idealGoodMs + Math.max(unknownMs, unobserved.idealGoodMs());
        return Optional.of(new Bounds(low / baseMs, high / baseMs));
    }

    /** Share of planned busy time of which it is known what the machine did. */
    public OptionalDouble coverage() {
        return Ratio.of(knownMs(), plannedBusyMs());
    }

    /** NEE index = AUPT / PBT x E x Q: the OEE without the loss by set-up. */
    public OptionalDouble nee() {
        var oee = oee();
        if (oee.isEmpty() || output.idealGoodMs() == 0) {
            return oee;
        }
        var gain = Ratio.of(processingMs(), productionMs);
        return gain.isEmpty() ? gain : OptionalDouble.of(oee.getAsDouble() * gain.getAsDouble());
    }

    /**
     * TEEP = sum(PRI x GQ) / reference time, unplanned work included. Not an index of ISO 22400.
     */
    public OptionalDouble teep() {
        if (lacksCycles() || unplanned.output().lacksCycles()) {
            return OptionalDouble.empty();
        }
        return Ratio.of(
                output.idealGoodMs() + unplanned.output().idealGoodMs(), referenceMs - unknownMs);
    }

    /** OOE = sum(PRI x GQ) / POT. Not an index of ISO 22400. */
    public OptionalDouble ooe() {
        return lacksCycles()
                ? OptionalDouble.empty()
                : Ratio.of(output.idealGoodMs(), plannedOperationMs - unknownMs);
    }

    /** Technical efficiency = APT / (APT + ADET). */
    public OptionalDouble technicalEfficiency() {
        return Ratio.of(productionMs, productionMs + delayMs);
    }

    /** Utilization efficiency = APT / AUBT. */
    public OptionalDouble utilizationEfficiency() {
        return Ratio.of(productionMs, busyMs());
    }

    /** Allocation efficiency = AUBT / PBT. */
    public OptionalDouble allocationEfficiency() {
        return Ratio.of(busyMs(), knownMs());
    }

    /** Setup ratio = AUST / AUPT. */
    public OptionalDouble setupRatio() {
        return Ratio.of(setupMs, processingMs());
    }

    /** Mean operating time between failures, in milliseconds: APT per interruption. */
    public OptionalDouble mtbfMs() {
        return Ratio.of(productionMs, interruptions);
    }

    /**
     * Mean time to restoration, in milliseconds: ADET per interruption, both without micro-stops.
     */
    public OptionalDouble mttrMs() {
        return Ratio.of(delayMs - shortDelayMs, interruptions);
    }

    public OptionalDouble scrapRatio() {
        return output.scrapRatio();
    }

    public OptionalDouble reworkRatio() {
        return output.reworkRatio();
    }

    /**
     * Where planned busy time went, in the order of {@link Loss.Kind}; the lines add up to it
     * exactly.
     */
    public List<Loss> losses() {
        var losses = new ArrayList<Loss>();
        losses.add(new Loss(Loss.Kind.WAITING, downMs));
        losses.add(new Loss(Loss.Kind.DELAY, delayMs));
        losses.add(new Loss(Loss.Kind.SET_UP, setupMs));
        losses.add(new Loss(Loss.Kind.MICRO_STOPS, microStopMs));
        if (lacksCycles()) {
            losses.add(new Loss(Loss.Kind.UNKNOWN, unknownMs));
            losses.add(new Loss(Loss.Kind.UNRATED_PRODUCTION, productionMs - microStopMs));
            return List.copyOf(losses);
        }
        losses.add(
                new Loss(
                        Loss.Kind.REDUCED_SPEED,
                        productionMs - microStopMs - output.idealTotalMs()));
        losses.add(new Loss(Loss.Kind.QUALITY, output.idealTotalMs() - output.idealGoodMs()));
        losses.add(new Loss(Loss.Kind.UNKNOWN, unknownMs));
        losses.add(new Loss(Loss.Kind.FULLY_PRODUCTIVE, output.idealGoodMs()));
        return List.copyOf(losses);
    }

    private static void requireWithin(String part, long partMs, String whole, long wholeMs) {
        if (partMs < 0 || partMs > wholeMs) {
            throw new IllegalArgumentException(
                    "%s time of %d ms must lie within %s time of %d ms"
                            .formatted(part, partMs, whole, wholeMs));
        }
    }
}
