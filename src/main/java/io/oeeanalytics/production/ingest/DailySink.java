package io.oeeanalytics.production.ingest;

/** Takes the rows of a daily report. */
public interface DailySink extends RowSink {
    void day(DailyRow row);
}
