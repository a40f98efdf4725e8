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
import io.oeeanalytics.advisor.tool.ChartData;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An answer in which everything is hostile, as if nothing before the panel had looked at it. */
@SpringBootTest(properties = "oee.job-threads=0")
class HostileAnswersIT {
    private static final String HOSTILE =
            "<img src=//evil.example/x onerror=alert(1)> [here](https://evil.example)"
                    + " ![it](https://evil.example/i.png) <script>alert(1)</script>";
    private static final List<String> ADDRESSES =
            List.of(
                    "javascript:alert(1)",
                    "//evil.example",
                    "https://evil.example/",
                    "data:text/html,<script>alert(1)</script>");

    @Autowired private Advisor advisor;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-hostile-answers").toString();
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
    void what_is_hostile_in_an_answer_is_text_and_leads_nowhere() {
        var card = new TurnCard(HOSTILE, advisor, question -> {});
        UI.getCurrent().add(card);

        card.show(turn());

        var all = elements(card.getElement()).toList();
        assertThat(all)
                .extracting(Element::getTag)
                .doesNotContain("img", "script", "iframe", "object", "svg", "style", "link");
        assertThat(all).allSatisfy(one -> assertThat(one.getProperty("innerHTML")).isNull());
        var led =
                all.stream()
                        .filter(one -> one.hasAttribute("href"))
                        .map(one -> one.getAttribute("href"))
                        .toList();
        assertThat(led)
                .containsExactlyInAnyOrder(
                        "lines", "documents/1?passage=0", "documents/1?passage=0");
        assertThat(all.stream().map(Element::getText).filter(HOSTILE::equals).count())
                .isGreaterThanOrEqualTo(4);
    }

    private static KeptTurn turn() {
        var passages = new ArrayList<CitedPassage>();
        passages.add(passage(1, "documents/1?passage=0"));
        for (var address : ADDRESSES) {
            passages.add(passage(passages.size() + 1, address));
        }
        var ways = new ArrayList<Way>();
        ways.add(new Way(HOSTILE, "lines"));
        ADDRESSES.forEach(address -> ways.add(new Way(HOSTILE, address)));
        var answer =
                new KeptAnswer(
                        List.of(
                                new Sentence(
                                        HOSTILE, Place.HEADING, Mark.GENERAL, List.of(), List.of()),
                                new Sentence(
                                        HOSTILE,
                                        Place.PARAGRAPH,
                                        Mark.DOCUMENT,
                                        List.of(),
                                        passages)),
                        List.of(
                                new ChartData(
                                        ChartData.Kind.BARS,
                                        HOSTILE,
                                        List.of(HOSTILE),
                                        List.of(new ChartData.Series(HOSTILE, List.of(0.5))),
                                        Unit.SHARE)),
                        ways,
                        List.of(HOSTILE),
                        true);
        return new KeptTurn(
                1,
                1,
                HOSTILE,
                Instant.EPOCH,
                Optional.of(Outcome.ANSWERED),
                answer,
                0,
                HOSTILE,
                Optional.empty(),
                "");
    }

    private static CitedPassage passage(int number, String address) {
        return new CitedPassage(
                "D%d.0".formatted(number), number, HOSTILE, 1, 1, HOSTILE, HOSTILE, address);
    }

    private static Stream<Element> elements(Element root) {
        return Stream.concat(
                Stream.of(root),
                root.getChildren()
                        .filter(child -> !child.isTextNode())
                        .flatMap(HostileAnswersIT::elements));
    }
}
