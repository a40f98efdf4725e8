package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.oeeanalytics.demo.DemoPlant;
import io.oeeanalytics.demo.PlantSimulator;
import io.oeeanalytics.demo.SimulatedFiles;
import io.oeeanalytics.demo.StampStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A manager loads files in a real browser and sees the figures that follow from them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class ImportJourneyIT extends Journey {
    private static final System.Logger LOG = System.getLogger(ImportJourneyIT.class.getName());

    /** Somebody who works in the background looks every two seconds whether there is work. */
    private static final LocatorAssertions.ContainsTextOptions PATIENT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    @TempDir static Path folder;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var data = Files.createTempDirectory("oee-import-journey").toString();
        properties.add("oee.data-folder", () -> data);
    }

    /**
     * 08:00 to 16:00 with a break of 30 min: 450 min of planned busy time; 90 min of failure leave
     * 360 min of production, A = 80.0 %. 288 pieces of 60 s: E = 288 / 360 = 80.0 %. 270 of them
     * good: Q = 93.75 %. OEE = 270 / 450 = 60.0 %.
     */
    @Test
    void a_status_log_and_a_piece_log_become_the_oee_worked_out_by_hand() throws IOException {
        var states = folder.resolve("hand-states.csv");
        Files.writeString(
                states,
                """
                PRODUCTION_LINE,SHIFT,START_DATETIME,FINISH_DATETIME,STATUS,IS_DELETED,STATUS_NAME
                HAND-1,1,3/16/26 8:00,3/16/26 12:00,1,0,Production
                HAND-1,1,3/16/26 12:00,3/16/26 12:30,13,0,Break Time
                HAND-1,1,3/16/26 12:30,3/16/26 14:00,21,0,Machine Failure
                HAND-1,1,3/16/26 14:00,3/16/26 16:00,1,0,Production
                HAND-1,1,3/16/26 16:00,,90,0,End Of Operations
                """);
        var pieces = folder.resolve("hand-pieces.csv");
        var rows = new StringBuilder("LINE,START_DATETIME,FINISH_DATETIME,GOOD,SCRAP\n");
        var start = LocalDateTime.parse("2026-03-16T08:00");
        for (int i = 0; i < 288; i++) {
            // Every 70 s: 192 fit before noon, 96 after two.
            var from =
                    i < 192
                            ? start.plusSeconds(70L * i)
                            : start.plusHours(6).plusSeconds(70L * (i - 192));
            rows.append("HAND-1,")
                    .append(stamp(from))
                    .append(',')
                    .append(stamp(from.plusSeconds(60)))
                    .append(i < 270 ? ",1,0\n" : ",0,1\n");
        }
        Files.writeString(pieces, rows);
        try (var page = manager()) {
            upload(page, states);
            assertThat(page.locator("#import-kind")).containsText("Status log");
            zone(page, "Asia/Tokyo");
            page.locator("#import-cycle-HAND-1 input").fill("60");
            page.locator("#import-load").click();
            assertThat(page.locator("#import-result")).containsText("5 of 5 rows", PATIENT);

            upload(page, pieces);
            zone(page, "Asia/Tokyo");
            page.locator("#import-load").click();
            assertThat(page.locator("#import-result")).containsText("288 of 288 rows", PATIENT);

            page.navigate(address("line?line=HAND-1&days=1&until=2026-03-16"));
            page.locator(".kpi-strip").waitFor();
            assertThat(page.locator(".kpi-strip"))
                    .containsText(
                            java.util.regex.Pattern.compile(
                                    "OEE60.0.*Availability80.0.*Effectiveness80.0.*Quality93.8"));

            page.navigate(address("day?line=HAND-1&date=2026-03-16"));
            assertThat(page.locator("oee-timeline")).isVisible();
            assertThat(page.locator("body")).containsText("Machine Failure");
        }
    }

    @Test
    void a_file_with_bad_rows_is_refused_with_its_lines_then_loaded_without_them()
            throws IOException {
        var file = folder.resolve("bad.csv");
        Files.writeString(
                file,
                """
                LINE,START_DATETIME,FINISH_DATETIME
                TRY-1,2026-03-02 08:00:00.000,2026-03-02 08:00:05.000
                TRY-1,yesterday,2026-03-02 08:00:15.000
                TRY-1,2026-03-02 08:00:20.000,2126-03-02 08:00:25.000
                """);
        try (var page = manager()) {
            upload(page, file);
            zone(page, "Asia/Tokyo");
            page.locator("#import-load").click();

            assertThat(page.locator("#import-result")).containsText("was refused", PATIENT);
            assertThat(page.locator("#import-rejected")).containsText("yesterday");
            var rejected =
                    page.waitForDownload(() -> page.locator("#import-rejected-download").click());
            assertThat(Files.readAllLines(rejected.path())).hasSize(3);

            page.locator("#import-without-bad-rows").click();
            assertThat(page.locator("#import-result")).containsText("1 of 3 rows", PATIENT);

            upload(page, file);
            zone(page, "Asia/Tokyo");
            page.locator("#import-load").click();
            assertThat(page.locator("#import-result")).containsText("nothing changed", PATIENT);
        }
    }

    @Test
    void what_is_no_table_is_refused_in_words() throws IOException {
        var zip = folder.resolve("zip.csv");
        Files.write(zip, "PK\003\004 and so on".getBytes(StandardCharsets.ISO_8859_1));
        var truncated = folder.resolve("truncated.csv");
        Files.writeString(
                truncated,
                """
                LINE,START_DATETIME,FINISH_DATETIME
                CUT-1,2026-03-02 08:00:00.000,2026-03-02 08:00:05.000
                CUT-1,2026-03-02 08:0""");
        try (var page = manager()) {
            upload(page, zip);
            assertThat(page.locator(".banner")).containsText("zip archive");

            upload(page, truncated);
            zone(page, "Asia/Tokyo");
            page.locator("#import-load").click();
            assertThat(page.locator("#import-result")).containsText("was refused", PATIENT);
            assertThat(page.locator("#import-rejected")).containsText("3");
        }
    }

    @Test
    void files_of_the_simulator_become_a_forecast_and_can_be_taken_back() throws IOException {
        var plant = new DemoPlant(LocalDate.of(2026, 11, 1));
        var files = new SimulatedFiles(new PlantSimulator(plant, 7));
        var line = List.of(plant.line("WELD-2"));
        var states = folder.resolve("simulated-states.csv");
        var from = LocalDate.of(2026, 3, 2);
        files.statusLog(states, line, from, from.plusDays(60), StampStyle.ISO_SECONDS);
        Files.writeString(states, Files.readString(states).replace("WELD-2", "SIM-2"));
        var pieces = folder.resolve("simulated-pieces.csv");
        files.pieceLog(pieces, line, from, from.plusDays(60));
        Files.writeString(pieces, Files.readString(pieces).replace("WELD-2", "SIM-2"));
        try (var page = manager()) {
            for (var file : List.of(states, pieces)) {
                upload(page, file);
                zone(page, "Asia/Tokyo");
                page.locator("#import-open-lines").click();
                if (page.locator("#import-cycle-SIM-2 input").count() > 0) {
                    page.locator("#import-cycle-SIM-2 input").fill("30");
                }
                page.locator("#import-load").click();
                assertThat(page.locator("#import-result")).containsText("are in", PATIENT);
            }
            page.locator("#import-show").click();
            assertThat(page.locator("a.line-card").filter(named("SIM-2"))).hasCount(1);

            page.navigate(address("forecast?line=SIM-2"));
            assertThat(page.locator("#forecast-days tbody tr")).hasCount(7);

            page.navigate(address("import"));
            page.getByText("Take back").first().click();
            page.locator("vaadin-confirm-dialog vaadin-button[theme~=primary]").click();
            assertThat(page.locator("#import-result")).containsText("was taken back");
        }
    }

    /**
     * 8 h planned, 6 h 40 min of run, 600 pieces of 30 s: A = 0.8333, P = 0.75, OEE = 300 / 480 =
     * 62.5 %.
     */
    @Test
    void a_daily_report_shows_the_oee_it_states_marked_as_imported() throws IOException {
        var report = folder.resolve("daily.csv");
        Files.writeString(
                report,
                """
                PRODUCTION_LINE;Date;Planned_Production_Time_Seconds;Actual_Run_Time_Seconds;Total_Actual_Output;Ideal_Cycle_Time_Seconds;Availability;Performance;Quality;OEE
                DAILY-1;2026-03-16;28800;24000;600;30;0,8333;0,75;1;0,625
                DAILY-1;2026-03-17;28800;24000;600;30;0,8333;0,75;1;0,5
                """);
        try (var page = manager()) {
            upload(page, report);
            zone(page, "Asia/Tokyo");
            page.locator("#import-open-lines").click();
            page.locator("#import-load").click();
            assertThat(page.locator("#import-result")).containsText("2 of 2 rows", PATIENT);
            // The second row states an OEE its parts do not make; that is told.
            assertThat(page.locator("#import-remarks")).containsText("OEE is given as 0.5000");

            page.locator("#import-show").click();
            assertThat(page.locator("a.line-card").filter(named("DAILY-1"))).containsText("62.5");
            page.navigate(address("line?line=DAILY-1&days=1&until=2026-03-16"));
            assertThat(page.locator(".kpi-strip"))
                    .containsText(
                            java.util.regex.Pattern.compile(
                                    "OEE62.5.*Availability83.3.*Effectiveness75.0.*Quality100.0"));
            assertThat(page.locator("body")).containsText("imported");
        }
    }

    @Test
    void a_load_goes_on_while_its_page_is_away_and_can_be_cancelled_from_another()
            throws IOException {
        var file = folder.resolve("long.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("LINE,START_DATETIME,FINISH_DATETIME\n");
            var start = LocalDateTime.parse("2025-01-01T00:00");
            for (int i = 0; i < 2_000_000; i++) {
                var at = start.plusSeconds(10L * i);
                var stamp = at.toLocalDate() + " " + at.toLocalTime().toString();
                out.write("LONG-1," + (stamp.length() == 16 ? stamp + ":00" : stamp) + ",");
                out.write((stamp.length() == 16 ? stamp + ":00" : stamp) + "\n");
            }
        }
        try (var page = manager()) {
            upload(page, file);
            zone(page, "Asia/Tokyo");
            page.locator("#import-open-lines").click();
            page.locator("#import-load").click();
            assertThat(page.locator(".progress")).containsText("long.csv");
            // Closed while it runs; another page of the same person shows it and stops it.
            try (var other = page.context().newPage()) {
                page.close();
                other.navigate(address("import"));
                assertThat(other.locator(".progress")).containsText("long.csv");
                other.locator("#import-cancel").click();
                assertThat(other.locator("#import-result"))
                        .containsText("long.csv was cancelled", PATIENT);
                other.navigate(address("lines"));
                other.locator("a.line-card").first().waitFor();
                assertThat(other.locator("a.line-card").filter(named("LONG-1"))).hasCount(0);
            }
        }
    }

    @Test
    void two_pages_load_files_at_once_and_each_sees_its_own_result() throws IOException {
        var first = folder.resolve("first.csv");
        var second = folder.resolve("second.csv");
        Files.writeString(
                first,
                """
                LINE,START_DATETIME,FINISH_DATETIME
                TAB-1,2026-03-02 08:00:00.000,2026-03-02 08:00:05.000
                """);
        Files.writeString(
                second,
                """
                LINE|START_DATETIME|FINISH_DATETIME
                TAB-2|2026-03-02 08:00:00.000|2026-03-02 08:00:05.000
                TAB-2|2026-03-02 08:00:05.000|2026-03-02 08:00:10.000
                """);
        try (var one = manager();
                var other = one.context().newPage()) {
            other.navigate(address("import"));
            upload(one, first);
            zone(one, "Asia/Tokyo");
            one.locator("#import-open-lines").click();
            upload(other, second);
            zone(other, "Asia/Tokyo");
            other.locator("#import-open-lines").click();

            one.locator("#import-load").click();
            other.locator("#import-load").click();

            assertThat(one.locator("#import-result")).containsText("first.csv", PATIENT);
            assertThat(other.locator("#import-result")).containsText("second.csv", PATIENT);
        }
    }

    @Test
    void a_column_said_by_hand_is_looked_at_before_anything_is_loaded() throws IOException {
        var file = folder.resolve("foreign.csv");
        Files.writeString(
                file,
                """
                Halle;t0;t1
                HAND-2;2026-03-02 08:00:00.000;2026-03-02 08:00:05.000
                """);
        try (var page = manager()) {
            upload(page, file);
            choose(page, "#import-kind", "Piece log");
            var findings = page.locator(".check-list").first();
            choose(page, "#import-column-LINE", "Halle");
            assertThat(findings).containsText("Not used: \"t0\", \"t1\"");
            choose(page, "#import-column-START", "Halle");
            assertThat(findings).containsText("holds no dates");
            choose(page, "#import-column-START", "t0");
            assertThat(findings).containsText("Not used: \"t1\"");
            choose(page, "#import-column-FINISH", "t1");
            assertThat(findings).not().containsText("Not used");
            zone(page, "Asia/Tokyo");
            page.locator("#import-open-lines").click();
            page.locator("#import-load").click();

            assertThat(page.locator("#import-result")).containsText("1 of 1 rows", PATIENT);
        }
    }

    @Test
    void an_operator_is_refused_the_import() {
        try (var page = Browsers.signedIn(browser, address(""), "demo-operator", "demo-operator")) {
            page.locator("vaadin-app-layout").waitFor();
            page.navigate(address("import"));

            assertThat(page.locator("vaadin-upload")).hasCount(0);
        }
    }

    @Test
    void the_real_daily_reports_show_the_oee_they_report() {
        var report =
                Path.of(System.getProperty("user.dir"))
                        .resolve("../shared/data/oee-daily/daily_oee_report_LINE-02.csv");
        if (!Files.exists(report)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "skipped: there are no real reports at {0}",
                    report);
        }
        Assumptions.assumeTrue(Files.exists(report));
        try (var page = manager()) {
            upload(page, report);
            zone(page, "Asia/Tokyo");
            page.locator("#import-open-lines").click();
            page.locator("#import-load").click();
            assertThat(page.locator("#import-result")).containsText("are in", PATIENT);

            page.locator("#import-show").click();

            assertThat(page.locator("a.line-card").filter(named("LINE-02")))
                    .containsText("No status data", PATIENT);
        }
    }

    private static String stamp(LocalDateTime time) {
        return time.toLocalDate() + " " + "%tT.000".formatted(time);
    }

    private Page manager() {
        var page = Browsers.signedIn(browser, address(""), "demo-manager", "demo-manager");
        page.waitForURL("**/lines");
        page.navigate(address("import"));
        return page;
    }

    private static void upload(Page page, Path file) {
        page.locator("vaadin-upload input[type=file]")
                .waitFor(
                        new com.microsoft.playwright.Locator.WaitForOptions()
                                .setState(WaitForSelectorState.ATTACHED));
        page.setInputFiles("vaadin-upload input[type=file]", file);
    }

    private static void choose(Page page, String select, String item) {
        page.locator(select).click();
        page.locator("vaadin-select-list-box:visible vaadin-select-item")
                .filter(named(item))
                .first()
                .click();
    }

    private static void zone(Page page, String zone) {
        page.locator("#import-zone input").fill(zone);
        page.locator("vaadin-combo-box-item").filter(named(zone)).first().click();
    }

    private static com.microsoft.playwright.Locator.FilterOptions named(String code) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(code);
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }
}
