package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.factor.Factor;
import java.time.LocalDate;

/** One reason why the days ahead are expected as they are, strongest by the minutes it moves. */
public sealed interface Driver {
    /** Planned busy minutes of a usual day that it moves, gains positive. */
    double minutesADay();

    /**
     * A factor expected above or below what it was over all days learned from.
     *
     * @param expected fraction of 1, pooled over the days ahead
     * @param usual the same over the days learned from
     */
    record FactorMoved(Factor factor, double expected, double usual, double minutesADay)
            implements Driver {}

    /**
     * A stop that took more or less of late than before.
     *
     * @param of how much and how often
     */
    record StopMoved(StopShare of, double minutesADay) implements Driver {}

    /**
     * The level the forecast starts from began on that date.
     *
     * @param before mean OEE of the days before it, fraction of 1
     * @param now mean OEE since
     */
    record LevelMoved(LocalDate since, double before, double now, double minutesADay)
            implements Driver {}
}
