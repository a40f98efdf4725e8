package io.oeeanalytics.forecast.method;

/**
 * The innovations of fractional noise, {@code (1-B)^d x = e} with d from 0 to below a half, by the
 * Durbin-Levinson recursion up to lag {@value #EXACT_LAGS} and its limit with a mean for the far
 * past beyond: Haslett and Raftery, Space-time modelling with long-memory dependence, Applied
 * Statistics 38 (1989), section 4.3; Hosking, Fractional differencing, Biometrika 68 (1981).
 */
final class FractionalDifference {
    private static final int EXACT_LAGS = 100;

    private final double[] values;
    private final double[] partialSums;
    private final double[] predictor;
    private final double[] before;

    FractionalDifference(double[] values) {
        this.values = values;
        partialSums = new double[values.length + 1];
        for (int at = 0; at < values.length; at++) {
            partialSums[at + 1] = partialSums[at] + values[at];
        }
        predictor = new double[EXACT_LAGS + 1];
        before = new double[EXACT_LAGS + 1];
    }

    /**
     * Fills {@code innovations}, each divided by its standard deviation in units of the last, and
     * returns the mean logarithm of their variances.
     */
    double innovations(double d, double[] innovations) {
        int n = values.length;
        double logVariance = 0;
        // v(0) is the product of 1 / (1 - phi(k,k)^2), so that the variance falls to 1.
        for (int lag = 1; lag < n; lag++) {
            double partial = d / (lag - d);
            logVariance -= Math.log1p(-partial * partial);
        }
        double sum = 0;
        int exact = Math.min(EXACT_LAGS, n - 1);
        for (int at = 0; at < n; at++) {
            double expected = 0;
            if (at > 0) {
                double partial = d / (at - d);
                logVariance += Math.log1p(-partial * partial);
                if (at <= exact) {
                    step(at, partial);
                } else if (at == exact + 1) {
                    limit(d, exact);
                }
                for (int lag = 1; lag <= Math.min(at, exact); lag++) {
                    expected += predictor[lag] * values[at - lag];
                }
                if (at > exact && d > 0) {
                    double far = partialSums[at - exact] / (at - exact);
                    double share = exact * predictor[exact] / d;
                    expected += share * (1 - Math.pow((double) exact / at, d)) * far;
                }
            }
            sum += logVariance;
            innovations[at] = (values[at] - expected) * Math.exp(-logVariance / 2);
        }
        return sum / n;
    }

    private void step(int at, double partial) {
        System.arraycopy(predictor, 0, before, 0, at);
        for (int lag = 1; lag < at; lag++) {
            predictor[lag] = before[lag] - partial * before[at - lag];
        }
        predictor[at] = partial;
    }

    private void limit(double d, int exact) {
        double weight = -1;
        for (int lag = 1; lag <= exact; lag++) {
            weight *= (lag - 1 - d) / lag;
            predictor[lag] = weight;
        }
    }

    /** The weights of the past in {@code (1-B)^d}, the first of them 1. */
    static double[] weights(double d, int count) {
        var weights = new double[count];
        weights[0] = 1;
        for (int lag = 1; lag < count; lag++) {
            weights[lag] = weights[lag - 1] * (lag - 1 - d) / lag;
        }
        return weights;
    }
}
