package io.oeeanalytics.forecast.method;

/**
 * Tomorrow is as today: the baseline every other method has to beat. Hyndman and Athanasopoulos,
 * Forecasting: Principles and Practice, 3rd edition, section 5.2.
 */
public record Naive() implements ForecastMethod {
    @Override
    public String name() {
        return "naive";
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        return ForecastMethod.level(history[history.length - 1], horizon);
    }

    @Override
    public int shortestHistory() {
        return 1;
    }
}
