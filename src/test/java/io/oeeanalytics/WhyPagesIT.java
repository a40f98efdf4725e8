package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.Role;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Two lines on Mondays from 06:00 to 14:00 in UTC, 480 min, at a minute a piece. On the 16th of
 * March STEADY makes 240 good pieces, on the 23rd its machine fails from 12:00 and of 240 pieces
 * 200 are good: OEE 50.0 and 41.7 %, by A -13.3, E +13.4 and Q -8.4 points. WEAK makes 96 each day.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WhyPagesIT {
    private static final String TWO_DAYS =
            "from=2026-03-23&to=2026-03-23&beforeFrom=2026-03-16&beforeTo=2026-03-16";
    private static ApiClient client;

    @Autowired private ApplicationContext context;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-why").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void twoLines(
            @LocalServerPort int port,
            @Autowired ApiKeys keys,
            @Autowired AccountService accounts) {
        authenticate("admin", "ADMIN");
        var first = accounts.open("asks.why", "asks why", Role.MANAGER);
        client = new ApiClient(port, keys.open("why", Set.of(Scope.ADMIN)));
        authenticate("asks.why", "MANAGER");
        accounts.changeOwnPassword("asks.why", first, "a password of one's own");
        SecurityContextHolder.clearContext();
        var put =
                client.put(
                        "/api/v1/plant",
                        "application/yaml",
                        """
                        sites:
                        - name: Hall
                          zone: UTC
                          weeks:
                          - validFrom: 2026-03-01
                            shifts:
                            - {weekday: MONDAY, number: 1, start: "06:00", end: "14:00"}
                          lines:
                          - {code: STEADY, name: Steady line, idealCycles: [{seconds: 60}], targets: [{validFrom: 2026-01-01, oee: 0.5}]}
                          - {code: WEAK, name: Weak line, idealCycles: [{seconds: 60}]}
                        """);
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        tell("STEADY", "2026-03-16", "14:00", 240, 0);
        tell("STEADY", "2026-03-23", "12:00", 200, 40);
        tell("WEAK", "2026-03-16", "14:00", 96, 0);
        tell("WEAK", "2026-03-23", "14:00", 96, 0);
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            var why = why("");
                            return !why.path("pending").booleanValue()
                                    && why.path("lines").size() == 2;
                        });
    }

    /** Runs from 06:00 until then, and fails for the rest. */
    private static void tell(String line, String day, String until, int good, int scrap) {
        var events =
                """
                [{"key":"DAY 1","line":"LINE","type":"state","at":"DAYT06:00:00Z","until":"DAYTEND:00Z","status":1},
                 {"key":"DAY 2","line":"LINE","type":"state","at":"DAYTEND:00Z","until":"DAYT14:00:00Z","status":21},
                 {"key":"DAY 3","line":"LINE","type":"count","at":"DAYT10:00:00Z","good":GOOD,"scrap":SCRAP}]
                """
                        .replace("LINE", line)
                        .replace("DAY", day)
                        .replace("END", until)
                        .replace("GOOD", String.valueOf(good))
                        .replace("SCRAP", String.valueOf(scrap));
        var told = client.post("/api/v1/events", events);
        assertThat(told.status()).as(told.text()).isLessThan(300);
    }

    private static JsonNode why(String question) {
        return client.get("/api/v1/why?" + TWO_DAYS + question).json();
    }

    @AfterEach
    void signOut() {
        ViewSession.signOut();
    }

    private void open(String address) {
        ViewSession.signIn(context, "asks.why", "MANAGER");
        ViewSession.go(address);
    }

    @Test
    void the_answer_adds_up_unrounded() {
        var why = why("&line=STEADY");

        assertThat(why.path("change").doubleValue()).isEqualTo(-1 / 12.0, within(1e-12));
        double sum = 0;
        for (var factor : why.path("factors")) {
            sum += factor.path("contribution").doubleValue();
        }
        assertThat(sum).isEqualTo(-1 / 12.0, within(1e-12));
        assertThat(why.path("factors").get(0).path("losses").get(0).toString())
                .contains("Machine Failure");
        assertThat(why.path("cannotSay").isNull()).isTrue();
        assertThat(why.path("page").stringValue()).isEqualTo("/why?line=STEADY&" + TWO_DAYS);
    }

    @Test
    void questions_that_make_no_sense_are_refused_by_name() {
        var twice = client.get("/api/v1/why?%s&against=target".formatted(TWO_DAYS));
        var upsideDown =
                client.get("/api/v1/why?from=2026-03-23&beforeFrom=2026-03-16&beforeTo=2026-03-15");

        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.errors()).startsWith("against: ");
        assertThat(upsideDown.errors())
                .isEqualTo("beforeTo: 2026-03-15 lies before beforeFrom, 2026-03-16\n");
    }

    @Test
    void a_sentence_says_what_the_table_proves() {
        open("why?line=STEADY&" + TWO_DAYS);

        assertThat(headline())
                .startsWith(
                        "OEE fell by 8.3 points, from 50.0 to 41.7 %, which is 40 min of good"
                                + " production at ideal speed.")
                .contains("Availability took 13.3 points.")
                .contains("Mainly: Breakdowns (−13.3), above all Machine Failure (−13.3).")
                .contains("Against that, Effectiveness gave 13.4 points.");
        assertThat(_find(Chart.class)).hasSize(1);
        assertThat(rows(1))
                .containsExactly(
                        "Availability100.075.0−13.3",
                        "Breakdowns0.025.0−13.3",
                        "Machine Failure0.025.0−13.3",
                        "Effectiveness50.066.7+13.4",
                        "Speed50.025.0+13.4",
                        "Quality100.083.3−8.4",
                        "Scrap0.08.3−8.4",
                        "OEE50.041.7−8.3");
    }

    @Test
    void every_part_leads_to_the_ledger_behind_it() {
        open("why?definition=semi_e79&" + TWO_DAYS);

        var ways =
                _find(Anchor.class).stream()
                        .map(Anchor::getHref)
                        .map(WhyPagesIT::sorted)
                        .filter(way -> way.startsWith("explain?"))
                        .toList();
        assertThat(ways)
                .contains(
                        "explain?definition=SEMI_E79&from=2026-03-16&to=2026-03-16",
                        "explain?definition=SEMI_E79&from=2026-03-23&line=STEADY&to=2026-03-23");
        assertThat(ways())
                .contains(
                        "why?beforeFrom=2026-03-16&beforeTo=2026-03-16&definition=SEMI_E79&from=2026-03-23&line=WEAK&to=2026-03-23");
    }

    @Test
    void lines_of_a_plant_add_up_to_its_change() {
        open("why?" + TWO_DAYS);

        // 336 and 296 of 960 min are 35.0 and 30.8 %.
        assertThat(headline()).startsWith("OEE fell by 4.2 points").contains("STEADY itself");
        assertThat(rows(2))
                .containsExactly(
                        "STEADY Why?50.041.750.050.0−4.20.0−4.2",
                        "WEAK Why?20.020.050.050.00.00.00.0",
                        "OEE35.030.8100.0100.0−4.20.0−4.2");
    }

    @Test
    void a_target_is_held_against_the_period() {
        open("why?line=STEADY&from=2026-03-23&against=target");

        assertThat(headline())
                .startsWith("OEE of 41.7 % is 8.3 points below the target of 50.0 %")
                .contains("shared among them");
        var points =
                rows(1).stream()
                        .filter(row -> row.matches("(Availability|Effectiveness|Quality).*"))
                        .map(row -> row.replaceFirst(".*−", ""))
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(points).isEqualByComparingTo("8.3");
        assertThat(_find(DatePicker.class)).hasSize(2);
    }

    @Test
    void what_cannot_be_said_is_said_in_words() {
        open("why?line=WEAK&from=2026-03-23&against=target");
        assertThat(empty()).contains("no target was set for WEAK");

        open("why?line=WEAK&from=2026-03-23");
        assertThat(empty()).startsWith("Mar 22, 2026: no time was planned");

        open("why?line=WEAK&from=tomorrow");
        assertThat(empty()).contains("opened beside a figure");
    }

    @Test
    void a_choice_goes_into_the_address() {
        open("why?line=STEADY&from=2026-03-23");

        _click(_get(Button.class, spec -> spec.withText("Against the target")));

        assertThat(address())
                .isEqualTo("why?against=target&from=2026-03-23&line=STEADY&to=2026-03-23");
    }

    @Test
    void the_pages_of_figures_lead_here() {
        open("line?line=STEADY&days=7&until=2026-03-23");
        assertThat(ways())
                .contains(
                        "why?from=2026-03-17&line=STEADY&to=2026-03-23",
                        "why?against=target&from=2026-03-17&line=STEADY&to=2026-03-23");

        open("lines?days=7&until=2026-03-23");
        assertThat(ways()).contains("why?from=2026-03-17&to=2026-03-23");

        open("explain?from=2026-03-23&line=STEADY&definition=semi_e79");
        assertThat(ways())
                .contains("why?definition=SEMI_E79&from=2026-03-23&line=STEADY&to=2026-03-23");
    }

    private static List<String> ways() {
        return _find(Anchor.class).stream()
                .map(Anchor::getHref)
                .filter(way -> way.startsWith("why"))
                .map(WhyPagesIT::sorted)
                .toList();
    }

    /** By the names of its parameters, which have no order. */
    private static String sorted(String address) {
        var parts = address.split("\\?", 2);
        return parts.length < 2
                ? address
                : parts[0]
                        + "?"
                        + Arrays.stream(parts[1].split("&"))
                                .sorted()
                                .collect(Collectors.joining("&"));
    }

    private static String address() {
        return sorted(
                UI.getCurrent()
                        .getInternals()
                        .getActiveViewLocation()
                        .getPathWithQueryParameters());
    }

    private static String headline() {
        return _get(Paragraph.class, spec -> spec.withClasses("headline"))
                .getElement()
                .getTextRecursively();
    }

    private static String empty() {
        return _get(Paragraph.class, spec -> spec.withClasses("empty-text")).getText();
    }

    /** Those of one of the tables, each as its cells read one after the other. */
    private static List<String> rows(int table) {
        return _find(NativeTable.class)
                .get(table)
                .getBody()
                .getChildren()
                .filter(NativeTableRow.class::isInstance)
                .map(row -> row.getElement().getTextRecursively())
                .toList();
    }

    private static void authenticate(String name, String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
    }
}
