package io.oeeanalytics.forecast.method;

/**
 * Each step repeats the value one season before; a season is counted in working days, so a six-day
 * week has period 6. Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition,
 * section 5.2.
 */
public record SeasonalNaive(int period) implements ForecastMethod {
    public SeasonalNaive {
        if (period < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 working day, but the period is " + period);
        }
    }

    @Override
    public String name() {
        return "seasonal naive (%d)".formatted(period);
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        var future = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            future[step] = history[history.length - period + step % period];
        }
        return future;
    }

    @Override
    public int shortestHistory() {
        return period;
    }
}
