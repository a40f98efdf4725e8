package io.oeeanalytics.forecast.method;

/**
 * ARIMA with a fractional difference, for series whose past fades slowly. The difference d, from 0
 * to below a half, maximises the likelihood of Haslett and Raftery, Space-time modelling with
 * long-memory dependence, Applied Statistics 38 (1989). The order of the ARMA part is chosen by the
 * stepwise search on the series differenced by a first d, fitted with an AR(2); d is then estimated
 * again with that order and the ARMA part by exact likelihood, as in the forecast package for R.
 * Fitted to the last {@value #LONGEST} values at most. A constant stays as it is; where the fit
 * fails, the forecast is the mean.
 */
public record FractionalArima() implements ForecastMethod {
    static final int LONGEST = 3_000;
    private static final double MOST_DIFFERENCE = 0.4999;
    private static final double TOLERANCE = 1e-3;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    @Override
    public String name() {
        return "fractional ARIMA";
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        var recent = Scale.last(history, LONGEST);
        var scale = Scale.of(recent);
        if (scale.constant()) {
            return ForecastMethod.level(scale.centre(), horizon);
        }
        var values = scale.applied(recent);
        double first = difference(values, ArimaOrder.of(2, 0, 0));
        var chosen = AutoArima.stationary(differenced(values, first)).order();
        var order = chosen.withConstant(false);
        double d = difference(values, order);
        var differenced = differenced(values, d);
        var data = new DifferencedSeries(differenced, Arima.NO_REGRESSORS, order);
        var fit = ArimaFit.exact(order, data, Arima.NO_REGRESSORS);
        if (!Double.isFinite(fit.logLikelihood())) {
            return ForecastMethod.level(scale.centre(), horizon);
        }
        return scale.undone(integrated(values, fit.forecast(horizon, Arima.NO_REGRESSORS), d));
    }

    @Override
    public int shortestHistory() {
        return 10;
    }

    /** The d with the highest likelihood for this ARMA part, by golden section. */
    static double difference(double[] values, ArimaOrder order) {
        var filter = new FractionalDifference(values);
        var innovations = new double[values.length];
        var arma =
                new ConditionalLeastSquares(
                        new double[][] {innovations}, new ArmaPolynomials(order));
        double low = 0;
        double high = MOST_DIFFERENCE;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = deviance(filter, innovations, arma, left);
        double atRight = deviance(filter, innovations, arma, right);
        while (high - low > TOLERANCE) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = deviance(filter, innovations, arma, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = deviance(filter, innovations, arma, right);
            }
        }
        double best = (low + high) / 2;
        // The golden section never looks at the ends.
        double none = deviance(filter, innovations, arma, 0);
        return none <= deviance(filter, innovations, arma, best) ? 0 : best;
    }

    private static double deviance(
            FractionalDifference filter,
            double[] innovations,
            ConditionalLeastSquares arma,
            double d) {
        double logs = filter.innovations(d, innovations);
        arma.fitFromHere();
        return Math.log(arma.variance()) + logs;
    }

    private static double[] differenced(double[] values, double d) {
        var weights = FractionalDifference.weights(d, values.length);
        var result = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            double sum = 0;
            for (int lag = 0; lag <= at; lag++) {
                sum += weights[lag] * values[at - lag];
            }
            result[at] = sum;
        }
        return result;
    }

    private static double[] integrated(double[] values, double[] steps, double d) {
        int n = values.length;
        var weights = FractionalDifference.weights(d, n + steps.length);
        var future = new double[steps.length];
        for (int step = 0; step < steps.length; step++) {
            double sum = steps[step];
            for (int lag = 1; lag <= n + step; lag++) {
                int at = step - lag;
                sum -= weights[lag] * (at >= 0 ? future[at] : values[n + at]);
            }
            future[step] = sum;
        }
        return future;
    }
}
