package io.oeeanalytics.oee;

import static java.lang.Math.max;

import io.oeeanalytics.plant.OeeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The OEE of a ledger as one definition reads it, and where the time went that it is measured by.
 * The same history under another definition is another number; which one is meant is always said.
 *
 * @param factors their product is the OEE
 * @param bounds what OEE lies between, whatever happened in unknown time
 * @param baseMs the time OEE is measured by, unknown time included: planned busy time in ISO 22400
 * @param losses add up to {@code baseMs} exactly
 */
public record DefinedOee(
        OeeDefinition definition,
        List<Factor> factors,
        OptionalDouble oee,
        Optional<Bounds> bounds,
        long baseMs,
        List<Loss> losses) {
    /** One of the ratios whose product is OEE. */
    public record Factor(Name name, OptionalDouble value) {}

    /** As the definitions call them. */
    public enum Name {
        AVAILABILITY,
        EFFECTIVENESS,
        QUALITY,
        /** Uptime / total time (SEMI E79). */
        AVAILABILITY_EFFICIENCY,
        /** Productive time / uptime. */
        OPERATIONAL_EFFICIENCY,
        /** Ideal time of all units / productive time. */
        RATE_EFFICIENCY,
        /** Ideal time of good units / ideal time of all. */
        QUALITY_EFFICIENCY
    }

    public DefinedOee {
        factors = List.copyOf(factors);
        losses = List.copyOf(losses);
    }

    /**
     * Single numbers are left out where too little is known for them.
     *
     * @see Ledger#isCovered()
     */
    public static DefinedOee of(Ledger ledger, OeeDefinition definition) {
        return switch (definition) {
            case ISO_22400 -> iso(ledger);
            case SIX_BIG_LOSSES -> sixBigLosses(ledger);
            case PLANNED_STOPS_INSIDE -> plannedStopsInside(ledger);
            case SEMI_E79 -> semi(ledger);
        };
    }

    /** Under every definition, in the order they are declared. */
    public static List<DefinedOee> all(Ledger ledger) {
        return List.of(OeeDefinition.values()).stream()
                .map(definition -> of(ledger, definition))
                .toList();
    }

    private static DefinedOee iso(Ledger ledger) {
        return read(
                ledger,
                OeeDefinition.ISO_22400,
                ledger.availability(),
                ledger.effectiveness(),
                ledger.oee(),
                ledger.plannedBusyMs(),
                ledger.losses());
    }

    /** Nakajima: every delay too short to be asked a reason for lowers speed, whatever the site. */
    private static DefinedOee sixBigLosses(Ledger ledger) {
        long production = ledger.productionMs() + ledger.shortDelayMs();
        var losses = new ArrayList<Loss>();
        losses.add(new Loss(Loss.Kind.WAITING, ledger.downMs()));
        losses.add(new Loss(Loss.Kind.DELAY, ledger.delayMs() - ledger.shortDelayMs()));
        losses.add(new Loss(Loss.Kind.SET_UP, ledger.setupMs()));
        losses.add(new Loss(Loss.Kind.MICRO_STOPS, ledger.microStopMs() + ledger.shortDelayMs()));
        long running = ledger.productionMs() - ledger.microStopMs();
        if (ledger.lacksCycles()) {
            losses.add(new Loss(Loss.Kind.UNKNOWN, ledger.unknownMs()));
            losses.add(new Loss(Loss.Kind.UNRATED_PRODUCTION, running));
        } else {
            var output = ledger.output();
            long rejects = output.idealTotalMs() - output.idealGoodMs();
            losses.add(new Loss(Loss.Kind.REDUCED_SPEED, running - output.idealTotalMs()));
            losses.add(new Loss(Loss.Kind.START_UP_REJECTS, ledger.startUpLossMs()));
            losses.add(new Loss(Loss.Kind.PRODUCTION_REJECTS, rejects - ledger.startUpLossMs()));
            losses.add(new Loss(Loss.Kind.UNKNOWN, ledger.unknownMs()));
            losses.add(new Loss(Loss.Kind.FULLY_PRODUCTIVE, output.idealGoodMs()));
        }
        return read(
                ledger,
                OeeDefinition.SIX_BIG_LOSSES,
                Ratio.of(production, ledger.knownMs()),
                ledger.lacksCycles()
                        ? OptionalDouble.empty()
                        : Ratio.of(ledger.output().idealTotalMs(), production),
                ledger.oee(),
                ledger.plannedBusyMs(),
                losses);
    }

    /** Breaks, meetings and planned maintenance are losses like any other. */
    private static DefinedOee plannedStopsInside(Ledger ledger) {
        var losses = new ArrayList<Loss>();
        losses.add(new Loss(Loss.Kind.PLANNED_STOPS, ledger.plannedDownMs()));
        losses.addAll(ledger.losses());
        return read(
                ledger,
                OeeDefinition.PLANNED_STOPS_INSIDE,
                Ratio.of(ledger.productionMs(), ledger.plannedOperationMs() - ledger.unknownMs()),
                ledger.effectiveness(),
                ledger.ooe(),
                ledger.plannedOperationMs(),
                losses);
    }

    private static DefinedOee read(
            Ledger ledger,
            OeeDefinition definition,
            OptionalDouble availability,
            OptionalDouble effectiveness,
            OptionalDouble oee,
            long baseMs,
            List<Loss> losses) {
        return new DefinedOee(
                definition,
                List.of(
                        new Factor(Name.AVAILABILITY, ledger.ifCovered(availability)),
                        new Factor(Name.EFFECTIVENESS, ledger.ifCovered(effectiveness)),
                        new Factor(Name.QUALITY, ledger.ifCovered(ledger.quality()))),
                ledger.ifCovered(oee),
                ledger.lacksCycles()
                        ? Optional.empty()
                        : ledger.bounds(ledger.output().idealGoodMs(), baseMs),
                baseMs,
                losses);
    }

    /**
     * SEMI E10 splits all of the time into productive, standby (idle without an order), engineering
     * (set-up), scheduled down (planned stops), unscheduled down (delays) and non-scheduled; work
     * outside the plan is productive as well.
     */
    private static DefinedOee semi(Ledger ledger) {
        var output = ledger.output().plus(ledger.unplanned().output());
        long ranUnplanned = ledger.unplanned().productionMs();
        long productive = ledger.productionMs() + ranUnplanned;
        long uptime = productive + ledger.downMs() + ledger.setupMs();
        long total = ledger.referenceMs() - ledger.unknownMs();
        long free = ledger.referenceMs() - ledger.plannedOperationMs();
        var losses = new ArrayList<Loss>();
        losses.add(new Loss(Loss.Kind.NOT_PLANNED, max(0, free - ranUnplanned)));
        losses.add(
                new Loss(
                        Loss.Kind.PLANNED_STOPS,
                        ledger.plannedDownMs() - max(0, ranUnplanned - free)));
        losses.add(new Loss(Loss.Kind.WAITING, ledger.downMs()));
        losses.add(new Loss(Loss.Kind.DELAY, ledger.delayMs()));
        losses.add(new Loss(Loss.Kind.SET_UP, ledger.setupMs()));
        losses.add(new Loss(Loss.Kind.UNKNOWN, ledger.unknownMs()));
        boolean rated = !output.lacksCycles();
        if (rated) {
            losses.add(new Loss(Loss.Kind.REDUCED_SPEED, productive - output.idealTotalMs()));
            losses.add(new Loss(Loss.Kind.QUALITY, output.idealTotalMs() - output.idealGoodMs()));
            losses.add(new Loss(Loss.Kind.FULLY_PRODUCTIVE, output.idealGoodMs()));
        } else {
            losses.add(new Loss(Loss.Kind.UNRATED_PRODUCTION, productive));
        }
        return new DefinedOee(
                OeeDefinition.SEMI_E79,
                List.of(
                        factor(ledger, Name.AVAILABILITY_EFFICIENCY, Ratio.of(uptime, total)),
                        factor(ledger, Name.OPERATIONAL_EFFICIENCY, Ratio.of(productive, uptime)),
                        factor(
                                ledger,
                                Name.RATE_EFFICIENCY,
                                rated
                                        ? Ratio.of(output.idealTotalMs(), productive)
                                        : OptionalDouble.empty()),
                        factor(ledger, Name.QUALITY_EFFICIENCY, output.quality())),
                ledger.ifCovered(
                        rated ? Ratio.of(output.idealGoodMs(), total) : OptionalDouble.empty()),
                rated
                        ? ledger.bounds(output.idealGoodMs(), ledger.referenceMs())
                        : Optional.empty(),
                ledger.referenceMs(),
                losses);
    }

    private static Factor factor(Ledger ledger, Name name, OptionalDouble value) {
        return new Factor(name, ledger.ifCovered(value));
    }

    /**
     * OEE minus that of an earlier time, a fraction of 1; empty where the earlier one knows less
     * than half as much and would be compared by chance.
     */
    static OptionalDouble change(Ledger now, Ledger earlier, OeeDefinition definition) {
        return 2 * earlier.knownMs() < now.knownMs()
                ? OptionalDouble.empty()
                : difference(of(earlier, definition).oee(), of(now, definition).oee());
    }

    /** Change from one to the other; empty where one of them is. */
    static OptionalDouble difference(OptionalDouble before, OptionalDouble after) {
        return before.isEmpty() || after.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(after.getAsDouble() - before.getAsDouble());
    }

    /** The first of the three factors that tables have columns for, whatever the definition. */
    public OptionalDouble availability() {
        return factor(isSemi() ? Name.AVAILABILITY_EFFICIENCY : Name.AVAILABILITY);
    }

    /** The second; the performance efficiency of SEMI E79. */
    public OptionalDouble effectiveness() {
        return isSemi()
                ? product(factor(Name.OPERATIONAL_EFFICIENCY), factor(Name.RATE_EFFICIENCY))
                : factor(Name.EFFECTIVENESS);
    }

    /** The third. */
    public OptionalDouble quality() {
        return factor(isSemi() ? Name.QUALITY_EFFICIENCY : Name.QUALITY);
    }

    /** Whether pieces that the definition weighs have no ideal cycle. */
    public boolean lacksCycles() {
        return losses.stream().anyMatch(loss -> loss.kind() == Loss.Kind.UNRATED_PRODUCTION);
    }

    private boolean isSemi() {
        return definition == OeeDefinition.SEMI_E79;
    }

    private static OptionalDouble product(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || other.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.getAsDouble() * other.getAsDouble());
    }

    /** Empty where the definition has no such factor or it is undefined. */
    public OptionalDouble factor(Name name) {
        return factors.stream()
                .filter(factor -> factor.name() == name)
                .findFirst()
                .map(Factor::value)
                .orElse(OptionalDouble.empty());
    }
}
