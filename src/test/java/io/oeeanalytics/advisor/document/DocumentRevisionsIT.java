package io.oeeanalytics.advisor.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.State;
import io.oeeanalytics.advisor.search.EmbeddingModels;
import io.oeeanalytics.advisor.search.Passage;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.Jobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Files that overtake one another, that are cancelled, refused, removed and read anew. */
@SpringBootTest(properties = "oee.job-threads=0")
class DocumentRevisionsIT {
    private static final String VIOLET = "# Pump\n\nPress the seal on with the violet mandrel.";
    private static final String GREEN = VIOLET.replace("violet", "green");
    private static final Audience MANAGERS = Audience.of(Set.of(Role.MANAGER), Set.of());

    @Autowired private Documents documents;
    @Autowired private DocumentJob job;
    @Autowired private JooqDocuments kept;
    @Autowired private JooqPassages passages;
    @Autowired private DocumentsAtStart start;
    @Autowired private Jobs jobs;
    @Autowired private JobQueue queue;
    @Autowired private TransactionOperations transaction;
    @Autowired private JdbcClient database;
    @Autowired private Clock clock;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var data = Files.createTempDirectory("oee-document-revisions").toString();
        properties.add("oee.data-folder", () -> data);
    }

    @BeforeEach
    void nothingIsThere() {
        database.sql("truncate ops.scheduled_task").update();
        database.sql("truncate advisor.document cascade").update();
        signIn();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static void signIn() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ann", "ROLE_MANAGER"));
    }

    private Path upload(String text) throws IOException {
        return Files.writeString(documents.newUpload(), text);
    }

    private int added(String text) throws IOException {
        return documents.add(upload(text), "pump.md", "", MANAGERS);
    }

    /** As the runner of jobs does. */
    private void readAll() {
        waiting().forEach(job::run);
        database.sql("delete from ops.scheduled_task where task_name = 'document'").update();
    }

    private List<String> waiting() {
        return database.sql(
                        "select task_instance from ops.scheduled_task where task_name = 'document'")
                .query(String.class)
                .list();
    }

    private void cancel(String item) {
        SystemWork.asAdministrator(
                () -> {
                    jobs.cancel("document", item);
                    return true;
                });
    }

    private String words(int id) {
        return documents.passages(id, 0, 9).stream()
                .map(Passage::text)
                .collect(Collectors.joining(" "));
    }

    private Document.Revision newest(int id) {
        return documents.find(id).orElseThrow().newest();
    }

    @Test
    void an_older_file_that_is_read_later_does_not_take_the_place_of_a_newer() throws IOException {
        int id = added(VIOLET);
        documents.revise(id, upload(GREEN), "pump 2.md");

        job.run(id + "-2");
        job.run(id + "-1");

        assertThat(words(id)).contains("green").doesNotContain("violet");
        assertThat(documents.find(id).orElseThrow().answering()).hasValue(2);
        assertThat(documents.revisions(id)).extracting("state").containsOnly(State.READY);
    }

    @Test
    void what_was_removed_before_it_was_read_is_read_all_the_same() throws IOException {
        int id = added(VIOLET);
        documents.remove(id);
        readAll();

        documents.bringBack(id);

        assertThat(newest(id).state()).isEqualTo(State.READY);
        assertThat(words(id)).contains("violet");
        assertThat(documents.waiting(Set.of(id))).isEmpty();
    }

    @Test
    void who_removed_one_sees_it_for_thirty_days_and_brings_it_back() throws IOException {
        int id = added(VIOLET);
        documents.remove(id);
        assertThat(documents.removed()).extracting(Document::id).containsExactly(id);
        assertThat(documents.removed().getFirst().removedAt()).isPresent();
        assertThat(documents.waiting(Set.of(id))).isEmpty();

        documents.bringBack(id);

        assertThat(documents.removed()).isEmpty();
        assertThat(documents.waiting(Set.of(id))).containsExactly(id);
        documents.remove(id);
        database.sql("update advisor.document set removed_at = removed_at - interval '31 days'")
                .update();
        documents.bringBack(id);
        assertThat(documents.find(id)).isEmpty();
        assertThat(documents.removed()).isEmpty();
    }

    @Test
    void with_another_model_what_answers_is_understood_anew_and_no_file_is_read()
            throws IOException {
        int refused = added(VIOLET);
        int removed = added(GREEN);
        readAll();
        documents.revise(refused, upload(" \n "), "empty.md");
        readAll();
        documents.remove(removed);
        start.started();
        assertThat(waiting()).isEmpty();
        database.sql("update advisor.passage set model = 'an older one'").update();
        database.sql("update advisor.revision_piece set bytes = ''").update();

        start.started();
        assertThat(waiting()).containsExactlyInAnyOrder(refused + "-1", removed + "-1");
        readAll();

        assertThat(passages.understoodByOthers("all-MiniLM-L6-v2-q")).isEmpty();
        assertThat(words(refused)).contains("violet");
        assertThat(newest(refused).refusal()).contains(Refusal.EMPTY);
    }

    @Test
    void what_somebody_cancelled_stays_so_with_another_model() throws IOException {
        int id = added(VIOLET);
        readAll();
        documents.revise(id, upload(GREEN), "pump 2.md");
        cancel(id + "-2");
        database.sql("update advisor.passage set model = 'an older one'").update();

        start.started();
        readAll();

        assertThat(newest(id).refusal()).contains(Refusal.CANCELLED);
        assertThat(words(id)).contains("violet");
        database.sql("update advisor.passage set model = 'an older one'").update();
        start.started();
        cancel(id + "-1");
        assertThat(documents.revisions(id).getLast().state())
                .as("it was read; only understanding it anew is cancelled")
                .isEqualTo(State.READY);
    }

    @Test
    void a_guide_that_was_cancelled_is_read_after_the_next_start() {
        var atStart =
                new DocumentsAtStart(
                        kept, passages, EmbeddingModels.local(), queue, transaction, clock, true);
        atStart.started();
        waiting().forEach(this::cancel);
        assertThat(waiting()).isEmpty();

        atStart.started();

        assertThat(waiting()).hasSize(Guide.LANGUAGES.size());
        assertThat(documents.all())
                .extracting(guide -> guide.newest().state())
                .containsOnly(State.WAITING);
    }

    @Test
    void of_files_given_at_the_same_time_each_is_a_revision() throws Exception {
        int id = added(VIOLET);
        String large = "word ".repeat(600_000);
        List<Callable<Void>> givers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var file = upload(large);
            givers.add(
                    () -> {
                        signIn();
                        documents.revise(id, file, "newer.md");
                        return null;
                    });
        }

        try (var threads = Executors.newFixedThreadPool(givers.size())) {
            for (Future<Void> given : threads.invokeAll(givers)) {
                given.get();
            }
        }

        assertThat(documents.revisions(id)).extracting("number").containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void no_connection_is_held_while_somebody_takes_the_bytes() throws IOException {
        String text = "ab\n".repeat(1_000_000);
        int id = added(text);
        var taken = new ByteArrayOutputStream();
        var within = new ArrayList<Object>();

        documents.copy(
                id,
                1,
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        write(new byte[] {(byte) one}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        within.addAll(TransactionSynchronizationManager.getResourceMap().values());
                        taken.write(bytes, from, length);
                    }
                });

        assertThat(within).isEmpty();
        assertThat(taken.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        database.sql("delete from advisor.revision_piece where position = 2").update();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> documents.copy(id, 1, OutputStream.nullOutputStream()));
        documents.remove(id);
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> documents.copy(id, 1, OutputStream.nullOutputStream()));
    }

    @Test
    void an_upload_that_could_not_be_added_can_be_added_again() throws IOException {
        var file = upload(VIOLET);
        transaction.executeWithoutResult(
                status -> {
                    documents.add(file, "pump.md", "", MANAGERS);
                    status.setRollbackOnly();
                });
        assertThat(documents.all()).isEmpty();

        documents.add(file, "pump.md", "", MANAGERS);

        assertThat(documents.all()).hasSize(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void an_upload_without_end_ends_at_50_megabytes_and_leaves_nothing() throws IOException {
        var place = documents.newUpload().getParent();
        var endless =
                new InputStream() {
                    private long given;

                    @Override
                    public int read() {
                        given++;
                        return 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        given += length;
                        return length;
                    }
                };

        var refused = catchThrowableOfType(DocumentRefused.class, () -> documents.receive(endless));

        assertThat(refused.reason()).isEqualTo(Refusal.TOO_LARGE);
        assertThat(endless.given).isBetween(Documents.MOST_BYTES, Documents.MOST_BYTES + 1_000_000);
        assertThat(place).isEmptyDirectory();
    }
}
