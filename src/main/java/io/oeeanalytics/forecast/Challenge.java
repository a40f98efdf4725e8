package io.oeeanalytics.forecast;

import io.oeeanalytics.registry.PairedComparison;

/**
 * A challenger beside the champion of a line, on days of which both had said something.
 *
 * @param champion version, 0 for what comes with the product
 * @param days that are over
 * @param championMae mean absolute error of the next working day, as fraction of 1
 * @param found how much smaller the challenger's errors are, by origins
 */
public record Challenge(
        int champion,
        int challenger,
        int days,
        double championMae,
        double challengerMae,
        PairedComparison found) {
    private static final double STANDARD_ERRORS = 2;
    private static final int FEWEST_DAYS = 20;

    /** Whether it should be promoted: better beyond noise on days enough. */
    public boolean isWon() {
        return days >= FEWEST_DAYS && found.isBeyond(STANDARD_ERRORS);
    }

    public boolean isEarly() {
        return days < FEWEST_DAYS;
    }
}
