package io.oeeanalytics.plant;

import static io.oeeanalytics.plant.TimeCategory.DELAY;
import static io.oeeanalytics.plant.TimeCategory.NO_PLAN;
import static io.oeeanalytics.plant.TimeCategory.PLANNED_STOP;
import static io.oeeanalytics.plant.TimeCategory.PRODUCTION;
import static io.oeeanalytics.plant.TimeCategory.SET_UP;
import static io.oeeanalytics.plant.TimeCategory.UNKNOWN;
import static io.oeeanalytics.plant.TimeCategory.WAITING;

import java.util.List;

/**
 * The statuses a new site starts with; the tens digit is the loss group. The categories follow ISO
 * 22400-2 and are the administrator's to change.
 */
public final class StatusCatalogue {
    /** Logged when a line stops working for the day; it lasts until the line's next status. */
    public static final int END_OF_OPERATIONS = 90;

    public static final List<Status> STANDARD =
            List.of(
                    new Status(1, "Production", PRODUCTION, "Production"),
                    new Status(11, "Meeting", PLANNED_STOP, "Planned"),
                    new Status(12, "Cleaning(5S)", PLANNED_STOP, "Planned"),
                    new Status(13, "Break Time", PLANNED_STOP, "Planned"),
                    new Status(14, "Lunch Break", PLANNED_STOP, "Planned"),
                    new Status(15, "No Plan", NO_PLAN, "Planned"),
                    new Status(19, "Other", PLANNED_STOP, "Planned"),
                    new Status(21, "Machine Failure", DELAY, "Failure"),
                    new Status(22, "Die Failure", DELAY, "Failure"),
                    new Status(31, "Change Over", SET_UP, "Change"),
                    new Status(32, "Material Change", SET_UP, "Change"),
                    new Status(33, "Blade Change", SET_UP, "Change"),
                    new Status(41, "Machine Inspection", DELAY, "Inspection"),
                    new Status(42, "FF Check", DELAY, "Inspection"),
                    new Status(51, "Awaiting Instruction", WAITING, "Waiting"),
                    new Status(52, "Awaiting Materials", WAITING, "Waiting"),
                    new Status(53, "Awaiting Box", WAITING, "Waiting"),
                    new Status(61, "Quality Abnormality", DELAY, "Quality"),
                    new Status(62, "Quality Check", DELAY, "Quality"),
                    new Status(63, "Material Abnormality", DELAY, "Quality"),
                    new Status(END_OF_OPERATIONS, "End Of Operations", NO_PLAN, "End"),
                    new Status(99999, "Does not exist", UNKNOWN, "Unknown"));

    private StatusCatalogue() {}
}
