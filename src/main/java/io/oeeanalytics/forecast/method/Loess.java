package io.oeeanalytics.forecast.method;

import org.jspecify.annotations.Nullable;

/**
 * Locally weighted regression on equally spaced values with tricube weights: Cleveland, Robust
 * locally weighted regression and smoothing scatterplots, Journal of the American Statistical
 * Association 74 (1979); in the form STL uses it. Degree 0 is a weighted mean, degree 1 a line.
 */
final class Loess {
    private static final double NONE_BELOW = 0.001;
    private static final double ALL_ABOVE = 0.999;

    private Loess() {}

    /** The smooth at every place, evaluated at every {@code jump} and joined by lines. */
    static double[] smooth(
            double[] values, double @Nullable [] weights, int window, int degree, int jump) {
        int n = values.length;
        var smooth = new double[n];
        if (n < 2) {
            smooth[0] = values[0];
            return smooth;
        }
        var work = new double[n];
        int step = Math.min(jump, n - 1);
        int span = Math.min(window, n);
        int half = (window + 1) / 2;
        int left = 0;
        for (int at = 0; at < n; at += step) {
            if (window < n) {
                left = Math.clamp(at - half + 1, 0, n - window);
            }
            double fit = at(values, weights, window, degree, at, left, left + span - 1, work);
            smooth[at] = Double.isNaN(fit) ? values[at] : fit;
        }
        if (step == 1) {
            return smooth;
        }
        for (int at = 0; at + step < n; at += step) {
            join(smooth, at, at + step);
        }
        int last = (n - 1) / step * step;
        if (last != n - 1) {
            int from = window < n ? n - window : 0;
            double fit = at(values, weights, window, degree, n - 1, from, n - 1, work);
            smooth[n - 1] = Double.isNaN(fit) ? values[n - 1] : fit;
            join(smooth, last, n - 1);
        }
        return smooth;
    }

    /** The same with one more place at either end. */
    static double[] extended(
            double[] values, double @Nullable [] weights, int window, int degree, int jump) {
        int n = values.length;
        var extended = new double[n + 2];
        var smooth = smooth(values, weights, window, degree, jump);
        System.arraycopy(smooth, 0, extended, 1, n);
        var work = new double[n];
        int span = Math.min(window, n);
        double before = at(values, weights, window, degree, -1, 0, span - 1, work);
        double after = at(values, weights, window, degree, n, n - span, n - 1, work);
        extended[0] = Double.isNaN(before) ? smooth[0] : before;
        extended[n + 1] = Double.isNaN(after) ? smooth[n - 1] : after;
        return extended;
    }

    private static void join(double[] smooth, int from, int to) {
        double slope = (smooth[to] - smooth[from]) / (to - from);
        for (int at = from + 1; at < to; at++) {
            smooth[at] = smooth[from] + slope * (at - from);
        }
    }

    /**
     * The local fit at place {@code at} from the values of {@code left} to {@code right}; not a
     * number if every one of them is an outlier of no weight.
     */
    private static double at(
            double[] values,
            double @Nullable [] weights,
            int window,
            int degree,
            int at,
            int left,
            int right,
            double[] work) {
        int n = values.length;
        double reach = Math.max(at - left, right - at);
        if (window > n) {
            // The whole half window that sticks out, as in the authors' program.
            int outside = (window - n) / 2;
            reach += outside;
        }
        double total = 0;
        for (int j = left; j <= right; j++) {
            double distance = Math.abs(j - at);
            double weight = 0;
            if (distance <= ALL_ABOVE * reach) {
                if (distance <= NONE_BELOW * reach) {
                    weight = 1;
                } else {
                    double share = distance / reach;
                    double rest = 1 - share * share * share;
                    weight = rest * rest * rest;
                }
                if (weights != null) {
                    weight *= weights[j];
                }
            }
            work[j] = weight;
            total += weight;
        }
        if (!(total > 0)) {
            return Double.NaN;
        }
        double centre = 0;
        double mean = 0;
        for (int j = left; j <= right; j++) {
            work[j] /= total;
            centre += work[j] * j;
            mean += work[j] * values[j];
        }
        if (degree == 0 || !(reach > 0)) {
            return mean;
        }
        double spread = 0;
        double product = 0;
        for (int j = left; j <= right; j++) {
            double away = j - centre;
            spread += work[j] * away * away;
            product += work[j] * away * values[j];
        }
        boolean enough = Math.sqrt(spread) > NONE_BELOW * (n - 1);
        return enough ? mean + (at - centre) * product / spread : mean;
    }
}
