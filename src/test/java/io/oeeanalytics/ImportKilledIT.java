package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.ingest.AskedImport;
import io.oeeanalytics.production.ingest.FileImporter;
import io.oeeanalytics.production.ingest.FileKind;
import io.oeeanalytics.production.ingest.ImportCommand;
import io.oeeanalytics.production.ingest.ImportDesk;
import io.oeeanalytics.production.ingest.ImportReport.State;
import io.oeeanalytics.production.ingest.ImportRequest;
import io.oeeanalytics.production.ingest.NewLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Imports whose process is killed while rows flow into the database. */
class ImportKilledIT {
    private static final int ROWS = 1_000_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String QUEUED =
            "select count(*) from ops.scheduled_task where task_name = 'import'";

    @TempDir Path folder;

    @Test
    void a_killed_import_leaves_no_half_file_and_the_next_one_loads_it_whole() throws Exception {
        var file = pieces();
        try (var tools = CommandLineTools.start("--oee.data-folder=" + folder.resolve("data"))) {
            var database = tools.getBean(DataSource.class);

            var child = importInAnotherProcess(file, database);
            waitUntilRowsFlow(child, database);
            child.destroyForcibly().waitFor();

            assertThat(tools.getBean(PlantModel.class).line("KILL-1")).isEmpty();
            assertThat(count(database, "select count(*) from production.piece")).isZero();
            assertThat(load(tools, file)).isZero();
            assertThat(count(database, "select count(*) from production.piece")).isEqualTo(ROWS);
        }
    }

    @Test
    void an_import_asked_for_in_the_browser_is_finished_by_another_instance() throws Exception {
        try (var tools = CommandLineTools.start("--oee.data-folder=" + folder.resolve("data"))) {
            var database = tools.getBean(DataSource.class);
            var desk = tools.getBean(ImportDesk.class);
            var asked = ask(desk);

            var first = instance("first", database);
            Process second = null;
            try {
                waitUntilRowsFlow(first, database);
                var running = desk.asked(asked.id()).orElseThrow();
                assertThat(running.stage()).isEqualTo(AskedImport.Stage.READING);
                assertThat(desk.running()).hasSize(1);
                first.destroyForcibly().waitFor();
                assertThat(count(database, "select count(*) from production.piece")).isZero();

                second = instance("second", database);
                await().atMost(LONGEST)
                        .until(() -> desk.asked(asked.id()).orElseThrow().hasEnded());
                await().atMost(LONGEST).until(() -> count(database, QUEUED) == 0);
            } finally {
                first.destroyForcibly();
                if (second != null) {
                    second.destroyForcibly().waitFor();
                }
            }

            assertThat(desk.newest())
                    .singleElement()
                    .satisfies(
                            report -> {
                                assertThat(report.state()).isEqualTo(State.LOADED);
                                assertThat(report.rowsLoaded()).isEqualTo(ROWS);
                                assertThat(report.id())
                                        .isEqualTo(desk.asked(asked.id()).orElseThrow().importId());
                            });
            assertThat(count(database, "select count(*) from production.piece")).isEqualTo(ROWS);
            assertThat(count(database, "select count(*) from production.upload_piece")).isZero();
        }
    }

    private AskedImport ask(ImportDesk desk) throws IOException {
        var upload = desk.newUpload();
        Files.copy(pieces(), upload);
        return desk.start(
                new ImportRequest(
                        upload,
                        "killed.csv",
                        desk.look(upload, FileKind.PIECE_LOG, null).format(),
                        ZoneOffset.UTC,
                        Set.of(),
                        NewLines.OPEN,
                        false,
                        Map.of(),
                        ""));
    }

    /** An application with one thread for background work. */
    private Process instance(String name, DataSource database) throws IOException, SQLException {
        return start(
                database,
                "--oee.job-threads=1",
                "--oee.job-heartbeat=1s",
                "--oee.data-folder=" + folder.resolve(name),
                "--server.port=" + FreePorts.next());
    }

    private Path pieces() throws IOException {
        var file = folder.resolve("killed.csv");
        var start = LocalDateTime.parse("2026-01-01T00:00:00");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("LINE,START_DATETIME,FINISH_DATETIME\n");
            for (int i = 0; i < ROWS; i++) {
                var from = start.plusSeconds(5L * i);
                out.write(
                        "KILL-1,%s.000,%s.000%n"
                                .formatted(
                                        "%tF %<tT".formatted(from),
                                        "%tF %<tT".formatted(from.plusSeconds(5))));
            }
        }
        return file;
    }

    private static Process importInAnotherProcess(Path file, DataSource database)
            throws IOException, SQLException {
        return start(database, "import", file.toString(), "--line-zone=UTC", "--kind=piece-log");
    }

    private static Process start(DataSource database, String... arguments)
            throws IOException, SQLException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                TestClassPath.get(),
                                "io.oeeanalytics.Application"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try (var connection = database.getConnection()) {
            var user = connection.getMetaData().getUserName();
            var url = connection.getMetaData().getURL();
            builder.environment()
                    .put(
                            "DATABASE_URL",
                            url.contains("user=")
                                    ? url
                                    : url + (url.contains("?") ? "&" : "?") + "user=" + user);
        }
        return builder.start();
    }

    /** PostgreSQL itself tells that it is in the middle of the copy. */
    private static void waitUntilRowsFlow(Process child, DataSource database)
            throws SQLException, InterruptedException {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (count(
                        database,
                        "select coalesce(max(tuples_processed), 0) from pg_stat_progress_copy")
                < ROWS / 20) {
            boolean ended = child.waitFor(20, TimeUnit.MILLISECONDS);
            assertThat(ended).as("the import ended before it could be killed").isFalse();
            assertThat(System.nanoTime()).as("no row flowed in time").isLessThan(until);
        }
    }

    private static long count(DataSource database, String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int load(ConfigurableApplicationContext tools, Path file) {
        return ImportCommand.run(
                () -> tools.getBean(FileImporter.class),
                file.toString(),
                "--line-zone=UTC",
                "--kind=piece-log");
    }
}
