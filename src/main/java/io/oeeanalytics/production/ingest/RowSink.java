package io.oeeanalytics.production.ingest;

/** Takes what readers have to say about rows. */
public interface RowSink {
    void rejected(RejectedRow row);

    void finding(RowFinding finding);
}
