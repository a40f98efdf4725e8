package io.oeeanalytics.production.ingest;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import.
 *
 * @param zone of the stamps in the file
 * @param rowsKnown rows that were there already
 * @param message one sentence for whoever loaded it; empty when all went well
 * @param rules what the cleaning did; empty for kinds that have none
 */
public record ImportReport(
        int id,
        FileKind kind,
        String fileName,
        State state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String importedBy,
        ZoneId zone,
        long rowsRead,
        long rowsLoaded,
        long rowsKnown,
        long rowsRejected,
        String message,
        List<RuleSummary> rules,
        Map<LineId, TimeRange> extents) {
    /** Where an import stands. */
    public enum State {
        RUNNING,
        LOADED,
        /** The same file was loaded before; nothing changed. */
        KNOWN,
        /** Nothing was loaded, for the reason the message states. */
        REFUSED,
        CANCELLED,
        /** The process ended before the import did; nothing was loaded. */
        INTERRUPTED,
        /** Loaded once and taken back. */
        UNDONE
    }

    public ImportReport {
        rules = List.copyOf(rules);
        extents = Map.copyOf(extents);
    }
}
