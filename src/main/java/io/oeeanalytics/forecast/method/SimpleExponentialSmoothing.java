package io.oeeanalytics.forecast.method;

/**
 * A level that moves by the share alpha of each day's surprise. Alpha and the first level are those
 * with the least sum of squared one-step errors over the history: Hyndman, Koehler, Ord and Snyder,
 * Forecasting with Exponential Smoothing (2008), chapters 2 and 5.
 */
public record SimpleExponentialSmoothing() implements ForecastMethod {
    private static final double LEAST_ALPHA = 0.0001;
    private static final double MOST_ALPHA = 0.9999;
    private static final int GRID_STEPS = 20;
    private static final double TOLERANCE = 1e-4;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** The smoothing of one history: how fast it moves, where it started, where it ended. */
    record Fit(double alpha, double firstLevel, double lastLevel, double squaredErrors) {}

    @Override
    public String name() {
        return "simple exponential smoothing";
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        return ForecastMethod.level(fit(history).lastLevel(), horizon);
    }

    @Override
    public int shortestHistory() {
        return 3;
    }

    /** A grid first, as nothing promises one valley only; golden section inside the deepest. */
    static Fit fit(double[] history) {
        double width = (MOST_ALPHA - LEAST_ALPHA) / GRID_STEPS;
        var best = smoothed(history, LEAST_ALPHA);
        for (int step = 1; step <= GRID_STEPS; step++) {
            best = better(best, smoothed(history, LEAST_ALPHA + step * width));
        }
        double low = Math.max(LEAST_ALPHA, best.alpha() - width);
        double high = Math.min(MOST_ALPHA, best.alpha() + width);
        var left = smoothed(history, high - GOLDEN * (high - low));
        var right = smoothed(history, low + GOLDEN * (high - low));
        while (high - low > TOLERANCE) {
            if (left.squaredErrors() <= right.squaredErrors()) {
                high = right.alpha();
                right = left;
                left = smoothed(history, high - GOLDEN * (high - low));
            } else {
                low = left.alpha();
                left = right;
                right = smoothed(history, low + GOLDEN * (high - low));
            }
        }
        return better(best, better(left, right));
    }

    private static Fit better(Fit one, Fit other) {
        return other.squaredErrors() < one.squaredErrors() ? other : one;
    }

    /**
     * One pass for one alpha. Each error is linear in the first level, {@code e(t) = r(t) - f
     * (1-alpha)^t} with r from a smoothing that starts at the origin, so the best f is a regression
     * through the origin. The origin lies at the first value, which keeps the sums small.
     */
    private static Fit smoothed(double[] history, double alpha) {
        double origin = history[0];
        double keep = 1 - alpha;
        double level = 0;
        double weight = 1;
        double rr = 0;
        double rw = 0;
        double ww = 0;
        for (double value : history) {
            double surprise = value - origin - level;
            rr += surprise * surprise;
            rw += surprise * weight;
            ww += weight * weight;
            level += alpha * surprise;
            weight *= keep;
        }
        double first = rw / ww;
        return new Fit(
                alpha,
                origin + first,
                origin + level + first * weight,
                Math.max(0, rr - first * rw));
    }
}
