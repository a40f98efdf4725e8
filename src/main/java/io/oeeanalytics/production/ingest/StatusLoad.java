package io.oeeanalytics.production.ingest;

import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a status log whole, cleans it line by line and stores what is left. */
final class StatusLoad {
    /** Ten lines log about a hundred thousand rows a year. */
    private static final int MOST_ROWS = 1_000_000;

    private static final int BATCH = 5_000;

    private final Connection connection;
    private final ImportRequest request;
    private final FileLines lines;
    private final int importId;

    StatusLoad(Connection connection, ImportRequest request, FileLines lines, int importId) {
        this.connection = connection;
        this.request = request;
        this.lines = lines;
        this.importId = importId;
    }

    Load load(ReadSettings settings, FindingSpool spool) throws IOException, SQLException {
        var rows = new ArrayList<StatusRow>();
        var read =
                StatusLog.read(
                        new BufferedInputStream(Files.newInputStream(request.file())),
                        request.format(),
                        settings,
                        new Rows(spool, rows));
        var cleaned = StatusCleaning.clean(rows, request.rules(), lines::statuses);
        cleaned.findings().forEach(spool::add);
        var extents = new Extents();
        long stored = 0;
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into production.machine_state as known
                            (line_id, started_at, finished_at, status, shift, import_id)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (line_id, started_at, status) do update
                            set finished_at = excluded.finished_at
                            where known.finished_at is null and excluded.finished_at is not null
                        """)) {
            int waiting = 0;
            for (var row : longestOfEachStart(cleaned.rows(), spool)) {
                var line = lines.line(row.line());
                var last = row.finish() == null ? row.start() : row.finish();
                extents.of(line).add(row.start().toEpochMilli(), last.toEpochMilli());
                insert.setInt(1, line.value());
                insert.setObject(2, row.start().atOffset(ZoneOffset.UTC));
                setInstant(insert, 3, row.finish());
                insert.setInt(4, row.status());
                insert.setObject(5, row.shift(), Types.INTEGER);
                insert.setInt(6, importId);
                insert.addBatch();
                if (++waiting == BATCH) {
                    stored += changed(insert.executeBatch());
                    waiting = 0;
                }
            }
            stored += changed(insert.executeBatch());
        }
        return new Load(read, stored, extents, cleaned.summaries());
    }

    /**
     * The table knows a status of a line once an instant. Where overlapping rows may stay, the one
     * that lasts longest is kept and the others are told.
     */
    private static List<StatusRow> longestOfEachStart(List<StatusRow> rows, FindingSpool spool) {
        var kept = new ArrayList<StatusRow>(rows.size());
        var sameStart = new LinkedHashMap<Integer, StatusRow>();
        StatusRow first = null;
        for (var row : rows) {
            if (first != null
                    && !(row.line().equals(first.line()) && row.start().equals(first.start()))) {
                kept.addAll(sameStart.values());
                sameStart.clear();
            }
            first = row;
            sameStart.merge(
                    row.status(),
                    row,
                    (one, other) -> {
                        var longer = lasts(other).compareTo(lasts(one)) > 0 ? other : one;
                        var shorter = longer == one ? other : one;
                        if (!Objects.equals(one.finish(), other.finish())) {
                            spool.add(
                                    new ImportFinding(
                                            shorter.number(),
                                            Outcome.LEFT_OUT,
                                            CleaningRule.DUPLICATE.name(),
                                            "%s, status %d at %s: line %d of the file starts it too and lasts longer"
                                                    .formatted(
                                                            shorter.line(),
                                                            shorter.status(),
                                                            shorter.start(),
                                                            longer.number()),
                                            ""));
                        }
                        return longer;
                    });
        }
        kept.addAll(sameStart.values());
        return kept;
    }

    private static Instant lasts(StatusRow row) {
        return row.finish() == null ? Instant.MAX : row.finish();
    }

    private static long changed(int[] counts) {
        long changed = 0;
        for (int count : counts) {
            changed += Math.max(0, count);
        }
        return changed;
    }

    private static void setInstant(
            java.sql.PreparedStatement statement, int index, @Nullable Instant instant)
            throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        }
    }

    private static final class Rows extends FindingSink implements StatusSink {
        private final List<StatusRow> rows;

        Rows(FindingSpool spool, List<StatusRow> rows) {
            super(spool);
            this.rows = rows;
        }

        @Override
        public void status(StatusRow row) {
            if (rows.size() == MOST_ROWS) {
                throw new LoadRefused(
                        "The status log has more than %,d rows; split it by month."
                                .formatted(MOST_ROWS));
            }
            rows.add(row);
        }
    }
}
