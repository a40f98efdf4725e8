package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * An ARIMA model fitted to one series: by exact maximum likelihood, started from the conditional
 * sum of squares, or by that sum alone (see {@link Arima#LONGEST_EXACT_SEASON}). A fit that failed
 * has a logarithm of the likelihood of minus infinity.
 */
public final class ArimaFit {
    private final ArimaOrder order;
    private final boolean exact;
    private final double[] parameters;
    private final double logLikelihood;
    private final double variance;
    private final int length;
    private final DifferencedSeries data;
    private final double[][] regressors;

    private ArimaFit(
            ArimaOrder order,
            boolean exact,
            double[] parameters,
            double halfLogVariance,
            double variance,
            DifferencedSeries data,
            double[][] regressors) {
        this.order = order;
        this.exact = exact;
        this.parameters = parameters;
        this.data = data;
        this.regressors = regressors;
        length = data.length();
        logLikelihood =
                -length
                        * ((Math.log(2 * Math.PI) + 1) / 2
                                + halfLogVariance
                                + Math.log(data.unit()));
        this.variance = variance;
    }

    /** By the conditional sum of squares; its likelihood is the usual approximation. */
    static ArimaFit conditional(ArimaOrder order, DifferencedSeries data, double[][] regressors) {
        var arma = new ArmaPolynomials(order);
        var columns = data.columns(order.constant());
        var squares = new ConditionalLeastSquares(columns, arma);
        if (!squares.possible()) {
            return failed(order, false, data, regressors);
        }
        squares.fit();
        return new ArimaFit(
                order,
                false,
                squares.parameters(),
                Math.log(squares.variance()) / 2,
                squares.variance(),
                data,
                regressors);
    }

    /** By exact maximum likelihood, from a start by the conditional sum of squares. */
    static ArimaFit exact(ArimaOrder order, DifferencedSeries data, double[][] regressors) {
        return conditional(order, data, regressors).refined();
    }

    /** The same model by exact maximum likelihood, searched from here. */
    ArimaFit refined() {
        int count = order.coefficients();
        var arma = new ArmaPolynomials(order);
        var columns = data.columns(order.constant());
        if (columns[0].length <= count + columns.length) {
            return failed(order, true, data, regressors);
        }
        var transform = new PartialTransform(order);
        var coefficients = Arrays.copyOf(parameters, count);
        var free = transform.free(coefficients);
        var likelihood = new ArmaLikelihood(columns, arma);
        QuasiNewton.minimise(
                point -> {
                    transform.coefficients(point, coefficients);
                    arma.fill(coefficients);
                    return likelihood.negativeLogLikelihood();
                },
                free);
        transform.coefficients(free, coefficients);
        arma.fill(coefficients);
        double value = likelihood.negativeLogLikelihood();
        var all = Arrays.copyOf(coefficients, count + columns.length - 1);
        System.arraycopy(likelihood.regression(), 0, all, count, columns.length - 1);
        double left = likelihood.squares() / (columns[0].length - all.length);
        return new ArimaFit(order, true, all, value, left, data, regressors);
    }

    /**
     * The same coefficients on another history, a longer one say; only the constant is estimated
     * again, in one pass. For models without regressors.
     */
    public ArimaFit movedTo(double[] history) {
        if (regressors.length > 0) {
            throw new IllegalArgumentException(
                    "only a model without regressors moves to another history, but it has "
                            + regressors.length);
        }
        var moved = new DifferencedSeries(history, Arima.NO_REGRESSORS, order);
        int count = order.coefficients();
        var columns = moved.columns(order.constant());
        if (columns[0].length <= count + columns.length) {
            return failed(order, true, moved, regressors);
        }
        var arma = new ArmaPolynomials(order);
        arma.fill(parameters);
        var likelihood = new ArmaLikelihood(columns, arma);
        double value = likelihood.negativeLogLikelihood();
        var all = Arrays.copyOf(parameters, count + columns.length - 1);
        System.arraycopy(likelihood.regression(), 0, all, count, columns.length - 1);
        double left = likelihood.squares() / (columns[0].length - all.length);
        return new ArimaFit(order, true, all, value, left, moved, regressors);
    }

    /** The forecast, or a plain stand-in where the fit failed or does not stay finite. */
    public double[] soundForecast(double[] history, int horizon) {
        return Arima.sound(this, Arima.NO_REGRESSORS, history, horizon);
    }

    private static ArimaFit failed(
            ArimaOrder order, boolean exact, DifferencedSeries data, double[][] regressors) {
        int size = order.coefficients() + (order.constant() ? 1 : 0) + regressors.length;
        double none = Double.POSITIVE_INFINITY;
        return new ArimaFit(order, exact, new double[size], none, none, data, regressors);
    }

    public ArimaOrder order() {
        return order;
    }

    /** Whether the likelihood is exact, not the conditional approximation. */
    public boolean exact() {
        return exact;
    }

    public double[] autoregressive() {
        return Arrays.copyOfRange(parameters, 0, order.p());
    }

    /** In the form {@code e(t) + theta e(t-1)}. */
    public double[] movingAverage() {
        return Arrays.copyOfRange(parameters, order.p(), order.p() + order.q());
    }

    public double[] seasonalAutoregressive() {
        int from = order.p() + order.q();
        return Arrays.copyOfRange(parameters, from, from + order.seasonalP());
    }

    public double[] seasonalMovingAverage() {
        int from = order.p() + order.q() + order.seasonalP();
        return Arrays.copyOfRange(parameters, from, from + order.seasonalQ());
    }

    /** The mean, or the drift of one step; 0 if the order has no constant. */
    public double constant() {
        if (!order.constant()) {
            return 0;
        }
        // One seasonal difference collects the drift of a whole season.
        int steps = order.seasonalD() == 1 ? order.period() : 1;
        return (parameters[order.coefficients()] + data.mean()) * data.unit() / steps;
    }

    /** What one unit of each regressor adds. */
    public double[] regression() {
        var coefficients = new double[data.regressors()];
        int from = parameters.length - coefficients.length;
        for (int row = 0; row < coefficients.length; row++) {
            coefficients[row] = parameters[from + row] * data.unit() / data.regressorUnit(row);
        }
        return coefficients;
    }

    public double logLikelihood() {
        return logLikelihood;
    }

    /** Akaike's criterion with the correction for few values: Hurvich and Tsai (1989). */
    public double aicc() {
        int estimated = parameters.length + 1;
        int left = length - estimated - 1;
        if (left <= 0 || !Double.isFinite(logLikelihood)) {
            return Double.POSITIVE_INFINITY;
        }
        return -2 * logLikelihood + 2.0 * estimated + 2.0 * estimated * (estimated + 1) / left;
    }

    /** The variance of the one-step errors, corrected for what was estimated. */
    public double variance() {
        return variance * data.unit() * data.unit();
    }

    /** Whether no root of the model lies within {@code radius} of the origin. */
    boolean rootsBeyond(double radius) {
        var arma = new ArmaPolynomials(order);
        arma.fill(parameters);
        return arma.rootsBeyond(radius);
    }

    /** The next values; one row of {@code future} for each regressor of the fit. */
    public double[] forecast(int horizon, double[][] future) {
        var columns = data.columns(order.constant());
        var arma = new ArmaPolynomials(order);
        arma.fill(parameters);
        double[] steps;
        if (exact) {
            steps = new ArmaLikelihood(columns, arma).continued(horizon);
        } else {
            steps = new ConditionalLeastSquares(columns, arma).continued(parameters, horizon);
        }
        int from = order.coefficients();
        if (order.constant()) {
            double level = parameters[from] + data.mean();
            for (int step = 0; step < horizon; step++) {
                steps[step] += level;
            }
            from++;
        }
        data.addRegressors(steps, regressors, future, parameters, from);
        return data.integrated(steps);
    }
}
