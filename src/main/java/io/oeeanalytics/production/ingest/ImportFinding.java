package io.oeeanalytics.production.ingest;

/**
 * What an import did with one row.
 *
 * @param fileLine line of the file, counted from 1
 * @param rule the {@link CleaningRule}, {@link RowFault} or topic it is about
 * @param raw the row as it stands in the file, where it was rejected
 */
public record ImportFinding(long fileLine, Outcome outcome, String rule, String words, String raw) {
    /** What became of the row. */
    public enum Outcome {
        /** Not loaded: it cannot be read. */
        REJECTED,
        /** Not loaded: a cleaning rule says so. */
        LEFT_OUT,
        /** Loaded otherwise than it stands in the file. */
        CHANGED,
        /** Loaded as it stands. */
        NOTED
    }
}
