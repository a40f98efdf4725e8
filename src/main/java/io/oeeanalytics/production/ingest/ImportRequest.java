package io.oeeanalytics.production.ingest;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * One file and how to load it.
 *
 * @param fileName as its owner knows it
 * @param zone of stamps without an offset; lines opened by the import belong to it
 * @param rules cleaning rules that are on; status logs only
 * @param withoutBadRows whether to load the rest when rows are rejected
 * @param cyclesMs ideal cycle for lines that have none yet, by line code
 * @param by who loads it
 */
public record ImportRequest(
        Path file,
        String fileName,
        FileFormat format,
        ZoneId zone,
        Set<CleaningRule> rules,
        NewLines newLines,
        boolean withoutBadRows,
        Map<String, Long> cyclesMs,
        String by) {
    public ImportRequest {
        rules = Set.copyOf(rules);
        cyclesMs = Map.copyOf(cyclesMs);
    }
}
