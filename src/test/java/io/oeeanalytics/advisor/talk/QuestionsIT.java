package io.oeeanalytics.advisor.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.OwnDemo;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.planner.PlannedAnswers;
import io.oeeanalytics.advisor.tool.PassageSearch;
import io.oeeanalytics.advisor.tool.PlantDate;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.base.ui.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Questions as managers of the demo plant ask them, each with what its answer must hold, on a day
 * that stays the same: how many are answered, and how many of the answers are right.
 */
@SpringBootTest(properties = {"oee.guide-at-start=true", "oee.job-threads=1", "oee.demo.seed=42"})
@ActiveProfiles("demo")
@OwnDemo
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsIT {
    @Autowired private ApplicationContext context;
    @Autowired private PlannedAnswers planner;
    @Autowired private PassageSearch passages;
    @Autowired private JdbcClient database;
    @Autowired private Tools tools;
    @Autowired private Texts texts;
    @Autowired private PlantDate date;

    @TestConfiguration
    static class Day {
        /** A Thursday, shortly before the early shift ends. */
        @Bean
        @Primary
        Clock thatDay() {
            return Clock.fixed(Instant.parse("2026-11-26T12:40:00Z"), ZoneOffset.UTC);
        }
    }

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-questions").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void aPlantThatIsAccountedForAndAGuideThatIsRead() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ann", "ROLE_MANAGER"));
        // Who is signed in is known on this thread alone.
        await().pollInSameThread().atMost(Duration.ofMinutes(2)).until(this::isReady);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private boolean isReady() {
        int open =
                database.sql("select count(*) from production.changed_range")
                        .query(Integer.class)
                        .single();
        // Forecasts that are made anew meanwhile are others than those that were shown.
        int working =
                database.sql(
                                "select count(*) from ops.scheduled_task where picked or task_name like 'forecast%chunk%'")
                        .query(Integer.class)
                        .single();
        return open == 0
                && working == 0
                && List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH).stream()
                        .allMatch(language -> !passages.find("OEE", language, 1).isEmpty());
    }

    /** Remembers which tools ran. */
    private static final class Ran implements TurnListener {
        final Set<String> tools = new HashSet<>();

        @Override
        public void toolStarted(String tool) {
            tools.add(tool);
        }

        @Override
        public void toolFinished(ToolResult result) {}

        @Override
        public void said(Sentence sentence) {}

        @Override
        public boolean isStopped() {
            return false;
        }
    }

    private List<QuestionCheck> checked(List<Question> questions, Answers answers) {
        var figures = new DemoFigures(context);
        return questions.stream()
                .map(
                        question -> {
                            var said = new ArrayList<String>();
                            for (int i = 0; i + 1 < question.asked().size(); i++) {
                                said.add("What was said before.");
                            }
                            var ran = new Ran();
                            var turn = answers.answer(question.ask(said), ran);
                            return QuestionCheck.of(question, turn, figures, ran.tools);
                        })
                .toList();
    }

    private static String words(Turn turn) {
        return turn.sentences().stream().map(Sentence::words).collect(Collectors.joining("\n"));
    }

    private static double share(
            List<QuestionCheck> all,
            Predicate<QuestionCheck> among,
            Predicate<QuestionCheck> which) {
        return (double) all.stream().filter(among).filter(which).count()
                / all.stream().filter(among).count();
    }

    private static void requireBars(String title, List<QuestionCheck> all) {
        Predicate<QuestionCheck> answerable = QuestionCheck::shouldAnswer;
        Predicate<QuestionCheck> answered = check -> !check.refused();
        double numbers = share(all, answered, check -> check.numbers().isEmpty());
        double citations = share(all, answered, check -> check.citations().isEmpty());
        double refused = share(all, answerable.negate(), QuestionCheck::refused);
        double wronglyRefused = share(all, answerable, QuestionCheck::refused);
        double misread = share(all, answerable, QuestionCheck::misread);
        var table =
                """
                %s: %d questions, %d of them without an answer
                  numbers right            %5.1f %%
                  citations valid          %5.1f %%
                  unanswerable refused     %5.1f %%
                  answerable refused       %5.1f %%
                  answerable misread       %5.1f %%
                %s"""
                        .formatted(
                                title,
                                all.size(),
                                all.stream().filter(answerable.negate()).count(),
                                100 * numbers,
                                100 * citations,
                                100 * refused,
                                100 * wronglyRefused,
                                100 * misread,
                                all.stream()
                                        .filter(check -> !check.isRight())
                                        .map(QuestionCheck::toString)
                                        .collect(Collectors.joining("\n")));
        System.out.println(table);
        assertThat(numbers).as(table).isEqualTo(1);
        assertThat(citations).as(table).isEqualTo(1);
        assertThat(refused).as(table).isGreaterThanOrEqualTo(0.9);
        assertThat(wronglyRefused).as(table).isLessThanOrEqualTo(0.05);
        assertThat(misread).as(table).isLessThanOrEqualTo(0.05);
    }

    @Test
    void without_a_model() {
        requireBars("Without a model", checked(Question.of("questions.tsv"), planner));
    }

    @Test
    void without_a_model_questions_it_was_not_made_for() {
        requireBars(
                "Without a model, held out",
                checked(Question.of("questions-held-out.tsv"), planner));
    }

    @Test
    void without_a_model_questions_of_strangers() {
        requireBars(
                "Without a model, strangers",
                checked(Question.of("questions-strangers.tsv"), planner));
    }

    @Test
    void without_a_model_questions_of_another() {
        requireBars(
                "Without a model, another", checked(Question.of("questions-another.tsv"), planner));
    }

    @Test
    void without_a_model_every_rule_holds() {
        var all = checked(Question.of("questions-rules.tsv"), planner);

        assertThat(all).filteredOn(check -> !check.isRight()).isEmpty();
    }

    @Test
    void with_a_model_that_lies_in_every_third_answer() {
        var questions = Question.of("questions.tsv");
        var model = new SensibleModel(questions);
        try (var gemini = new FakeGemini(model)) {
            var all = checked(questions, answers(gemini));

            requireBars("With a model", all);
            requireNoLie(model, all);
        }
    }

    private Answers answers(FakeGemini gemini) {
        var settings =
                ModelSettings.parse(
                        FakeGemini.KEY, "gemini-2.5-flash", gemini.base().toString(), "", "", "");
        return new ModelAnswers(
                "a model",
                ModelConfiguration.model(settings, ModelLimits.USUAL),
                tools,
                texts,
                TalkFixtures.UNLIMITED,
                date::today,
                ModelLimits.USUAL);
    }

    /** Every lie is struck out, and what is true stays. */
    private static void requireNoLie(SensibleModel model, List<QuestionCheck> all) {
        var believed = new ArrayList<String>();
        var lost = new ArrayList<String>();
        int lies = 0;
        int truths = 0;
        for (var check : all) {
            var said = words(check.turn());
            for (var lie : model.lies.getOrDefault(check.question().id(), List.of())) {
                lies++;
                if (said.contains(PlainText.of(lie).words())) {
                    believed.add(lie);
                }
            }
            for (var truth : model.truths.getOrDefault(check.question().id(), List.of())) {
                truths++;
                if (!together(said).contains(together(PlainText.of(truth).words()))) {
                    lost.add(check.question().id() + " " + truth);
                }
            }
        }
        double kept = 1 - (double) lost.size() / truths;
        System.out.printf(
                "%d lies, believed %s%n%d true sentences, kept %.1f %%, lost:%n%s%n",
                lies, believed, truths, 100 * kept, String.join("\n", lost));
        assertThat(lies).isGreaterThan(100);
        assertThat(believed).isEmpty();
        assertThat(kept).as("lost: %s", lost).isGreaterThanOrEqualTo(0.95);
    }

    /** However it was cut into sentences. */
    private static String together(String words) {
        return words.replaceAll("\\s+", "");
    }
}
