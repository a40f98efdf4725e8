package io.oeeanalytics.oee;

import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.LossPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.ReasonPart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Contributions as they are shown, in whole tenths of a point: they add up to the difference of the
 * two OEEs that stand beside them, each of which is rounded for itself, and inner parts to outer
 * ones. What is left over goes where the rounding took most (largest remainder).
 */
public final class ShownPoints {
    private static final double TENTHS = 1000;

    /** Below it a contribution is none. */
    private static final double NOTHING = 1e-12;

    private final long change;
    private final IdentityHashMap<Object, Long> tenths = new IdentityHashMap<>();
    private final IdentityHashMap<MemberPart, Long> byItself = new IdentityHashMap<>();

    /**
     * @param why without an obstacle
     */
    public ShownPoints(OeeChange why) {
        change = shown(why.after().oee()) - shown(why.before().oee());
        share(why.factors(), FactorPart::contribution, change);
        for (var factor : why.factors()) {
            share(factor.losses(), LossPart::contribution, tenths(factor));
            for (var loss : factor.losses()) {
                share(loss.reasons(), ReasonPart::contribution, tenths(loss));
            }
        }
        for (var members : List.of(why.lines(), why.products())) {
            share(members, MemberPart::contribution, change);
            for (var member : members) {
                byItself.put(
                        member,
                        shared(new double[] {member.itself(), member.mix()}, tenths(member))[0]);
            }
        }
    }

    /** As a percentage with one decimal is written. */
    private static long shown(OptionalDouble ratio) {
        return new BigDecimal(ratio.orElseThrow() * 100)
                .setScale(1, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    private <T> void share(List<T> parts, ToDoubleFunction<T> contribution, long total) {
        var shared = shared(parts.stream().mapToDouble(contribution).toArray(), total);
        for (int i = 0; i < shared.length; i++) {
            tenths.put(parts.get(i), shared[i]);
        }
    }

    /**
     * @param contributions fractions of 1
     * @param total tenths of a point, which they are to add up to
     */
    static long[] shared(double[] contributions, long total) {
        var shared = new long[contributions.length];
        var remainders = new double[contributions.length];
        long left = total;
        for (int i = 0; i < shared.length; i++) {
            double tenths = Math.abs(contributions[i]) < NOTHING ? 0 : contributions[i] * TENTHS;
            shared[i] = (long) Math.floor(tenths);
            remainders[i] = tenths - shared[i];
            left -= shared[i];
        }
        var order =
                IntStream.range(0, shared.length)
                        .boxed()
                        // What is nothing is shown as nothing, while there is anything else.
                        .sorted(
                                Comparator.comparing(
                                                (Integer i) -> Math.abs(contributions[i]) < NOTHING)
                                        .thenComparingDouble(i -> -remainders[i]))
                        .toList();
        for (int turn = 0; left > 0 && !order.isEmpty(); turn++, left--) {
            shared[order.get(turn % order.size())]++;
        }
        var backwards =
                order.stream()
                        .sorted(
                                Comparator.comparing(
                                                (Integer i) -> Math.abs(contributions[i]) < NOTHING)
                                        .thenComparingDouble(i -> remainders[i]))
                        .toList();
        for (int turn = 0; left < 0 && !backwards.isEmpty(); turn++, left++) {
            shared[backwards.get(turn % backwards.size())]--;
        }
        return shared;
    }

    private long tenths(Object part) {
        var shown = tenths.get(part);
        if (shown == null) {
            throw new IllegalArgumentException("%s is no part of this".formatted(part));
        }
        return shown;
    }

    /** A fraction of 1, in whole tenths of a point, like all others here. */
    public double change() {
        return change / TENTHS;
    }

    public double of(FactorPart part) {
        return tenths(part) / TENTHS;
    }

    public double of(LossPart part) {
        return tenths(part) / TENTHS;
    }

    public double of(ReasonPart part) {
        return tenths(part) / TENTHS;
    }

    public double of(MemberPart part) {
        return tenths(part) / TENTHS;
    }

    public double itself(MemberPart part) {
        return byItself.getOrDefault(part, 0L) / TENTHS;
    }

    /** What it did by its share of the time. */
    public double mix(MemberPart part) {
        return of(part) - itself(part);
    }
}
