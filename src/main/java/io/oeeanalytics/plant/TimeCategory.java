package io.oeeanalytics.plant;

/**
 * What a machine status means for the time model; the element of ISO 22400-2 it fills stands beside
 * each.
 */
public enum TimeCategory {
    /** Actual production time (APT). */
    PRODUCTION,
    /** Actual unit set-up time (AUST). */
    SET_UP,
    /** Actual unit delay time (ADET): breakdowns, checks, quality trouble, minor stoppages. */
    DELAY,
    /** Actual unit down time (ADOT): idle for want of an order, material, people or instruction. */
    WAITING,
    /** Planned down time (PDOT): breaks, meetings, cleaning. Outside planned busy time. */
    PLANNED_STOP,
    /** Not planned for operation at all. */
    NO_PLAN,
    /** The status says nothing: its time counts as time without data. */
    UNKNOWN;

    /**
     * Whether a person can say it of a stop: running and not knowing hold against nothing that a
     * machine told.
     */
    public boolean isReason() {
        return this != PRODUCTION && this != UNKNOWN;
    }
}
