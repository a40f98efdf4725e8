package io.oeeanalytics.forecast;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A day the forecast does not learn from, and why.
 *
 * @param figures the numbers the reason speaks of, in the order of its text
 */
public record SetAside(LocalDate day, Reason reason, List<Double> figures) {
    /** Each with its English text; a view may bring its own with the same numbered places. */
    public enum Reason {
        NO_STATUS_DATA("{0,number,integer} pieces were made, but no status was logged"),
        STILL_RUNNING("the day is not over yet"),
        LOW_COVERAGE("a status was logged for only {0,number,percent} of the planned time"),
        OEE_UNDEFINED("no OEE could be worked out"),
        OEE_OUT_OF_RANGE("an OEE of {0,number,percent} is not possible"),
        PLANNED_TIME_IMPOSSIBLE("{0,number,0.0} hours of planned time do not fit into one day"),
        RUN_TIME_IMPOSSIBLE("{0,number,0.0} hours of run time do not fit into one day"),
        PIECES_WITHOUT_RUN_TIME("{0,number,integer} pieces were made without any run time"),
        RUN_TIME_WITHOUT_PIECES("the line ran {0,number,0.0} hours without a single piece"),
        STATUS_LOG_ENDS_EARLY(
                "the last day has {0,number,0.0} times the usual pieces per hour of run time: "
                        + "its status log ends before its production"),
        PIECE_LOG_ENDS_EARLY(
                "the last day has {0,number,percent} of the usual pieces per hour of run time: "
                        + "its pieces end before its status log");

        private final String pattern;

        Reason(String pattern) {
            this.pattern = pattern;
        }
    }

    public SetAside {
        figures = List.copyOf(figures);
    }

    static SetAside of(Day day, Reason reason, double... figures) {
        return new SetAside(day.day(), reason, Arrays.stream(figures).boxed().toList());
    }

    public String words() {
        return new MessageFormat(reason.pattern, Locale.ENGLISH).format(figures.toArray());
    }
}
