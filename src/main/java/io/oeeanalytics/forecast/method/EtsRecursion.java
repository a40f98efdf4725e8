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

    private static final double LEAST_FORECAST = 1e-10;
    private static final double SMALL_PRODUCT = 1e-200;
    private static final double LARGE_PRODUCT = 1e200;

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
        prepareSlopes();
        Arrays.fill(gradient, 0);
        Arrays.fill(normal, 0);
        double[] d = forecastSlopes;
        double[] mean = relativeSlopes;
        double share = trended ? point[model.trendShareAt()] : 0;
        double squares = 0;
        double logs = 0;
        double product = 1;
        int place = 0;
        for (double value : values) {
            double base = level + phi * slope;
            double index = seasonal ? indices[place] : 0;
            double forecast = factors ? base * index : base + index;
            if (relative && !(forecast > LEAST_FORECAST && (base > LEAST_FORECAST || !factors))) {
                return Double.POSITIVE_INFINITY;
            }
            double error = value - forecast;
            if (seasonal) {
                carrySeasonalSlopes(base, index, error, place, point[model.seasonShareAt()]);
            } else {
                carryPlainSlopes();
            }
            double surprise = factors ? error / index : error;
            levels[0] += surprise;
            if (trended) {
                slopes[0] += share * surprise;
                slopes[1] += (alpha - LEAST) * surprise;
                if (damped) {
                    slopes[model.dampingAt()] += slope;
                }
            }
            if (seasonal) {
                advance(base, index, error, place);
                place = place + 1 == period ? 0 : place + 1;
            } else {
                level = base + alpha * error;
                slope = phi * slope + beta * error;
            }
            if (relative) {
                double inverse = 1 / forecast;
                error *= inverse;
                product *= forecast;
                if (product < SMALL_PRODUCT || product > LARGE_PRODUCT) {
                    logs += Math.log(product);
                    product = 1;
                }
                double factor = value * inverse * inverse;
                for (int at = 0; at < size; at++) {
                    mean[at] += d[at] * inverse;
                    d[at] *= factor;
                }
            }
            squares += error * error;
            for (int row = 0; row < size; row++) {
                double derivative = d[row];
                gradient[row] -= error * derivative;
                for (int column = 0; column <= row; column++) {
                    normal[row * size + column] += derivative * d[column];
                }
            }
        }
        if (relative) {
            return scaled(squares, squaredMean(logs + Math.log(product)), gradient, normal);
        }
        return squares;
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

    private void carryPlainSlopes() {
        double[] d = forecastSlopes;
        for (int at = 0; at < size; at++) {
            double before = phi * slopes[at];
            double derivative = levels[at] + before;
            if (damped && at == 2) {
                derivative += slope;
            }
            d[at] = derivative;
            levels[at] = derivative - alpha * derivative;
            slopes[at] = before - beta * derivative;
        }
    }

    private void carrySeasonalSlopes(
            double base, double index, double error, int place, double share) {
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
        indexSlopes[from] -= share * seasonSurprise;
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
        return isAdmissible();
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

    /**
     * All roots of the characteristic equation inside the unit circle: Hyndman, Akram and
     * Archibald, The admissible parameter space for exponential smoothing models, Annals of the
     * Institute of Statistical Mathematics 60 (2008); tested by Schur and Cohn's recursion. Without
     * a season the usual bounds lie inside the region.
     */
    private boolean isAdmissible() {
        double[] c = characteristic;
        double middle = alpha + beta - alpha * phi;
        c[0] = 1;
        c[1] = alpha + beta - phi;
        Arrays.fill(c, 2, period, middle);
        c[period] = middle + gamma - 1;
        c[period + 1] = phi * (1 - alpha - gamma);
        int degree = period + 1;
        if (!trended) {
            // A level and a season share a constant: the root 1 it brings is divided out.
            for (int at = 1; at <= period; at++) {
                c[at] += c[at - 1];
            }
            degree = period;
        }
        for (; degree > 0; degree--) {
            double reflection = c[degree] / c[0];
            if (!(Math.abs(reflection) < 1)) {
                return false;
            }
            for (int at = 0, end = degree; at < end; at++, end--) {
                double first = c[at];
                double second = c[end];
                c[at] = first - reflection * second;
                c[end] = second - reflection * first;
            }
            if (degree % 2 == 0) {
                c[degree / 2] *= 1 - reflection;
            }
        }
        return true;
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
