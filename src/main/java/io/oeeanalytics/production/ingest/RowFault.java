package io.oeeanalytics.production.ingest;

/** Why a row is rejected. */
public enum RowFault {
    TOO_FEW_COLUMNS,
    TOO_MANY_COLUMNS,
    CUT_OFF,
    LINE_TOO_LONG,
    OPEN_QUOTE,
    MISSING_VALUE,
    BAD_CODE,
    BAD_TIME,
    /** A local time the clock skipped when it was put forward. */
    CLOCK_GAP,
    TOO_EARLY,
    IN_THE_FUTURE,
    FINISH_BEFORE_START,
    BAD_NUMBER,
    NEGATIVE,
    /** What the row states stands in the file already, perhaps otherwise. */
    REPEATED
}
