package io.oeeanalytics.forecast.method;

/**
 * How much of what varies about the trend is season, from 0 to 1: Wang, Smith and Hyndman,
 * Characteristic-based clustering for time series data, Data Mining and Knowledge Discovery 13
 * (2006); Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section
 * 4.3.
 */
public final class SeasonalStrength {
    /** The window of the season that MSTL starts with. */
    static final int SEASONAL_WINDOW = 11;

    private SeasonalStrength() {}

    /** 0 for a series of two seasons or fewer, and for one that leaves nothing to explain. */
    public static double of(double[] series, int period) {
        if (period < 2 || series.length <= 2 * period) {
            return 0;
        }
        var scale = Scale.of(series);
        if (scale.constant()) {
            return 0;
        }
        var parts = Stl.of(period, SEASONAL_WINDOW, false).of(scale.applied(series));
        var rest = parts.remainder();
        var season = parts.season();
        var both = new double[series.length];
        for (int at = 0; at < both.length; at++) {
            both[at] = rest[at] + season[at];
        }
        double whole = variance(both);
        return whole > 0 ? Math.clamp(1 - variance(rest) / whole, 0, 1) : 0;
    }

    private static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }
}
