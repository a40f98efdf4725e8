package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * The exact Gaussian likelihood of a regression with ARMA errors. Innovations and their variances
 * come from the Kalman filter in the form of Chandrasekhar's recursions, which a stationary start
 * allows and which cost as much as the state is long instead of its square: Morf, Sidhu and
 * Kailath, Some new algorithms for recursive estimation in constant linear discrete-time systems,
 * IEEE Transactions on Automatic Control 19 (1974); Mélard, Algorithm AS 197, Applied Statistics 33
 * (1984). Once the variance has settled, the plain difference equation takes over. The regression
 * is solved within: all columns pass the same filter, and generalised least squares gives the
 * coefficients (Brockwell and Davis, 1991, section 8.7). Evaluations allocate nothing.
 */
final class ArmaLikelihood {
    /** A squared step of the variance below this counts as settled. */
    private static final double SETTLED = 1e-13;

    /** Squared innovations this many times the squared values are rounding that has grown. */
    private static final double DIVERGED = 1e12;

    private final double[][] columns;
    private final ArmaPolynomials arma;
    private final int n;
    private final double[] sizes;
    private final double[][] innovations;
    private final double[] variances;
    private final double[][] states;
    private final double[] gain;
    private final double[] last;
    private final double[] covariance;
    private final double[] weights;
    private final double[] moving;
    private final double[][] lower;
    private final double[][] normal;
    private final double[] regression;
    private double squares;
    private int settledAt;

    /** {@code columns}: the series first, then the regressors. */
    ArmaLikelihood(double[][] columns, ArmaPolynomials arma) {
        this.columns = columns;
        this.arma = arma;
        n = columns[0].length;
        int state = arma.state;
        sizes = new double[columns.length];
        for (int column = 0; column < columns.length; column++) {
            for (double value : columns[column]) {
                sizes[column] += value * value;
            }
        }
        innovations = new double[columns.length][n];
        variances = new double[n];
        states = new double[columns.length][state + 1];
        gain = new double[state + 1];
        last = new double[state + 1];
        covariance = new double[2 * state + 1];
        weights = new double[state + 1];
        moving = new double[state + 1];
        lower = new double[state + 1][state];
        normal = new double[columns.length - 1][columns.length - 1];
        regression = new double[columns.length - 1];
    }

    /**
     * Half of {@code log(S / n) + mean log variance}, S the weighted sum of squared innovations,
     * for the coefficients the polynomials hold; infinite outside the stationary region.
     */
    double negativeLogLikelihood() {
        if (!start()) {
            return Double.POSITIVE_INFINITY;
        }
        filter();
        if (diverged()) {
            return Double.POSITIVE_INFINITY;
        }
        regress();
        double logs = 0;
        for (int at = 0; at < settledAt; at++) {
            logs += Math.log(variances[at]);
        }
        double value = (Math.log(squares / n) + logs / n) / 2;
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    double squares() {
        return squares;
    }

    double[] regression() {
        return regression.clone();
    }

    /** The next values of the errors; the regressors' share is not in them. */
    double[] continued(int horizon) {
        var future = new double[horizon];
        if (!start()) {
            return future;
        }
        filter();
        regress();
        for (int column = 0; column < columns.length; column++) {
            settled(columns[column], states[column]);
        }
        var state = states[0];
        for (int column = 1; column < columns.length; column++) {
            for (int at = 0; at < arma.state; at++) {
                state[at] -= regression[column - 1] * states[column][at];
            }
        }
        for (int step = 0; step < horizon; step++) {
            double head = state[0];
            future[step] = head;
            for (int at = 0; at < arma.state; at++) {
                state[at] = state[at + 1] + arma.denseAr[at] * head;
            }
        }
        return future;
    }

    /** Sets the filter to the stationary distribution; false if there is none. */
    private boolean start() {
        int r = arma.state;
        if (!autoregressiveCovariances(r)) {
            return false;
        }
        movingAverageOf(r);
        // weights: how the innovations of the past enter a value.
        weights[0] = 1;
        for (int lag = 1; lag <= r; lag++) {
            double sum = arma.denseMa[lag - 1];
            for (int back = 1; back <= lag; back++) {
                sum += arma.denseAr[back - 1] * weights[lag - back];
            }
            weights[lag] = sum;
        }
        for (int at = 1; at <= r; at++) {
            double sum = 0;
            for (int lag = at; lag <= r; lag++) {
                sum += arma.denseAr[lag - 1] * moving[lag - at];
                sum += arma.denseMa[lag - 1] * weights[lag - at];
            }
            gain[at - 1] = sum;
            last[at - 1] = sum;
        }
        gain[r] = 0;
        last[r] = 0;
        for (var state : states) {
            Arrays.fill(state, 0);
        }
        return moving[0] > 0 && moving[0] < Double.POSITIVE_INFINITY;
    }

    /** Autocovariances of the autoregression alone, to lag 2r, through its partials. */
    private boolean autoregressiveCovariances(int r) {
        System.arraycopy(arma.denseAr, 0, lower[r], 0, r);
        double variance = 1;
        for (int size = r; size >= 1; size--) {
            var row = lower[size];
            double partial = row[size - 1];
            double rest = 1 - partial * partial;
            if (!(rest > 0)) {
                return false;
            }
            variance /= rest;
            for (int lag = 0; lag < size - 1; lag++) {
                lower[size - 1][lag] = (row[lag] + partial * row[size - 2 - lag]) / rest;
            }
        }
        covariance[0] = variance;
        for (int lag = 1; lag <= 2 * r; lag++) {
            var row = lower[Math.min(lag, r) - (lag <= r ? 1 : 0)];
            double sum = 0;
            for (int back = 1; back <= Math.min(lag - 1, r); back++) {
                sum += row[back - 1] * covariance[lag - back];
            }
            if (lag <= r) {
                double partial = lower[lag][lag - 1];
                sum += partial * variance;
                variance *= 1 - partial * partial;
            }
            covariance[lag] = sum;
        }
        return true;
    }

    /** Turns those autocovariances into the whole model's, to lag r - 1, in {@code moving}. */
    private void movingAverageOf(int r) {
        System.arraycopy(covariance, 0, moving, 0, r);
        double squared = 1;
        for (int lag : arma.maLags) {
            squared += arma.denseMa[lag - 1] * arma.denseMa[lag - 1];
        }
        for (int lag = 0; lag < r; lag++) {
            moving[lag] *= squared;
        }
        for (int apart = 1; apart <= r; apart++) {
            double product = arma.denseMa[apart - 1];
            for (int lag = 1; lag + apart <= r; lag++) {
                product += arma.denseMa[lag - 1] * arma.denseMa[lag + apart - 1];
            }
            if (product != 0) {
                for (int lag = 0; lag < r; lag++) {
                    moving[lag] +=
                            product * (covariance[lag + apart] + covariance[Math.abs(lag - apart)]);
                }
            }
        }
    }

    private void filter() {
        int r = arma.state;
        double variance = moving[0];
        int calm = 0;
        int at = 0;
        while (at < n && calm <= r) {
            variances[at] = variance;
            for (int column = 0; column < columns.length; column++) {
                advance(column, at, variance);
            }
            double head = last[0];
            double share = head / variance;
            double pull = share * head;
            for (int place = 0; place < r; place++) {
                double moved = last[place + 1] + arma.denseAr[place] * head;
                last[place] = moved - gain[place] * share;
                gain[place] -= moved * share;
            }
            calm = pull < SETTLED ? calm + 1 : 0;
            // The variance falls towards 1; rounding must not take it below.
            variance = Math.max(variance - pull, 1);
            at++;
        }
        settledAt = at;
        if (at < n) {
            for (int column = 0; column < columns.length; column++) {
                difference(columns[column], innovations[column], at);
            }
        }
    }

    private void advance(int column, int at, double variance) {
        var state = states[column];
        double value = columns[column][at];
        double innovation = value - state[0];
        innovations[column][at] = innovation;
        double scaled = innovation / variance;
        double head = state[0];
        for (int place = 0; place < arma.state; place++) {
            state[place] = state[place + 1] + arma.denseAr[place] * head + gain[place] * scaled;
        }
    }

    /** Takes a state past the settled part, where the gain is that of the whole past. */
    private void settled(double[] series, double[] state) {
        for (int at = settledAt; at < n; at++) {
            double innovation = series[at] - state[0];
            for (int place = 0; place < arma.state; place++) {
                state[place] =
                        state[place + 1]
                                + arma.denseAr[place] * series[at]
                                + arma.denseMa[place] * innovation;
            }
        }
    }

    private void difference(double[] series, double[] errors, int from) {
        var ar = arma.ar;
        var ma = arma.ma;
        var arLags = arma.arLags;
        var maLags = arma.maLags;
        for (int at = from; at < n; at++) {
            double error = series[at];
            for (int i = 0; i < ar.length; i++) {
                error -= ar[i] * series[at - arLags[i]];
            }
            for (int i = 0; i < ma.length; i++) {
                error -= ma[i] * errors[at - maLags[i]];
            }
            errors[at] = error;
        }
    }

    /** Next to a unit root of the moving average the gain can lose its last digit and explode. */
    private boolean diverged() {
        for (int column = 0; column < columns.length; column++) {
            double squared = product(innovations[column], innovations[column]);
            if (!(squared <= DIVERGED * sizes[column])) {
                return true;
            }
        }
        return false;
    }

    private void regress() {
        int size = columns.length - 1;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                normal[row][column] = product(innovations[row + 1], innovations[column + 1]);
            }
            regression[row] = product(innovations[row + 1], innovations[0]);
        }
        NormalEquations.solve(normal, regression, size);
        var errors = innovations[0];
        for (int column = 0; column < size; column++) {
            double factor = regression[column];
            for (int at = 0; at < n; at++) {
                errors[at] -= factor * innovations[column + 1][at];
            }
        }
        squares = product(errors, errors);
    }

    private double product(double[] one, double[] other) {
        double sum = 0;
        for (int at = 0; at < settledAt; at++) {
            sum += one[at] * other[at] / variances[at];
        }
        for (int at = settledAt; at < n; at++) {
            sum += one[at] * other[at];
        }
        return sum;
    }
}
