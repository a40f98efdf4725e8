package io.oeeanalytics.production.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JobProgress;
import io.oeeanalytics.production.ingest.AskedImport.Stage;
import io.oeeanalytics.production.ingest.ImportReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Imports asked for in the browser, loaded by instances that fail and die. */
@SpringBootTest(properties = "oee.job-threads=0")
class ImportJobIT {
    @Autowired private ApplicationContext context;
    @Autowired private ImportDesk desk;
    @Autowired private ImportJob job;
    @Autowired private FileImporter importer;
    @Autowired private JooqAskedImports asked;
    @Autowired private DataSource connections;

    @TempDir Path folder;
    private JdbcClient database;
    private AskedFiles files;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-import-job").toString();
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
    void a_file_of_several_pieces_is_loaded_as_it_was_and_its_bytes_go() throws IOException {
        var file = files.upload(files.pieces(40_000));
        var started = files.start(file);

        assertThat(file).doesNotExist();
        assertThat(started.stage()).isEqualTo(Stage.WAITING);
        assertThat(started.by()).isEqualTo("command line");
        assertThat(files.bytesOf(started)).isEqualTo(started.bytes()).isGreaterThan(2_000_000);
        assertThat(files.count("select count(*) from production.upload_piece")).isEqualTo(3);
        assertThat(
                        files.count(
                                "select count(*) from ops.scheduled_task where task_name = 'import'"))
                .isOne();

        job.run(AskedFiles.item(started));

        var became = files.became(started);
        assertThat(became.state()).isEqualTo(State.LOADED);
        assertThat(became.rowsLoaded()).isEqualTo(40_000);
        assertThat(became.importedBy()).isEqualTo("command line");
        assertThat(files.rows()).isEqualTo(40_000);
        assertThat(files.bytesOf(started)).isZero();
        assertThat(job.progress(AskedFiles.item(started)))
                .contains(new JobProgress(started.bytes(), started.bytes()));
    }

    @Test
    void what_cannot_be_queued_was_never_asked_for() throws IOException {
        var file = files.upload(files.pieces(1));
        database.sql(
                        "alter table ops.scheduled_task add constraint fault check (task_name <> 'import')")
                .update();
        try {
            assertThatThrownBy(() -> files.start(file)).isInstanceOf(RuntimeException.class);
        } finally {
            database.sql("alter table ops.scheduled_task drop constraint fault").update();
        }

        assertThat(asked.unfinished()).isEmpty();
        assertThat(files.count("select count(*) from production.upload_piece")).isZero();
        assertThat(file).exists();
    }

    @Test
    void a_load_whose_instance_died_before_it_said_so_is_told_as_loaded() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));
        var report = importer.load(files.request(files.copy(started)), files.attempt(started));
        assertThat(files.now(started).hasEnded()).isFalse();

        job.run(AskedFiles.item(started));

        assertThat(files.became(started).id()).isEqualTo(report.id());
        assertThat(files.became(started).state()).isEqualTo(State.LOADED);
        assertThat(files.rows()).isEqualTo(3);
        assertThat(files.reports()).isOne();
        assertThat(files.bytesOf(started)).isZero();
    }

    @Test
    void an_attempt_whose_instance_died_is_begun_anew_and_leaves_no_trace() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));
        files.begin(started);
        database.sql(
                        "update production.file_import set started_at = now() - interval '10 minutes' where file_name = ?")
                .param(files.line())
                .update();

        assertThat(SystemWork.asAdministrator(desk::newest).getFirst().state())
                .as("another instance goes on")
                .isEqualTo(State.RUNNING);
        job.run(AskedFiles.item(started));
        job.run(AskedFiles.item(started));

        assertThat(files.became(started).state()).isEqualTo(State.LOADED);
        assertThat(files.rows()).isEqualTo(3);
        assertThat(files.reports()).isOne();
    }

    @Test
    void an_instance_that_thaws_after_another_took_over_loads_nothing() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));
        var attempt = files.attempt(started);
        var frozen = new AtomicInteger();
        var copy = files.copy(started);

        assertThatThrownBy(
                        () ->
                                importer.load(
                                        files.request(copy),
                                        new ImportWatch() {
                                            @Override
                                            public void begun(int importId) {
                                                frozen.set(importId);
                                                attempt.begun(importId);
                                            }

                                            @Override
                                            public void reading() {
                                                files.apart()
                                                        .execute(
                                                                status ->
                                                                        importer.takeOver(
                                                                                frozen.get()));
                                            }
                                        }))
                .hasMessage("there is no import " + frozen.get());

        assertThat(files.rows()).isZero();
        assertThat(files.now(started).hasEnded()).isFalse();
        attempt.storing();
        assertThat(attempt.cancelled()).as("it hears that it is the one no more").isTrue();
        assertThat(files.now(started).stage()).isEqualTo(Stage.WAITING);

        job.run(AskedFiles.item(started));
        assertThat(files.became(started).state()).isEqualTo(State.LOADED);
        assertThat(files.rows()).isEqualTo(3);
        assertThat(files.reports()).isOne();
    }

    @Test
    void two_attempts_at_once_are_refused() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));
        files.begin(started);

        assertThatThrownBy(() -> files.begin(started))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another instance");

        assertThat(files.reports()).isOne();
    }

    @Test
    void a_file_that_is_not_whole_any_more_ends_with_words() throws IOException {
        var started = files.start(files.upload(files.pieces(40_000)));
        database.sql("delete from production.upload_piece where position = 1").update();

        job.run(AskedFiles.item(started));

        assertThat(files.now(started).hasEnded()).isTrue();
        assertThat(files.now(started).importId()).isNull();
        assertThat(files.now(started).failure()).contains("Upload it again");
        assertThat(files.rows()).isZero();
    }

    @Test
    void what_the_database_does_not_let_end_is_tried_again() throws IOException {
        var started = files.start(files.upload(files.pieces(3)));
        database.sql(
                        "alter table ops.audit_entry add constraint fault check (action <> 'FILE_IMPORTED') not valid")
                .update();
        try {
            assertThatThrownBy(() -> job.run(AskedFiles.item(started)))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            database.sql("alter table ops.audit_entry drop constraint fault").update();
        }
        assertThat(files.now(started).stage()).isEqualTo(Stage.WAITING);
        assertThat(files.rows()).isZero();

        job.run(AskedFiles.item(started));

        assertThat(files.became(started).state()).isEqualTo(State.LOADED);
        assertThat(files.rows()).isEqualTo(3);
        assertThat(files.reports()).isOne();
    }
}
