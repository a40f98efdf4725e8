package io.oeeanalytics.forecast.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where the level of a series shifted and stayed, by binary segmentation with the CUSUM
 * statistic: Scott and Knott, A cluster analysis method for grouping means, Biometrics 30 (1974);
 * Page, Continuous inspection schemes, Biometrika 41 (1954). Values are winsorised within the whole
 * first, so that a broken day is no shift. The yardstick is the long-run standard deviation of the
 * values about the levels found, with Bartlett weights (Newey and West, Econometrica 55, 1987), as
 * days that lean on each other drift without shifting. A segment holds {@value #SHORTEST} values at
 * least.
 */
public final class LevelShifts {
    /** The fewest values on either side of a shift. */
    public static final int SHORTEST = 30;

    /** Only the last values are searched, so that the work stays bounded. */
    static final int LONGEST = 20_000;

    /**
     * Largest absolute CUSUM of noise, in standard deviations times the root of its length: the one
     * per cent point of the supremum of a Brownian bridge (Kolmogorov's distribution).
     */
    static final double CRITICAL = 1.63;

    private LevelShifts() {}

    /** From value {@code index} on, counted from 0, the mean was {@code after}. */
    public record LevelShift(int index, double before, double after) {}

    /** The shifts of a series in the order of time; none in a short one. */
    public static List<LevelShift> of(double[] series) {
        var recent = Scale.last(series, LONGEST);
        int offset = series.length - recent.length;
        var scale = Scale.of(recent);
        if (recent.length < 2 * SHORTEST || scale.constant()) {
            return List.of();
        }
        var values = scale.applied(recent);
        var drawn = Winsorising.winsorised(values);
        var breaks = breaks(drawn);
        var shifts = new ArrayList<LevelShift>();
        for (int at = 1; at + 1 < breaks.length; at++) {
            double before = mean(values, breaks[at - 1], breaks[at]);
            double after = mean(values, breaks[at], breaks[at + 1]);
            var levels = scale.undone(new double[] {before, after});
            shifts.add(new LevelShift(offset + breaks[at], levels[0], levels[1]));
        }
        return List.copyOf(shifts);
    }

    /** The first value of each segment, and the length of the series last. */
    static int[] breaks(double[] values) {
        var starts = new ArrayList<>(List.of(0, values.length));
        split(values, 0, values.length, starts);
        return starts.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static void split(double[] values, int from, int to, List<Integer> starts) {
        int at = best(values, from, to);
        if (at < 0) {
            return;
        }
        starts.add(at);
        split(values, from, at, starts);
        split(values, at, to, starts);
    }

    /** Where the two means differ most, or -1 if no more than noise would. */
    private static int best(double[] values, int from, int to) {
        int n = to - from;
        if (n < 2 * SHORTEST) {
            return -1;
        }
        double mean = mean(values, from, to);
        double sum = 0;
        double most = 0;
        int best = -1;
        for (int count = 1; count <= n - SHORTEST; count++) {
            sum += values[from + count - 1] - mean;
            // By the likelihood of two means, which places a shift better than the CUSUM itself.
            double apart = Math.abs(sum) / Math.sqrt((double) count * (n - count) / n);
            if (count >= SHORTEST && apart > most) {
                most = apart;
                best = count;
            }
        }
        if (best < 0) {
            return -1;
        }
        double cusum = most * Math.sqrt((double) best * (n - best) / n);
        var left = Arrays.copyOfRange(values, from, to);
        double before = mean(left, 0, best);
        double after = mean(left, best, n);
        for (int at = 0; at < n; at++) {
            left[at] -= at < best ? before : after;
        }
        double deviation = Math.sqrt(longRunVariance(left));
        return cusum > CRITICAL * deviation * Math.sqrt(n) ? from + best : -1;
    }

    /** Of values with mean 0; never less than half the plain variance. */
    static double longRunVariance(double[] values) {
        int lags = (int) Math.floor(4 * Math.pow(values.length / 100.0, 2.0 / 9));
        var covariance = Levinson.autocovariances(values, 0, lags);
        double sum = covariance[0];
        for (int lag = 1; lag <= lags; lag++) {
            sum += 2 * (1 - lag / (lags + 1.0)) * covariance[lag];
        }
        return Math.max(sum, covariance[0] / 2);
    }

    static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int at = from; at < to; at++) {
            sum += values[at];
        }
        return sum / (to - from);
    }
}
