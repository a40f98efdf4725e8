package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Authenticator;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** In a real browser: a manager sets up an app, and comes in with it the next time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "oee.job-threads=0")
class SecondFactorJourneyIT extends Journey {
    @Autowired private AccountService accounts;
    @Autowired private DataSource database;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-factor-journey").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @Test
    void a_manager_sets_up_an_app_and_signs_in_with_its_code() throws Exception {
        var password =
                SystemWork.asAdministrator(() -> accounts.open("shift.lead", "", Role.MANAGER));
        try (var connection = database.getConnection();
                var order = connection.createStatement()) {
            order.execute("update identity.account set must_change_password = false");
        }
        Authenticator app;
        try (var page = signedIn(password)) {
            page.waitForURL("**/lines");
            page.navigate(address("password"));
            page.locator("#factor-start").click();
            assertThat(page.locator("#second-factor img")).isVisible();
            app = new Authenticator(page.locator("#factor-secret").textContent());
            picture(page, "second-factor");
            page.locator("#factor-code input").fill(app.codeAt(Instant.now()));
            page.locator("#factor-confirm").click();
            assertThat(page.locator("#factor-recovery"))
                    .hasText(Pattern.compile("([a-z2-9-]{19}\\s*){10}"));
            picture(page, "second-factor-recovery");
        }

        try (var page = signedIn(password)) {
            page.waitForURL("**/login/code");
            page.navigate(address("lines"));
            page.waitForURL("**/login");
            page.navigate(address("login/code"));
            picture(page, "login-code");
            page.locator("#code").fill("no code");
            submit(page).click();
            page.waitForURL("**/login/code?error");
            assertThat(page.locator(".banner")).containsText("not right");

            // The one of the set-up is used up; the next is taken early.
            page.locator("#code").fill(app.codeAt(Instant.now().plusSeconds(30)));
            submit(page).click();

            page.waitForURL("**/lines*");
            assertThat(page.locator(".page-title").first()).isVisible();
        }
    }

    private static Locator submit(Page page) {
        return page.locator("form button[type=submit]");
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }

    private Page signedIn(String password) {
        return Browsers.signedIn(browser, address(""), "shift.lead", password);
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }
}
