package io.oeeanalytics.forecast.method;

/**
 * Classical decomposition by a centred moving average: one index a place in the season, the
 * additive ones with mean 0, the multiplicative ones with mean 1. Kendall and Stuart, The Advanced
 * Theory of Statistics 3 (1983), chapter 46; the test is that of the Theta method and of the M4
 * competition's benchmarks.
 *
 * @param indices the index of the first value first
 */
record SeasonalAdjustment(double[] indices, boolean multiplicative) {
    /** The normal quantile of a one-sided test at 5 %, two-sided at 10 %. */
    private static final double CRITICAL = 1.6448536269514722;

    private static final double LEAST_FACTOR = 1e-10;

    /**
     * True if the autocorrelation at one season stands out of Bartlett's band for a moving average
     * of the lags before it, at 90 %. Asks for three seasons: with fewer a trend looks seasonal.
     */
    static boolean isSeasonal(double[] values, int period) {
        if (period < 2 || values.length < 3 * period) {
            return false;
        }
        double mean = mean(values);
        double scale = 0;
        for (double value : values) {
            scale = Math.max(scale, Math.abs(value - mean));
        }
        if (!(scale > 0)) {
            return false;
        }
        double variance = autocovariance(values, mean, scale, 0);
        double squares = 0;
        for (int lag = 1; lag < period; lag++) {
            double correlation = autocovariance(values, mean, scale, lag) / variance;
            squares += correlation * correlation;
        }
        double seasonal = autocovariance(values, mean, scale, period) / variance;
        double deviation = Math.sqrt((1 + 2 * squares) / values.length);
        return Math.abs(seasonal) > CRITICAL * deviation;
    }

    /** The indices of at least two seasons; multiplicative ones need values above zero. */
    static SeasonalAdjustment of(double[] values, int period, boolean multiplicative) {
        if (values.length < 2 * period) {
            throw new IllegalArgumentException(
                    "seasonal indices of period %d need two seasons, but got %d values"
                            .formatted(period, values.length));
        }
        var indices = new double[period];
        var counts = new int[period];
        int half = period / 2;
        boolean even = period % 2 == 0;
        for (int at = half; at < values.length - half; at++) {
            double sum = 0;
            for (int near = at - half; near <= at + half; near++) {
                boolean edge = even && (near == at - half || near == at + half);
                sum += (edge ? 0.5 : 1) * values[near] / period;
            }
            indices[at % period] += multiplicative ? values[at] / sum : values[at] - sum;
            counts[at % period]++;
        }
        for (int place = 0; place < period; place++) {
            indices[place] /= counts[place];
        }
        double mean = mean(indices);
        for (int place = 0; place < period; place++) {
            indices[place] = multiplicative ? indices[place] / mean : indices[place] - mean;
        }
        return new SeasonalAdjustment(indices, multiplicative);
    }

    /** Factors so near zero that dividing by them would blow the rest up. */
    boolean isDegenerate() {
        for (double index : indices) {
            if (!Double.isFinite(index) || (multiplicative && !(index > LEAST_FACTOR))) {
                return true;
            }
        }
        return false;
    }

    /** The values without their season. */
    double[] adjusted(double[] values) {
        var adjusted = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            double index = indices[at % indices.length];
            adjusted[at] = multiplicative ? values[at] / index : values[at] - index;
        }
        return adjusted;
    }

    /** Puts the season back, in place; the first value follows a history of the given length. */
    void restore(double[] future, int historyLength) {
        for (int step = 0; step < future.length; step++) {
            double index = indices[(historyLength + step) % indices.length];
            future[step] = multiplicative ? future[step] * index : future[step] + index;
        }
    }

    /** A running mean, which no sum of huge values can overflow. */
    private static double mean(double[] values) {
        double mean = 0;
        for (int at = 0; at < values.length; at++) {
            mean += values[at] / (at + 1) - mean / (at + 1);
        }
        return mean;
    }

    private static double autocovariance(double[] values, double mean, double scale, int lag) {
        double sum = 0;
        for (int at = lag; at < values.length; at++) {
            sum += (values[at] - mean) / scale * ((values[at - lag] - mean) / scale);
        }
        return sum;
    }
}
