package io.oeeanalytics.advisor.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** What is taken in from a watched folder, and what never is. */
@SpringBootTest(properties = "oee.job-threads=0")
class DocumentFolderIT {
    private static final String PUMP = "# Pump\n\nThe seal is pressed on with the violet mandrel.";

    @Autowired private Documents documents;
    @Autowired private DocumentJob job;
    @Autowired private JooqDocuments kept;
    @Autowired private JooqRemovals removals;
    @Autowired private PlantSetup setup;
    @Autowired private PlantModel plant;
    @Autowired private AuditTrail audit;
    @Autowired private JobQueue queue;
    @Autowired private TransactionOperations transaction;
    @Autowired private JdbcClient database;
    @Autowired private Clock clock;

    @TempDir private Path folder = Path.of("");
    @TempDir private Path elsewhere = Path.of("");

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var data = Files.createTempDirectory("oee-document-folder").toString();
        properties.add("oee.data-folder", () -> data);
    }

    @BeforeEach
    void nothingIsThere() {
        database.sql("truncate ops.scheduled_task").update();
        database.sql("truncate advisor.document cascade").update();
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ann", "ROLE_MANAGER"));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private DocumentFolder watching(String path) {
        return new DocumentFolder(path, kept, removals, plant, queue, audit, transaction, clock);
    }

    private Path put(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return settle(Files.writeString(file, text), 60);
    }

    private Path settle(Path file, int seconds) throws IOException {
        return Files.setLastModifiedTime(
                file, FileTime.from(clock.instant().minus(Duration.ofSeconds(seconds))));
    }

    private List<String> titles() {
        return documents.all().stream().map(Document::title).toList();
    }

    private void readAll() {
        database.sql("select task_instance from ops.scheduled_task where task_name = 'document'")
                .query(String.class)
                .list()
                .forEach(job::run);
        database.sql("delete from ops.scheduled_task where task_name = 'document'").update();
    }

    private void removedLongAgo() {
        database.sql("update advisor.document set removed_at = removed_at - interval '31 days'")
                .update();
    }

    private long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Test
    void what_lies_in_it_is_taken_in_by_line_and_renewed() throws IOException {
        var press = setup.openLine(setup.openSite("P", ZoneId.of("UTC")), "PRESS-F", "Line");
        var file = Files.createDirectories(folder.resolve("manuals/press-f")).resolve("pump.md");
        Files.writeString(file, PUMP);
        put("manuals/press-f/~$pump.md", "being written");
        put("manuals/.git/pump.md", "not meant for anybody");
        var watch = watching(folder.toString());
        watch.run();
        assertThat(titles()).as("not whole, perhaps").isEmpty();

        settle(file, 60);
        watch.run();
        watch.run();
        readAll();

        assertThat(titles()).containsExactly("pump");
        var document = documents.all().getFirst();
        assertThat(document.source()).isEqualTo(Source.FOLDER);
        assertThat(document.audience().lines()).containsExactly(press.id());
        assertThat(document.newest().number()).isOne();
        put("manuals/press-f/pump.md", PUMP.replace("violet", "green"));
        settle(file, 50);
        watching(folder.toString()).run();
        readAll();
        assertThat(documents.passages(document.id(), 0, 9).getFirst().text()).contains("green");
        assertThat(titles()).hasSize(1);
    }

    /** As of a folder of another owner; whoever runs this may perhaps read every folder. */
    @Test
    void what_cannot_be_read_keeps_nothing_else_out() throws IOException {
        var file = put("pump.md", PUMP);
        var said = new HashSet<Path>();
        var found = new WatchedFiles(folder, said);
        var secret = folder.resolve("lost+found");

        assertThat(found.visitFileFailed(secret, new IOException("not for you")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(found.postVisitDirectory(secret, new IOException("gone meanwhile")))
                .isEqualTo(FileVisitResult.CONTINUE);

        assertThat(found.isWhole()).isFalse();
        assertThat(said).containsExactly(secret);
        assertThat(WatchedFiles.in(folder, said).files()).containsExactly(file);
        assertThat(WatchedFiles.in(folder, said).isWhole()).isTrue();
        assertThat(WatchedFiles.in(folder.resolve("not-there"), said).files()).isEmpty();
    }

    @Test
    void a_link_that_leads_out_of_it_is_not_followed() throws IOException {
        var password = settle(Files.writeString(elsewhere.resolve("password"), "s3cret"), 60);
        put("real.md", PUMP);
        Files.createSymbolicLink(folder.resolve("secret.txt"), password);
        Files.createSymbolicLink(folder.resolve("folder"), elsewhere);
        Files.createSymbolicLink(folder.resolve("also.md"), folder.resolve("real.md"));

        watching(folder.toString()).run();

        assertThat(titles()).containsExactly("also", "real");
    }

    @Test
    void a_removed_document_does_not_come_back_as_long_as_its_file_lies_there() throws IOException {
        var file = put("old.md", PUMP);
        put("other.md", "# Other\n\nOther words.");
        watching(folder.toString()).run();
        readAll();
        documents.remove(documents.all().getFirst().id());
        removedLongAgo();

        watching(folder.toString()).run();
        watching(folder.toString()).run();

        assertThat(titles()).containsExactly("other");
        assertThat(count("advisor.revision_piece")).as("its bytes are gone").isOne();
        assertThat(count("advisor.passage")).isOne();
        Files.delete(file);
        watching(folder.toString()).run();
        put("old.md", PUMP);
        watching(folder.toString()).run();
        assertThat(titles()).as("put there anew").containsExactly("old", "other");
    }

    @Test
    void a_folder_that_is_empty_for_a_while_brings_nothing_back() throws IOException {
        var file = put("old.md", PUMP);
        watching(folder.toString()).run();
        documents.remove(documents.all().getFirst().id());
        removedLongAgo();

        Files.delete(file);
        watching(folder.toString()).run();
        put("old.md", PUMP);
        watching(folder.toString()).run();

        assertThat(titles()).isEmpty();
    }

    @Test
    void uploads_that_were_removed_are_gone_after_thirty_days() throws IOException {
        var file = Files.writeString(documents.newUpload(), PUMP);
        int id = documents.add(file, "pump.md", "", Audience.of(Set.of(Role.MANAGER), Set.of()));
        documents.remove(id);
        watching("").run();
        assertThat(count("advisor.document")).isOne();
        removedLongAgo();

        watching("").run();

        assertThat(count("advisor.document")).isZero();
        assertThat(count("advisor.revision_piece")).isZero();
    }

    /** U+202E has what follows read from the right. */
    @Test
    void a_title_is_what_is_seen_of_the_name() throws IOException {
        put("a\u202Eb.md", PUMP);
        put("c".repeat(199) + "\uD83D\uDE00d.md", PUMP + "!");
        put("\u200B.md", PUMP + "?");

        watching(folder.toString()).run();

        assertThat(titles())
                .containsExactlyInAnyOrder("ab", "c".repeat(199) + "\uD83D\uDE00", ".md");
    }
}
