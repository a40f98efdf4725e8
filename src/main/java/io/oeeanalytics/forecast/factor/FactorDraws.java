package io.oeeanalytics.forecast.factor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Ways one day may go, equally likely: its factors as fractions of 1, draw by draw. Means are
 * pooled as the ledger pools, so that their product is the mean OEE and their losses add up to what
 * is missing to 1.
 */
public final class FactorDraws {
    private static final double LEAST = 1e-6;

    private final double[] availability;
    private final double[] effectiveness;
    private final double[] quality;

    public FactorDraws(double[] availability, double[] effectiveness, double[] quality) {
        if (availability.length == 0
                || availability.length != effectiveness.length
                || availability.length != quality.length) {
            throw new IllegalArgumentException(
                    "a draw has all three factors, but there are %d, %d and %d"
                            .formatted(availability.length, effectiveness.length, quality.length));
        }
        this.availability = availability.clone();
        this.effectiveness = effectiveness.clone();
        this.quality = quality.clone();
    }

    /** What becomes of the factors of a draw; what it returns keeps them in range. */
    @FunctionalInterface
    public interface Change {
        /**
         * @param factors availability, effectiveness and quality, changed in place
         */
        void apply(double[] factors);
    }

    public FactorDraws with(Change change) {
        var a = availability.clone();
        var e = effectiveness.clone();
        var q = quality.clone();
        for (int draw = 0; draw < a.length; draw++) {
            var factors = new double[] {a[draw], e[draw], q[draw]};
            change.apply(factors);
            a[draw] = Math.clamp(factors[0], 0, 1);
            e[draw] = Math.max(factors[1], 0);
            q[draw] = Math.clamp(factors[2], 0, 1);
        }
        return new FactorDraws(a, e, q);
    }

    /**
     * The same ways, made to agree with what is said of the OEE itself: the draw of the k-th lowest
     * product gets the k-th lowest OEE (Schefzik, Thorarinsdottir and Gneiting, Uncertainty
     * quantification in complex simulation models using ensemble copula coupling, Statistical
     * Science 28, 2013), and the difference is shared among the factors as uncertain as each is,
     * the weighted least-squares reconciliation of Wickramasuriya, Athanasopoulos and Hyndman,
     * Journal of the American Statistical Association 114 (2019), on logarithms, where the product
     * is a sum.
     *
     * @param mean of the OEE; where the limits of the distribution are too lopsided to have it, all
     *     ways are moved by what is missing
     */
    public FactorDraws coherentWith(OeeDistribution said, double mean) {
        int draws = availability.length;
        var products = oee();
        var target = new double[draws];
        double missing = mean;
        for (int rank = 0; rank < draws; rank++) {
            target[rank] = said.quantile((rank + 0.5) / draws);
            missing -= target[rank] / draws;
        }
        var order =
                IntStream.range(0, draws)
                        .boxed()
                        .sorted(Comparator.comparingDouble(draw -> products[draw]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double ofAvailability = spread(availability);
        double ofQuality = spread(quality);
        double whole = ofAvailability + spread(effectiveness) + ofQuality;
        var a = new double[draws];
        var e = new double[draws];
        var q = new double[draws];
        for (int rank = 0; rank < draws; rank++) {
            int draw = order[rank];
            double oee = Math.max(0, target[rank] + missing);
            double gap = logarithm(oee) - logarithm(products[draw]);
            a[draw] = share(availability[draw], whole > 0 ? gap * ofAvailability / whole : 0);
            q[draw] = share(quality[draw], whole > 0 ? gap * ofQuality / whole : 0);
            e[draw] = oee / (a[draw] * q[draw]);
        }
        return new FactorDraws(a, e, q);
    }

    private static double share(double value, double gap) {
        return Math.clamp(Math.max(value, LEAST) * Math.exp(gap), LEAST, 1);
    }

    /** The variance of the logarithms. */
    private static double spread(double[] values) {
        double mean = Arrays.stream(values).map(FactorDraws::logarithm).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> (logarithm(value) - mean) * (logarithm(value) - mean))
                .average()
                .orElseThrow();
    }

    private static double logarithm(double value) {
        return Math.log(Math.max(value, LEAST));
    }

    /** By draw. */
    public double[] oee() {
        return IntStream.range(0, availability.length)
                .mapToDouble(draw -> availability[draw] * effectiveness[draw] * quality[draw])
                .toArray();
    }

    public double meanOee() {
        return Arrays.stream(oee()).average().orElseThrow();
    }

    /** The factor of all ways together, as a longer time would pool it. */
    public double mean(Factor factor) {
        double ran = 0;
        double made = 0;
        double good = 0;
        for (int draw = 0; draw < availability.length; draw++) {
            ran += availability[draw];
            made += availability[draw] * effectiveness[draw];
            good += availability[draw] * effectiveness[draw] * quality[draw];
        }
        return switch (factor) {
            case AVAILABILITY -> ran / availability.length;
            case EFFECTIVENESS -> ran > 0 ? made / ran : 0;
            case QUALITY -> made > 0 ? good / made : 0;
        };
    }

    /**
     * What the factor costs of planned busy time, as a fraction of it; negative where effectiveness
     * exceeds 1. The three losses and the mean OEE add up to 1.
     */
    public double loss(Factor factor) {
        double a = mean(Factor.AVAILABILITY);
        double e = mean(Factor.EFFECTIVENESS);
        return switch (factor) {
            case AVAILABILITY -> 1 - a;
            case EFFECTIVENESS -> a * (1 - e);
            case QUALITY -> a * e * (1 - mean(Factor.QUALITY));
        };
    }

    /** The OEE below which so large a share of the ways stays. */
    public double oeeQuantile(double chance) {
        return quantile(oee(), chance);
    }

    public double quantile(Factor factor, double chance) {
        return quantile(
                switch (factor) {
                    case AVAILABILITY -> availability;
                    case EFFECTIVENESS -> effectiveness;
                    case QUALITY -> quality;
                },
                chance);
    }

    /** The share of the ways with a lower OEE. */
    public double chanceBelow(double oee) {
        return Arrays.stream(oee()).filter(one -> one < oee).count() / (double) availability.length;
    }

    /** Straight between the middles of the ranks: Hyndman and Fan (1996), definition 5. */
    private static double quantile(double[] values, double chance) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        double at = Math.clamp(chance * sorted.length - 0.5, 0, sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
