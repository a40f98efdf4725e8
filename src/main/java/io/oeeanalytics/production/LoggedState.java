package io.oeeanalytics.production;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine state as logged.
 *
 * @param finishedAt null while nothing ended it; it lasts until the line's next start
 * @param status code in the catalogue of the line's site, or one it does not know
 */
public record LoggedState(Instant startedAt, @Nullable Instant finishedAt, int status) {
    public LoggedState {
        if (finishedAt != null && finishedAt.isBefore(startedAt)) {
            throw new IllegalArgumentException(
                    "status %d from %s cannot finish before it, at %s"
                            .formatted(status, startedAt, finishedAt));
        }
    }
}
