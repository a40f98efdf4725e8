package io.oeeanalytics.forecast.method;

/**
 * A random walk with drift: the line through the first and the last value goes on. Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.2.
 */
public record Drift() implements ForecastMethod {
    @Override
    public String name() {
        return "drift";
    }

    /** Where the line leaves the range of numbers, the last value stays. */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        int steps = history.length - 1;
        double last = history[steps];
        double slope = last / steps - history[0] / steps;
        var future = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double value = last + slope * (step + 1);
            future[step] = Double.isFinite(value) ? value : last;
        }
        return future;
    }

    @Override
    public int shortestHistory() {
        return 2;
    }
}
