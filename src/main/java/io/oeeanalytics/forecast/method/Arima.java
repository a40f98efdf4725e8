package io.oeeanalytics.forecast.method;

/**
 * A seasonal autoregressive integrated moving average of given order, with regressors if wanted:
 * Box, Jenkins, Reinsel and Ljung, Time Series Analysis, 5th edition (2015). Differences are taken
 * first, then the ARMA part is fitted by exact maximum likelihood from a start by the conditional
 * sum of squares. The state of a season longer than {@value #LONGEST_EXACT_SEASON} steps is too
 * large for that: there the conditional sum of squares is all. Fitted to the last {@value #LONGEST}
 * values at most; with a season to the last {@value #LONGEST_WITH_SEASON} or six seasons, whichever
 * is more; never to fewer than twice what the order needs. Where the fit fails, the forecast is the
 * mean of those values, or the last one if the order has differences.
 */
public record Arima(ArimaOrder order) implements ForecastMethod {
    /** The longest season fitted by exact likelihood. */
    public static final int LONGEST_EXACT_SEASON = 24;

    public static final int LONGEST = 5_000;
    static final int LONGEST_WITH_SEASON = 2_000;
    static final double[][] NO_REGRESSORS = {};

    @Override
    public String name() {
        return order.toString();
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        return forecast(history, NO_REGRESSORS, NO_REGRESSORS, horizon);
    }

    /**
     * With regressors: each row of {@code regressors} is one, as long as the history, and the same
     * row of {@code future} its next {@code horizon} values.
     */
    public double[] forecast(
            double[] history, double[][] regressors, double[][] future, int horizon) {
        require(history, horizon);
        requireRegressors(regressors, history.length, future, horizon);
        var recent = Scale.last(history, most());
        if (Scale.of(recent).constant()) {
            return ForecastMethod.level(recent[recent.length - 1], horizon);
        }
        var fit = fitted(order, recent, last(regressors, recent.length));
        return sound(fit, future, recent, horizon);
    }

    /** The model fitted to a history that is not constant. */
    public ArimaFit fit(double[] history, double[][] regressors) {
        require(history, 1);
        requireRegressors(regressors, history.length, regressors, 0);
        var recent = Scale.last(history, most());
        if (Scale.of(recent).constant()) {
            throw new IllegalArgumentException(
                    "%s fits values that differ, but all %d are %s"
                            .formatted(name(), recent.length, recent[0]));
        }
        return fitted(order, recent, last(regressors, recent.length));
    }

    @Override
    public int shortestHistory() {
        return order.lostToDifferences()
                + order.reach()
                + order.q()
                + order.seasonalQ() * order.period()
                + order.coefficients()
                + 3;
    }

    private int most() {
        return Math.max(longest(order.period()), 2 * shortestHistory());
    }

    static int longest(int period) {
        return period > 1 ? Math.max(LONGEST_WITH_SEASON, Math.min(6 * period, LONGEST)) : LONGEST;
    }

    static double[][] last(double[][] rows, int length) {
        var recent = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            recent[row] = Scale.last(rows[row], length);
        }
        return recent;
    }

    static ArimaFit fitted(ArimaOrder order, double[] recent, double[][] regressors) {
        var data = new DifferencedSeries(recent, regressors, order);
        return order.period() > LONGEST_EXACT_SEASON
                ? ArimaFit.conditional(order, data, regressors)
                : ArimaFit.exact(order, data, regressors);
    }

    /** The forecast of a fit, or its simple stand-in where that is not finite. */
    static double[] sound(ArimaFit fit, double[][] future, double[] recent, int horizon) {
        // It is infinite for a series without noise, which the fit then repeats exactly.
        if (fit.logLikelihood() > Double.NEGATIVE_INFINITY) {
            var steps = fit.forecast(horizon, future);
            boolean finite = true;
            for (double step : steps) {
                finite &= Double.isFinite(step);
            }
            if (finite) {
                return steps;
            }
        }
        return ForecastMethod.level(
                fit.order().lostToDifferences() > 0
                        ? recent[recent.length - 1]
                        : Scale.of(recent).centre(),
                horizon);
    }

    static void requireRegressors(
            double[][] regressors, int length, double[][] future, int horizon) {
        if (future.length != regressors.length) {
            throw new IllegalArgumentException(
                    "%d regressors have a history, but %d have a future"
                            .formatted(regressors.length, future.length));
        }
        for (int row = 0; row < regressors.length; row++) {
            if (regressors[row].length != length || future[row].length < horizon) {
                throw new IllegalArgumentException(
                        "regressor %d needs %d values of history and %d of future, but has %d and %d"
                                .formatted(
                                        row,
                                        length,
                                        horizon,
                                        regressors[row].length,
                                        future[row].length));
            }
        }
    }
}
