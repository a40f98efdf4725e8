package io.oeeanalytics.production.ingest;

/** Takes the rows of a status log. */
public interface StatusSink extends RowSink {
    void status(StatusRow row);
}
