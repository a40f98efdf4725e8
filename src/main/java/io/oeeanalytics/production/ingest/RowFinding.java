package io.oeeanalytics.production.ingest;

/**
 * A remark on a row that was accepted.
 *
 * @param fileLine line of the file the row starts on, counted from 1
 */
public record RowFinding(long fileLine, Topic topic, String words) {
    /** What findings are about. */
    public enum Topic {
        /** The stamp lies in the hour that the clock shows twice. */
        CLOCK_TURNED_BACK,
        MORE_TIME_THAN_THE_DAY_HAS,
        OUTPUT_WITHOUT_TIME,
        RATIOS_DISAGREE
    }
}
