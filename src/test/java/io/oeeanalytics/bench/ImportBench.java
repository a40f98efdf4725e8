package io.oeeanalytics.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/**
 * A piece log of four million rows through the import command, within a heap of 512 MB, against a
 * bare COPY of the same rows, as text, into the same table of the same server. Ours includes the
 * start of the Java process.
 */
public final class ImportBench {
    private static final int ROWS = 4_000_000;
    private static final int LINES = 5;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private ImportBench() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("oee-bench");
        String result;
        try (var postgres = server(folder.resolve("postgres"))) {
            var url = postgres.getJdbcUrl("postgres", "postgres");
            var log = folder.resolve("pieces.csv");
            var first = folder.resolve("first.csv");
            write(first, 10, 2022);
            write(log, ROWS, 2023);
            // Migrations and lines are there before the clock starts.
            load(first, url);

            long ours = load(log, url);
            try (var connection = postgres.getPostgresDatabase().getConnection()) {
                require(count(connection) == ROWS + 10, "rows are missing: " + count(connection));
                long reference = copy(connection, folder.resolve("pieces.copy"));
                result =
                        String.format(
                                Locale.ROOT,
                                "import: ours %.0f rows/s, reference %.0f rows/s, ratio %.2f",
                                ROWS * 1e9 / ours,
                                (ROWS + 10) * 1e9 / reference,
                                (double) reference / ours);
            }
        } finally {
            delete(folder);
        }
        // Last, when the server has said its farewell.
        System.out.println(result);
    }

    private static EmbeddedPostgres server(Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .start();
    }

    private static void write(Path file, int rows, int year) throws IOException {
        var random = new SplittableRandom(42);
        var time = LocalDateTime.of(year, 1, 2, 6, 0);
        try (var out = Files.newBufferedWriter(file)) {
            out.write("START_DATETIME,FINISH_DATETIME,LINE\n");
            for (int row = 0; row < rows; row++) {
                time = time.plusNanos((1_000 + random.nextInt(2_000)) * 1_000_000L);
                out.write(STAMP.format(time));
                out.write(',');
                out.write(STAMP.format(time.plusNanos(4_900_000_000L)));
                out.write(",LINE-0");
                out.write(String.valueOf(1 + row % LINES));
                out.write('\n');
            }
        }
    }

    private static long load(Path file, String url) throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx512m",
                        "-jar",
                        "target/oee-analytics.jar",
                        "import",
                        file.toString(),
                        "--kind=piece-log",
                        // Every local hour exists once, so nothing is skipped or repeated.
                        "--line-zone=UTC");
        command.environment().put("DATABASE_URL", url);
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT);
        long from = System.nanoTime();
        require(command.start().waitFor() == 0, "the import command failed");
        return System.nanoTime() - from;
    }

    private static long copy(Connection connection, Path file) throws Exception {
        var api = connection.unwrap(PGConnection.class).getCopyAPI();
        try (Writer out = Files.newBufferedWriter(file)) {
            api.copyOut("copy production.piece to stdout", out);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("truncate production.piece");
            statement.execute("checkpoint");
        }
        long from = System.nanoTime();
        try (var in = Files.newInputStream(file)) {
            api.copyIn("copy production.piece from stdin", in, 1 << 16);
        }
        return System.nanoTime() - from;
    }

    private static long count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from production.piece")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (var all = Files.walk(folder)) {
            paths = all.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (var path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
