package io.oeeanalytics.forecast.method;

/**
 * ARIMA of automatic order: Hyndman and Khandakar, Automatic time series forecasting: the forecast
 * package for R, Journal of Statistical Software 27 (2008). Seasonal difference by the strength of
 * the season ({@link SeasonalStrength}), plain differences by repeated tests of stationarity, the
 * rest by a stepwise search for the lowest corrected Akaike criterion. With regressors the tests
 * look at what a plain regression leaves. A season longer than {@value Arima#LONGEST_EXACT_SEASON}
 * steps is fitted by the conditional sum of squares alone. Fitted to the last {@value
 * Arima#LONGEST} values at most, with a season to fewer (see {@link Arima}). A constant stays as it
 * is; where every fit fails, the forecast is the mean, or the last value of a series that needs
 * differences.
 */
public record AutoArima(int period) implements ForecastMethod {
    /** A season this strong, of 1 at most, calls for a seasonal difference. */
    private static final double STRONG_SEASON = 0.64;

    public AutoArima {
        if (period < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 step, but the period is " + period);
        }
    }

    public static AutoArima withoutSeason() {
        return new AutoArima(1);
    }

    @Override
    public String name() {
        return period == 1 ? "automatic ARIMA" : "automatic ARIMA (%d)".formatted(period);
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        return forecast(history, Arima.NO_REGRESSORS, Arima.NO_REGRESSORS, horizon);
    }

    /** With regressors, as {@link Arima#forecast(double[], double[][], double[][], int)}. */
    public double[] forecast(
            double[] history, double[][] regressors, double[][] future, int horizon) {
        require(history, horizon);
        Arima.requireRegressors(regressors, history.length, future, horizon);
        var recent = Scale.last(history, Arima.longest(period));
        if (Scale.of(recent).constant()) {
            return ForecastMethod.level(recent[recent.length - 1], horizon);
        }
        var fit = selected(recent, Arima.last(regressors, recent.length));
        return Arima.sound(fit, future, recent, horizon);
    }

    /** The model chosen for a history that is not constant. */
    public ArimaFit select(double[] history, double[][] regressors) {
        require(history, 1);
        Arima.requireRegressors(regressors, history.length, regressors, 0);
        var recent = Scale.last(history, Arima.longest(period));
        if (Scale.of(recent).constant()) {
            throw new IllegalArgumentException(
                    "%s fits values that differ, but all %d are %s"
                            .formatted(name(), recent.length, recent[0]));
        }
        return selected(recent, Arima.last(regressors, recent.length));
    }

    @Override
    public int shortestHistory() {
        return 4;
    }

    /**
     * As {@link #select}, but the candidates are compared by the conditional criterion however few
     * the values are: for calibration, where hundreds of models are chosen.
     */
    public ArimaFit selectFast(double[] history) {
        require(history, 1);
        var recent = Scale.last(history, Arima.longest(period));
        if (Scale.of(recent).constant()) {
            throw new IllegalArgumentException(
                    "%s fits values that differ, but all %d are %s"
                            .formatted(name(), recent.length, recent[0]));
        }
        return search(recent, Arima.NO_REGRESSORS, 0).run();
    }

    /** The best model without differences, as for a series known to be stationary. */
    static ArimaFit stationary(double[] values) {
        return new StepwiseSearch(values, Arima.NO_REGRESSORS, ArimaOrder.of(0, 0, 0)).run();
    }

    private ArimaFit selected(double[] values, double[][] regressors) {
        return search(values, regressors, StepwiseSearch.MOST_EXACT_VALUES).run();
    }

    private StepwiseSearch search(double[] values, double[][] regressors, int mostExact) {
        var left = withoutRegressors(Scale.of(values).applied(values), regressors);
        // A season needs to be seen more than twice, or nothing tells it from chance.
        boolean seasonal = period > 1 && values.length > 2 * period + 1;
        int seasonalD = 0;
        if (seasonal && SeasonalStrength.of(left, period) > STRONG_SEASON) {
            left = UnitRoots.differenced(left, period);
            seasonalD = 1;
        }
        int d = UnitRoots.differences(left);
        var differences = ArimaOrder.of(0, d, 0);
        var order = seasonal ? differences.seasonal(0, seasonalD, 0, period) : differences;
        return new StepwiseSearch(values, regressors, order, mostExact);
    }

    private static double[] withoutRegressors(double[] values, double[][] regressors) {
        int size = regressors.length;
        var columns = new double[size][];
        var normal = new double[size][size];
        var right = new double[size];
        for (int row = 0; row < size; row++) {
            var scale = Scale.of(regressors[row]);
            columns[row] =
                    scale.constant() ? new double[values.length] : scale.applied(regressors[row]);
            for (int at = 0; at < values.length; at++) {
                right[row] += columns[row][at] * values[at];
                for (int column = 0; column <= row; column++) {
                    normal[row][column] += columns[row][at] * columns[column][at];
                }
            }
        }
        NormalEquations.solve(normal, right, size);
        var left = values.clone();
        for (int row = 0; row < size; row++) {
            for (int at = 0; at < values.length; at++) {
                left[at] -= right[row] * columns[row][at];
            }
        }
        return left;
    }
}
