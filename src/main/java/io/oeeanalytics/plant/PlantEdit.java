package io.oeeanalytics.plant;

import java.time.Instant;

/**
 * A change of the rules a line's figures follow.
 *
 * @param recordedAt when it became known
 * @param by who made it; empty for the system itself
 * @param validFrom figures from there on may differ
 * @param what the rule as it is now, or that it was withdrawn
 */
public record PlantEdit(Instant recordedAt, String by, Kind kind, Instant validFrom, String what) {
    /** Which of the rules changed. */
    public enum Kind {
        STATUS,
        CYCLE,
        CALENDAR,
        SETTING
    }
}
