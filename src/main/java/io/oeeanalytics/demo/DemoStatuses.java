package io.oeeanalytics.demo;

import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;

/** What the demo machines log; all of it stands in the standard catalogue. */
final class DemoStatuses {
    static final int PRODUCTION = 1;
    static final int MEETING = 11;
    static final int CLEANING = 12;
    static final int BREAK = 13;
    static final int LUNCH = 14;
    static final int NO_PLAN = 15;
    static final int OTHER = 19;
    static final int MACHINE_FAILURE = 21;
    static final int DIE_FAILURE = 22;
    static final int CHANGE_OVER = 31;
    static final int MATERIAL_CHANGE = 32;
    static final int BLADE_CHANGE = 33;
    static final int INSPECTION = 41;
    static final int FF_CHECK = 42;
    static final int AWAITING_INSTRUCTION = 51;
    static final int AWAITING_MATERIALS = 52;
    static final int AWAITING_BOX = 53;
    static final int QUALITY_ABNORMALITY = 61;
    static final int QUALITY_CHECK = 62;
    static final int MATERIAL_ABNORMALITY = 63;
    static final int END_OF_OPERATIONS = 90;
    static final int DOES_NOT_EXIST = 99999;

    private DemoStatuses() {}

    /** Stops by plan, breaks among them; neither a loss nor a fault. */
    static boolean isPlanned(int code) {
        return code >= MEETING && code <= OTHER;
    }

    static Status of(int code) {
        return StatusCatalogue.STANDARD.stream()
                .filter(status -> status.code() == code)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the demo plant has no status " + code));
    }
}
