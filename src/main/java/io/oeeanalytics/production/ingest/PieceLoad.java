package io.oeeanalytics.production.ingest;

import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.BinaryCopy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Streams a piece log into the table. Straight in while no piece is there already, which is twice
 * as fast; when one is, again by way of a staging table that lets the database leave it out.
 */
final class PieceLoad {
    private static final String COLUMNS =
            "(finished_at, started_at, line_id, product_id, import_id, good, scrap)";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Connection connection;
    private final ImportRequest request;
    private final ReadSettings settings;
    private final FileLines lines;
    private final int importId;

    PieceLoad(
            Connection connection,
            ImportRequest request,
            ReadSettings settings,
            FileLines lines,
            int importId) {
        this.connection = connection;
        this.request = request;
        this.settings = settings;
        this.lines = lines;
        this.importId = importId;
    }

    /** Fails with a unique violation when a piece is in the table, or twice in the file. */
    Load straight(FindingSpool spool) throws IOException, SQLException {
        return copy("production.piece", spool);
    }

    Load staged(FindingSpool spool) throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "create temp table piece_staged (like production.piece) on commit drop");
            var load = copy("piece_staged", spool);
            var stored =
                    statement.executeLargeUpdate(
                            """
                            insert into production.piece %1$s
                            select finished_at, started_at, line_id, product_id, import_id, good, scrap
                            from piece_staged
                            order by line_id, finished_at, started_at
                            on conflict (line_id, finished_at, started_at) do nothing
                            """
                                    .formatted(COLUMNS));
            return new Load(load.read(), stored, load.extents(), List.of());
        }
    }

    private Load copy(String table, FindingSpool spool) throws IOException, SQLException {
        var extents = new Extents();
        var sql = "copy %s %s from stdin (format binary)".formatted(table, COLUMNS);
        var stream = new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql);
        try {
            var out = new BinaryCopy(stream);
            var sink = new Pieces(spool, out, extents);
            var read =
                    PieceLog.read(
                            new BufferedInputStream(
                                    Files.newInputStream(request.file()), BUFFER_BYTES),
                            request.format(),
                            settings,
                            sink);
            out.end();
            stream.endCopy();
            return new Load(read, sink.written, extents, List.of());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (stream.isActive()) {
                stream.cancelCopy();
            }
        }
    }

    private final class Pieces extends FindingSink implements PieceSink {
        private final BinaryCopy out;
        private final Extents extents;
        private final List<LineId> ids = new ArrayList<>();
        private final List<Extents.Extent> extentOf = new ArrayList<>();
        private final List<String> lineCodes = new ArrayList<>();
        private final List<String> productCodes = new ArrayList<>();
        private final List<List<Integer>> productIds = new ArrayList<>();
        private final List<long[]> previous = new ArrayList<>();
        private long written;

        Pieces(FindingSpool spool, BinaryCopy out, Extents extents) {
            super(spool);
            this.out = out;
            this.extents = extents;
        }

        @Override
        public void line(int index, String code) {
            var id = lines.line(code);
            ids.add(id);
            lineCodes.add(code);
            productIds.add(new ArrayList<>());
            extentOf.add(extents.of(id));
            previous.add(new long[] {Long.MIN_VALUE, Long.MIN_VALUE});
        }

        @Override
        public void product(int index, String code) {
            productCodes.add(code);
        }

        /** Products belong to sites, and lines of one file may belong to several. */
        private int productId(int line, int product) {
            var known = productIds.get(line);
            while (known.size() <= product) {
                known.add(0);
            }
            if (known.get(product) == 0) {
                known.set(
                        product,
                        lines.product(lineCodes.get(line), productCodes.get(product)).value());
            }
            return known.get(product);
        }

        @Override
        public void piece(
                long fileLine,
                int line,
                long startedMs,
                long finishedMs,
                int good,
                int scrap,
                int product) {
            var before = previous.get(line);
            if (before[0] == startedMs && before[1] == finishedMs) {
                return;
            }
            before[0] = startedMs;
            before[1] = finishedMs;
            extentOf.get(line).add(startedMs, finishedMs);
            try {
                out.row(7);
                out.timestamp(finishedMs);
                out.timestamp(startedMs);
                out.integer(ids.get(line).value());
                if (product == NO_PRODUCT) {
                    out.nothing();
                } else {
                    out.integer(productId(line, product));
                }
                out.integer(importId);
                out.integer(good);
                out.integer(scrap);
                written++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
