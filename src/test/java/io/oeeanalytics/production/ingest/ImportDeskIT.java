package io.oeeanalytics.production.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JobProgress;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.Jobs;
import io.oeeanalytics.ops.UploadFolder;
import io.oeeanalytics.production.ingest.AskedImport.Stage;
import io.oeeanalytics.production.ingest.ImportReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** What people see of imports and may do about them, whatever instance they are on. */
@SpringBootTest(properties = "oee.job-threads=0")
class ImportDeskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The lock that all loads share. */
    private static final String AS_ANOTHER_LOAD = "select pg_advisory_lock(3811, 0)";

    private static final String DONE = "select pg_advisory_unlock(3811, 0)";

    @Autowired private ApplicationContext context;
    @Autowired private ImportDesk desk;
    @Autowired private ImportJob job;
    @Autowired private Jobs jobs;
    @Autowired private FileImporter importer;
    @Autowired private JooqAskedImports asked;
    @Autowired private JooqUploadedBytes uploads;
    @Autowired private JobQueue queue;
    @Autowired private TransactionOperations transaction;
    @Autowired private DataSource connections;
    @Autowired private Clock clock;

    @TempDir Path folder;
    private JdbcClient database;
    private AskedFiles files;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-import-desk").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void nothingIsAskedFor() {
        database = JdbcClient.create(connections);
        database.sql("truncate ops.scheduled_task").update();
        database.sql("truncate production.asked_import cascade").update();
        files = new AskedFiles(context, database, folder);
    }

    @Test
    void administrators_cancel_what_waits() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));
        assertThat(SystemWork.asAdministrator(jobs::all))
                .filteredOn(one -> one.name().equals("import"))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.progress())
                                        .contains(new JobProgress(0, started.bytes())));

        SystemWork.asAdministrator(
                () -> {
                    jobs.cancel("import", AskedFiles.item(started));
                    return true;
                });

        assertThat(files.became(started).state()).isEqualTo(State.CANCELLED);
        assertThat(files.bytesOf(started)).isZero();
        assertThat(files.count("select count(*) from ops.scheduled_task")).isZero();
        job.run(AskedFiles.item(started));
        assertThat(files.rows()).isZero();
        assertThat(
                        files.count(
                                "select count(*) from ops.audit_entry where action = 'FILE_IMPORTED' and object like '%"
                                        + files.line()
                                        + ": CANCELLED'"))
                .isOne();
    }

    @Test
    void people_cancel_what_has_not_begun() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));

        files.cancel(started);
        assertThat(files.now(started).cancelled()).isTrue();
        job.run(AskedFiles.item(started));

        assertThat(files.became(started).state()).isEqualTo(State.CANCELLED);
        assertThat(files.rows()).isZero();
        assertThat(files.bytesOf(started)).isZero();
    }

    @Test
    void one_is_cancelled_while_it_waits_for_another_load() throws Exception {
        var started = files.start(files.upload(files.pieces(3)));
        try (var other = connections.getConnection();
                var statement = other.createStatement()) {
            statement.execute(AS_ANOTHER_LOAD);
            var run = CompletableFuture.runAsync(() -> job.run(AskedFiles.item(started)));
            await().atMost(PATIENCE).until(() -> files.now(started).importId() != null);
            assertThat(files.now(started).stage()).isEqualTo(Stage.WAITING);

            files.cancel(started);
            statement.execute(DONE);

            run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(files.became(started).state()).isEqualTo(State.CANCELLED);
        assertThat(files.rows()).isZero();
    }

    @Test
    void every_instance_sees_it_and_may_load_what_was_refused_without_its_bad_rows()
            throws IOException {
        var started =
                files.start(
                        files.upload(
                                files.pieces(3)
                                        + files.line()
                                        + ",yesterday,2026-03-02 08:00:15.000\n"));
        var elsewhere =
                new ImportDesk(
                        importer,
                        asked,
                        uploads,
                        new UploadFolder(folder.resolve("another instance"), clock),
                        queue,
                        transaction,
                        clock);

        assertThat(elsewhere.running()).containsExactly(started);
        job.run(AskedFiles.item(started));
        var refused = files.became(started);
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(elsewhere.running()).isEmpty();
        assertThat(elsewhere.canStartAgain(refused.id())).isTrue();

        var again = elsewhere.startWithoutBadRows(refused.id()).orElseThrow();
        assertThat(elsewhere.startWithoutBadRows(refused.id())).as("a second click").isEmpty();
        assertThat(elsewhere.canStartAgain(refused.id())).isFalse();
        job.run(AskedFiles.item(again));

        assertThat(files.became(again).state()).isEqualTo(State.LOADED);
        assertThat(files.became(again).rowsRejected()).isOne();
        assertThat(files.rows()).isEqualTo(3);
        assertThat(files.bytesOf(again)).isZero();
        assertThat(
                        files.count(
                                "select count(*) from ops.scheduled_task where task_name = 'import'"))
                .isEqualTo(2);
    }

    @Test
    void the_bytes_of_a_refused_file_stay_for_a_day() throws IOException {
        var started =
                files.start(
                        files.upload(
                                files.pieces(3)
                                        + files.line()
                                        + ",yesterday,2026-03-02 08:00:15.000\n"));
        job.run(AskedFiles.item(started));
        int report = files.became(started).id();

        new ForgottenUploads(asked, Clock.offset(clock, Duration.ofHours(23))).run();
        assertThat(files.bytesOf(started)).isEqualTo(started.bytes());

        new ForgottenUploads(asked, Clock.offset(clock, Duration.ofHours(25))).run();
        assertThat(files.bytesOf(started)).isZero();
        assertThat(SystemWork.asAdministrator(() -> desk.canStartAgain(report))).isFalse();
        assertThat(SystemWork.asAdministrator(() -> desk.report(report))).isPresent();
    }

    @Test
    void what_waits_is_never_forgotten() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));

        new ForgottenUploads(asked, Clock.offset(clock, Duration.ofDays(30))).run();

        assertThat(files.bytesOf(started)).isEqualTo(started.bytes());
    }
}
