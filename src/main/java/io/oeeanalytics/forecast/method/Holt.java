package io.oeeanalytics.forecast.method;

/**
 * A level and a slope, both smoothed: Holt, Forecasting seasonals and trends by exponentially
 * weighted moving averages (1957), reprinted in International Journal of Forecasting 20 (2004). The
 * likelihood of {@code ETS(A,A,N)} is greatest where the squared errors are least.
 */
public record Holt() implements ForecastMethod {
    private static final Ets MODEL =
            Ets.of(
                    new EtsModel(
                            EtsModel.ErrorTerm.ADDITIVE,
                            EtsModel.Trend.ADDITIVE,
                            EtsModel.Season.NONE),
                    1);

    @Override
    public String name() {
        return "Holt";
    }

    /** As {@link Ets#forecast}: a history under seven values goes on at its smoothed level. */
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
