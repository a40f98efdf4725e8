package io.oeeanalytics.advisor.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.conversation.Advisor.NotNow;
import io.oeeanalytics.advisor.planner.PlannedAnswers;
import io.oeeanalytics.advisor.talk.Answers;
import io.oeeanalytics.advisor.talk.Ask;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.Turn;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.talk.TurnListener;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
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

/** What is kept of questions and answers, for whom, and what happens where a model fails. */
@SpringBootTest(properties = "oee.job-threads=0")
class AdvisorIT {
    private static final CitedPassage PASSAGE =
            new CitedPassage(
                    "D7.1", 7, "Manual", 2, 3, "Seals", "Violet.", "documents/7?passage=1");
    private static final Sentence FIGURE =
            new Sentence(
                    "OEE was 72.4 %.",
                    Sentence.Place.PARAGRAPH,
                    Sentence.Mark.FIGURE,
                    List.of(new Figure("oee", 0.72384, Unit.SHARE)),
                    List.of());
    private static final Sentence CITED =
            new Sentence(
                    "The mandrel is violet.",
                    Sentence.Place.RUNNING,
                    Sentence.Mark.DOCUMENT,
                    List.of(),
                    List.of(PASSAGE));
    private static final Turn ANSWERED =
            new Turn(
                    Outcome.ANSWERED,
                    List.of(FIGURE, CITED),
                    2,
                    List.of(),
                    List.of("And yesterday?"),
                    321);

    private static final int MOST_A_MINUTE = 20;

    @Autowired private Advisor advisor;
    @Autowired private Judgements judgements;
    @Autowired private PlannedAnswers planner;
    @Autowired private JooqConversations kept;
    @Autowired private Clock clock;
    @Autowired private Texts texts;
    @Autowired private JdbcClient database;

    /** A model that does what a test says. */
    private static final class Model implements Answers {
        private final List<Ask> asked = new ArrayList<>();
        private final Supplier<Turn> turn;

        Model(Supplier<Turn> turn) {
            this.turn = turn;
        }

        @Override
        public Turn answer(Ask ask, TurnListener listener) {
            asked.add(ask);
            return turn.get();
        }

        @Override
        public String model() {
            return "a model";
        }
    }

    /** Who sees nothing and stops nothing. */
    private static final class Deaf implements TurnListener {
        @Override
        public void toolStarted(String tool) {
            // Nobody looks.
        }

        @Override
        public void toolFinished(ToolResult result) {
            // Nobody looks.
        }

        @Override
        public void said(Sentence sentence) {
            // Nobody looks.
        }

        @Override
        public boolean isStopped() {
            return false;
        }
    }

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-advisor").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void nothingWasAsked() {
        database.sql("truncate advisor.conversation, advisor.token_use cascade").update();
        as("ann", Role.MANAGER);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static void as(String name, Role role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
    }

    private Advisor with(Answers model) {
        return new Advisor(List.of(planner, model), planner, kept, clock, texts, MOST_A_MINUTE);
    }

    private static KeptTurn ask(Advisor advisor, Optional<Long> conversation, String question) {
        return advisor.ask(conversation, question, "lines", Locale.ENGLISH, new Deaf());
    }

    @Test
    void an_answer_is_kept_as_it_was_given() {
        var turn = ask(with(new Model(() -> ANSWERED)), Optional.empty(), " What was OEE?\u200b ");

        var found = advisor.turns(turn.conversation()).getFirst();

        assertThat(found.question()).isEqualTo("What was OEE?");
        assertThat(found.outcome()).contains(Outcome.ANSWERED);
        assertThat(found.answer().sentences()).containsExactly(FIGURE, CITED);
        assertThat(found.answer().followUps()).containsExactly("And yesterday?");
        assertThat(found.struckOut()).isEqualTo(2);
        assertThat(found.model()).isEqualTo("a model");
        assertThat(advisor.conversations("")).extracting("title").containsExactly("What was OEE?");
        assertThat(advisor.export(turn.conversation(), Locale.ENGLISH))
                .isEqualTo(
                        """
                        > What was OEE?

                        OEE was 72.4 %. The mandrel is violet. [1]

                        [1] Manual, revision 2, page 3

                        """);
        assertThat(advisor.export(turn.conversation(), Locale.GERMAN)).contains("Seite 3");
    }

    @Test
    void a_model_is_told_what_was_said_before_in_this_conversation_alone() {
        var model = new Model(() -> ANSWERED);
        var advisor = with(model);
        var first = ask(advisor, Optional.empty(), "First?");
        ask(advisor, Optional.empty(), "Another matter?");
        ask(advisor, Optional.of(first.conversation()), "Second?");

        assertThat(model.asked.getLast().before())
                .containsExactly(
                        new Ask.Exchange("First?", "OEE was 72.4 %. The mandrel is violet."));
        assertThat(model.asked.get(1).before()).isEmpty();
        assertThat(advisor.turns(first.conversation()))
                .extracting(KeptTurn::question)
                .containsExactly("First?", "Second?");
    }

    @Test
    void nobody_reaches_the_conversations_of_others() {
        var mine = ask(with(new Model(() -> ANSWERED)), Optional.empty(), "Mine?");
        as("bob", Role.ADMIN);

        assertThat(advisor.conversations("")).isEmpty();
        assertThat(advisor.turns(mine.conversation())).isEmpty();
        assertThat(advisor.export(mine.conversation(), Locale.ENGLISH)).isEmpty();
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> ask(advisor, Optional.of(mine.conversation()), "Go on?"));
        advisor.rename(mine.conversation(), "Taken");
        advisor.judge(mine.id(), true, "");
        advisor.delete(mine.conversation());

        as("ann", Role.MANAGER);
        assertThat(advisor.conversations("")).extracting("title").containsExactly("Mine?");
        assertThat(advisor.turns(mine.conversation()).getFirst().helpful()).isEmpty();
        as("tom", Role.OPERATOR);
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> advisor.conversations(""));
    }

    @Test
    void a_conversation_that_was_deleted_elsewhere_goes_on_as_a_new_one() {
        var advisor = with(new Model(() -> ANSWERED));
        var gone = ask(advisor, Optional.empty(), "First?");
        advisor.delete(gone.conversation());

        var next = ask(advisor, Optional.of(gone.conversation()), "And then?");

        assertThat(next.conversation()).isNotEqualTo(gone.conversation());
        assertThat(advisor.turns(next.conversation()))
                .extracting(KeptTurn::question)
                .containsExactly("And then?");
    }

    @Test
    void a_remark_is_there_again_when_the_answer_is() {
        var turn = ask(with(new Model(() -> ANSWERED)), Optional.empty(), "Mine?");

        advisor.judge(turn.id(), false, "Wrong line.");

        assertThat(advisor.turns(turn.conversation()).getFirst().remark()).isEqualTo("Wrong line.");
    }

    @Test
    void conversations_are_found_by_words_renamed_and_deleted() {
        var advisor = with(new Model(() -> ANSWERED));
        var seal = ask(advisor, Optional.empty(), "How is the seal changed?");
        ask(advisor, Optional.of(seal.conversation()), "And the bearing?");
        var other = ask(advisor, Optional.empty(), "Other?");

        assertThat(advisor.conversations("BEARING"))
                .extracting(Conversation::id)
                .containsExactly(seal.conversation());
        assertThat(advisor.conversations("100 %_")).isEmpty();
        advisor.rename(seal.conversation(), "Seals ");
        advisor.delete(other.conversation());

        assertThat(advisor.conversations("")).extracting("title").containsExactly("Seals");
    }

    @Test
    void where_a_model_fails_the_planner_answers_and_the_failure_is_said() {
        for (var outcome :
                List.of(
                        Outcome.FAILED,
                        Outcome.SLOW,
                        Outcome.UNREACHABLE,
                        Outcome.BUSY,
                        Outcome.OVER_BUDGET)) {
            var failing = new Model(() -> new Turn(outcome, List.of(), 0, List.of(), List.of(), 0));

            var turn = ask(with(failing), Optional.empty(), "What is OEE?");

            assertThat(turn.outcome()).contains(outcome);
            assertThat(turn.answer().words()).contains("availability times effectiveness");
        }
        var halfway = new Turn(Outcome.SLOW, List.of(FIGURE), 0, List.of(), List.of(), 9);
        assertThat(
                        ask(with(new Model(() -> halfway)), Optional.empty(), "What is OEE?")
                                .answer()
                                .words())
                .isEqualTo("OEE was 72.4 %.");
    }

    @Test
    void one_question_at_a_time_and_no_more_than_anybody_reads() throws InterruptedException {
        var reached = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow =
                with(
                        new Model(
                                () -> {
                                    reached.countDown();
                                    await(go);
                                    return ANSWERED;
                                }));
        var context = SecurityContextHolder.getContext();
        var first =
                CompletableFuture.supplyAsync(
                        () -> {
                            SecurityContextHolder.setContext(context);
                            return ask(slow, Optional.empty(), "First?");
                        });
        reached.await();
        assertThatExceptionOfType(NotNow.class)
                .isThrownBy(() -> ask(slow, Optional.empty(), "Second?"))
                .withMessage("STILL_ANSWERING");
        go.countDown();
        assertThat(first.join().outcome()).contains(Outcome.ANSWERED);
        for (int i = 1; i < MOST_A_MINUTE; i++) {
            ask(slow, Optional.empty(), "Again?");
        }
        assertThatExceptionOfType(NotNow.class)
                .isThrownBy(() -> ask(slow, Optional.empty(), "Too many?"))
                .withMessage("TOO_MANY");
        as("bob", Role.MANAGER);
        assertThat(ask(slow, Optional.empty(), "May I?").outcome()).contains(Outcome.ANSWERED);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_nobody_answered_any_more_is_told_apart() {
        long conversation = kept.open("ann", "Before", clock.instant());
        kept.ask(conversation, "Did you hear?", "", clock.instant());

        assertThat(advisor.turns(conversation).getFirst().outcome()).isEmpty();
    }

    @Test
    void judgements_come_to_administrators_without_a_name() {
        var turn = ask(with(new Model(() -> ANSWERED)), Optional.empty(), "Mine?");
        advisor.judge(turn.id(), false, " Wrong line. ");
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(judgements::all);

        as("root", Role.ADMIN);
        var judged = judgements.all().getFirst();
        assertThat(judged.turn().question()).isEqualTo("Mine?");
        assertThat(judged.turn().helpful()).contains(false);
        assertThat(judged.turn().remark()).isEqualTo("Wrong line.");
        assertThat(judged.toString()).doesNotContainPattern("\\bann\\b");
        judgements.review(turn.id());

        assertThat(judgements.all().getFirst().reviewedBy()).isEqualTo("root");
    }

    @Test
    void tokens_are_counted_by_day_for_each_and_for_all() {
        var evening = Instant.parse("2026-03-16T23:59:00Z");
        var budget = new DailyBudget(kept, at(evening), 100, 150);
        budget.spent("ann", 60);
        assertThat(budget.allows("ann")).isTrue();
        budget.spent("ann", 40);
        assertThat(budget.allows("ann")).isFalse();
        assertThat(budget.allows("bob")).isTrue();
        budget.spent("bob", 50);
        assertThat(budget.allows("cid")).as("all of the day's").isFalse();

        var midnight = at(evening.plusSeconds(60));

        assertThat(new DailyBudget(kept, midnight, 100, 150).allows("ann")).isTrue();
        assertThat(new DailyBudget(kept, midnight, 0, 1).allows("ann")).isFalse();
    }

    @Test
    void conversations_nobody_goes_on_with_are_forgotten() {
        var begun = Instant.parse("2026-03-16T12:00:00Z");
        long old = kept.open("ann", "Old", begun);
        long fresh = kept.open("ann", "Fresh", begun);
        kept.ask(old, "?", "", begun);
        kept.touch("ann", fresh, begun.plus(Duration.ofDays(20)));

        new ConversationRetention(kept, at(begun.plus(Duration.ofDays(31))), 30).run();

        assertThat(advisor.conversations("")).extracting("title").containsExactly("Fresh");
        assertThat(database.sql("select count(*) from advisor.turn").query(Long.class).single())
                .isZero();
    }
}
