package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import java.time.Instant;

/**
 * Something a person said of a line, or took back.
 *
 * @param about from the start of the stop, or the instant pieces were counted at, to its end
 */
public record WordEdit(Instant recordedAt, String by, Kind kind, TimeRange about, String what) {
    /** What was said. */
    public enum Kind {
        /** A reason for a stop. */
        RECLASSIFICATION,
        /** Pieces counted by hand. */
        COUNT
    }
}
