package io.oeeanalytics.oee;

import java.util.OptionalDouble;

/**
 * What one kind of later knowledge does to a frozen shift report, those listed before taken in.
 *
 * @param after the ledger with it
 * @param points change of OEE as a fraction of 1; empty where there is no OEE before or after
 */
public record LaterChange(Kind kind, Ledger after, OptionalDouble points) {
    /** In the order they are taken in. */
    public enum Kind {
        /** What machines and files told after the shift was closed. */
        LATE_DATA,
        /** What people said since of its stops and pieces, and of what statuses mean. */
        RECLASSIFICATION,
        IDEAL_CYCLE,
        /** Shifts, breaks, closed days. */
        CALENDAR
    }
}
