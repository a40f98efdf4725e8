package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * One history on a site of each definition of OEE. 16 March 2026 in UTC, shift 06:00 to 14:00 with
 * a break from 10:00 to 11:00: POT 480 min, PBT 420; it runs until 13:00, makes 300 pieces of a
 * minute each, all good, and fails for the last hour. Over planned busy time 300/420, planned stops
 * inside 300/480, over the 24 hours of the day 300/1440, over those of the shift 300/480.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DefinitionsIT {
    private static final String DAY = "2026-03-16";
    private static final String WEEK_AFTER = "2026-03-23";
    private static ApiClient client;

    /** Time passes as ever, but begins two weeks after what is told here. */
    @TestConfiguration(proxyBeanMethods = false)
    static class WeeksLater {
        @Bean
        @Primary
        Clock weeksLater() {
            return LateClock.startingAt(Instant.parse("2026-04-06T10:00:00Z"));
        }
    }

    @LocalServerPort private int port;
    @Autowired private ApplicationContext context;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-definitions").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void aSiteOfEach(
            @LocalServerPort int port,
            @Autowired ApiKeys keys,
            @Autowired AccountService accounts) {
        authenticate("admin", "ADMIN");
        var first = accounts.open("reads.much", "reads much", Role.MANAGER);
        client = new ApiClient(port, keys.open("definitions", Set.of(Scope.ADMIN)));
        authenticate("reads.much", "MANAGER");
        accounts.changeOwnPassword("reads.much", first, "a password of one's own");
        SecurityContextHolder.clearContext();
        var sites = new StringBuilder("sites:\n");
        for (var definition :
                List.of("ISO_22400", "SIX_BIG_LOSSES", "PLANNED_STOPS_INSIDE", "SEMI_E79")) {
            sites.append(site(definition, "{definition: %s}".formatted(definition)));
        }
        // Changed from the next day on: what was before stays as it was reported.
        sites.append(
                site(
                        "CHANGED",
                        "{definition: PLANNED_STOPS_INSIDE}, {validFrom: 2026-03-17, definition: ISO_22400}"));
        sites.append(site("UNWEIGHED", "").replace(", idealCycles: [{seconds: 60}]", ""));
        var put = client.put("/api/v1/plant", "application/yaml", sites.toString());
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        for (var line :
                List.of(
                        "ISO_22400",
                        "SIX_BIG_LOSSES",
                        "PLANNED_STOPS_INSIDE",
                        "SEMI_E79",
                        "CHANGED")) {
            tell(line, DAY);
            tell(line, WEEK_AFTER);
        }
        tell("UNWEIGHED", WEEK_AFTER);
    }

    private static String site(String name, String settings) {
        return """
               - name: Site %1$s
                 zone: UTC
                 settings: [%2$s]
                 weeks:
                 - validFrom: 2026-03-01
                   shifts:
                   - {weekday: MONDAY, number: 1, start: "06:00", end: "14:00", breaks: [{start: "10:00", end: "11:00"}]}
                 lines:
                 - {code: %1$s, name: Line %1$s, idealCycles: [{seconds: 60}]}
               """
                .formatted(name, settings);
    }

    private static void tell(String line, String day) {
        var told =
                client.post(
                        "/api/v1/events",
                        """
                        [{"key":"KEY 1","line":"LINE","type":"state","at":"DAYT06:00:00Z","until":"DAYT10:00:00Z","status":1},
                         {"key":"KEY 2","line":"LINE","type":"state","at":"DAYT11:00:00Z","until":"DAYT13:00:00Z","status":1},
                         {"key":"KEY 3","line":"LINE","type":"state","at":"DAYT13:00:00Z","until":"DAYT14:00:00Z","status":21},
                         {"key":"KEY 4","line":"LINE","type":"count","at":"DAYT12:00:00Z","good":300}]
                        """
                                .replace("LINE", line)
                                .replace("DAY", day)
                                .replace("KEY", day));
        assertThat(told.status()).as(told.text()).isLessThan(300);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                !oee("line=" + line).path("pending").booleanValue()
                                        && reports(line, day).size() == 1);
    }

    @AfterEach
    void signOut() {
        ViewSession.signOut();
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_22400,            ISO_22400,            71.4, 71.4",
        "SIX_BIG_LOSSES,       SIX_BIG_LOSSES,       71.4, 71.4",
        "PLANNED_STOPS_INSIDE, PLANNED_STOPS_INSIDE, 62.5, 62.5",
        "SEMI_E79,             SEMI_E79,             20.8, 62.5",
        "CHANGED,              PLANNED_STOPS_INSIDE, 62.5, 62.5"
    })
    void every_screen_and_answer_says_what_the_site_reports(
            String line, String definition, String ofDay, String ofShift) {
        var day = oee("line=" + line);
        assertThat(day.path("definition").stringValue()).isEqualTo(definition);
        assertThat(percent(day.path("total").path("kpis").path("oee"))).isEqualTo(ofDay);
        var shift = oee("by=shift&line=" + line).path("items").get(0);
        assertThat(percent(shift.path("kpis").path("oee"))).isEqualTo(ofShift);
        var report = reports(line, DAY).get(0);
        assertThat(report.path("definition").stringValue()).isEqualTo(definition);
        assertThat(percent(report.path("frozen").path("oee"))).isEqualTo(ofShift);
        assertThat(percent(report.path("current").path("oee"))).isEqualTo(ofShift);

        ViewSession.signIn(context, "reads.much", "MANAGER");
        ViewSession.go("lines?days=1&until=" + DAY);
        assertThat(card(line)).contains(ofDay + "%");
        assertThat(says(definition, card(line))).isTrue();
        ViewSession.go("line?days=1&until=%s&line=%s".formatted(DAY, line));
        assertThat(headline()).startsWith("OEE %s %%.".formatted(ofDay));
        assertThat(says(definition, headline())).isTrue();
        ViewSession.go("day?date=%s&line=%s".formatted(DAY, line));
        assertThat(headline()).startsWith("OEE %s %%:".formatted(ofDay));
        assertThat(says(definition, headline())).isTrue();
        ViewSession.go("explain?from=%s&line=%s".formatted(DAY, line));
        assertThat(headline()).startsWith("OEE %s %% =".formatted(ofDay));
        ViewSession.go("explain?from=%s&shift=1&line=%s".formatted(DAY, line));
        assertThat(headline()).startsWith("OEE %s %% =".formatted(ofShift));
    }

    @Test
    void sites_that_differ_are_read_by_iso_together_and_it_is_said() {
        var all = oee("by=total");
        assertThat(all.path("definition").stringValue()).isEqualTo("ISO_22400");
        assertThat(percent(all.path("total").path("kpis").path("oee"))).isEqualTo("71.4");
        assertThat(all.path("total").path("flags").toString()).contains("DEFINITIONS_DIFFER");
        assertThat(oee("by=total&definition=semi_e79").path("total").path("flags").toString())
                .doesNotContain("DEFINITIONS_DIFFER");

        ViewSession.signIn(context, "reads.much", "MANAGER");
        ViewSession.go("lines?days=1&until=" + DAY);
        assertThat(headline()).startsWith("Plant OEE 71.4 %.").contains("ISO 22400-2");
        ViewSession.go("explain?from=" + DAY);
        assertThat(headline()).startsWith("OEE 71.4 % =").contains("ISO 22400-2");
    }

    @Test
    void a_definition_holds_for_a_period_that_ends_within_it() {
        assertThat(oee("line=CHANGED&to=2026-03-17").path("definition").stringValue())
                .isEqualTo("ISO_22400");
    }

    @Test
    void a_line_left_out_of_the_plants_oee_is_named_where_it_stands_and_where_it_is_explained() {
        var all = client.get("/api/v1/oee?by=total&from=" + WEEK_AFTER).json();
        assertThat(percent(all.path("total").path("kpis").path("oee"))).isEqualTo("71.4");
        assertThat(all.path("leftOut").toString()).isEqualTo("[\"UNWEIGHED\"]");
        assertThat(all.path("total").path("flags").toString()).contains("LINES_LEFT_OUT");

        ViewSession.signIn(context, "reads.much", "MANAGER");
        ViewSession.go("lines?days=1&until=" + WEEK_AFTER);
        assertThat(headline())
                .startsWith("Plant OEE 71.4 %.")
                .contains("Left out, as some of their pieces have no ideal cycle: UNWEIGHED.");
        ViewSession.go("explain?from=" + WEEK_AFTER);
        assertThat(headline()).startsWith("OEE 71.4 % =");
        assertThat(_find(Paragraph.class).stream().map(DefinitionsIT::text))
                .contains("Left out, as some of their pieces have no ideal cycle: UNWEIGHED.");
    }

    private static boolean says(String definition, String words) {
        return definition.equals("ISO_22400")
                ? !words.contains("ISO 22400-2")
                : words.toLowerCase(Locale.ROOT)
                        .contains(definition.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static JsonNode oee(String question) {
        return client.get("/api/v1/oee?from=%s&%s".formatted(DAY, question)).json();
    }

    private static JsonNode reports(String line, String day) {
        return client.get("/api/v1/shift-reports?from=%s&shift=1&line=%s".formatted(day, line))
                .json()
                .path("items");
    }

    private static String percent(JsonNode ratio) {
        return "%.1f".formatted(ratio.doubleValue() * 100);
    }

    private static String headline() {
        return text(_get(Paragraph.class, spec -> spec.withClasses("headline")));
    }

    private static String card(String line) {
        return _find(Anchor.class, spec -> spec.withClasses("line-card")).stream()
                .map(DefinitionsIT::text)
                .filter(words -> words.startsWith(line + "Line"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }

    private static void authenticate(String name, String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
    }
}
