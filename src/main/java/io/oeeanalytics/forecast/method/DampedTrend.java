package io.oeeanalytics.forecast.method;

/**
 * Holt's method with a slope that fades: Gardner and McKenzie, Forecasting trends in time series,
 * Management Science 31 (1985). Fitted as {@code ETS(A,Ad,N)}, the damping between 0.8 and 0.98.
 */
public record DampedTrend() implements ForecastMethod {
    private static final Ets MODEL =
            Ets.of(
                    new EtsModel(
                            EtsModel.ErrorTerm.ADDITIVE,
                            EtsModel.Trend.DAMPED,
                            EtsModel.Season.NONE),
                    1);

    @Override
    public String name() {
        return "damped trend";
    }

    /** As {@link Ets#forecast}: a history under eight values goes on at its smoothed level. */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        return MODEL.forecast(history, horizon);
    }

    @Override
    public int shortestHistory() {
        return MODEL.shortestHistory();
    }
}
