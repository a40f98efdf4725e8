package io.oeeanalytics.production.ingest;

import io.oeeanalytics.production.ingest.ImportFinding.Outcome;

/** Takes what readers say of rows into the spool. */
abstract class FindingSink implements RowSink {
    private final FindingSpool spool;

    FindingSink(FindingSpool spool) {
        this.spool = spool;
    }

    @Override
    public void rejected(RejectedRow row) {
        spool.add(
                new ImportFinding(
                        row.fileLine(),
                        Outcome.REJECTED,
                        row.fault().name(),
                        row.reason(),
                        row.text()));
    }

    @Override
    public void finding(RowFinding finding) {
        spool.add(
                new ImportFinding(
                        finding.fileLine(),
                        Outcome.NOTED,
                        finding.topic().name(),
                        finding.words(),
                        ""));
    }
}
