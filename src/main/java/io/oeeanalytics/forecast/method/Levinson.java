package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * The Durbin-Levinson recursions between autocovariances, partial autocorrelations and the
 * coefficients of an autoregression: Brockwell and Davis, Time Series: Theory and Methods (1991),
 * section 5.2; Monahan, A note on enforcing stationarity in autoregressive-moving average models,
 * Biometrika 71 (1984).
 */
final class Levinson {
    private Levinson() {}

    /** Sample autocovariances of lags 0 to {@code most} about {@code mean}, each divided by n. */
    static double[] autocovariances(double[] values, double mean, int most) {
        int n = values.length;
        var autocovariance = new double[most + 1];
        for (int lag = 0; lag <= most; lag++) {
            double sum = 0;
            for (int at = lag; at < n; at++) {
                sum += (values[at] - mean) * (values[at - lag] - mean);
            }
            autocovariance[lag] = sum / n;
        }
        return autocovariance;
    }

    /**
     * Solves the Yule-Walker equations of every order up to {@code most}: row k holds the k
     * coefficients of order k, element 0 of row k the share of variance left unexplained.
     */
    static double[][] yuleWalker(double[] autocovariance, int most) {
        var rows = new double[most + 1][];
        rows[0] = new double[] {1};
        double unexplained = 1;
        for (int order = 1; order <= most; order++) {
            var before = rows[order - 1];
            double surprise = autocovariance[order];
            for (int lag = 1; lag < order; lag++) {
                surprise -= before[lag] * autocovariance[order - lag];
            }
            double partial = unexplained > 0 ? surprise / autocovariance[0] / unexplained : 0;
            var row = new double[order + 1];
            for (int lag = 1; lag < order; lag++) {
                row[lag] = before[lag] - partial * before[order - lag];
            }
            row[order] = partial;
            unexplained *= Math.max(0, 1 - partial * partial);
            row[0] = unexplained;
            rows[order] = row;
        }
        return rows;
    }

    /** Turns partial autocorrelations into coefficients, in place; {@code work} is as long. */
    static void coefficients(double[] values, int from, int count, double[] work) {
        for (int order = 1; order < count; order++) {
            double partial = values[from + order];
            for (int lag = 0; lag < order; lag++) {
                work[lag] = values[from + lag] - partial * values[from + order - 1 - lag];
            }
            System.arraycopy(work, 0, values, from, order);
        }
    }

    /**
     * Turns coefficients into partial autocorrelations, in place. False, with the values spoilt, if
     * the autoregression is not stationary.
     */
    static boolean partials(double[] values, int from, int count, double[] work) {
        for (int order = count - 1; order >= 0; order--) {
            double partial = values[from + order];
            double rest = 1 - partial * partial;
            if (!(rest > 0)) {
                return false;
            }
            for (int lag = 0; lag < order; lag++) {
                work[lag] = (values[from + lag] + partial * values[from + order - 1 - lag]) / rest;
            }
            System.arraycopy(work, 0, values, from, order);
        }
        return true;
    }

    /**
     * Whether {@code 1 - c1 z - c2 z^2 ...} has all its roots farther from the origin than {@code
     * radius}: those of the polynomial in {@code z radius} lie outside the unit circle exactly
     * then.
     */
    static boolean rootsBeyond(double radius, double[] coefficients) {
        var scaled = Arrays.copyOf(coefficients, coefficients.length);
        double power = 1;
        for (int lag = 0; lag < scaled.length; lag++) {
            power *= radius;
            scaled[lag] *= power;
        }
        return partials(scaled, 0, scaled.length, new double[scaled.length]);
    }
}
