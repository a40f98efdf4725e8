package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.oeeanalytics.advisor.talk.FakeGemini;
import io.oeeanalytics.advisor.talk.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the panel says in a real browser when what speaks as Gemini does not do its work. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class ModelTroubleJourneyIT extends Journey {
    /** Whoever asked is told what happened within this time, in milliseconds. */
    private static final double TOLD_WITHIN = 30_000;

    private static final String QUESTION = "What was the OEE of PRESS-1 in the last 7 days?";

    /** What it does from now on, whenever it is asked. */
    private static final AtomicReference<Script> STEP =
            new AtomicReference<>(Script.say("Nothing yet."));

    private static final FakeGemini GEMINI = new FakeGemini(_ -> STEP.get());

    @LocalServerPort private int port;

    @DynamicPropertySource
    static void withModel(DynamicPropertyRegistry properties) throws IOException {
        var data = Files.createTempDirectory("oee-trouble-journey").toString();
        properties.add("oee.data-folder", () -> data);
        properties.add("oee.model.gemini-key", () -> FakeGemini.KEY);
        properties.add("oee.model.gemini-base-url", () -> GEMINI.base().toString());
    }

    @AfterAll
    static void end() {
        GEMINI.close();
    }

    @Test
    void a_model_that_takes_a_minute_is_left_while_other_views_answer() {
        var never = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        STEP.set(new Script.Hang(List.of(), never, asked));
        var page = panel("demo-manager");
        ask(page);
        var last = page.locator(".advisor-turn").last();
        assertThat(last.locator("[role=status]")).isVisible();

        // In the same page, and in one of somebody else.
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Guide").setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText("OEE guide");
        var other = Browsers.signedIn(browser, address(""), "demo-admin", "demo-admin");
        assertThat(other.locator("h1")).isVisible();
        other.navigate(address("jobs"));
        assertThat(other.locator("h1")).hasText("Jobs");
        assertThat(asked.getCount()).isZero();
        assertThat(last.locator("[role=status]")).isVisible();

        tells(last, "did not finish within 25 seconds");
        answersWithoutIt(last);
        never.countDown();
    }

    @Test
    void a_model_that_is_busy_fails_breaks_off_or_never_ends_is_said() {
        var page = panel("demo-admin");
        for (var step :
                List.of(
                        new Script.Failing(429),
                        new Script.Failing(500),
                        new Script.Cut(List.of("Look at the sensors. Then")),
                        new Script.Huge(10_000_000))) {
            STEP.set(step);
            int before = GEMINI.requests().size();
            int turns = page.locator(".advisor-turn").count();
            ask(page);
            assertThat(page.locator(".advisor-turn")).hasCount(turns + 1);

            var last = page.locator(".advisor-turn").last();
            tells(last, "failed or broke off");
            if (step instanceof Script.Failing) {
                answersWithoutIt(last);
            }
            assertThat(GEMINI.requests()).as("%s", step).hasSizeGreaterThan(before);
        }
        // What has no end did not become a page without end.
        assertThat(page.content()).hasSizeLessThan(500_000);
    }

    private static void tells(Locator turn, String what) {
        assertThat(turn)
                .containsText(
                        what, new LocatorAssertions.ContainsTextOptions().setTimeout(TOLD_WITHIN));
    }

    private static void answersWithoutIt(Locator turn) {
        assertThat(turn).containsText("OEE of PRESS-1 was");
        assertThat(turn).containsText("Certified figures");
    }

    private Page panel(String name) {
        var page = Browsers.signedIn(browser, address(""), name, name);
        page.locator("#advisor-toggle").click();
        assertThat(page.locator("#advisor")).isVisible();
        return page;
    }

    private static void ask(Page page) {
        page.locator("#advisor-input textarea").fill(QUESTION);
        page.locator("#advisor-send").click();
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }
}
