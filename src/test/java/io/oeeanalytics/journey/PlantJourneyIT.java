package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** In a real browser: an administrator plans a night shift, sees what it does, and keeps it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class PlantJourneyIT extends Journey {
    private static final double PATIENCE_MS = 60_000;

    @LocalServerPort private int port;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-plant-journey").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @Test
    void an_administrator_adds_a_night_shift_with_a_break_previews_and_takes_it_back() {
        try (var page = signedIn()) {
            page.navigate(address("plant?tab=shifts&line=WELD-2"));
            assertThat(page.locator(".shift-picture .shift-bar")).not().hasCount(0);

            page.locator("#rotation-new").click();
            // Two weeks ago, so that there are figures for it to change.
            var from = LocalDate.now(ZoneId.of("Europe/Berlin")).minusDays(14);
            type(
                    page.locator("#rotation-from input"),
                    DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.UK).format(from));
            var shifts = page.locator("fieldset.shift-fields");
            int before = shifts.count();
            // The machine says of its nights that nothing was planned; this hour it worked.
            type(shifts.last().getByLabel("End"), "21:00");
            page.locator("#shift-add").click();
            assertThat(shifts).hasCount(before + 1);
            var night = shifts.last();
            type(night.getByLabel("Start"), "22:00");
            type(night.getByLabel("End"), "06:00");
            type(night.getByLabel("Team"), "Night owls");
            night.locator(".break-add").click();
            type(night.locator(".break-start input"), "02:00");
            type(night.locator(".break-end input"), "02:30");
            assertThat(page.locator(".shift-bar[data-night=into]")).not().hasCount(0);
            assertThat(page.locator(".shift-bar[data-night=from] .shift-break")).not().hasCount(0);

            page.locator("#plant-effect").click();

            assertThat(page.locator(".effect-headline"))
                    .containsText(
                            Pattern.compile("OEE of WELD-2 would change"),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
            shot(page, "plant-night-shift-effect");
            page.locator("#plant-save").click();

            assertThat(page.locator(".banner")).containsText("are saved");
            assertThat(page.locator(".shift-picture")).containsText("Night owls");
            page.locator("#plant-undo").click();
            assertThat(page.locator(".banner")).containsText("Taken back");
            assertThat(page.locator(".shift-picture")).not().containsText("Night owls");
        }
    }

    @Test
    void every_section_has_an_address_and_is_reached_by_keyboard() {
        try (var page = signedIn()) {
            page.navigate(address("plant"));
            page.locator("nav.tabs a[aria-current=page]").focus();

            page.keyboard().press("Tab");
            page.keyboard().press("Enter");

            page.waitForURL("**/plant?**tab=cycles**");
            assertThat(page.locator("nav.tabs a[aria-current=page]"))
                    .hasText("Products and cycles");
            assertThat(page.locator("table.figures").first()).containsText("holds now");
        }
    }

    @Test
    void a_day_of_the_year_is_clicked_closed_and_opened_again() {
        try (var page = signedIn()) {
            page.navigate(address("plant?tab=days&year=2027"));
            page.locator(".day[data-date='2027-03-16']").click();
            page.locator("#day-reason input").fill("Stocktaking");
            page.locator("#plant-save").click();

            assertThat(page.locator(".day[data-date='2027-03-16']"))
                    .hasAttribute("data-kind", "CLOSED");
            page.locator("tr")
                    .filter(new Locator.FilterOptions().setHasText("Stocktaking"))
                    .locator(".day-remove")
                    .click();
            assertThat(page.locator(".day[data-date='2027-03-16']"))
                    .hasAttribute("data-kind", "WORKED");
            page.locator("#plant-undo").click();
            assertThat(page.locator(".day[data-date='2027-03-16']"))
                    .hasAttribute("data-kind", "CLOSED");
        }
    }

    @Test
    void the_plant_is_downloaded_and_a_faulty_file_is_told_by_path() throws IOException {
        try (var page = signedIn()) {
            page.navigate(address("plant?tab=document"));
            var file = page.waitForDownload(() -> page.locator("#document-yaml").click());
            var text = Files.readString(file.path());

            upload(page, text.replace("Europe/Berlin", "Europe/Nowhere"));
            assertThat(page.locator(".path").first()).hasText("sites[0].zone");

            page.reload();
            upload(page, text);
            assertThat(page.locator(".banner").first()).containsText("has no fault");
            page.locator("#plant-effect").click();
            // What was exported changes nothing when it is put back.
            assertThat(page.locator(".effect-headline"))
                    .containsText(
                            "No figure there is today changes",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
        }
    }

    private static void upload(Page page, String text) {
        page.locator("#document-upload input[type=file]")
                .setInputFiles(
                        new FilePayload(
                                "plant.yaml",
                                "application/yaml",
                                text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void type(Locator field, String words) {
        field.fill(words);
        field.press("Enter");
        field.press("Tab");
    }

    private static void shot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screenshots/%s.png".formatted(name))));
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
