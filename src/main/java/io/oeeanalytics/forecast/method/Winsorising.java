package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * Draws outliers in to the median plus or minus three median absolute deviations, scaled to the
 * standard deviation of a normal sample: Huber and Ronchetti, Robust Statistics, 2nd edition
 * (2009), sections 1.5 and 5.1.
 */
final class Winsorising {
    private static final double WIDTH = 3;
    private static final double NORMAL = 1.4826;

    private Winsorising() {}

    static double[] winsorised(double[] values) {
        double median = median(values);
        double reach = WIDTH * deviation(values, median);
        // More than half the values are alike: nothing tells how far an outlier may lie.
        if (!(reach > 0) || !Double.isFinite(reach)) {
            return values.clone();
        }
        var drawn = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            drawn[at] = Math.clamp(values[at], median - reach, median + reach);
        }
        return drawn;
    }

    /** The median absolute deviation about {@code median}, as a normal standard deviation. */
    static double deviation(double[] values, double median) {
        var distances = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            distances[at] = Math.abs(values[at] - median);
        }
        return NORMAL * median(distances);
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        // Halved first: the sum of two huge values is infinite.
        return sorted[(sorted.length - 1) / 2] / 2 + sorted[sorted.length / 2] / 2;
    }
}
