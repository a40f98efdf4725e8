package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * Continues a series of equally spaced values, oldest first. A method keeps nothing between calls:
 * the same history always gives the same forecast, and the history is left as it was.
 */
public interface ForecastMethod {
    String name();

    /** The values of the next {@code horizon} steps; the first one follows the last known value. */
    double[] forecast(double[] history, int horizon);

    /** The fewest values {@link #forecast} accepts. */
    int shortestHistory();

    /** Refuses a history too short for this method and a horizon without a step. */
    default void require(double[] history, int horizon) {
        if (history.length < shortestHistory()) {
            throw new IllegalArgumentException(
                    "%s needs at least %d values, but the history has %d"
                            .formatted(name(), shortestHistory(), history.length));
        }
        if (horizon < 1) {
            throw new IllegalArgumentException(
                    "a forecast reaches at least 1 step ahead, but the horizon is " + horizon);
        }
    }

    /** The same value at every step. */
    static double[] level(double value, int horizon) {
        var future = new double[horizon];
        Arrays.fill(future, value);
        return future;
    }
}
