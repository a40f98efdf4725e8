package io.oeeanalytics.demo;

import java.time.LocalTime;

/**
 * A break of the shift plan, by the wall clock; {@code statusCode} is what the line logs meanwhile.
 */
public record PlannedBreak(LocalTime from, LocalTime to, int statusCode) {
    public PlannedBreak {
        if (from.equals(to)) {
            throw new IllegalArgumentException("a break cannot start and end at " + from);
        }
    }
}
