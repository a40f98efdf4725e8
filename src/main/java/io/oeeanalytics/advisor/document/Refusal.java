package io.oeeanalytics.advisor.document;

/** Why a document is not taken in. */
public enum Refusal {
    /** It opens with a password only. */
    ENCRYPTED,
    /** There is nothing in it. */
    EMPTY,
    /** Pages, but none with a letter: most often a scan. */
    NO_TEXT,
    /** It ends in the middle, or is not what its first bytes say. */
    DAMAGED,
    /** None of the kinds that are read. */
    UNKNOWN_KIND,
    /** Word or Excel as it was before 2007. */
    OLD_OFFICE,
    /** It unpacks to, or says, more than can be meant well. */
    TOO_LARGE,
    /** It was not read when the time was up. */
    TOO_SLOW,
    /** Somebody took it out of the queue before it was read. */
    CANCELLED
}
