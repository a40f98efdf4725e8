package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * A series and its regressors in units of their spread, differenced (1-B)^d (1-B^m)^D, and the way
 * back. Models with the same differences share one of these.
 */
final class DifferencedSeries {
    private final Scale scale;
    private final double[] values;
    private final double[] differenced;
    private final double[][] regressors;
    private final double[] regressorUnits;
    private final double[] weights;

    /**
     * Of {@code differences} only d, D and the period count. Each row of {@code regressors} is one
     * of them, as long as the history.
     */
    DifferencedSeries(double[] history, double[][] regressors, ArimaOrder differences) {
        var full = Scale.of(history);
        // Without a difference the level is part of the model, so only the unit may change.
        boolean free = differences.lostToDifferences() > 0;
        scale = new Scale(free ? full.centre() : 0, full.unit());
        values = scale.applied(history);
        weights = weights(differences);
        differenced = differenced(values);
        this.regressors = new double[regressors.length][];
        regressorUnits = new double[regressors.length];
        for (int row = 0; row < regressors.length; row++) {
            regressorUnits[row] = size(regressors[row]);
            this.regressors[row] = differenced(divided(regressors[row], regressorUnits[row]));
        }
    }

    int length() {
        return differenced.length;
    }

    double unit() {
        return scale.unit();
    }

    double regressorUnit(int row) {
        return regressorUnits[row];
    }

    int regressors() {
        return regressors.length;
    }

    /** The mean of the differenced series, in units of its spread. */
    double mean() {
        double sum = 0;
        for (double value : differenced) {
            sum += value;
        }
        return sum / differenced.length;
    }

    /** The series, then a column of ones if there is a constant, then the regressors. */
    double[][] columns(boolean constant) {
        int extra = constant ? 2 : 1;
        var columns = new double[regressors.length + extra][];
        columns[0] = differenced;
        if (constant) {
            // About its mean, so that a large level costs no digits.
            double mean = mean();
            columns[0] = new double[differenced.length];
            for (int at = 0; at < differenced.length; at++) {
                columns[0][at] = differenced[at] - mean;
            }
            columns[1] = ForecastMethod.level(1, differenced.length);
        }
        System.arraycopy(regressors, 0, columns, extra, regressors.length);
        return columns;
    }

    /** Adds to {@code steps}, values of the differenced series, what regressors to come bring. */
    void addRegressors(
            double[] steps, double[][] known, double[][] future, double[] coefficients, int from) {
        int lost = weights.length;
        for (int row = 0; row < known.length; row++) {
            int length = known[row].length;
            var window = Arrays.copyOfRange(known[row], length - lost, length + steps.length);
            System.arraycopy(future[row], 0, window, lost, steps.length);
            var moves = differenced(divided(window, regressorUnits[row]));
            for (int step = 0; step < steps.length; step++) {
                steps[step] += coefficients[from + row] * moves[step];
            }
        }
    }

    /** Sums differenced steps up to values of the series. */
    double[] integrated(double[] steps) {
        var future = new double[steps.length];
        int n = values.length;
        for (int step = 0; step < steps.length; step++) {
            double sum = steps[step];
            for (int lag = 1; lag <= weights.length; lag++) {
                if (weights[lag - 1] != 0) {
                    int at = step - lag;
                    sum += weights[lag - 1] * (at >= 0 ? future[at] : values[n + at]);
                }
            }
            future[step] = sum;
        }
        return scale.undone(future);
    }

    private double[] differenced(double[] series) {
        int lost = weights.length;
        var result = new double[series.length - lost];
        for (int at = 0; at < result.length; at++) {
            double value = series[at + lost];
            for (int lag = 1; lag <= lost; lag++) {
                if (weights[lag - 1] != 0) {
                    value -= weights[lag - 1] * series[at + lost - lag];
                }
            }
            result[at] = value;
        }
        return result;
    }

    /** The weights of the past in {@code y(t) - w1 y(t-1) - w2 y(t-2) ...}. */
    private static double[] weights(ArimaOrder order) {
        double[] polynomial = {1};
        for (int times = 0; times < order.d(); times++) {
            polynomial = timesDifference(polynomial, 1);
        }
        for (int times = 0; times < order.seasonalD(); times++) {
            polynomial = timesDifference(polynomial, order.period());
        }
        var weights = new double[polynomial.length - 1];
        for (int lag = 1; lag < polynomial.length; lag++) {
            weights[lag - 1] = -polynomial[lag];
        }
        return weights;
    }

    private static double[] timesDifference(double[] polynomial, int lag) {
        var product = Arrays.copyOf(polynomial, polynomial.length + lag);
        for (int at = 0; at < polynomial.length; at++) {
            product[at + lag] -= polynomial[at];
        }
        return product;
    }

    private static double[] divided(double[] series, double by) {
        var result = new double[series.length];
        for (int at = 0; at < series.length; at++) {
            result[at] = series[at] / by;
        }
        return result;
    }

    private static double size(double[] series) {
        double size = 0;
        for (double value : series) {
            size = Math.max(size, Math.abs(value));
        }
        return size > 0 ? size : 1;
    }
}
