package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * The Theta method with its line renewed at every step and its parameters, the first level, alpha
 * and theta, by least squares: Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, Models for
 * optimising the theta method and their relationship to state space models, International Journal
 * of Forecasting 32 (2016). A season found by test is taken out first. At most the last {@value
 * #MOST_VALUES} values are used.
 */
public record DynamicOptimisedTheta(int period) implements ForecastMethod {
    static final int MOST_VALUES = 10_000;

    private static final double LEAST_ALPHA = 0.1;
    private static final double MOST_ALPHA = 0.99;
    private static final int GRID_STEPS = 20;
    private static final double TOLERANCE = 1e-4;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** The share of the line, 1 - 1/theta, lies between no line (theta 1) and theta without end. */
    record Fit(double alpha, double firstLevel, double lineShare, double squaredErrors) {}

    public DynamicOptimisedTheta {
        if (period < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 value, but the period is " + period);
        }
    }

    /** Without a season. */
    public DynamicOptimisedTheta() {
        this(1);
    }

    @Override
    public String name() {
        return "dynamic optimised Theta";
    }

    /** Where the line leaves the range of numbers, the last value stays. */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        return Deseasonalised.forecast(
                history, period, horizon, MOST_VALUES, DynamicOptimisedTheta::continued);
    }

    @Override
    public int shortestHistory() {
        return 3;
    }

    /** The first value is the origin, which moves every forecast with it and keeps sums small. */
    private static double[] continued(double[] values, int horizon) {
        double origin = values[0];
        var shifted = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            shifted[at] = values[at] - origin;
        }
        double[] future = continued(shifted, horizon, fit(shifted));
        for (int step = 0; step < horizon; step++) {
            future[step] += origin;
        }
        return future;
    }

    /** Beyond the history each forecast takes the place of the value it stands for. */
    static double[] continued(double[] values, int horizon, Fit fit) {
        int n = values.length;
        var extended = Arrays.copyOf(values, n + horizon);
        var line = new Line();
        double keep = 1 - fit.alpha();
        double weight = keep;
        double level = fit.alpha() * values[0] + keep * fit.firstLevel();
        line.add(values[0]);
        for (int at = 1; at < extended.length; at++) {
            double expected = level + fit.lineShare() * line.ahead(fit.alpha(), weight, keep);
            if (at >= n) {
                extended[at] = expected;
            }
            level += fit.alpha() * (extended[at] - level);
            weight *= keep;
            line.add(extended[at]);
        }
        return Arrays.copyOfRange(extended, n, extended.length);
    }

    /** The least-squares line through the values so far, by the recursions of the paper. */
    private static final class Line {
        private int count;
        private double mean;
        private double intercept;
        private double slope;

        void add(double value) {
            count++;
            double surprise = value - mean;
            mean += surprise / count;
            if (count == 1) {
                intercept = value;
                return;
            }
            slope = ((count - 2) * slope + 6 * surprise / count) / (count + 1);
            intercept = mean - slope * (count + 1) / 2;
        }

        /** What the line adds to the smoothed level one step ahead; the weight is keep^count. */
        double ahead(double alpha, double weight, double keep) {
            return intercept * weight + slope * (1 - weight * keep) / alpha;
        }
    }

    /**
     * Given alpha the errors are linear in the first level and in the share of the line, so that
     * these two follow by regression and only alpha is searched: on a grid, then by golden section.
     */
    static Fit fit(double[] values) {
        int n = values.length;
        var intercepts = new double[n];
        var slopes = new double[n];
        var line = new Line();
        for (int at = 0; at < n; at++) {
            line.add(values[at]);
            intercepts[at] = line.intercept;
            slopes[at] = line.slope;
        }
        double width = (MOST_ALPHA - LEAST_ALPHA) / GRID_STEPS;
        var best = smoothed(values, intercepts, slopes, LEAST_ALPHA);
        for (int step = 1; step <= GRID_STEPS; step++) {
            double alpha = LEAST_ALPHA + step * width;
            best = better(best, smoothed(values, intercepts, slopes, alpha));
        }
        double low = Math.max(LEAST_ALPHA, best.alpha() - width);
        double high = Math.min(MOST_ALPHA, best.alpha() + width);
        var left = smoothed(values, intercepts, slopes, high - GOLDEN * (high - low));
        var right = smoothed(values, intercepts, slopes, low + GOLDEN * (high - low));
        while (high - low > TOLERANCE) {
            if (left.squaredErrors() <= right.squaredErrors()) {
                high = right.alpha();
                right = left;
                left = smoothed(values, intercepts, slopes, high - GOLDEN * (high - low));
            } else {
                low = left.alpha();
                left = right;
                right = smoothed(values, intercepts, slopes, low + GOLDEN * (high - low));
            }
        }
        return better(best, better(left, right));
    }

    private static Fit better(Fit one, Fit other) {
        return other.squaredErrors() < one.squaredErrors() ? other : one;
    }

    /**
     * One pass for one alpha, from the second value on: the model meets the first by definition.
     */
    private static Fit smoothed(
            double[] values, double[] intercepts, double[] slopes, double alpha) {
        double keep = 1 - alpha;
        double lag = 1 / alpha;
        double weight = keep;
        double level = alpha * values[0];
        double rr = 0;
        double rw = 0;
        double ww = 0;
        double rx = 0;
        double wx = 0;
        double xx = 0;
        for (int at = 1; at < values.length; at++) {
            double next = weight * keep;
            double line = intercepts[at - 1] * weight + slopes[at - 1] * (1 - next) * lag;
            double rest = values[at] - level;
            rr += rest * rest;
            rw += rest * weight;
            ww += weight * weight;
            rx += rest * line;
            wx += weight * line;
            xx += line * line;
            level += alpha * rest;
            weight = next;
        }
        double determinant = ww * xx - wx * wx;
        double share = determinant > 0 ? (rx * ww - rw * wx) / determinant : 0;
        share = Math.clamp(share, 0.0, 1.0);
        double first = (rw - share * wx) / ww;
        double squares =
                rr
                        - 2 * (first * rw + share * rx)
                        + first * first * ww
                        + 2 * first * share * wx
                        + share * share * xx;
        return new Fit(alpha, first, share, Math.max(0, squares));
    }
}
