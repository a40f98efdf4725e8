package io.oeeanalytics.oee;

import io.oeeanalytics.oee.DefinedOee.Name;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * OEE as a chain: each factor leaves a part of the time the one before left, its losses take the
 * rest. Begins with the known part of the time OEE is measured by, ends with the ideal time of the
 * good pieces.
 *
 * @param shown the OEE where enough is known for a single number
 */
record FactorChain(List<Link> links, OptionalDouble shown) {
    /**
     * @param wholeMs time the factor is a ratio of
     * @param leftMs the part it leaves; more than the whole where an ideal cycle is too slow
     * @param losses add up to the difference
     */
    record Link(Name name, long wholeMs, long leftMs, List<Loss> losses) {
        OptionalDouble ratio() {
            return Ratio.of(leftMs, wholeMs);
        }
    }

    FactorChain {
        links = List.copyOf(links);
    }

    /**
     * @param read whose pieces all have an ideal cycle
     */
    static FactorChain of(DefinedOee read) {
        if (read.lacksCycles()) {
            throw new IllegalArgumentException(
                    "pieces without an ideal cycle have no place in a chain of factors");
        }
        long left =
                read.baseMs()
                        - read.losses().stream()
                                .filter(loss -> loss.kind() == Loss.Kind.UNKNOWN)
                                .mapToLong(Loss::millis)
                                .sum();
        var links = new ArrayList<Link>();
        for (var factor : read.factors()) {
            var losses =
                    read.losses().stream()
                            .filter(
                                    loss ->
                                            lowers(loss.kind(), read.definition())
                                                    .filter(factor.name()::equals)
                                                    .isPresent())
                            .toList();
            long whole = left;
            left -= losses.stream().mapToLong(Loss::millis).sum();
            links.add(new Link(factor.name(), whole, left, losses));
        }
        return new FactorChain(links, read.oee());
    }

    /** The factor a loss shows under; empty for what is no loss of known time. */
    static Optional<Name> lowers(Loss.Kind kind, OeeDefinition definition) {
        boolean semi = definition == OeeDefinition.SEMI_E79;
        return switch (kind) {
            case DELAY, PLANNED_STOPS, NOT_PLANNED ->
                    Optional.of(semi ? Name.AVAILABILITY_EFFICIENCY : Name.AVAILABILITY);
            case WAITING, SET_UP ->
                    Optional.of(semi ? Name.OPERATIONAL_EFFICIENCY : Name.AVAILABILITY);
            case MICRO_STOPS, REDUCED_SPEED ->
                    Optional.of(semi ? Name.RATE_EFFICIENCY : Name.EFFECTIVENESS);
            case QUALITY, START_UP_REJECTS, PRODUCTION_REJECTS ->
                    Optional.of(semi ? Name.QUALITY_EFFICIENCY : Name.QUALITY);
            case UNKNOWN, UNRATED_PRODUCTION, FULLY_PRODUCTIVE -> Optional.empty();
        };
    }

    /** The known part of the time OEE is measured by. */
    long knownMs() {
        return links.getFirst().wholeMs();
    }

    /** Ideal time of the good pieces. */
    long goodMs() {
        return links.getLast().leftMs();
    }

    /** Also where too little is known to show it. */
    OptionalDouble oee() {
        return Ratio.of(goodMs(), knownMs());
    }

    /**
     * Whether the factors multiply to the OEE: not where pieces were counted while the machine is
     * said never to have run.
     */
    boolean isWhole() {
        return links.stream().noneMatch(link -> link.wholeMs() == 0 && link.leftMs() != 0);
    }
}
