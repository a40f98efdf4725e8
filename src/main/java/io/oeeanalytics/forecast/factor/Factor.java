package io.oeeanalytics.forecast.factor;

/** The factors of OEE after ISO 22400-2, and the scale on which each is forecast. */
public enum Factor {
    AVAILABILITY,
    EFFECTIVENESS,
    QUALITY;

    /**
     * A share of exactly 0 or 1 has no logit, so shares are drawn in as if half a case of so many
     * spoke against them: Smithson and Verkuilen, A better lemon squeezer? Psychological Methods 11
     * (2006).
     */
    private static final double CASES = 200;

    private static final double LEAST_EFFECTIVENESS = 0.005;

    /**
     * Availability and quality are shares and go by their logit; effectiveness may exceed 1 where
     * the ideal cycle is too slow, and goes by its logarithm.
     *
     * @param value a fraction of 1, from 0
     */
    double scaled(double value) {
        if (this == EFFECTIVENESS) {
            return Math.log(Math.max(value, LEAST_EFFECTIVENESS));
        }
        double drawn = (Math.min(value, 1) * (CASES - 1) + 0.5) / CASES;
        return Math.log(drawn / (1 - drawn));
    }

    /** The fraction of 1 that a value on the scale stands for. */
    double unscaled(double scaled) {
        if (this == EFFECTIVENESS) {
            return Math.exp(scaled);
        }
        double drawn = 1 / (1 + Math.exp(-scaled));
        return Math.clamp((drawn * CASES - 0.5) / (CASES - 1), 0, 1);
    }
}
