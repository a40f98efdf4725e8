package io.oeeanalytics.demo;

import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import java.util.List;

/** The statuses the demo machines know; the tens digit is the loss group. */
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

    static final List<Status> ALL =
            List.of(
                    status(PRODUCTION, "Production", TimeCategory.PRODUCTION, "Production"),
                    status(MEETING, "Meeting", TimeCategory.PLANNED_STOP, "Planned"),
                    status(CLEANING, "Cleaning(5S)", TimeCategory.PLANNED_STOP, "Planned"),
                    status(BREAK, "Break Time", TimeCategory.PLANNED_STOP, "Planned"),
                    status(LUNCH, "Lunch Break", TimeCategory.PLANNED_STOP, "Planned"),
                    status(NO_PLAN, "No Plan", TimeCategory.NO_PLAN, "Planned"),
                    status(OTHER, "Other", TimeCategory.PLANNED_STOP, "Planned"),
                    status(MACHINE_FAILURE, "Machine Failure", TimeCategory.DELAY, "Failure"),
                    status(DIE_FAILURE, "Die Failure", TimeCategory.DELAY, "Failure"),
                    status(CHANGE_OVER, "Change Over", TimeCategory.SET_UP, "Change"),
                    status(MATERIAL_CHANGE, "Material Change", TimeCategory.SET_UP, "Change"),
                    status(BLADE_CHANGE, "Blade Change", TimeCategory.SET_UP, "Change"),
                    status(INSPECTION, "Machine Inspection", TimeCategory.DELAY, "Inspection"),
                    status(FF_CHECK, "FF Check", TimeCategory.DELAY, "Inspection"),
                    status(
                            AWAITING_INSTRUCTION,
                            "Awaiting Instruction",
                            TimeCategory.WAITING,
                            "Waiting"),
                    status(
                            AWAITING_MATERIALS,
                            "Awaiting Materials",
                            TimeCategory.WAITING,
                            "Waiting"),
                    status(AWAITING_BOX, "Awaiting Box", TimeCategory.WAITING, "Waiting"),
                    status(
                            QUALITY_ABNORMALITY,
                            "Quality Abnormality",
                            TimeCategory.DELAY,
                            "Quality"),
                    status(QUALITY_CHECK, "Quality Check", TimeCategory.DELAY, "Quality"),
                    status(
                            MATERIAL_ABNORMALITY,
                            "Material Abnormality",
                            TimeCategory.DELAY,
                            "Quality"),
                    status(END_OF_OPERATIONS, "End Of Operations", TimeCategory.NO_PLAN, "End"),
                    status(DOES_NOT_EXIST, "Does not exist", TimeCategory.UNKNOWN, "Unknown"));

    private DemoStatuses() {}

    /** Stops by plan, breaks among them; neither a loss nor a fault. */
    static boolean isPlanned(int code) {
        return code >= MEETING && code <= OTHER;
    }

    static Status of(int code) {
        return ALL.stream()
                .filter(status -> status.code() == code)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the demo plant has no status " + code));
    }

    private static Status status(int code, String name, TimeCategory category, String group) {
        return new Status(code, name, category, group);
    }
}
