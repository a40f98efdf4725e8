package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * Seasonal and trend decomposition by loess: Cleveland, Cleveland, McRae and Terpenning, STL: a
 * seasonal-trend decomposition procedure based on loess, Journal of Official Statistics 6 (1990).
 * Season, trend and remainder add up to the series. Smooths are evaluated at every tenth of their
 * window and joined by straight lines. {@code robust} lessens the weight of outliers over fifteen
 * outer rounds.
 *
 * @param period steps of a season, at least 2; the series holds more than two of them
 * @param seasonalWindow how many seasons a smooth of the season spans, odd, at least 7
 * @param trendWindow how many steps a smooth of the trend spans, odd
 */
public record Stl(int period, int seasonalWindow, int trendWindow, boolean robust) {
    private static final int ROBUST_ROUNDS = 15;
    private static final double NONE_BELOW = 0.001;
    private static final double ALL_ABOVE = 0.999;

    public Stl {
        if (period < 2) {
            throw new IllegalArgumentException(
                    "a season has at least 2 steps, but the period is " + period);
        }
        if (seasonalWindow < 3 || seasonalWindow % 2 == 0) {
            throw new IllegalArgumentException(
                    "a window of the season is odd and at least 3, but got " + seasonalWindow);
        }
        if (trendWindow < 3 || trendWindow % 2 == 0) {
            throw new IllegalArgumentException(
                    "a window of the trend is odd and at least 3, but got " + trendWindow);
        }
    }

    /** With the shortest window of the trend that keeps the season out of it (section 3.8). */
    public static Stl of(int period, int seasonalWindow, boolean robust) {
        int trend = (int) Math.ceil(1.5 * period / (1 - 1.5 / seasonalWindow));
        return new Stl(period, seasonalWindow, Math.max(3, trend | 1), robust);
    }

    /** The three parts of a series, each as long as it. */
    public static final class Parts {
        private final double[] season;
        private final double[] trend;
        private final double[] remainder;

        private Parts(double[] season, double[] trend, double[] remainder) {
            this.season = season;
            this.trend = trend;
            this.remainder = remainder;
        }

        public double[] season() {
            return season.clone();
        }

        public double[] trend() {
            return trend.clone();
        }

        public double[] remainder() {
            return remainder.clone();
        }
    }

    public Parts of(double[] series) {
        if (series.length <= 2 * period) {
            throw new IllegalArgumentException(
                    "a season of %d steps shows in more than %d values, but there are %d"
                            .formatted(period, 2 * period, series.length));
        }
        int n = series.length;
        var season = new double[n];
        var trend = new double[n];
        var weights = ForecastMethod.level(1, n);
        int outer = robust ? ROBUST_ROUNDS : 0;
        int inner = robust ? 1 : 2;
        for (int round = 0; ; round++) {
            for (int pass = 0; pass < inner; pass++) {
                pass(series, weights, season, trend, round > 0);
            }
            if (round == outer) {
                break;
            }
            reweigh(series, season, trend, weights);
        }
        var remainder = new double[n];
        for (int at = 0; at < n; at++) {
            remainder[at] = series[at] - season[at] - trend[at];
        }
        return new Parts(season, trend, remainder);
    }

    /** One inner loop, steps 1 to 6 of section 2.2. */
    private void pass(
            double[] series, double[] weights, double[] season, double[] trend, boolean weighted) {
        int n = series.length;
        var detrended = new double[n];
        for (int at = 0; at < n; at++) {
            detrended[at] = series[at] - trend[at];
        }
        var cycles = cycles(detrended, weights, weighted);
        int lowWindow = period | 1;
        var low = average(average(average(cycles, period), period), 3);
        low = Loess.smooth(low, null, lowWindow, 1, tenth(lowWindow));
        for (int at = 0; at < n; at++) {
            season[at] = cycles[at + period] - low[at];
            detrended[at] = series[at] - season[at];
        }
        var smooth =
                Loess.smooth(
                        detrended, weighted ? weights : null, trendWindow, 1, tenth(trendWindow));
        System.arraycopy(smooth, 0, trend, 0, n);
    }

    /** Smooths the values of each place in the season, one season beyond both ends. */
    private double[] cycles(double[] values, double[] weights, boolean weighted) {
        var extended = new double[values.length + 2 * period];
        for (int place = 0; place < period; place++) {
            int count = (values.length - 1 - place) / period + 1;
            var cycle = new double[count];
            var cycleWeights = new double[count];
            for (int at = 0; at < count; at++) {
                cycle[at] = values[place + at * period];
                cycleWeights[at] = weights[place + at * period];
            }
            var smooth =
                    Loess.extended(
                            cycle,
                            weighted ? cycleWeights : null,
                            seasonalWindow,
                            0,
                            tenth(seasonalWindow));
            for (int at = 0; at < smooth.length; at++) {
                extended[place + at * period] = smooth[at];
            }
        }
        return extended;
    }

    /** Bisquare weights from the remainder (section 2.4). */
    private static void reweigh(
            double[] series, double[] season, double[] trend, double[] weights) {
        for (int at = 0; at < series.length; at++) {
            weights[at] = Math.abs(series[at] - season[at] - trend[at]);
        }
        double reach = 6 * Winsorising.median(weights);
        for (int at = 0; at < weights.length; at++) {
            double size = weights[at];
            if (size <= NONE_BELOW * reach) {
                weights[at] = 1;
            } else if (size <= ALL_ABOVE * reach) {
                double share = size / reach;
                weights[at] = (1 - share * share) * (1 - share * share);
            } else {
                weights[at] = 0;
            }
        }
    }

    private static double[] average(double[] values, int window) {
        var result = new double[values.length - window + 1];
        double sum = 0;
        for (int at = 0; at < window; at++) {
            sum += values[at];
        }
        Arrays.fill(result, 0, 1, sum / window);
        for (int at = 1; at < result.length; at++) {
            sum += values[at + window - 1] - values[at - 1];
            result[at] = sum / window;
        }
        return result;
    }

    private static int tenth(int window) {
        return (window + 9) / 10;
    }
}
