package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * A winsorised autoregression of order 2 that learns only from the values since the last break,
 * shrunk by a ridge because those may be few. A break is a shift of the level, of the variance or
 * of how each value leans on the one before. Each is sought as a shift of a mean ({@link
 * LevelShifts}): of the winsorised values; of their absolute deviations from the local level; and
 * of the products of neighbouring deviations, whose mean is the autocovariance of lag 1: Inclán and
 * Tiao, Use of cumulative sums of squares for retrospective detection of changes of variance,
 * Journal of the American Statistical Association 89 (1994); Galeano and Peña, Covariance changes
 * detection in multivariate time series, Journal of Statistical Planning and Inference 137 (2007).
 * Hoerl and Kennard, Ridge regression, Technometrics 12 (1970). Fitted to the last {@value
 * LevelShifts#LONGEST} values at most.
 */
public record ShiftAwareAutoRegression() implements ForecastMethod {
    private static final int ORDER = 2;

    /** The ridge counts as so many values with no dependence. */
    private static final double RIDGE = 5;

    @Override
    public String name() {
        return "shift-aware AR(2)";
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        var recent = Scale.last(history, LevelShifts.LONGEST);
        var whole = Scale.of(recent);
        if (whole.constant()) {
            return ForecastMethod.level(whole.centre(), horizon);
        }
        var values = whole.applied(recent);
        var since = Arrays.copyOfRange(values, lastBreak(values), values.length);
        var drawn = Winsorising.winsorised(since);
        double mean = LevelShifts.mean(drawn, 0, drawn.length);
        double level = LevelShifts.mean(since, 0, since.length);
        var deviations = new double[drawn.length];
        for (int at = 0; at < drawn.length; at++) {
            deviations[at] = drawn[at] - level;
        }
        var future = AutoRegression.continued(deviations, coefficients(drawn, mean), horizon);
        for (int step = 0; step < horizon; step++) {
            future[step] += level;
        }
        return whole.undone(future);
    }

    @Override
    public int shortestHistory() {
        return 3 * ORDER + 1;
    }

    /** The first value since the last break of any kind; 0 if there is none. */
    static int lastBreak(double[] values) {
        if (values.length < 2 * LevelShifts.SHORTEST) {
            return 0;
        }
        var drawn = Winsorising.winsorised(values);
        var levels = LevelShifts.breaks(drawn);
        var deviations = new double[drawn.length];
        for (int segment = 1; segment < levels.length; segment++) {
            double mean = LevelShifts.mean(drawn, levels[segment - 1], levels[segment]);
            for (int at = levels[segment - 1]; at < levels[segment]; at++) {
                deviations[at] = drawn[at] - mean;
            }
        }
        var sizes = new double[deviations.length];
        for (int at = 0; at < sizes.length; at++) {
            sizes[at] = Math.abs(deviations[at]);
        }
        var variances = LevelShifts.breaks(sizes);
        // In units of the local spread, or a change of variance would pass for one of dynamics.
        for (int segment = 1; segment < variances.length; segment++) {
            double spread = LevelShifts.mean(sizes, variances[segment - 1], variances[segment]);
            for (int at = variances[segment - 1]; at < variances[segment] && spread > 0; at++) {
                deviations[at] /= spread;
            }
        }
        var products = new double[deviations.length - 1];
        for (int at = 0; at < products.length; at++) {
            products[at] = deviations[at] * deviations[at + 1];
        }
        var dynamics = LevelShifts.breaks(products);
        return Math.max(
                levels[levels.length - 2],
                Math.max(variances[variances.length - 2], dynamics[dynamics.length - 2]));
    }

    /** Yule-Walker with the ridge on the diagonal. */
    private static double[] coefficients(double[] values, double mean) {
        var covariance = Levinson.autocovariances(values, mean, ORDER);
        covariance[0] *= 1 + RIDGE / values.length;
        return covariance[0] > 0
                ? Arrays.copyOfRange(Levinson.yuleWalker(covariance, ORDER)[ORDER], 1, ORDER + 1)
                : new double[0];
    }
}
