package io.oeeanalytics.production.ingest;

import java.util.List;

/** The rows of a status log after cleaning, by line and start, with what was done. */
record CleanedStates(
        List<StatusRow> rows, List<ImportFinding> findings, List<RuleSummary> summaries) {
    CleanedStates {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
        summaries = List.copyOf(summaries);
    }
}
