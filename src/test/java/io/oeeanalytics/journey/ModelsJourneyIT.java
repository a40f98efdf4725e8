package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.oeeanalytics.registry.RegistryFixtures.version;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.Seat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** In a real browser: an administrator makes a version champion and takes it back. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class ModelsJourneyIT extends Journey {
    @LocalServerPort private int port;
    @Autowired private Registry registry;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-models-journey").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    /** Notes are Markdown, and what would run in them does not. */
    @Test
    void an_administrator_activates_a_version_and_rolls_it_back() {
        var model = "daily oee";
        registry.offer(registry.register(version(model, 0.04)), Seat.champion(model, ""));
        registry.register(version(model, 0.02));
        try (var page = signedIn()) {
            page.navigate(address("models"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(model)).click();
            assertThat(page.locator("h1")).hasText(model);
            assertThat(page.locator("oee-apex-chart svg").first()).isVisible();
            picture(page, "model");

            page.navigate(address("models/daily%20oee/2?with=1"));
            assertThat(page.locator("h1")).hasText(model + ", version 2");
            assertThat(page.locator("vaadin-markdown strong")).hasText("winter");
            picture(page, "version");
            page.locator("#model-promote-champion").click();
            assertThat(page.locator(".banner"))
                    .containsText("Version 2 is now Champion for Whole plant.");
            page.locator("#model-notes textarea")
                    .fill(
                            "# Kept\n\n<img src=x onerror=\"document.title='run'\"><script>1</script>");
            page.locator("#model-notes-save").click();
            assertThat(page.locator("vaadin-markdown h1")).hasText("Kept");
            assertThat(page.locator("vaadin-markdown [onerror], vaadin-markdown script"))
                    .hasCount(0);

            page.navigate(address("models/daily%20oee"));
            page.getByText("Roll back", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".banner")).containsText("is version 1 again");
            page.getByText("Undo the roll-back", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator(".banner")).containsText("is version 2 again");
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target/screenshots/models-%s.png".formatted(name))));
    }

    private Page signedIn() {
        var page = Browsers.signedIn(browser, address(""), "demo-admin", "demo-admin");
        page.waitForURL("**/accounts");
        return page;
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }
}
