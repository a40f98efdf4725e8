package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.oeeanalytics.advisor.talk.Answers;
import io.oeeanalytics.advisor.talk.Ask;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.Turn;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.talk.TurnListener;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A manager asks beside a view in a real browser, with a model that does what a test needs. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class AdvisorJourneyIT extends Journey {
    private static final LocatorAssertions.ContainsTextOptions PATIENT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(40_000);

    @LocalServerPort private int port;

    /** Says one sentence and waits to be stopped, or fails, or is too slow, as it is told. */
    @TestConfiguration
    static class Model {
        private static final long LOOKS_EVERY = 10_000_000;

        @Bean
        Answers model() {
            return new Answers() {
                @Override
                public Turn answer(Ask ask, TurnListener listener) {
                    return Model.answer(ask, listener);
                }

                @Override
                public String model() {
                    return "a model of tests";
                }
            };
        }

        private static Turn answer(Ask ask, TurnListener listener) {
            if (ask.question().startsWith("Wait")) {
                var sentence =
                        new Sentence(
                                "One sentence <b>and</b> no more.",
                                Sentence.Place.PARAGRAPH,
                                Sentence.Mark.GENERAL,
                                List.of(),
                                List.of());
                listener.said(sentence);
                while (!listener.isStopped()) {
                    LockSupport.parkNanos(LOOKS_EVERY);
                }
                return turn(Outcome.STOPPED, List.of(sentence));
            }
            var outcome = ask.question().startsWith("Was") ? Outcome.SLOW : Outcome.FAILED;
            return turn(outcome, List.of());
        }

        private static Turn turn(Outcome outcome, List<Sentence> sentences) {
            return new Turn(outcome, sentences, 0, List.of(), List.of(), 7);
        }
    }

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var data = Files.createTempDirectory("oee-advisor-journey").toString();
        properties.add("oee.data-folder", () -> data);
        properties.add("oee.guide-at-start", () -> true);
    }

    @Test
    void a_manager_asks_stops_reads_finds_and_judges() {
        var page = Browsers.signedIn(browser, address(""), "demo-manager", "demo-manager");
        page.waitForURL("**/lines");
        page.locator("#advisor-toggle").click();
        assertThat(page.locator("#advisor")).containsText("What needs attention now?");

        // A model that never ends: other views answer on, and it can be stopped.
        ask(page, "Wait for ever.");
        var last = page.locator(".advisor-turn").last();
        assertThat(last).containsText("One sentence <b>and</b> no more.", PATIENT);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Guide").setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText("OEE guide");
        page.locator("#advisor-stop").click();
        assertThat(last).containsText("You stopped this answer.", PATIENT);
        assertThat(last.locator(".advisor-paragraph [data-mark='GENERAL']"))
                .hasAttribute("title", "Without figure or source");
        assertThat(last.locator(".advisor-marks")).hasText("Without figure or source");

        // One that fails: said, and answered without it, with a receipt that leads to the figure.
        ask(page, "What was the OEE of PRESS-1 in the last 7 days?");
        assertThat(last).containsText("failed or broke off", PATIENT);
        assertThat(last).containsText(Pattern.compile("OEE of PRESS-1 was \\d+\\.\\d %"));
        assertThat(last).containsText("Certified figures");
        last.getByText("Helpful", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(last).containsText("An administrator will see");
        last.getByText("How the figure is made").click();
        page.waitForURL("**/explain?*");

        // The page is loaded anew: the conversation is still there, and in the history.
        page.reload();
        assertThat(page.locator(".advisor-turn")).hasCount(2);
        button(page, "New").click();
        assertThat(page.locator(".advisor-turn")).hasCount(0);
        button(page, "History").click();
        page.locator(".advisor-history .advisor-choice").first().click();
        assertThat(page.locator(".advisor-turn")).hasCount(2);

        var admin = Browsers.signedIn(browser, address(""), "demo-admin", "demo-admin");
        admin.navigate(address("answers"));
        assertThat(admin.locator("vaadin-grid"))
                .containsText("What was the OEE of PRESS-1 in the last 7 days?", PATIENT);
    }

    @Test
    void questions_in_german_are_answered_from_the_guide_in_german() {
        var page = Browsers.signedIn(browser, address(""), "demo-manager", "demo-manager");
        page.waitForURL("**/lines");
        page.locator("#advisor-toggle").click();
        button(page, "New").click();
        ask(page, "Was bedeutet Verfügbarkeit?");
        var last = page.locator(".advisor-turn").last();
        assertThat(last).containsText("Verfügbarkeit", PATIENT);
        assertThat(last).containsText("did not finish within 25 seconds", PATIENT);
    }

    private static void ask(Page page, String question) {
        page.locator("#advisor-input textarea").fill(question);
        page.locator("#advisor-send").click();
    }

    private static Locator button(Page page, String name) {
        return page.locator("#advisor")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }
}
