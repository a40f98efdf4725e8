package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.Interval.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Intervals from the errors a method really made, without assuming a distribution: split conformal
 * prediction by horizon, the two tails apart, with the finite-sample rank ceil((n + 1) p). Lei,
 * G'Sell, Rinaldo, Tibshirani and Wasserman, Distribution-free predictive inference for regression,
 * JASA 113 (2018); signed errors as in Romano, Patterson and Candes, Conformalized quantile
 * regression, NeurIPS (2019). Errors of neighbouring days hang together, so the stated chance holds
 * about, not exactly; the backtest measures it.
 */
public final class ConformalIntervals {
    /** Older errors tell of a line that has changed since. */
    static final int WINDOW = 100;

    private static final int REACH = 3;
    private static final double ROUNDING = 1e-9;

    /** The two chances shown. */
    public enum Level {
        EIGHTY(0.80),
        NINETY_FIVE(0.95);

        private final double chance;

        Level(double chance) {
            this.chance = chance;
        }

        public double chance() {
            return chance;
        }

        /** Rank of the upper tail's error among n of them; above n where n are too few. */
        private int rank(int n) {
            return (int) Math.ceil((n + 1) * (1 + chance) / 2 - ROUNDING);
        }
    }

    /** By horizon, what to add to a point forecast. */
    private static final class Offsets {
        private final double[] lower;
        private final double[] upper;
        private final Evidence[] evidence;

        private Offsets(int horizons) {
            lower = new double[horizons];
            upper = new double[horizons];
            evidence = new Evidence[horizons];
            Arrays.fill(lower, Double.NEGATIVE_INFINITY);
            Arrays.fill(upper, Double.POSITIVE_INFINITY);
            Arrays.fill(evidence, Evidence.TOO_FEW_ERRORS);
        }
    }

    private final Offsets eighty;
    private final Offsets ninetyFive;

    private ConformalIntervals(Offsets eighty, Offsets ninetyFive) {
        this.eighty = eighty;
        this.ninetyFive = ninetyFive;
    }

    /**
     * Intervals for as many horizons as there are errors for.
     *
     * @param errors for each horizon from 1 on the signed errors, actual minus forecast; order does
     *     not matter
     */
    public static ConformalIntervals calibrated(List<double[]> errors) {
        var sorted = errors.stream().map(double[]::clone).toList();
        sorted.forEach(Arrays::sort);
        var eighty = offsets(sorted, Level.EIGHTY);
        var ninetyFive = offsets(sorted, Level.NINETY_FIVE);
        // Different evidence could turn the two inside out.
        for (int at = 0; at < sorted.size(); at++) {
            ninetyFive.lower[at] = Math.min(ninetyFive.lower[at], eighty.lower[at]);
            ninetyFive.upper[at] = Math.max(ninetyFive.upper[at], eighty.upper[at]);
        }
        return new ConformalIntervals(eighty, ninetyFive);
    }

    /** The interval around a point forecast, within what an OEE can be. */
    public Interval around(double point, int horizon, Level level) {
        var offsets =
                switch (level) {
                    case EIGHTY -> eighty;
                    case NINETY_FIVE -> ninetyFive;
                };
        int at = horizon - 1;
        if (at < 0 || at >= offsets.lower.length) {
            throw new IllegalArgumentException(
                    "calibrated for horizons 1 to %d, but asked for %d"
                            .formatted(offsets.lower.length, horizon));
        }
        return new Interval(
                OeeBounds.clip(point + offsets.lower[at]),
                OeeBounds.clip(point + offsets.upper[at]),
                offsets.evidence[at]);
    }

    private static Offsets offsets(List<double[]> sorted, Level level) {
        var offsets = new Offsets(sorted.size());
        int known = 0;
        for (; known < sorted.size(); known++) {
            var pool = pool(sorted, known, level);
            int rank = level.rank(pool.length);
            // Further ahead is never surer: behind the first unknown horizon all stay unknown.
            if (rank > pool.length) {
                break;
            }
            offsets.lower[known] = Math.min(0, pool[pool.length - rank]);
            offsets.upper[known] = Math.max(0, pool[rank - 1]);
            offsets.evidence[known] =
                    pool.length == sorted.get(known).length
                            ? Evidence.OWN_HORIZON
                            : Evidence.NEIGHBOURING_HORIZONS;
        }
        raise(offsets.upper, known, 1);
        raise(offsets.lower, known, -1);
        return offsets;
    }

    /** The horizon's own errors, or with its neighbours' as soon as they are enough together. */
    private static double[] pool(List<double[]> sorted, int at, Level level) {
        var pool = sorted.get(at);
        for (int reach = 1; reach <= REACH && level.rank(pool.length) > pool.length; reach++) {
            var near =
                    sorted.subList(
                            Math.max(0, at - reach), Math.min(sorted.size(), at + reach + 1));
            pool = near.stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
        }
        return pool;
    }

    /**
     * Least-squares fit that never shrinks with the horizon, by pooling adjacent violators: Barlow,
     * Bartholomew, Bremner and Brunk, Statistical Inference under Order Restrictions (1972). A
     * running maximum would only ever widen.
     */
    private static void raise(double[] offsets, int count, int sign) {
        var means = new double[count];
        var sizes = new int[count];
        int blocks = 0;
        for (int at = 0; at < count; at++) {
            means[blocks] = sign * offsets[at];
            sizes[blocks] = 1;
            while (blocks > 0 && means[blocks - 1] > means[blocks]) {
                int size = sizes[blocks - 1] + sizes[blocks];
                means[blocks - 1] += (means[blocks] - means[blocks - 1]) * sizes[blocks] / size;
                sizes[blocks - 1] = size;
                blocks--;
            }
            blocks++;
        }
        int at = 0;
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(offsets, at, at + sizes[block], sign * means[block]);
            at += sizes[block];
        }
    }
}
