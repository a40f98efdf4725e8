package io.oeeanalytics.forecast.drift;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Two stretches of days, compared without a guess at their distribution. Days resemble the day
 * before, so each stretch counts as fewer days than it has: as many as independent ones would tell
 * as much about a mean (Bayley &amp; Hammersley, J. of the Royal Statistical Society Supplement 8,
 * 1946).
 *
 * @param before the earlier stretch, by day
 * @param recent the later one
 */
record TwoSamples(double[] before, double[] recent) {
    private static final ContinuousDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Of longer memories a stretch of some weeks cannot tell. */
    private static final double MOST_MEMORY = 0.9;

    /** Terms beyond it are smaller than any level asked for. */
    private static final int TERMS = 100;

    TwoSamples {
        if (before.length < 2 || recent.length < 2) {
            throw new IllegalArgumentException(
                    "two days at least are compared on either side, but got %d and %d"
                            .formatted(before.length, recent.length));
        }
    }

    /** Of the recent days minus that of those before. */
    double difference() {
        return mean(recent) - mean(before);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /**
     * How likely two stretches of the same distribution lie so far apart: the Kolmogorov-Smirnov
     * test, with the approximation of Stephens, J. of the Royal Statistical Society B 32 (1970).
     */
    double sameDistribution() {
        double pairs = pairs();
        double root = Math.sqrt(pairs);
        double lambda = (root + 0.12 + 0.11 / root) * distance();
        if (lambda < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int term = 1; term <= TERMS; term++) {
            double part = Math.exp(-2.0 * term * term * lambda * lambda);
            sum += term % 2 == 1 ? part : -part;
        }
        return Math.clamp(2 * sum, 0.0, 1.0);
    }

    /** The largest gap between both empirical distributions, 0 to 1. */
    double distance() {
        var one = before.clone();
        var other = recent.clone();
        Arrays.sort(one);
        Arrays.sort(other);
        double distance = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            double value = Math.min(one[i], other[j]);
            while (i < one.length && one[i] == value) {
                i++;
            }
            while (j < other.length && other[j] == value) {
                j++;
            }
            double gap = (double) i / one.length - (double) j / other.length;
            distance = Math.max(distance, Math.abs(gap));
        }
        return distance;
    }

    /**
     * How likely recent values rank so high if they are no larger than those before: the rank-sum
     * test of Wilcoxon (Biometrics Bulletin 1, 1945) and Mann &amp; Whitney, one-sided, in its
     * normal approximation with ties.
     */
    double notLarger() {
        double wins = 0;
        for (double late : recent) {
            for (double early : before) {
                wins += late > early ? 1 : late == early ? 0.5 : 0;
            }
        }
        double n = before.length;
        double m = recent.length;
        double all = n + m;
        double variance = n * m / 12 * (all + 1 - ties() / (all * (all - 1)));
        if (variance <= 0) {
            return 1;
        }
        // Fewer days' worth of news spreads the sum wider in proportion.
        variance *= n * m / (n + m) / pairs();
        return NORMAL.survivalProbability((wins - n * m / 2) / Math.sqrt(variance));
    }

    private double ties() {
        var all = Arrays.copyOf(before, before.length + recent.length);
        System.arraycopy(recent, 0, all, before.length, recent.length);
        Arrays.sort(all);
        double ties = 0;
        int from = 0;
        for (int at = 1; at <= all.length; at++) {
            if (at == all.length || all[at] != all[from]) {
                double alike = at - from;
                ties += alike * alike * alike - alike;
                from = at;
            }
        }
        return ties;
    }

    /** The harmonic size of both stretches, in independent days. */
    private double pairs() {
        double share = (1 - memory()) / (1 + memory());
        double n = Math.max(2, before.length * share);
        double m = Math.max(2, recent.length * share);
        return n * m / (n + m);
    }

    /**
     * How much a day resembles the one before, 0 to 0.9, in the earlier stretch: in the recent one
     * a change would look like memory.
     */
    private double memory() {
        double together = 0;
        double square = 0;
        double mean = mean(before);
        for (int at = 0; at < before.length; at++) {
            double off = before[at] - mean;
            square += off * off;
            together += at == 0 ? 0 : off * (before[at - 1] - mean);
        }
        return square == 0 ? 0 : Math.clamp(together / square, 0.0, MOST_MEMORY);
    }
}
