package io.oeeanalytics.production.ingest;

/** Takes the rows of a piece log, as numbers because there are millions of them. */
public interface PieceSink extends RowSink {
    int NO_PRODUCT = -1;

    /** A line code is seen for the first time; pieces refer to it by this index. */
    default void line(int index, String code) {}

    /** A product code is seen for the first time; pieces refer to it by this index. */
    default void product(int index, String code) {}

    /**
     * One row.
     *
     * @param fileLine line of the file, counted from 1
     * @param line index of the line code
     * @param startedMs milliseconds since 1970 in UTC
     * @param product index of the product code, or {@link #NO_PRODUCT}
     */
    void piece(
            long fileLine,
            int line,
            long startedMs,
            long finishedMs,
            int good,
            int scrap,
            int product);
}
