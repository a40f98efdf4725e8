package io.oeeanalytics.forecast;

import java.time.LocalDate;

/**
 * The OEE expected on a working day to come.
 *
 * @param naive what repeating the last sound day would say
 */
public record FutureDay(
        LocalDate day, double point, Interval interval80, Interval interval95, double naive) {
    public FutureDay {
        if (!interval80.contains(point)
                || interval95.lower() > interval80.lower()
                || interval95.upper() < interval80.upper()) {
            throw new IllegalArgumentException(
                    "the intervals of %s lie inside each other, but got %s, %s and point %s"
                            .formatted(day, interval95, interval80, point));
        }
    }
}
