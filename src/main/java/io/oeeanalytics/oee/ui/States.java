package io.oeeanalytics.oee.ui;

import io.oeeanalytics.oee.Segment;
import io.oeeanalytics.plant.TimeCategory;

/** Names of the forms in which {@code states.css} and the timeline show a state. */
final class States {
    private States() {}

    static String form(TimeCategory category) {
        return switch (category) {
            case PRODUCTION -> "running";
            case DELAY -> "stopped";
            case SET_UP -> "setup";
            case WAITING -> "waiting";
            case PLANNED_STOP -> "planned";
            case NO_PLAN -> "idle";
            case UNKNOWN -> "nodata";
        };
    }

    static String form(Segment.Kind kind) {
        return switch (kind) {
            case PRODUCTION -> "running";
            case MICRO_STOP -> "slow";
            case SET_UP -> "setup";
            case DELAY, SHORT_DELAY -> "stopped";
            case WAITING -> "waiting";
            case PLANNED_STOP, BREAK -> "planned";
            case NOT_PLANNED -> "idle";
            case NO_DATA -> "nodata";
        };
    }
}
