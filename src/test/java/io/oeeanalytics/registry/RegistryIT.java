package io.oeeanalytics.registry;

import static io.oeeanalytics.registry.RegistryFixtures.scores;
import static io.oeeanalytics.registry.RegistryFixtures.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.registry.AliasMove.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The registry on PostgreSQL. */
@SpringBootTest
class RegistryIT {
    private static int named;

    @Autowired private Registry registry;
    @Autowired private ModelVersions versions;
    @Autowired private Aliases aliases;
    @Autowired private AuditTrail audit;
    @Autowired private DataSource database;

    private String model;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-registry").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("oee.registry.largest-file-mb", () -> 1);
    }

    @BeforeEach
    void administrator() {
        model = "daily oee " + ++named;
        signIn("ADMIN");
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static void signIn(String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ada", "ROLE_" + role));
    }

    private Seat champion() {
        return Seat.champion(model, "");
    }

    @Test
    void what_is_done_to_a_model_stands_in_the_trail() {
        versions.open(model, "", Map.of());
        var id = registry.register(version(model, 0.02));
        versions.note(model, "of the second winter");
        versions.tag(id, "stage", "tried");
        versions.untag(id, "stage");
        versions.withdraw(id);

        var entries =
                audit.newest(
                        new AuditQuestion(
                                Optional.of(AuditAction.MODEL_CHANGED),
                                false,
                                model,
                                Optional.empty(),
                                Optional.empty()),
                        0,
                        10);

        assertThat(entries)
                .allMatch(entry -> entry.who().equals("ada"))
                .extracting(entry -> entry.object() + ": " + entry.after().orElseThrow())
                .containsExactly(
                        id + ": withdrawn",
                        id + ": removed",
                        id + ": tag stage=tried",
                        model + ": notes: of the second winter",
                        id + ": registered, 1 files",
                        model + ": opened");
    }

    @Test
    void a_version_is_read_as_it_was_registered() {
        var sent = version(model, 0.02);

        var id = registry.register(sent);

        var kept = versions.version(id).orElseThrow();
        assertThat(id).isEqualTo(new VersionId(model, 1));
        assertThat(kept.createdBy()).isEqualTo("ada");
        assertThat(kept.method()).isEqualTo("Theta");
        assertThat(kept.parameters()).isEqualTo(sent.parameters());
        assertThat(kept.training()).isEqualTo(sent.training());
        assertThat(kept.seed()).isEqualTo(42);
        assertThat(kept.codeVersion()).isEqualTo("1.2.3");
        assertThat(kept.inputSchema()).isEqualTo("{\"type\": \"object\"}");
        assertThat(kept.notes()).isEqualTo("Trained on **winter**.");
        assertThat(kept.tags()).isEqualTo(Map.of("stage", "nightly"));
        assertThat(kept.files()).extracting(ModelFile::path).containsExactly("model.json");
        assertThat(versions.file(id, "model.json"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"alpha\": 0.02}");
        var evaluation = versions.evaluation(id).orElseThrow();
        assertThat(evaluation.backtests()).isEqualTo(scores("", 0.02, 1).backtests());
        assertThat(evaluation.leakage()).isEqualTo(scores("", 0.02, 1).leakage());
        assertThat(evaluation.metrics())
                .isEqualTo(
                        Metrics.of(evaluation.backtests()).stream()
                                .sorted(
                                        (a, b) ->
                                                a.horizon() != b.horizon()
                                                        ? a.horizon() - b.horizon()
                                                        : a.name().compareTo(b.name()))
                                .toList());
        assertThat(versions.metrics(model).get(1)).isEqualTo(evaluation.metrics());
        assertThat(versions.model(model).orElseThrow().newest()).isEqualTo(1);
    }

    @Test
    void a_champion_comes_through_the_gates_and_a_worse_one_does_not() {
        var first = registry.register(version(model, 0.04));
        var better = registry.register(version(model, 0.02));
        var worse = registry.register(version(model, 0.05));
        registry.offer(first, champion());

        registry.offer(better, champion());

        assertThatThrownBy(() -> registry.offer(worse, champion()))
                .isInstanceOf(RegistryProblem.GatesClosed.class)
                .hasMessageContaining("version 3 does not become champion of " + model)
                .hasMessageContaining(
                        "against the champion, %s, its error is larger".formatted(better));
        assertThat(registry.champion(model, "").orElseThrow().id()).isEqualTo(better);
        assertThat(aliases.history(model))
                .extracting(AliasMove::kind)
                .containsExactly(Kind.GATES, Kind.GATES);
        assertThat(aliases.history(model).getFirst().verdict())
                .satisfies(verdict -> assertThat(verdict.passed()).isTrue());
        assertThat(aliases.judge(champion(), 3).orElseThrow().passed()).isFalse();
    }

    @Test
    void each_line_has_its_own_champion_and_its_own_proof() {
        var id = registry.register(version(model, "1", scores("LINE-03", 0.02, 1)));

        registry.offer(id, Seat.champion(model, "LINE-03"));

        assertThat(registry.champion(model, "LINE-03")).isPresent();
        assertThat(registry.champion(model, "")).isEmpty();
        assertThatThrownBy(() -> registry.offer(id, champion()))
                .hasMessageContaining("backtested on 0 origins");
    }

    @Test
    void a_later_evaluation_is_the_one_that_counts_and_the_earlier_one_stays() throws SQLException {
        var id = registry.register(version(model, 0.07));
        assertThatThrownBy(() -> registry.offer(id, champion()))
                .isInstanceOf(RegistryProblem.GatesClosed.class);

        registry.evaluate(id, scores("", 0.02, 9));

        registry.offer(id, champion());
        assertThat(
                        count(
                                "select count(*) from registry.evaluation e join registry.version v on v.id = e.version_id"
                                        + " join registry.model m on m.id = v.model_id where m.name = '%s'"
                                                .formatted(model)))
                .isEqualTo(2);
    }

    @Test
    void an_override_needs_a_reason_and_keeps_what_the_gates_said() {
        registry.register(version(model, 0.07));

        assertThatThrownBy(() -> aliases.override(champion(), 1, "  "))
                .hasMessageContaining("needs a reason");
        var move = aliases.override(champion(), 1, "the line was rebuilt");

        assertThat(move.kind()).isEqualTo(Kind.OVERRIDE);
        assertThat(aliases.current(champion()).orElseThrow()).isEqualTo(move);
        assertThat(move.verdict()).satisfies(verdict -> assertThat(verdict.passed()).isFalse());
        assertThat(move.by()).isEqualTo("ada");
    }

    @Test
    void a_rollback_goes_back_and_is_undone_and_the_past_is_still_known() throws Exception {
        for (int i = 1; i <= 3; i++) {
            registry.register(version(model, 0.02));
            aliases.override(champion(), i, "test");
        }
        var before = Instant.now();
        Thread.sleep(5);
        assertThat(aliases.canUndo(champion())).isFalse();

        assertThat(aliases.rollBack(champion()).version()).isEqualTo(2);
        assertThat(aliases.rollBack(champion()).version()).isEqualTo(1);
        assertThat(aliases.canRollBack(champion())).isFalse();
        assertThatThrownBy(() -> aliases.rollBack(champion())).hasMessageContaining("no champion");
        assertThat(aliases.undo(champion()).version()).isEqualTo(2);
        assertThat(aliases.canUndo(champion())).isFalse();

        assertThat(registry.champion(model, "").orElseThrow().id().number()).isEqualTo(2);
        assertThat(registry.champion(model, "", before)).hasValue(3);
        assertThat(registry.champion(model, "", Instant.EPOCH)).isEmpty();
        assertThat(aliases.withdraw(champion(), "no trust").version()).isNull();
        assertThat(registry.champion(model, "")).isEmpty();
        assertThat(aliases.rollBack(champion()).version()).isEqualTo(2);
        assertThat(aliases.history(model)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void of_promotions_at_once_exactly_one_wins(int round) throws Exception {
        registry.offer(registry.register(version(model, 0.04)), champion());
        // Each beats the first and none beats another.
        for (int i = 0; i < 6; i++) {
            registry.register(version(model, "0." + i, scores("", 0.02, 1)));
        }

        var outcomes =
                atOnce(
                        IntStream.rangeClosed(2, 7)
                                .<Callable<Object>>mapToObj(
                                        number ->
                                                () ->
                                                        outcome(
                                                                () ->
                                                                        aliases.promote(
                                                                                champion(),
                                                                                number)))
                                .toList());

        var winners = outcomes.stream().filter(AliasMove.class::isInstance).toList();
        assertThat(winners).as("round " + round).hasSize(1);
        assertThat(outcomes)
                .filteredOn(RuntimeException.class::isInstance)
                .hasSize(5)
                .allMatch(RegistryProblem.GatesClosed.class::isInstance);
        assertThat(registry.champion(model, "").orElseThrow().id().number())
                .isEqualTo(((AliasMove) winners.getFirst()).version());
        assertThat(aliases.history(model)).hasSize(2);
    }

    @Test
    void moves_at_once_are_one_after_the_other() throws Exception {
        var calls = new ArrayList<Callable<Object>>();
        for (int i = 1; i <= 8; i++) {
            int number = i;
            registry.register(version(model, 0.02));
            calls.add(() -> outcome(() -> aliases.override(champion(), number, "race")));
            calls.add(() -> outcome(() -> aliases.rollBack(champion())));
        }

        atOnce(calls);

        var history = new ArrayList<>(aliases.history(model)).reversed();
        assertThat(history)
                .extracting(AliasMove::position)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, history.size()).boxed().toList());
        assertThat(aliases.current(model)).hasSizeLessThanOrEqualTo(1);
        assertThat(registry.champion(model, "").map(one -> one.id().number()).orElse(null))
                .isEqualTo(history.getLast().version());
    }

    @Test
    void versions_registered_at_once_are_numbered_without_gaps() throws Exception {
        var ids =
                atOnce(
                        IntStream.range(0, 8)
                                .<Callable<Object>>mapToObj(
                                        i ->
                                                () ->
                                                        outcome(
                                                                () ->
                                                                        registry.register(
                                                                                version(
                                                                                        model,
                                                                                        0.02))))
                                .toList());

        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 8)
                                .mapToObj(i -> (Object) new VersionId(model, i))
                                .toList());
    }

    @Test
    void bytes_that_were_changed_or_swapped_are_not_given_out() throws SQLException {
        var own = registry.register(version(model, "0.11", scores("", 0.02, 1)));
        var other = registry.register(version(model, "0.22", scores("", 0.02, 1)));
        var digests = List.of(digest(own), digest(other));

        behindItsBack(
                "update registry.artefact_chunk set bytes = convert_to('{\"alpha\": 0.22}', 'UTF8') where digest = decode('%s', 'hex')"
                        .formatted(digests.getFirst()));
        behindItsBack(
                "delete from registry.artefact_chunk where digest = decode('%s', 'hex')"
                        .formatted(digests.getLast()));

        assertThatThrownBy(() -> registry.file(own, "model.json"))
                .isInstanceOf(RegistryProblem.Damaged.class)
                .hasMessageContaining(digests.getFirst())
                .hasMessageContaining("not given out");
        assertThatThrownBy(() -> registry.file(other, "model.json"))
                .isInstanceOf(RegistryProblem.Damaged.class);
    }

    private String digest(VersionId id) {
        return versions.version(id).orElseThrow().files().getFirst().digest().hex();
    }

    @Test
    void what_was_written_is_never_rewritten() {
        var id = registry.register(version(model, 0.02));
        aliases.override(champion(), id.number(), "test");

        for (var change :
                List.of(
                        "update registry.version set method = 'other'",
                        "delete from registry.alias_move",
                        "update registry.alias_move set reason = 'other'",
                        "update registry.artefact_chunk set bytes = ''",
                        "update registry.version_file set path = 'x'",
                        "delete from registry.metric",
                        "truncate registry.backtest",
                        "update registry.leakage_check set passed = true",
                        "delete from registry.evaluation where false")) {
            assertThatThrownBy(() -> behind(change))
                    .as(change)
                    .hasMessageContaining("is only ever added to");
        }
    }

    @Test
    void files_too_large_hostile_or_astray_are_refused_and_nothing_is_left() {
        assertThatThrownBy(
                        () ->
                                registry.register(
                                        with(new NewFile("m.json", new byte[1024 * 1024 + 1]))))
                .isInstanceOf(RegistryProblem.FileRefused.class)
                .hasMessageContaining("more than 1 MiB");
        assertThatThrownBy(
                        () ->
                                registry.register(
                                        with(
                                                new NewFile(
                                                        "m.tribuo",
                                                        new byte[] {
                                                            (byte) 0xAC, (byte) 0xED, 0, 5
                                                        }))))
                .isInstanceOf(RegistryProblem.FileRefused.class);
        assertThatThrownBy(() -> new NewFile("../m.json", new byte[0]))
                .hasMessageContaining("path");
        var one = new byte[] {'1'};
        assertThatThrownBy(
                        () ->
                                registry.register(
                                        with(
                                                new NewFile("a.json", one),
                                                new NewFile("a.json/b.json", one))))
                .hasMessageContaining("a file and a folder");

        assertThat(versions.model(model)).isEmpty();
    }

    private NewVersion with(NewFile... files) {
        return new NewVersion(
                model,
                "Theta",
                Map.of(),
                null,
                null,
                "",
                "",
                List.of(files),
                null,
                new TreeMap<>(),
                "");
    }

    @Test
    void managers_read_administrators_move_and_operators_see_nothing() {
        var id = registry.register(version(model, 0.02));

        signIn("MANAGER");
        assertThat(versions.versions(model)).hasSize(1);
        assertThat(aliases.judge(champion(), 1)).isPresent();
        assertThatThrownBy(() -> aliases.promote(champion(), 1))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> aliases.rollBack(champion()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> versions.note(id, "x")).isInstanceOf(AccessDeniedException.class);
        signIn("OPERATOR");
        assertThatThrownBy(() -> versions.models()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> aliases.history(model)).isInstanceOf(AccessDeniedException.class);
        SecurityContextHolder.clearContext();
        assertThatThrownBy(() -> versions.models())
                .isInstanceOf(AuthenticationCredentialsNotFoundException.class);
        assertThat(registry.offer(id, champion()).by()).isEmpty();
    }

    @Test
    void words_and_tags_change_and_one_that_served_cannot_be_withdrawn() {
        registry.register(version(model, 0.02));
        var second = registry.register(version(model, 0.02));
        aliases.override(champion(), 1, "test");

        versions.note(second, "# Heading");
        versions.tag(second, "plant", "north");
        versions.untag(second, "stage");
        versions.tag(model, "team", "a");
        versions.note(model, "About");
        assertThat(versions.version(second).orElseThrow().notes()).isEqualTo("# Heading");
        assertThat(versions.version(second).orElseThrow().tags())
                .isEqualTo(Map.of("plant", "north"));
        assertThat(versions.model(model).orElseThrow().tags()).isEqualTo(Map.of("team", "a"));

        versions.withdraw(second);
        assertThat(versions.versions(model))
                .extracting(one -> one.id().number())
                .containsExactly(1);
        assertThatThrownBy(() -> versions.withdraw(new VersionId(model, 1)))
                .hasMessageContaining("stays");
        assertThatThrownBy(() -> versions.withdraw(model)).hasMessageContaining("stays");
        assertThat(registry.register(version(model, 0.02)).number()).isEqualTo(3);
    }

    private static Object outcome(Callable<?> call) throws Exception {
        signIn("ADMIN");
        try {
            return call.call();
        } catch (RuntimeException e) {
            return e;
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static List<Object> atOnce(List<Callable<Object>> calls) throws Exception {
        var barrier = new CyclicBarrier(calls.size());
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            var futures =
                    calls.stream()
                            .map(
                                    call ->
                                            threads.submit(
                                                    () -> {
                                                        barrier.await();
                                                        return call.call();
                                                    }))
                            .toList();
            var outcomes = new ArrayList<Object>();
            for (var future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }

    private void behindItsBack(String change) throws SQLException {
        behind("alter table registry.artefact_chunk disable trigger artefact_chunk_stays");
        behind(change);
        behind("alter table registry.artefact_chunk enable trigger artefact_chunk_stays");
    }

    private void behind(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private int count(String question) throws SQLException {
        try (var connection = database.getConnection();
                var one = connection.createStatement();
                var answer = one.executeQuery(question)) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
