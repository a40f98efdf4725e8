package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.identity.AccountService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * In a real browser: each role comes in through the front door and reaches only what is its own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class SignInJourneyIT extends Journey {
    @Autowired private AccountService accounts;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-journey").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @Test
    void an_administrator_lands_on_the_accounts_and_opens_one() {
        try (var page = signedIn("demo-admin", "demo-admin")) {
            page.waitForURL("**/accounts");
            assertThat(page.locator(".headline")).containsText("3 accounts, 3 may sign in.");

            page.getByLabel("Sign-in name").fill("shift.lead");
            page.locator("vaadin-button[theme~=primary]").click();

            assertThat(page.locator(".banner")).containsText("First password of shift.lead: ");
            assertThat(page.locator(".headline")).containsText("4 accounts, 4 may sign in.");
            var folder = Path.of("target/screenshots");
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(folder.resolve("accounts-1440.png")));
        }
    }

    /** Pages and charts work with it, and it works. */
    @Test
    void the_content_security_policy_stops_nothing_of_ours_and_everything_from_elsewhere() {
        var complaints = new ArrayList<String>();
        try (var page = signedIn("demo-manager", "demo-manager")) {
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.waitForURL("**/lines");
            page.reload();
            page.locator("oee-apex-chart svg").first().waitFor();
            assertThat(complaints).noneMatch(text -> text.contains("Content Security Policy"));

            var stopped =
                    page.evaluate(
                            """
                            () => new Promise(resolve => {
                                document.addEventListener('securitypolicyviolation',
                                    event => resolve(event.effectiveDirective));
                                new Image().src = 'https://elsewhere.invalid/pixel.png';
                            })
                            """);

            assertThat(stopped).isEqualTo("img-src");
        }
    }

    @Test
    void the_chosen_theme_stays_after_a_reload() {
        try (var page = signedIn("demo-admin", "demo-admin")) {
            page.waitForURL("**/accounts");
            page.getByText("Light or dark").click();
            assertThat(page.locator("html[theme=dark]")).hasCount(1);

            page.reload();

            assertThat(page.locator("html[theme=dark]")).hasCount(1);
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(Path.of("target/screenshots/accounts-1440-dark.png")));
        }
    }

    @Test
    void an_operator_is_refused_the_accounts() {
        try (var page = signedIn("demo-operator", "demo-operator")) {
            page.waitForURL("**/shop-floor");

            page.navigate(address("accounts"));

            assertThat(page.locator("vaadin-grid")).hasCount(0);
            assertThat(page.locator("body")).not().containsText("demo-manager");
        }
    }

    @Test
    void an_operator_lands_on_the_shop_floor_reports_scrap_and_takes_it_back() {
        try (var page = signedIn("demo-operator", "demo-operator")) {
            page.waitForURL("**/shop-floor");
            page.locator("button.reason-tile").filter(named("PACK-5")).click();
            assertThat(page.locator(".floor-state")).containsText("No status data");
            var scrap = page.locator(".floor-figure").filter(named("Scrap"));
            var before = scrap.locator(".floor-figure-value").textContent();

            page.locator("#floor-scrap").click();
            page.locator("button.key-step").filter(named("+5")).click();
            page.locator("#floor-enter").click();
            assertThat(page.locator(".undo-bar")).containsText("5 scrap reported.");
            assertThat(scrap).not().containsText("Scrap" + before);
            page.locator("#floor-undo").click();

            assertThat(scrap).containsText(before);
            page.navigate(address("shop-floor"));
            page.waitForURL("**/shop-floor?line=PACK-5");
        }
    }

    @Test
    void stopping_a_sign_in_closes_the_open_pages_of_that_person() {
        try (var operator = signedIn("demo-operator", "demo-operator")) {
            operator.waitForURL("**/shop-floor");
            SecurityContextHolder.getContext()
                    .setAuthentication(TestSignIn.everywhere("admin", "ROLE_ADMIN"));
            try {
                accounts.enable("demo-operator", false);

                operator.waitForURL("**/login");
            } finally {
                accounts.enable("demo-operator", true);
                SecurityContextHolder.clearContext();
            }
        }
    }

    @Test
    void a_manager_lands_on_the_lines_and_downloads_a_forecast() throws IOException {
        try (var page = signedIn("demo-manager", "demo-manager")) {
            page.waitForURL("**/lines");
            assertThat(page.locator("a.line-card")).hasCount(5);
            assertThat(page.locator("a.line-card").filter(named("PACK-5")))
                    .containsText("No status data");
            assertThat(page.locator(".headline")).containsText("Plant OEE 6");

            page.locator("a.line-card").filter(named("WELD-2")).click();

            page.waitForURL("**/line?*line=WELD-2*");
            assertThat(page.locator(".kpi-strip")).containsText("Planned busy time");
            // The chart of its days is the first; a click on it opens the day under the pointer.
            page.locator("oee-apex-chart svg .apexcharts-series path").first().waitFor();
            page.locator("oee-apex-chart").first().click();
            page.waitForURL("**/day?**line=WELD-2**");
            assertThat(page.locator("oee-timeline")).isVisible();
            page.goBack();
            page.locator("a.button").filter(named("Days ahead")).click();

            page.waitForURL("**/forecast?line=WELD-2");
            assertThat(page.locator("#forecast-days tbody tr")).hasCount(7);
            assertThat(page.locator("oee-apex-chart svg").first()).isVisible();
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(Path.of("target/screenshots/forecast-1440.png")));
            var file = page.waitForDownload(() -> page.locator("#forecast-download").click());
            assertThat(Files.readAllLines(file.path())).hasSize(8);

            page.navigate(address("forecast?line=PACK-5"));
            assertThat(page.locator(".empty")).containsText("No status data");
        }
    }

    @Test
    void an_operator_is_refused_the_figures_of_managers() {
        try (var page = signedIn("demo-operator", "demo-operator")) {
            page.waitForURL("**/shop-floor");

            page.navigate(address("lines"));
            assertThat(page.locator("a.line-card")).hasCount(0);
            page.navigate(address("line?line=WELD-2"));
            assertThat(page.locator(".kpi-strip")).hasCount(0);
            page.navigate(address("day?line=WELD-2&date=2026-01-15"));
            assertThat(page.locator("table.figures")).hasCount(0);
            page.navigate(address("forecast"));
            assertThat(page.locator("table.figures")).hasCount(0);
        }
    }

    private static com.microsoft.playwright.Locator.FilterOptions named(String code) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(code);
    }

    @Test
    void a_stranger_and_a_wrong_password_stay_outside() {
        try (var page = browser.newPage()) {
            page.navigate(address("accounts"));
            page.waitForURL("**/login");
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/login.png")));
        }
        try (var page = signedIn("demo-admin", "admin")) {
            page.waitForURL("**/login?error*");
            assertThat(page.locator("vaadin-login-form")).containsText("do not belong together");
        }
    }

    @Test
    void health_is_open_to_all_and_metrics_are_not() {
        try (var page = browser.newPage()) {
            var health = page.navigate(address("health"));
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.text()).contains("\"status\":\"healthy\"");

            assertThat(page.navigate(address("actuator/prometheus")).status()).isEqualTo(401);
        }
    }

    private Page signedIn(String name, String password) {
        return Browsers.signedIn(browser, address(""), name, password);
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }
}
