package io.oeeanalytics.forecast.method;

/**
 * Each value leans on the few before it. Coefficients by the Yule-Walker equations about the mean,
 * order by Akaike's criterion among 0 to 10 log10(n): Akaike, Fitting autoregressive models for
 * prediction, Annals of the Institute of Statistical Mathematics 21 (1969); Brockwell and Davis,
 * Time Series: Theory and Methods (1991), sections 8.1 and 9.2. A constant stays as it is. Fitted
 * to the last {@value #LONGEST} values at most.
 */
public record AutoRegression() implements ForecastMethod {
    static final int LONGEST = 20_000;

    @Override
    public String name() {
        return "autoregression by AIC";
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
        return scale.undone(continued(values, coefficients(values), horizon));
    }

    @Override
    public int shortestHistory() {
        return 3;
    }

    /** The Yule-Walker coefficients of the best order for values with mean 0. */
    static double[] coefficients(double[] values) {
        int n = values.length;
        int most = Math.min(n - 1, (int) (10 * Math.log10(n)));
        var rows = Levinson.yuleWalker(Levinson.autocovariances(values, 0, most), most);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int order = 0; order <= most; order++) {
            double aic = n * Math.log(rows[order][0]) + 2.0 * order;
            if (aic < least) {
                least = aic;
                best = order;
            }
        }
        return withoutFirst(rows[best]);
    }

    /** The Yule-Walker coefficients of one order for values about {@code mean}. */
    static double[] coefficients(double[] values, double mean, int order) {
        var autocovariance = Levinson.autocovariances(values, mean, order);
        return autocovariance[0] > 0
                ? withoutFirst(Levinson.yuleWalker(autocovariance, order)[order])
                : new double[0];
    }

    /** Each step from the ones before it; what lies before the values counts as 0. */
    static double[] continued(double[] values, double[] coefficients, int horizon) {
        var future = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double sum = 0;
            for (int lag = 1; lag <= coefficients.length; lag++) {
                int at = step - lag;
                int back = values.length + at;
                sum += coefficients[lag - 1] * (at >= 0 ? future[at] : back < 0 ? 0 : values[back]);
            }
            future[step] = sum;
        }
        return future;
    }

    private static double[] withoutFirst(double[] row) {
        var coefficients = new double[row.length - 1];
        System.arraycopy(row, 1, coefficients, 0, coefficients.length);
        return coefficients;
    }
}
