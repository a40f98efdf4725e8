package io.oeeanalytics.production.ingest;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** How a file is to be read and loaded, to be kept until somebody does. */
record LoadChoices(
        FileFormat format,
        ZoneId zone,
        Set<CleaningRule> rules,
        NewLines newLines,
        boolean withoutBadRows,
        Map<String, Long> cyclesMs) {
    private static final JsonMapper JSON = JsonMapper.shared();

    LoadChoices {
        rules = Set.copyOf(rules);
        cyclesMs = Map.copyOf(cyclesMs);
    }

    static LoadChoices of(ImportRequest request) {
        return new LoadChoices(
                request.format(),
                request.zone(),
                request.rules(),
                request.newLines(),
                request.withoutBadRows(),
                request.cyclesMs());
    }

    static LoadChoices read(String json) {
        return JSON.readValue(json, LoadChoices.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    LoadChoices leavingBadRowsOut() {
        return new LoadChoices(format, zone, rules, newLines, true, cyclesMs);
    }

    ImportRequest request(Path file, String fileName, String by) {
        return new ImportRequest(
                file, fileName, format, zone, rules, newLines, withoutBadRows, cyclesMs, by);
    }
}
