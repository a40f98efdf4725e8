package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * Complex exponential smoothing of one series in state space form: Svetunkov, Kourentzes and Ord,
 * Complex exponential smoothing, Naval Research Logistics 69 (2022), equations 13 to 20. The
 * initial states are found by backcasting: forth, back and forth again.
 */
final class CesRecursion {
    private static final int SEEN_FIRST = 10;

    /** The share of the level by which the potential starts below it. */
    private static final double POTENTIAL = 1 / 1.1;

    /** How the season enters the complex number of value and potential. */
    enum Season {
        /** None. */
        NONE(2),
        /** Every place of the season is a series of its own with the same smoothing. */
        SIMPLE(2),
        /** A real sum of seasonal indices. */
        PARTIAL(3),
        /** A complex sum of seasonal indices, which may move as the level does. */
        FULL(4);

        private final int smoothing;

        Season(int smoothing) {
            this.smoothing = smoothing;
        }

        /** How many smoothing parameters there are: two for each complex one, and a real one. */
        int smoothingCount() {
            return smoothing;
        }

        /** How many numbers are estimated, initial states and variance among them. */
        int degreesOfFreedom(int period) {
            int states =
                    switch (this) {
                        case NONE -> 2;
                        case SIMPLE -> 2 * period;
                        case PARTIAL -> 2 + period;
                        case FULL -> 2 + 2 * period;
                    };
            return smoothing + states + 1;
        }
    }

    private final double[] values;
    private final Season season;
    private final int period;
    private final int lag;
    private final boolean indexed;
    private final double[] firstLevels;
    private final double[] firstIndices;
    private final double[] levels;
    private final double[] potentials;
    private final double[] indices;
    private final double[] indexPotentials;
    private double alpha0;
    private double alpha1;
    private double beta0;
    private double beta1;

    CesRecursion(double[] values, Season season, int period) {
        this.values = values;
        this.season = season;
        this.period = season == Season.NONE ? 1 : period;
        lag = season == Season.SIMPLE ? period : 1;
        indexed = season == Season.PARTIAL || season == Season.FULL;
        firstLevels = new double[lag];
        firstIndices =
                indexed ? SeasonalAdjustment.of(values, period, false).indices() : new double[1];
        levels = new double[lag];
        potentials = new double[lag];
        indices = new double[this.period];
        indexPotentials = new double[this.period];
        int seen = Math.min(values.length, Math.max(SEEN_FIRST, this.period));
        for (int place = 0; place < lag; place++) {
            int count = lag > 1 ? 1 : seen;
            for (int at = 0; at < count; at++) {
                firstLevels[place] += values[place + at] / count;
            }
        }
    }

    /** The sum of squared one-step errors; infinite where the smoothing is not stable. */
    double squares(double[] smoothing) {
        alpha0 = smoothing[0];
        alpha1 = smoothing[1];
        beta0 = indexed ? smoothing[2] : 0;
        beta1 = season == Season.FULL ? smoothing[3] : 0;
        boolean stable =
                isStable(alpha0, alpha1)
                        && switch (season) {
                            case NONE, SIMPLE -> true;
                            case PARTIAL -> beta0 > 0 && beta0 < 1;
                            case FULL -> isStable(beta0, beta1);
                        };
        if (!stable) {
            return Double.POSITIVE_INFINITY;
        }
        start();
        forth();
        back();
        return forth();
    }

    /**
     * The stability region of the discount matrix, equation 11. A season's own region is taken as
     * if it stood alone; an unstable pair shows in its errors.
     */
    private static boolean isStable(double real, double imaginary) {
        return square(real - 2.5) + square(imaginary) > 1.25
                && square(real - 0.5) + square(imaginary - 1) > 0.25
                && square(real - 1.5) + square(imaginary - 0.5) < 1.5;
    }

    private static double square(double value) {
        return value * value;
    }

    private void start() {
        System.arraycopy(firstLevels, 0, levels, 0, lag);
        for (int place = 0; place < lag; place++) {
            potentials[place] = levels[place] * POTENTIAL;
        }
        Arrays.fill(indices, 0);
        Arrays.fill(indexPotentials, 0);
        if (indexed) {
            System.arraycopy(firstIndices, 0, indices, 0, period);
            for (int place = 0; place < period; place++) {
                indexPotentials[place] = indices[place] * POTENTIAL;
            }
        }
    }

    private double forth() {
        double squares = 0;
        int place = 0;
        for (double value : values) {
            double error = value - expected(place);
            squares += error * error;
            advance(place, error);
            place = place + 1 == period ? 0 : place + 1;
        }
        return squares;
    }

    private void back() {
        int place = values.length % period;
        for (int at = values.length - 1; at >= 0; at--) {
            place = place == 0 ? period - 1 : place - 1;
            advance(place, values[at] - expected(place));
        }
    }

    private double expected(int place) {
        return levels[lag == 1 ? 0 : place] + (indexed ? indices[place] : 0);
    }

    private void advance(int place, double error) {
        int at = lag == 1 ? 0 : place;
        double level = levels[at];
        double potential = potentials[at];
        levels[at] = level - (1 - alpha1) * potential + (alpha0 - alpha1) * error;
        potentials[at] = level + (1 - alpha0) * potential + (alpha0 + alpha1) * error;
        if (season == Season.PARTIAL) {
            indices[place] += beta0 * error;
        } else if (season == Season.FULL) {
            double index = indices[place];
            double rest = indexPotentials[place];
            indices[place] = index - (1 - beta1) * rest + (beta0 - beta1) * error;
            indexPotentials[place] = index + (1 - beta0) * rest + (beta0 + beta1) * error;
        }
    }

    /** Goes on from the last states of a run, without errors. */
    double[] forecast(double[] smoothing, int horizon) {
        squares(smoothing);
        var future = new double[horizon];
        int place = values.length % period;
        for (int step = 0; step < horizon; step++) {
            future[step] = expected(place);
            advance(place, 0);
            place = place + 1 == period ? 0 : place + 1;
        }
        return future;
    }
}
