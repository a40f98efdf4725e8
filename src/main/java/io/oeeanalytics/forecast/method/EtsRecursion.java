package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * One exponential smoothing model over one series: its one-step errors as a least-squares problem.
 * The likelihood of Hyndman, Koehler, Ord and Snyder (2008), section 5.1, is for an additive error
 * {@code n log(sum e^2)}; for a multiplicative one {@code n log(sum (e/f)^2) + 2 sum log f}, which
 * is the same with residuals {@code g e/f}, g the geometric mean of the forecasts f. So every model
 * is fitted by least squares, with derivatives carried along the recursion.
 *
 * <p>Beta is given as a share of alpha and gamma as one of 1 - alpha, which turns the usual bounds
 * into a box.
 */
final class EtsRecursion implements LevenbergMarquardt.Problem {
    /** The least smoothing parameter, and what the greatest lacks to 1. */
    static final double LEAST = 1e-4;

    /** A relative error over a forecast no greater than this has no meaning. */
    static final double LEAST_FORECAST = 1e-10;

    /** Logarithms are taken of products of forecasts, whenever these leave this range. */
    static final double SMALL_PRODUCT = 1e-200;

    static final double LARGE_PRODUCT = 1e200;

    private final double[] values;
    private final EtsModel model;
    private final int period;
    private final int size;
    private final boolean relative;
    private final boolean trended;
    private final boolean damped;
    private final boolean seasonal;
    private final boolean factors;

    private final double[] levels;
    private final double[] slopes;
    private final double[] indices;
    private final double[] indexSlopes;
    private final double[] forecastSlopes;
    private final double[] relativeSlopes;
    private final double[] characteristic;

    private final EtsPlainSlopes plain = new EtsPlainSlopes();
    private final int[] columns;

    private double alpha;
    private double beta;
    private double gamma;
    private double phi;
    private double level;
    private double slope;

    /** The errors of the last run and the states after it, the next season's indices first. */
    record Smoothed(
            double alpha,
            double beta,
            double gamma,
            double phi,
            double[] errors,
            double level,
            double slope,
            double[] indices) {}

    EtsRecursion(double[] values, EtsModel model, int period) {
        this.values = values;
        this.model = model;
        this.period = model.isSeasonal() ? period : 1;
        size = model.parameterCount(period);
        relative = model.error() == EtsModel.ErrorTerm.MULTIPLICATIVE;
        trended = model.hasTrend();
        damped = model.isDamped();
        seasonal = model.isSeasonal();
        factors = model.season() == EtsModel.Season.MULTIPLICATIVE;
        columns = columns(model);
        levels = new double[size];
        slopes = new double[size];
        indices = new double[this.period];
        indexSlopes = new double[seasonal ? this.period * size : 0];
        forecastSlopes = new double[size];
        relativeSlopes = new double[size];
        characteristic = new double[this.period + 2];
    }

    /** The sum alone, for trying many starts; gives up once it passes the limit. */
    double squares(double[] point, double limit) {
        if (!prepare(point)) {
            return Double.POSITIVE_INFINITY;
        }
        return seasonal ? seasonalSquares(limit) : plainSquares(limit);
    }

    /** Written so that each forecast waits for as few operations on the one before as may be. */
    private double plainSquares(double limit) {
        double stop = relative ? Double.POSITIVE_INFINITY : limit;
        double keep = 1 - alpha;
        double turn = phi * beta;
        double level = this.level;
        double growth = phi * slope;
        double squares = 0;
        double logs = 0;
        double product = 1;
        for (double value : values) {
            double forecast = level + growth;
            double error = value - forecast;
            level = keep * forecast + alpha * value;
            growth = (phi * growth + turn * value) - turn * forecast;
            if (relative) {
                if (!(forecast > LEAST_FORECAST)) {
                    return Double.POSITIVE_INFINITY;
                }
                error /= forecast;
                product *= forecast;
                if (product < SMALL_PRODUCT || product > LARGE_PRODUCT) {
                    logs += Math.log(product);
                    product = 1;
                }
            }
            squares += error * error;
            if (squares > stop) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return relative ? squares * squaredMean(logs + Math.log(product)) : squares;
    }

    private double seasonalSquares(double limit) {
        double stop = relative ? Double.POSITIVE_INFINITY : limit;
        double squares = 0;
        double logs = 0;
        int place = 0;
        for (double value : values) {
            double base = level + phi * slope;
            double index = indices[place];
            double forecast = factors ? base * index : base + index;
            if (relative && !(forecast > LEAST_FORECAST && (base > LEAST_FORECAST || !factors))) {
                return Double.POSITIVE_INFINITY;
            }
            double error = value - forecast;
            advance(base, index, error, place);
            if (relative) {
                error /= forecast;
                logs += Math.log(forecast);
            }
            squares += error * error;
            if (squares > stop) {
                return Double.POSITIVE_INFINITY;
            }
            place = place + 1 == period ? 0 : place + 1;
        }
        return relative ? squares * squaredMean(logs) : squares;
    }

    private void advance(double base, double index, double error, int place) {
        double surprise = factors ? error / index : error;
        level = base + alpha * surprise;
        slope = phi * slope + beta * surprise;
        indices[place] = index + gamma * (factors ? error / base : error);
    }

    private double squaredMean(double logs) {
        return Math.exp(2 * logs / values.length);
    }

    @Override
    public double squares(double[] point, double[] gradient, double[] normal) {
        if (!prepare(point)) {
            return Double.POSITIVE_INFINITY;
        }
        if (!seasonal) {
            return plainSquares(point, gradient, normal);
        }
        return seasonalSquares(point, gradient, normal);
    }

    private double seasonalSquares(double[] point, double[] gradient, double[] normal) {
        prepareSlopes();
        Arrays.fill(gradient, 0);
        Arrays.fill(normal, 0);
        double trendShare = trended ? point[model.trendShareAt()] : 0;
        double seasonShare = point[model.seasonShareAt()];
        double squares = 0;
        double logs = 0;
        int place = 0;
        for (double value : values) {
            double base = level + phi * slope;
            double index = indices[place];
            double forecast = factors ? base * index : base + index;
            if (relative && !(forecast > LEAST_FORECAST && (base > LEAST_FORECAST || !factors))) {
                return Double.POSITIVE_INFINITY;
            }
            double error = value - forecast;
            carrySlopes(base, index, error, place, trendShare, seasonShare);
            advance(base, index, error, place);
            place = place + 1 == period ? 0 : place + 1;
            if (relative) {
                error /= forecast;
                logs += Math.log(forecast);
                relate(value, forecast);
            }
            squares += error * error;
            for (int row = 0; row < size; row++) {
                double derivative = forecastSlopes[row];
                gradient[row] -= error * derivative;
                for (int column = 0; column <= row; column++) {
                    normal[row * size + column] += derivative * forecastSlopes[column];
                }
            }
        }
        return relative ? scaled(squares, squaredMean(logs), gradient, normal) : squares;
    }

    /** From derivatives of a forecast to those of the relative error, which falls as it rises. */
    private void relate(double value, double forecast) {
        double inverse = 1 / forecast;
        double factor = value * inverse * inverse;
        for (int at = 0; at < size; at++) {
            relativeSlopes[at] += forecastSlopes[at] * inverse;
            forecastSlopes[at] *= factor;
        }
    }

    private double plainSquares(double[] point, double[] gradient, double[] normal) {
        double share = trended ? point[model.trendShareAt()] : 0;
        double squares = plain.squares(values, relative, alpha, share, beta, phi, level, slope);
        if (!(squares < Double.POSITIVE_INFINITY)) {
            return squares;
        }
        for (int row = 0; row < size; row++) {
            gradient[row] = plain.errorProduct(columns[row]);
            relativeSlopes[row] = plain.relativeSlope(columns[row]);
            for (int column = 0; column <= row; column++) {
                normal[row * size + column] = plain.product(columns[row], columns[column]);
            }
        }
        return relative ? scaled(squares, squaredMean(plain.logs()), gradient, normal) : squares;
    }

    private static int[] columns(EtsModel model) {
        return switch (model.trend()) {
            case NONE -> new int[] {EtsPlainSlopes.ALPHA, EtsPlainSlopes.LEVEL};
            case ADDITIVE ->
                    new int[] {
                        EtsPlainSlopes.ALPHA,
                        EtsPlainSlopes.SHARE,
                        EtsPlainSlopes.LEVEL,
                        EtsPlainSlopes.SLOPE
                    };
            case DAMPED ->
                    new int[] {
                        EtsPlainSlopes.ALPHA,
                        EtsPlainSlopes.SHARE,
                        EtsPlainSlopes.PHI,
                        EtsPlainSlopes.LEVEL,
                        EtsPlainSlopes.SLOPE
                    };
        };
    }

    /** The product rule for residuals that share the geometric mean as a factor. */
    private double scaled(double squares, double scale, double[] gradient, double[] normal) {
        double[] mean = relativeSlopes;
        for (int at = 0; at < size; at++) {
            mean[at] /= values.length;
        }
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double product =
                        mean[column] * gradient[row]
                                + mean[row] * gradient[column]
                                + mean[row] * mean[column] * squares;
                normal[row * size + column] = scale * (normal[row * size + column] + product);
            }
        }
        for (int at = 0; at < size; at++) {
            gradient[at] = scale * (gradient[at] + mean[at] * squares);
        }
        return scale * squares;
    }

    private void carrySlopes(
            double base,
            double index,
            double error,
            int place,
            double trendShare,
            double seasonShare) {
        int damping = damped ? model.dampingAt() : -1;
        int from = place * size;
        double inverseIndex = factors ? 1 / index : 1;
        double inverseBase = factors ? 1 / base : 1;
        double surprise = factors ? error * inverseIndex : 0;
        double seasonSurprise = error * inverseBase;
        double seasonFactor = factors ? seasonSurprise : 0;
        for (int at = 0; at < size; at++) {
            double before = phi * slopes[at];
            double baseSlope = levels[at] + before;
            if (at == damping) {
                baseSlope += slope;
            }
            double indexSlope = indexSlopes[from + at];
            double derivative =
                    factors ? baseSlope * index + base * indexSlope : baseSlope + indexSlope;
            double surpriseSlope = -(derivative + surprise * indexSlope) * inverseIndex;
            double seasonSlope = -(derivative + seasonFactor * baseSlope) * inverseBase;
            forecastSlopes[at] = derivative;
            levels[at] = baseSlope + alpha * surpriseSlope;
            slopes[at] = before + beta * surpriseSlope;
            indexSlopes[from + at] = indexSlope + gamma * seasonSlope;
        }
        double levelSurprise = error * inverseIndex;
        levels[0] += levelSurprise;
        if (trended) {
            slopes[0] += trendShare * levelSurprise;
            slopes[model.trendShareAt()] += (alpha - LEAST) * levelSurprise;
        }
        if (damped) {
            slopes[damping] += slope;
        }
        indexSlopes[from] -= seasonShare * seasonSurprise;
        indexSlopes[from + model.seasonShareAt()] += (1 - alpha - LEAST) * seasonSurprise;
    }

    /** Reads the parameters; false outside the admissible region. */
    private boolean prepare(double[] point) {
        alpha = point[0];
        beta = trended ? LEAST + point[model.trendShareAt()] * (alpha - LEAST) : 0;
        gamma = seasonal ? LEAST + point[model.seasonShareAt()] * (1 - alpha - LEAST) : 0;
        phi = damped ? point[model.dampingAt()] : 1;
        level = point[model.levelAt()];
        slope = trended ? point[model.slopeAt()] : 0;
        if (!seasonal) {
            return true;
        }
        double rest = factors ? period : 0;
        for (int place = 0; place < period - 1; place++) {
            indices[place] = point[model.indicesAt() + place];
            rest -= indices[place];
        }
        indices[period - 1] = rest;
        return EtsAdmissibility.holds(characteristic, period, alpha, beta, gamma, phi);
    }

    private void prepareSlopes() {
        Arrays.fill(levels, 0);
        Arrays.fill(slopes, 0);
        Arrays.fill(relativeSlopes, 0);
        levels[model.levelAt()] = 1;
        if (trended) {
            slopes[model.slopeAt()] = 1;
        }
        if (seasonal) {
            Arrays.fill(indexSlopes, 0);
            for (int place = 0; place < period - 1; place++) {
                indexSlopes[place * size + model.indicesAt() + place] = 1;
                indexSlopes[(period - 1) * size + model.indicesAt() + place] = -1;
            }
        }
    }

    /** The whole run at a point: its errors, relative if the model's are, and the last states. */
    Smoothed smoothed(double[] point) {
        prepare(point);
        var errors = new double[values.length];
        int place = 0;
        for (int at = 0; at < errors.length; at++) {
            double base = level + phi * slope;
            double index = seasonal ? indices[place] : 0;
            double forecast = factors ? base * index : base + index;
            double error = values[at] - forecast;
            errors[at] = relative ? error / forecast : error;
            advance(base, index, error, place);
            place = place + 1 == period ? 0 : place + 1;
        }
        var ahead = new double[period];
        for (int step = 0; seasonal && step < period; step++) {
            ahead[step] = indices[(place + step) % period];
        }
        return new Smoothed(alpha, beta, gamma, phi, errors, level, slope, ahead);
    }
}
