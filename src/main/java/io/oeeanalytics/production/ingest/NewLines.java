package io.oeeanalytics.production.ingest;

/** What to do with lines a file names and the plant does not have. */
public enum NewLines {
    /** Open them when the file names no known line at all; refuse a mixture as a likely slip. */
    WHEN_ALL_ARE_NEW,
    OPEN,
    REFUSE
}
