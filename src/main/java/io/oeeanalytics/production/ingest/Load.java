package io.oeeanalytics.production.ingest;

import java.util.List;

/**
 * Rows on their way into the tables.
 *
 * @param stored rows that are new
 */
record Load(ReadSummary read, long stored, Extents extents, List<RuleSummary> rules) {
    Load {
        rules = List.copyOf(rules);
    }
}
