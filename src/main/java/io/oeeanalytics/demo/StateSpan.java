package io.oeeanalytics.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one machine status, {@code [from, to)}.
 *
 * @param to null while the status still lasts
 * @param shift number of the shift it was logged in
 * @param deleted taken back by an operator; the simulator itself never makes such
 */
public record StateSpan(
        int statusCode, Instant from, @Nullable Instant to, int shift, boolean deleted) {
    public StateSpan {
        if (to != null && !to.isAfter(from)) {
            throw new IllegalArgumentException(
                    "status %d from %s cannot end at %s".formatted(statusCode, from, to));
        }
    }
}
