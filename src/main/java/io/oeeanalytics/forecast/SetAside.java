package io.oeeanalytics.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * A day the forecast does not learn from, and why.
 *
 * @param figures the numbers the reason speaks of, in the order of its text
 */
public record SetAside(LocalDate day, Reason reason, List<Double> figures) {
    /** Its words, with places for the figures, are among the texts of the view. */
    public enum Reason {
        NO_STATUS_DATA,
        STILL_RUNNING,
        LOW_COVERAGE,
        OEE_UNDEFINED,
        OEE_OUT_OF_RANGE,
        PLANNED_TIME_IMPOSSIBLE,
        RUN_TIME_IMPOSSIBLE,
        PIECES_WITHOUT_RUN_TIME,
        RUN_TIME_WITHOUT_PIECES,
        STATUS_LOG_ENDS_EARLY,
        PIECE_LOG_ENDS_EARLY
    }

    public SetAside {
        figures = List.copyOf(figures);
    }

    static SetAside of(Day day, Reason reason, double... figures) {
        return new SetAside(day.day(), reason, Arrays.stream(figures).boxed().toList());
    }
}
