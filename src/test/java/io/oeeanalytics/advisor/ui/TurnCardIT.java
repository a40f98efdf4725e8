package io.oeeanalytics.advisor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.dom.Element;
import io.oeeanalytics.advisor.conversation.Advisor;
import io.oeeanalytics.advisor.conversation.KeptAnswer;
import io.oeeanalytics.advisor.conversation.KeptTurn;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.Sentence.Mark;
import io.oeeanalytics.advisor.talk.Sentence.Place;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.base.ui.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is said beside an answer, by the keys of the texts: nobody translates here. */
@SpringBootTest(properties = "oee.job-threads=0")
class TurnCardIT {
    @Autowired private Advisor advisor;
    @Autowired private Texts texts;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-turn-card").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void open() {
        MockVaadin.setup();
    }

    @AfterEach
    void close() {
        MockVaadin.tearDown();
    }

    @Test
    void why_there_is_no_answer_is_said_as_it_is() {
        assertThat(shown(Outcome.UNREACHABLE, "a model")).contains("advisor.outcome.UNREACHABLE");
        assertThat(shown(Outcome.BUSY, "a model")).contains("advisor.outcome.BUSY");
        assertThat(shown(Outcome.FAILED, "a model")).contains("advisor.outcome.FAILED");
        assertThat(shown(Outcome.FAILED, ""))
                .contains("advisor.outcome.FAILED.planner")
                .doesNotContain("advisor.outcome.FAILED");
        for (var locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            for (var key : List.of("UNREACHABLE", "BUSY", "FAILED.planner")) {
                assertThat(texts.getTranslation("advisor.outcome." + key, locale))
                        .as("%s in %s", key, locale)
                        .contains(" ");
            }
        }
    }

    @Test
    void words_that_rest_on_nothing_are_marked_beside_certified_figures() {
        assertThat(
                        shown(
                                Outcome.ANSWERED,
                                "a model",
                                said(Place.HEADING, Mark.GENERAL),
                                said(Place.PARAGRAPH, Mark.FIGURE)))
                .contains("advisor.mark.FIGURE")
                .doesNotContain("advisor.mark.GENERAL");
        assertThat(
                        shown(
                                Outcome.ANSWERED,
                                "a model",
                                said(Place.PARAGRAPH, Mark.FIGURE),
                                said(Place.RUNNING, Mark.GENERAL)))
                .contains("advisor.mark.FIGURE", "advisor.mark.GENERAL");
    }

    /**
     * Of an answer broken off the sentences are the model's; of one it could not give they are not.
     */
    @Test
    void whose_words_stand_there_is_said_above_them() {
        var sentence = said(Place.PARAGRAPH, Mark.FIGURE);

        assertThat(shown(Outcome.STOPPED, "a model", sentence))
                .containsSubsequence("Words.", "advisor.outcome.STOPPED");
        assertThat(shown(Outcome.FAILED, "a model", true, sentence))
                .containsSubsequence("advisor.outcome.FAILED}! !{advisor.planned", "Words.");
    }

    private static Sentence said(Place place, Mark mark) {
        return new Sentence("Words.", place, mark, List.of(), List.of());
    }

    /** Keys of what is shown. */
    private List<String> shown(Outcome outcome, String model, Sentence... sentences) {
        return shown(outcome, model, false, sentences);
    }

    private List<String> shown(
            Outcome outcome, String model, boolean planned, Sentence... sentences) {
        var card = new TurnCard("Why?", advisor, question -> {});
        UI.getCurrent().add(card);
        card.show(
                new KeptTurn(
                        1,
                        1,
                        "Why?",
                        Instant.EPOCH,
                        Optional.of(outcome),
                        new KeptAnswer(
                                List.of(sentences), List.of(), List.of(), List.of(), planned),
                        0,
                        model,
                        Optional.empty(),
                        ""));
        return elements(card.getElement())
                .map(Element::getText)
                .map(text -> text.replaceAll("^!\\{|}!$", ""))
                .toList();
    }

    private static Stream<Element> elements(Element root) {
        return Stream.concat(
                Stream.of(root),
                root.getChildren()
                        .filter(child -> !child.isTextNode())
                        .flatMap(TurnCardIT::elements));
    }
}
