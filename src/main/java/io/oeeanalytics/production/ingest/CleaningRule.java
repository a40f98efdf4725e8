package io.oeeanalytics.production.ingest;

/** What is done to the rows of a status log; each rule can be switched off. */
public enum CleaningRule {
    /** Rows flagged as deleted are left out. Off: they are taken like any other. */
    DELETED,
    /** A row that repeats line, start, finish and status of another is left out. */
    DUPLICATE,
    /** A finish before the start leaves the row out. Off: the row is taken as if it had none. */
    NEGATIVE_DURATION,
    /**
     * A missing finish is the next start of the same line; the line's last row stays open. Off:
     * rows without finish are left out.
     */
    MISSING_FINISH,
    /** End of operations lasts until the line's next start, whatever finish the log states. */
    END_OF_OPERATIONS,
    /**
     * A state of more than 24 hours that is not "no plan" was never closed: it ends at the line's
     * next start or, when that is too late as well, is left out.
     */
    OVER_LONG,
    /** Where rows overlap, stops win over production and the later start over the earlier. */
    OVERLAP,
    /** A status the catalogue lacks is kept; its time counts as no data. Off: it is left out. */
    UNKNOWN_STATUS,
    /** Time between rows of a line is told, never filled. */
    GAP
}
