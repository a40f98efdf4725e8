package io.oeeanalytics.forecast.method;

/**
 * The Theta method: Assimakopoulos and Nikolopoulos, The Theta model: a decomposition approach to
 * forecasting, International Journal of Forecasting 16 (2000). It is simple exponential smoothing
 * with half the slope of the least-squares line as drift: Hyndman and Billah, Unmasking the Theta
 * method, International Journal of Forecasting 19 (2003). A season found by test is taken out
 * first. At most the last {@value #MOST_VALUES} values are used.
 */
public record Theta(int period) implements ForecastMethod {
    static final int MOST_VALUES = 10_000;

    public Theta {
        if (period < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 value, but the period is " + period);
        }
    }

    /** Without a season. */
    public Theta() {
        this(1);
    }

    @Override
    public String name() {
        return "Theta";
    }

    /** Where the drift leaves the range of numbers, the last value stays. */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        return Deseasonalised.forecast(history, period, horizon, MOST_VALUES, Theta::continued);
    }

    private static double[] continued(double[] values, int horizon) {
        int n = values.length;
        var fit = SimpleExponentialSmoothing.fit(values);
        double drift = slope(values) / 2;
        // The drift a level smoothed by alpha lags behind: the sum of (1-alpha)^i, i from 0 to n-1.
        double lag = (1 - Math.pow(1 - fit.alpha(), n)) / fit.alpha();
        var future = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            future[step] = fit.lastLevel() + drift * (step + lag);
        }
        return future;
    }

    private static double slope(double[] values) {
        double middle = (values.length - 1) / 2.0;
        double covariance = 0;
        double variance = 0;
        for (int at = 0; at < values.length; at++) {
            double time = at - middle;
            covariance += time * values[at];
            variance += time * time;
        }
        return covariance / variance;
    }

    @Override
    public int shortestHistory() {
        return 3;
    }
}
