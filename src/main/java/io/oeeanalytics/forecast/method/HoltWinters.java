package io.oeeanalytics.forecast.method;

import java.util.Optional;

/**
 * Holt's method with a season: Winters, Forecasting sales by exponentially weighted moving
 * averages, Management Science 6 (1960). The additive one is fitted as {@code ETS(A,A,A)}, the
 * multiplicative one as {@code ETS(M,A,M)}.
 */
public record HoltWinters(int period, boolean multiplicative) implements ForecastMethod {
    public HoltWinters {
        if (period < 2 || period > Ets.LONGEST_SEASON) {
            throw new IllegalArgumentException(
                    "Holt-Winters takes a period from 2 to %d, but got %d"
                            .formatted(Ets.LONGEST_SEASON, period));
        }
    }

    @Override
    public String name() {
        return "Holt-Winters, %s (%d)"
                .formatted(multiplicative ? "multiplicative" : "additive", period);
    }

    /**
     * A history that is not positive throughout has no factors and gets an additive season; one too
     * short for a season is left to {@link Holt}.
     */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        return (multiplicative ? factors(history, horizon) : Optional.<double[]>empty())
                .or(() -> sums(history, horizon))
                .orElseGet(() -> new Holt().forecast(history, horizon));
    }

    private Optional<double[]> factors(double[] history, int horizon) {
        return fitted(EtsModel.ErrorTerm.MULTIPLICATIVE, EtsModel.Season.MULTIPLICATIVE, history)
                .map(fit -> fit.forecast(horizon))
                .filter(Scaling::isFinite);
    }

    private Optional<double[]> sums(double[] history, int horizon) {
        return fitted(EtsModel.ErrorTerm.ADDITIVE, EtsModel.Season.ADDITIVE, history)
                .map(fit -> fit.forecast(horizon))
                .filter(Scaling::isFinite);
    }

    private Optional<Ets.Fit> fitted(
            EtsModel.ErrorTerm error, EtsModel.Season season, double[] history) {
        return Ets.of(new EtsModel(error, EtsModel.Trend.ADDITIVE, season), period).fit(history);
    }

    @Override
    public int shortestHistory() {
        return 3;
    }
}
