package io.oeeanalytics.forecast;

import java.time.LocalDate;

/**
 * A forecast as it would have been made of a day that is over.
 *
 * @param step working days ahead, from 1
 * @param origin the last date that was known
 * @param said what would have been said, from what was known before
 * @param actual OEE of the day, a fraction of 1
 * @param plannedMs planned busy time of the day
 */
public record Trial(int step, LocalDate origin, FutureDay said, double actual, long plannedMs) {
    /** Actual minus said. */
    public double error() {
        return actual - said.point();
    }
}
