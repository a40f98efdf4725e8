package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the resolved day: the segments of an account tile its window without gap or overlap.
 *
 * @param status the status that won; null for breaks of the calendar, unplanned windows and gaps in
 *     the log
 * @param ranUnplanned whether the machine produced here although the time was not planned busy time
 */
public record Segment(TimeRange range, Kind kind, @Nullable Integer status, boolean ranUnplanned) {

    /** What the stretch counts as; the element of ISO 22400-2 stands beside each. */
    public enum Kind {
        /** APT. */
        PRODUCTION,
        /** A delay the site counts as production time: APT. */
        MICRO_STOP,
        /** AUST. */
        SET_UP,
        /** ADET. */
        DELAY,
        /** A delay as short as a micro-stop, which the site leaves in ADET all the same. */
        SHORT_DELAY,
        /** ADOT. */
        WAITING,
        /** PDOT by a status. */
        PLANNED_STOP,
        /** PDOT by the calendar. */
        BREAK,
        /** Outside POT. */
        NOT_PLANNED,
        /** In PBT, but nobody knows. */
        NO_DATA;

        /** Whether the kind lies in planned busy time. */
        public boolean isPlannedBusy() {
            return switch (this) {
                case PRODUCTION, MICRO_STOP, SET_UP, DELAY, SHORT_DELAY, WAITING, NO_DATA -> true;
                case PLANNED_STOP, BREAK, NOT_PLANNED -> false;
            };
        }
    }
}
