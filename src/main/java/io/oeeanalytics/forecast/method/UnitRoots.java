package io.oeeanalytics.forecast.method;

/**
 * How many differences a series needs, by repeated tests of stationarity about a level:
 * Kwiatkowski, Phillips, Schmidt and Shin, Testing the null hypothesis of stationarity, Journal of
 * Econometrics 54 (1992); the number of lags and the repetition as in Hyndman and Khandakar (2008).
 */
final class UnitRoots {
    /** The five per cent point of the statistic. */
    private static final double CRITICAL = 0.463;

    private static final int MOST_DIFFERENCES = 2;

    private UnitRoots() {}

    static int differences(double[] values) {
        var rest = values;
        for (int taken = 0; taken < MOST_DIFFERENCES; taken++) {
            if (rest.length < 3 || Scale.of(rest).constant() || !(statistic(rest) > CRITICAL)) {
                return taken;
            }
            rest = differenced(rest, 1);
        }
        return MOST_DIFFERENCES;
    }

    static double[] differenced(double[] values, int lag) {
        var result = new double[Math.max(0, values.length - lag)];
        for (int at = 0; at < result.length; at++) {
            result[at] = values[at + lag] - values[at];
        }
        return result;
    }

    /** Mean squared partial sum of the deviations over their long-run variance. */
    static double statistic(double[] values) {
        int n = values.length;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        int lags = (int) (3 * Math.sqrt(n) / 13);
        var covariance = Levinson.autocovariances(values, mean, lags);
        double longRun = covariance[0];
        for (int lag = 1; lag <= lags; lag++) {
            longRun += 2 * (1 - lag / (lags + 1.0)) * covariance[lag];
        }
        double partial = 0;
        double squares = 0;
        for (double value : values) {
            partial += value - mean;
            squares += partial * partial;
        }
        return squares / n / n / longRun;
    }
}
