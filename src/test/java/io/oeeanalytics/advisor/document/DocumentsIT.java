package io.oeeanalytics.advisor.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.State;
import io.oeeanalytics.advisor.search.EmbeddingModels;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.PassageSearch;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScope;
import io.oeeanalytics.identity.SiteScopes;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.Jobs;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** What becomes of the files people give, whatever instance they are on, and who finds them. */
@SpringBootTest(properties = "oee.job-threads=0")
class DocumentsIT {
    private static final String PUMP =
            """
            # Pump P-17

            ## Changing the seal

            Close the suction valve first, then drain the casing. The mechanical seal is pressed on
            with the violet mandrel, never with a hammer.
            """;
    private static final String QUESTION = "How do I press on the mechanical seal?";
    private static final Audience MANAGERS = Audience.of(Set.of(Role.MANAGER), Set.of());

    @Autowired private Documents documents;
    @Autowired private DocumentJob job;
    @Autowired private JooqDocuments kept;
    @Autowired private JooqPassages passages;
    @Autowired private PassageSearch search;
    @Autowired private PlantSetup setup;
    @Autowired private PlantModel plant;
    @Autowired private AccountService accounts;
    @Autowired private Jobs jobs;
    @Autowired private JobQueue queue;
    @Autowired private TransactionOperations transaction;
    @Autowired private JdbcClient database;
    @Autowired private SiteScopes scopes;
    @Autowired private Clock clock;

    private static int made;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-documents").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void nothingIsThere() {
        database.sql("truncate ops.scheduled_task").update();
        database.sql("truncate advisor.document cascade").update();
        as("ann", Role.MANAGER);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static void as(@Nullable Authentication who) {
        SecurityContextHolder.getContext().setAuthentication(who);
    }

    private static void as(String name, Role role) {
        as(TestSignIn.everywhere(name, "ROLE_" + role));
    }

    private static <T> T as(Authentication who, Supplier<T> work) {
        var before = SecurityContextHolder.getContext().getAuthentication();
        as(who);
        try {
            return work.get();
        } finally {
            as(before);
        }
    }

    private static <T> T as(String name, Role role, Supplier<T> work) {
        return as(TestSignIn.everywhere(name, "ROLE_" + role), work);
    }

    private Path upload(String text) throws IOException {
        return Files.writeString(documents.newUpload(), text);
    }

    private int added(String name, String text, Audience audience) throws IOException {
        int id = documents.add(upload(text), name, "", audience);
        readAll();
        return id;
    }

    /** As the runner of jobs does. */
    private void readAll() {
        for (String item : waiting()) {
            job.run(item);
        }
        database.sql("delete from ops.scheduled_task where task_name = 'document'").update();
    }

    private List<String> waiting() {
        return database.sql(
                        "select task_instance from ops.scheduled_task where task_name = 'document'")
                .query(String.class)
                .list();
    }

    private List<CitedPassage> found(String question) {
        return search.find(question, Locale.ENGLISH, 5);
    }

    private List<String> titles(String question) {
        return found(question).stream().map(CitedPassage::title).distinct().toList();
    }

    private Line line(String site) {
        return setup.openLine(setup.openSite(site, ZoneId.of("UTC")), site + "-LINE", "Line");
    }

    private Authentication managerOf(Line line) {
        String name = "limited" + ++made;
        SystemWork.asAdministrator(
                () -> accounts.open(name, name, Role.MANAGER, SiteScope.of(Set.of(line.siteId()))));
        return TestSignIn.account(name, "ROLE_MANAGER");
    }

    @Test
    void what_was_added_is_cited_by_document_revision_heading_and_words() throws IOException {
        int id = added("pump.md", PUMP, MANAGERS);

        var best = found(QUESTION).getFirst();

        assertThat(best.id()).isEqualTo("D%d.0".formatted(id));
        assertThat(best.title()).isEqualTo("pump.md");
        assertThat(best.revision()).isOne();
        assertThat(best.heading()).isEqualTo("Pump P-17 > Changing the seal");
        assertThat(best.text()).contains("pressed on\nwith the violet mandrel".replace('\n', ' '));
        assertThat(best.address()).isEqualTo("documents/%d?passage=0".formatted(id));
    }

    @Test
    void a_newer_file_takes_the_place_of_the_older_once_it_is_read() throws IOException {
        int id = added("pump.md", PUMP, MANAGERS);
        documents.revise(id, upload(PUMP.replace("violet", "green")), "pump 2.md");
        assertThat(found(QUESTION).getFirst().text()).contains("violet");

        readAll();

        assertThat(found(QUESTION).getFirst().text()).contains("green").doesNotContain("violet");
        assertThat(found(QUESTION).getFirst().revision()).isEqualTo(2);
        assertThat(documents.revisions(id))
                .extracting("fileName")
                .containsExactly("pump 2.md", "pump.md");
    }

    @Test
    void a_refused_file_leaves_the_one_before_and_says_why() throws IOException {
        int id = added("pump.md", PUMP, MANAGERS);
        documents.revise(id, upload(" \n "), "empty.md");
        readAll();

        var document = documents.find(id).orElseThrow();
        assertThat(document.newest().state()).isEqualTo(State.REFUSED);
        assertThat(document.newest().refusal()).contains(Refusal.EMPTY);
        assertThat(document.answering()).hasValue(1);
        assertThat(found(QUESTION).getFirst().text()).contains("violet");
    }

    @Test
    void removed_documents_are_found_by_nobody_and_come_back_by_undo() throws IOException {
        int id = added("pump.md", PUMP, MANAGERS);
        documents.remove(id);
        assertThat(found(QUESTION)).isEmpty();
        assertThat(documents.find(id)).isEmpty();

        documents.bringBack(id);

        assertThat(found(QUESTION)).isNotEmpty();
        assertThat(
                        database.sql(
                                        "select action || ' ' || object from ops.audit_entry order by id desc limit 3")
                                .query(String.class)
                                .list())
                .containsExactly(
                        "DOCUMENT_ADDED pump.md",
                        "DOCUMENT_REMOVED pump.md",
                        "DOCUMENT_ADDED pump.md");
    }

    @Test
    void another_instance_follows_what_is_changed_here() throws IOException {
        var another = new PassageFollower(kept, passages, EmbeddingModels.local());
        var there =
                new DocumentSearch(
                        another,
                        kept,
                        passages,
                        EmbeddingModels.local(),
                        new Readers(plant, scopes));
        assertThat(there.find(QUESTION, Locale.ENGLISH, 5)).isEmpty();
        int id = added("pump.md", PUMP, MANAGERS);
        assertThat(there.find(QUESTION, Locale.ENGLISH, 5)).hasSize(1);
        documents.change(id, "Seals", Audience.of(Set.of(Role.ADMIN), Set.of()));
        assertThat(there.find(QUESTION, Locale.ENGLISH, 5)).isEmpty();
        assertThat(as("root", Role.ADMIN, () -> there.find(QUESTION, Locale.ENGLISH, 5)))
                .extracting(CitedPassage::title)
                .containsExactly("Seals");
        another.destroy();
    }

    @Test
    void who_lacks_the_role_or_the_line_finds_nothing() throws IOException {
        var north = line("NORTH" + ++made);
        var south = line("SOUTH" + ++made);
        int id = added("pump.md", PUMP, Audience.of(Set.of(Role.MANAGER), Set.of(south.id())));
        added(
                "own.md",
                "# Press\n\nThe seal of the press is blue.",
                Audience.of(Set.of(Role.MANAGER), Set.of(north.id())));
        var limited = managerOf(north);

        assertThat(titles(QUESTION)).contains("pump.md", "own.md");
        assertThat(as(limited, () -> titles(QUESTION))).containsExactly("own.md");
        assertThat(as(limited, () -> documents.find(id))).isEmpty();
        assertThat(as(limited, () -> documents.passages(id, 0, 9))).isEmpty();
        assertThat(as(limited, () -> documents.revisions(id))).isEmpty();
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> as("tom", Role.OPERATOR, () -> titles(QUESTION)));
    }

    @Test
    void a_document_whose_lines_are_gone_opens_to_nobody_more() throws IOException {
        var north = line("NORTH" + ++made);
        var south = line("SOUTH" + ++made);
        added("pump.md", PUMP, Audience.of(Set.of(Role.MANAGER), Set.of(south.id())));
        var limited = managerOf(north);
        database.sql("delete from advisor.document_line").update();
        database.sql("update advisor.document set change = nextval('advisor.document_change')")
                .update();

        assertThat(as(limited, () -> titles(QUESTION))).isEmpty();
        assertThat(as(limited, documents::all)).isEmpty();
    }

    @Test
    void who_reaches_one_site_changes_nothing_of_others() throws IOException {
        var north = line("NORTH" + ++made);
        var limited = managerOf(north);
        int everybodys = added("pump.md", PUMP, MANAGERS);
        var file = upload("# Own\n\nOur own words.");

        as(limited);

        assertThat(documents.find(everybodys)).isPresent();
        assertThat(documents.canChange(documents.find(everybodys).orElseThrow())).isFalse();
        for (Runnable work :
                List.<Runnable>of(
                        () -> documents.remove(everybodys),
                        () -> documents.readAgain(everybodys),
                        () -> documents.revise(everybodys, file, "own.md"),
                        () -> documents.change(everybodys, "mine", MANAGERS),
                        () -> documents.add(file, "own.md", "", MANAGERS))) {
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(work::run);
        }
        int own =
                documents.add(
                        file, "own.md", "", Audience.of(Set.of(Role.MANAGER), Set.of(north.id())));
        assertThat(documents.canChange(documents.find(own).orElseThrow())).isTrue();
    }

    @Test
    void the_guide_is_there_after_a_start_and_found_in_the_readers_language() {
        var atStart =
                new DocumentsAtStart(
                        kept, passages, EmbeddingModels.local(), queue, transaction, clock, true);
        atStart.started();
        atStart.started();
        assertThat(waiting()).hasSize(Guide.LANGUAGES.size());
        readAll();

        var german = search.find("Wie lese ich den Wasserfall?", Locale.GERMAN, 3);
        assertThat(german)
                .extracting(CitedPassage::title)
                .containsOnly(Guide.in(Locale.GERMAN).title());
        assertThat(german.getFirst().address()).matches("guide/\\d+\\?language=de");
        assertThat(found("How do I read the waterfall?").getFirst().heading())
                .isEqualTo("OEE guide > Reading the waterfall");
        assertThat(documents.canChange(documents.all().getFirst())).isFalse();
        atStart.started();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void cancelled_reading_is_said() throws IOException {
        int id = documents.add(upload(PUMP), "pump.md", "", MANAGERS);
        SystemWork.asAdministrator(
                () -> {
                    jobs.cancel("document", id + "-1");
                    return true;
                });
        assertThat(documents.find(id).orElseThrow().newest().refusal()).contains(Refusal.CANCELLED);

        documents.readAgain(id);
        readAll();

        assertThat(found(QUESTION)).hasSize(1);
    }

    @Test
    void the_same_bytes_are_known_by_their_digest() throws IOException {
        added("pump.md", PUMP, MANAGERS);
        var same = upload(PUMP);
        assertThat(documents.sameAs(same)).map(Document::title).contains("pump.md");
        assertThat(documents.sameAs(upload(PUMP + "."))).isEmpty();
    }
}
