package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * In a real browser: what somebody was entering when the instance behind the page was lost is there
 * again, for that person alone.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class UnsavedEntriesJourneyIT extends Journey {
    private static final String BACK = "oee-drafts .banner";
    private static final String NOTICE = "vaadin-notification-card .unsaved";

    @Autowired private WebServerApplicationContext application;
    @Autowired private AccountService accounts;
    @Autowired private DataSource database;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-unsaved-journey").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @Test
    void what_stood_in_forms_comes_back_until_it_is_saved() {
        try (var page = administrator()) {
            page.getByLabel("Sign-in name").fill("night.shift");
            go(page, "Plant");
            openLine(page);
            var name = page.locator("#line-name input");
            var area = page.getByLabel("Area");
            name.fill("Welding cell, half ty");
            area.fill("Hall 7");

            loseInstance(page, () -> page.keyboard().press("Tab"));

            assertThat(page.locator(NOTICE)).containsText("Change WELD-2");
            shot(page, "unsaved-notice");
            assertThat(name).hasCount(0);
            openLine(page);
            assertThat(page.locator(BACK)).containsText("What you had entered is back.");
            assertThat(page.locator(NOTICE)).hasCount(0);
            shot(page, "unsaved-back");
            assertThat(name).hasValue("Welding cell, half ty");
            assertThat(area).hasValue("Hall 7");

            page.locator("#plant-save").click();

            assertThat(page.locator(".banner").first()).containsText("WELD-2");
            assertThat(page.locator("tr").filter(named("Welding cell, half ty")))
                    .containsText("Hall 7");
            page.reload();
            openLine(page);
            assertThat(name).hasValue("Welding cell, half ty");
            assertThat(page.locator(BACK)).hasCount(0);
            assertThat(page.locator(NOTICE)).hasCount(0);
            page.keyboard().press("Escape");

            go(page, "Accounts");
            assertThat(page.getByLabel("Sign-in name")).hasValue("night.shift");
            page.locator(".drafts-drop").click();
            assertThat(page.getByLabel("Sign-in name")).hasValue("");
            page.reload();
            assertThat(page.getByLabel("Sign-in name")).hasValue("");
        }
    }

    @Test
    void shifts_with_their_breaks_come_back_and_can_be_dropped() {
        try (var page = administrator()) {
            page.navigate(address("plant?tab=shifts&line=WELD-2"));
            page.locator("#rotation-new").click();
            var shifts = page.locator("fieldset.shift-fields");
            assertThat(shifts).not().hasCount(0);
            int before = shifts.count();
            var from = LocalDate.now(ZoneId.of("Europe/Berlin")).plusDays(14);
            var date = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.UK).format(from);
            type(page.locator("#rotation-from input"), date);
            page.locator("#shift-add").click();
            assertThat(shifts).hasCount(before + 1);
            type(shifts.last().getByLabel("Start"), "22:00");
            type(shifts.last().getByLabel("End"), "06:00");
            shifts.last().locator("vaadin-checkbox").last().click();
            shifts.last().locator(".break-add").click();
            type(shifts.last().locator(".break-start input"), "02:00");
            // Neither is told the server before its field is left.
            shifts.last().locator(".break-end input").fill("02:30");
            var days = shifts.last().locator("vaadin-checkbox[checked]").count();

            loseInstance(page, () -> shifts.last().getByLabel("Team").fill("Night owls"));

            assertThat(page.locator(NOTICE)).containsText("WELD-2");
            page.locator("#rotation-new").click();
            assertThat(page.locator(BACK)).isVisible();
            assertThat(shifts).hasCount(before + 1);
            assertThat(page.locator("#rotation-from input")).hasValue(date);
            assertThat(shifts.last().getByLabel("Start")).hasValue("22:00");
            assertThat(shifts.last().getByLabel("End")).hasValue("06:00");
            assertThat(shifts.last().getByLabel("Team")).hasValue("Night owls");
            assertThat(shifts.last().locator("vaadin-checkbox[checked]")).hasCount(days);
            assertThat(shifts.last().locator(".break-start input")).hasValue("02:00");
            assertThat(shifts.last().locator(".break-end input")).hasValue("02:30");

            page.locator(".drafts-drop").click();

            assertThat(shifts).hasCount(before);
            assertThat(page.locator("#rotation-from input")).not().hasValue(date);
        }
    }

    @Test
    void pieces_on_the_keypad_come_back_until_they_are_entered() {
        try (var page = Browsers.signedIn(browser, address(""), "demo-operator", "demo-operator")) {
            page.waitForURL("**/shop-floor");
            page.navigate(address("shop-floor?line=WELD-2"));
            var keys = page.locator(".keypad-keys button");
            page.locator("#floor-scrap").click();
            keys.filter(named("1")).first().click();
            keys.filter(named("2")).first().click();
            assertThat(page.locator(".keypad-value")).hasText("12");

            loseInstance(page, () -> keys.filter(named("+5")).click());

            assertThat(page.locator(NOTICE)).containsText("WELD-2: Scrap");
            page.locator("#floor-scrap").click();
            assertThat(page.locator(".keypad-value")).hasText("12");
            page.locator("#floor-enter").click();
            assertThat(page.locator("#floor-undo")).isVisible();
            page.locator("#floor-scrap").click();
            assertThat(page.locator(".keypad-value")).hasText("0");
        }
    }

    @Test
    void who_signs_out_or_in_as_somebody_else_finds_nothing() throws SQLException {
        var password = secondAdministrator();
        try (var page = administrator()) {
            var name = page.getByLabel("Sign-in name");
            name.fill("typed by the first");
            assertThat(keptForms(page)).isEqualTo(1);
            // By key: in development something of Vaadin's lies above it.
            page.getByText("Sign out").press("Enter");
            page.waitForURL("**/login*");
            assertThat(keptForms(page)).isZero();
            signIn(page, "second.admin", password);
            assertThat(name).hasValue("");

            name.fill("typed by the second");
            assertThat(keptForms(page)).isEqualTo(1);
            // Her sign-in ends without her: it is hers when she comes back, and nobody else's.
            endSignIn(page);
            signIn(page, "second.admin", password);
            assertThat(name).hasValue("typed by the second");
            endSignIn(page);
            signIn(page, "demo-admin", "demo-admin");

            page.waitForFunction("() => sessionStorage.getItem('oee-drafts-of') === 'demo-admin'");
            assertThat(name).hasValue("");
            assertThat(page.locator(BACK)).hasCount(0);
            assertThat(keptForms(page)).isZero();
        }
    }

    private String secondAdministrator() throws SQLException {
        var password =
                SystemWork.asAdministrator(() -> accounts.open("second.admin", "", Role.ADMIN));
        try (var connection = database.getConnection();
                var order = connection.createStatement()) {
            order.execute("update identity.account set must_change_password = false");
        }
        return password;
    }

    /** As if its cookies were too old. */
    private void endSignIn(Page page) {
        page.context().clearCookies();
        page.reload();
        page.waitForURL("**/login*");
    }

    private static void signIn(Page page, String name, String password) {
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(password);
        page.locator("vaadin-button[theme~=primary]").click();
        page.waitForURL(Pattern.compile("/accounts(\\?|$)"));
    }

    private static int keptForms(Page page) {
        return (int)
                page.evaluate(
                        """
                        () => new Promise(resolve => setTimeout(() =>
                            resolve(Object.keys(sessionStorage)
                                .filter(key => key.startsWith('oee-draft:')).length)))
                        """);
    }

    private static void type(Locator field, String words) {
        field.fill(words);
        field.press("Enter");
        field.press("Tab");
    }

    private Page administrator() {
        return signedIn("demo-admin", "demo-admin");
    }

    private Page signedIn(String name, String password) {
        var page = Browsers.signedIn(browser, address(""), name, password);
        page.waitForURL("**/accounts");
        return page;
    }

    private static void go(Page page, String item) {
        page.locator("vaadin-side-nav-item").filter(named(item)).first().click();
    }

    private static void openLine(Page page) {
        page.locator("vaadin-button[aria-label='Change, WELD-2']").click();
        assertThat(page.locator("#line-name")).isVisible();
    }

    private static Locator.FilterOptions named(String words) {
        return new Locator.FilterOptions().setHasText(words);
    }

    /** No request finds its session any more, as on another instance; nobody tells the page. */
    private void loseInstance(Page page, Runnable goingOn) {
        page.evaluate("() => window.before = true");
        var host = ((TomcatWebServer) application.getWebServer()).getTomcat().getHost();
        for (var child : host.findChildren()) {
            var sessions = ((Context) child).getManager();
            for (var session : sessions.findSessions()) {
                sessions.remove(session);
            }
        }
        goingOn.run();
        page.waitForFunction("() => window.before === undefined");
    }

    private static void shot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screenshots/%s.png".formatted(name))));
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }
}
