package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Shift;

/** The stretch of time an account is made for, and how it is known what of it was planned. */
public sealed interface Window {

    TimeRange range();

    /** A shift of the calendar: all planned, except where a status says there was no plan. */
    record Planned(Shift shift) implements Window {
        @Override
        public TimeRange range() {
            return shift.range();
        }
    }

    /**
     * Time of a line without a calendar: planned is what was logged, whatever the status, except
     * "no plan".
     */
    record Logged(TimeRange range) implements Window {}

    /**
     * Time of a line with a calendar that plans nothing there; it adds to reference time and to
     * unplanned work.
     */
    record Unplanned(TimeRange range) implements Window {}
}
