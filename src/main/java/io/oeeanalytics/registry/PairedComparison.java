package io.oeeanalytics.registry;

import java.util.List;

/**
 * How much smaller the errors of one were than those of another on the same forecasts.
 *
 * @param origins compared; where 0, there is nothing to say
 * @param improvement mean of the other's absolute error less the own one's: positive where better
 * @param standardError of that mean, by blocks of neighbouring origins
 */
public record PairedComparison(int origins, double improvement, double standardError) {
    /** Below this share of the error itself a difference is one of rounding. */
    private static final double ROUNDING = 1e-9;

    static final PairedComparison NONE = new PairedComparison(0, 0, 0);

    /** Whether it is better by more than so many standard errors. */
    public boolean isBeyond(double standardErrors) {
        return origins > 1 && improvement > 0 && improvement > standardErrors * standardError;
    }

    /**
     * Errors of neighbouring origins are alike, all the more when they look far ahead, so that
     * plain standard errors would be too small. Taken is the variance that a moving-block bootstrap
     * (Künsch 1989) gives the mean, which needs no drawing: that of the means of all blocks, by the
     * number of blocks. Block means scatter around their own mean, which hides about a share l/n of
     * the variance; it is given back.
     *
     * @param differences of the origins, oldest first
     * @param scale of the errors, to know rounding from difference
     * @param ahead farthest horizon: forecasts that overlap belong into one block
     */
    public static PairedComparison of(List<Double> differences, double scale, int ahead) {
        int n = differences.size();
        if (n < 2) {
            return NONE;
        }
        int length = Math.clamp(Math.max(ahead, (int) Math.ceil(Math.cbrt(n))), 1, n / 2);
        double mean = mean(differences);
        double standardError = Math.sqrt(variance(differences, length));
        return Math.abs(mean) <= ROUNDING * scale
                ? new PairedComparison(n, 0, standardError)
                : new PairedComparison(n, mean, standardError);
    }

    private static double variance(List<Double> values, int length) {
        int n = values.size();
        int blocks = n - length + 1;
        var means = new double[blocks];
        double all = 0;
        for (int i = 0; i < blocks; i++) {
            means[i] = mean(values.subList(i, i + length));
            all += means[i] / blocks;
        }
        double squares = 0;
        for (double one : means) {
            squares += (one - all) * (one - all) / blocks;
        }
        return squares * length / n / (1 - (double) length / n);
    }

    private static double mean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.size();
    }
}
