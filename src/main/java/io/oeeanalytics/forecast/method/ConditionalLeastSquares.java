package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * The conditional sum of squares of a regression with ARMA errors, made least by the method of
 * Levenberg and Marquardt with exact derivatives. Errors before the autoregression has all its lags
 * count as 0: Box, Jenkins, Reinsel and Ljung, Time Series Analysis, 5th edition (2015), section
 * 7.1; Marquardt, Journal of the Society for Industrial and Applied Mathematics 11 (1963).
 */
final class ConditionalLeastSquares {
    private static final double TOLERANCE = 1e-7;
    private static final int MOST_STEPS = 40;
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LEAST_DAMPING = 1e-12;
    private static final double MOST_DAMPING = 1e8;

    private final double[][] columns;
    private final ArimaOrder order;
    private final ArmaPolynomials arma;
    private final int first;
    private final int n;
    private final int size;
    private final double[] series;
    private final double[] errors;
    private final double[][] derivatives;
    private final double[][] normal;
    private final double[][] damped;
    private final double[] slope;
    private final double[] step;
    private final double[] parameters;
    private final double[] trial;
    private double squares;

    /** {@code columns}: the series first, then the regressors. */
    ConditionalLeastSquares(double[][] columns, ArmaPolynomials arma) {
        this.columns = columns;
        this.arma = arma;
        order = arma.order;
        first = order.reach();
        n = columns[0].length;
        size = order.coefficients() + columns.length - 1;
        series = new double[n];
        errors = new double[n];
        derivatives = new double[size][n];
        normal = new double[size][size];
        damped = new double[size][size];
        slope = new double[size];
        step = new double[size];
        parameters = new double[size];
        trial = new double[size];
    }

    /** Whether enough errors remain to estimate from. */
    boolean possible() {
        return n - first > size;
    }

    /** Fits from coefficients 0 and the regression alone. */
    void fit() {
        plainRegression();
        fitFromHere();
    }

    /** Fits from the parameters of the last fit, for columns that have since changed a little. */
    void fitFromHere() {
        squares = evaluate(parameters);
        double damping = FIRST_DAMPING;
        for (int count = 0; count < MOST_STEPS && size > 0; count++) {
            differentiate();
            boolean moved = false;
            double gain = 0;
            while (!moved && damping < MOST_DAMPING) {
                solve(damping);
                for (int at = 0; at < size; at++) {
                    trial[at] = parameters[at] - step[at];
                }
                double next = evaluate(trial);
                if (next < squares) {
                    gain = squares - next;
                    squares = next;
                    System.arraycopy(trial, 0, parameters, 0, size);
                    damping = Math.max(LEAST_DAMPING, damping / 10);
                    moved = true;
                } else {
                    damping *= 10;
                }
            }
            if (!moved || gain <= TOLERANCE * squares) {
                break;
            }
        }
    }

    /** The mean of the squared errors that count. */
    double variance() {
        return squares / (n - first);
    }

    /** The coefficients of the polynomials, then those of the regressors. */
    double[] parameters() {
        return parameters.clone();
    }

    /** The next values of the regression's errors at these parameters. */
    double[] continued(double[] at, int horizon) {
        evaluate(at);
        var future = new double[horizon];
        for (int ahead = 0; ahead < horizon; ahead++) {
            double sum = 0;
            for (int i = 0; i < arma.ar.length; i++) {
                int when = ahead - arma.arLags[i];
                int back = n + when;
                sum += arma.ar[i] * (when >= 0 ? future[when] : back < 0 ? 0 : series[back]);
            }
            for (int i = 0; i < arma.ma.length; i++) {
                int when = ahead - arma.maLags[i];
                int back = n + when;
                sum += arma.ma[i] * (when >= 0 || back < 0 ? 0 : errors[back]);
            }
            future[ahead] = sum;
        }
        return future;
    }

    private void plainRegression() {
        int regressors = columns.length - 1;
        var right = new double[regressors];
        for (int row = 0; row < regressors; row++) {
            for (int column = 0; column <= row; column++) {
                normal[row][column] = product(columns[row + 1], columns[column + 1], 0);
            }
            right[row] = product(columns[row + 1], columns[0], 0);
        }
        NormalEquations.solve(normal, right, regressors);
        System.arraycopy(right, 0, parameters, order.coefficients(), regressors);
    }

    /** Errors at these parameters; returns their sum of squares, infinite where it overflows. */
    private double evaluate(double[] at) {
        arma.fill(at);
        System.arraycopy(columns[0], 0, series, 0, n);
        for (int column = 1; column < columns.length; column++) {
            double factor = at[order.coefficients() + column - 1];
            for (int time = 0; time < n; time++) {
                series[time] -= factor * columns[column][time];
            }
        }
        Arrays.fill(errors, 0, Math.min(first, n), 0);
        autoregress(series, errors);
        through(errors);
        double sum = product(errors, errors, first);
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }

    /** What the autoregression leaves of the values. */
    private void autoregress(double[] values, double[] left) {
        var ar = arma.ar;
        var lags = arma.arLags;
        for (int time = first; time < n; time++) {
            double value = values[time];
            for (int i = 0; i < ar.length; i++) {
                value -= ar[i] * values[time - lags[i]];
            }
            left[time] = value;
        }
    }

    /** One column for each parameter: its own driving term, through the moving average. */
    private void differentiate() {
        int p = order.p();
        int q = order.q();
        int seasonalAr = p + q;
        int seasonalMa = seasonalAr + order.seasonalP();
        int m = order.period();
        int seasons = order.seasonalP();
        for (int lag = 1; lag <= p; lag++) {
            drive(lag - 1, series, lag, seasonalAr, seasons, m, -1);
        }
        for (int lag = 1; lag <= q; lag++) {
            drive(p + lag - 1, errors, lag, seasonalMa, order.seasonalQ(), m, 1);
        }
        for (int season = 1; season <= seasons; season++) {
            drive(seasonalAr + season - 1, series, season * m, 0, p, 1, -1);
        }
        for (int season = 1; season <= order.seasonalQ(); season++) {
            drive(seasonalMa + season - 1, errors, season * m, p, q, 1, 1);
        }
        for (int column = 1; column < columns.length; column++) {
            var derivative = derivatives[order.coefficients() + column - 1];
            autoregress(columns[column], derivative);
            for (int time = first; time < n; time++) {
                derivative[time] = -derivative[time];
            }
        }
        for (int row = 0; row < size; row++) {
            through(derivatives[row]);
            for (int column = 0; column <= row; column++) {
                normal[row][column] = product(derivatives[row], derivatives[column], first);
            }
            slope[row] = product(derivatives[row], errors, first);
        }
    }

    /** Minus the values some lag ago, seen through the other polynomial of the product. */
    private void drive(
            int into, double[] values, int lag, int others, int count, int spacing, int sign) {
        var derivative = derivatives[into];
        for (int time = first; time < n; time++) {
            int back = time - lag;
            derivative[time] = back < 0 ? 0 : -values[back];
        }
        for (int other = 1; other <= count; other++) {
            double factor = sign * parameters[others + other - 1];
            int further = lag + other * spacing;
            for (int time = Math.max(first, further); time < n; time++) {
                derivative[time] -= factor * values[time - further];
            }
        }
    }

    /** Divides by the moving average, in place; what lies before the first error counts as 0. */
    private void through(double[] values) {
        var ma = arma.ma;
        var lags = arma.maLags;
        int reach = ma.length == 0 ? 0 : lags[ma.length - 1];
        int known = 0;
        for (int time = first; time < Math.min(n, first + reach); time++) {
            while (time - lags[known] >= first) {
                known++;
            }
            for (int i = 0; i < known; i++) {
                values[time] -= ma[i] * values[time - lags[i]];
            }
        }
        for (int time = first + reach; time < n; time++) {
            double value = values[time];
            for (int i = 0; i < ma.length; i++) {
                value -= ma[i] * values[time - lags[i]];
            }
            values[time] = value;
        }
    }

    private void solve(double damping) {
        for (int row = 0; row < size; row++) {
            System.arraycopy(normal[row], 0, damped[row], 0, row + 1);
            damped[row][row] += damping * normal[row][row] + Double.MIN_NORMAL;
        }
        System.arraycopy(slope, 0, step, 0, size);
        NormalEquations.solve(damped, step, size);
    }

    private double product(double[] one, double[] other, int from) {
        double sum = 0;
        for (int at = from; at < n; at++) {
            sum += one[at] * other[at];
        }
        return sum;
    }
}
