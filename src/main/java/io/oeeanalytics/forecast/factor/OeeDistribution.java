package io.oeeanalytics.forecast.factor;

/**
 * How likely each OEE of a day to come is: straight between the limits of its intervals, with the
 * median where it gives the mean that was forecast. Beyond the outermost limits the tail is as long
 * as the way from the limit before.
 */
public final class OeeDistribution {
    /** Below which an interval of 50, 80 and 95 % leaves so much. */
    private static final double[] INSIDE = {0.25, 0.1, 0.025};

    private final double[] chances;
    private final double[] values;

    /**
     * @param chances rising from 0 to 1
     * @param values OEE at each, not falling
     */
    private OeeDistribution(double[] chances, double[] values) {
        this.chances = chances;
        this.values = values;
    }

    /**
     * @param lower the lower limits of the 50 %, the 80 % and the 95 % interval, in this order; the
     *     outer ones may be missing
     * @param upper the upper ones, as many
     * @param bounds the least and the most an OEE can be
     */
    public static OeeDistribution of(double mean, double[] lower, double[] upper, double[] bounds) {
        int sides = lower.length;
        if (sides < 1 || sides > INSIDE.length || upper.length != sides) {
            throw new IllegalArgumentException(
                    "a distribution has one to three intervals, but got %d lower and %d upper limits"
                            .formatted(sides, upper.length));
        }
        var chances = new double[2 * sides + 3];
        var values = new double[chances.length];
        for (int at = 0; at < sides; at++) {
            chances[sides - at] = INSIDE[at];
            values[sides - at] = lower[at];
            chances[sides + 2 + at] = 1 - INSIDE[at];
            values[sides + 2 + at] = upper[at];
        }
        int last = chances.length - 1;
        chances[last] = 1;
        double next = sides > 1 ? values[2] : mean;
        double before = sides > 1 ? values[last - 2] : mean;
        values[0] = Math.clamp(2 * values[1] - next, bounds[0], bounds[1]);
        values[last] = Math.clamp(2 * values[last - 1] - before, bounds[0], bounds[1]);
        int middle = sides + 1;
        chances[middle] = 0.5;
        values[middle] = mean;
        double share = (chances[middle + 1] - chances[middle - 1]) / 2;
        double without = new OeeDistribution(chances, values).mean() - share * mean;
        values[middle] =
                Math.clamp((mean - without) / share, values[middle - 1], values[middle + 1]);
        return new OeeDistribution(chances, values);
    }

    /** The OEE below which the day stays with that chance. */
    public double quantile(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance is from 0 to 1, but got " + chance);
        }
        int above = 1;
        while (chances[above] < chance) {
            above++;
        }
        double share = (chance - chances[above - 1]) / (chances[above] - chances[above - 1]);
        return values[above - 1] + share * (values[above] - values[above - 1]);
    }

    /** The chance that the day stays below that OEE, from 0 to 1. */
    public double chanceBelow(double oee) {
        if (oee <= values[0]) {
            return 0;
        }
        int above = 1;
        while (above < values.length && values[above] < oee) {
            above++;
        }
        if (above == values.length) {
            return 1;
        }
        double step = values[above] - values[above - 1];
        double share = step > 0 ? (oee - values[above - 1]) / step : 0;
        return chances[above - 1] + share * (chances[above] - chances[above - 1]);
    }

    public double mean() {
        double mean = 0;
        for (int at = 1; at < chances.length; at++) {
            mean += (chances[at] - chances[at - 1]) * (values[at] + values[at - 1]) / 2;
        }
        return mean;
    }
}
