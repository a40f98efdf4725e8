package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.PlantModel;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Shift reports, edits and losses of long ranges. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ReportPagesIT {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 9);
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    @Autowired private PlantModel plant;
    @Autowired private DSLContext sql;

    private ApiClient system;
    private String line;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-report-pages").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    /** Two shifts a day. */
    @BeforeEach
    void aLineAndASystem() {
        line = "RP-" + ++opened;
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            system = new ApiClient(port, keys.open("reports " + opened, Set.of(Scope.ADMIN)));
        } finally {
            SecurityContextHolder.clearContext();
        }
        var put =
                system.put(
                        "/api/v1/plant",
                        "application/json",
                        """
                        {'sites': [{'name': 'Pages %s', 'zone': 'UTC',
                          'weeks': [{'validFrom': '2026-01-01', 'cycleDays': 1, 'shifts': [
                            {'day': 1, 'number': 1, 'start': '06:00', 'end': '14:00'},
                            {'day': 1, 'number': 2, 'start': '14:00', 'end': '22:00'}]}],
                          'lines': [{'code': '%s'}]}]}
                        """
                                .formatted(line, line)
                                .replace('\'', '"'));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
    }

    private void run(LocalDate first, LocalDate last) {
        var told =
                system.post(
                        "/api/v1/events",
                        first.datesUntil(last.plusDays(1))
                                .map(
                                        day ->
                                                "{'key':'%1$s','line':'%2$s','type':'state','at':'%1$sT06:00:00Z','until':'%1$sT22:00:00Z','status':1}"
                                                        .formatted(day, line))
                                .toList()
                                .toString()
                                .replace('\'', '"'));
        assertThat(told.status()).as(told.text()).isEqualTo(202);
    }

    private void edit(LocalDate date, String recordedAt, String by, double before, double after) {
        sql.execute(
                """
                insert into oee.edit_effect (line_id, business_date, shift, recorded_at,
                    recorded_by, kinds, what, oee_before, oee_after, busy_ms)
                values (?, ?, 1, ?::timestamptz, ?, '{COUNT}', 'told', ?, ?, 3600000)
                """,
                plant.line(line).orElseThrow().id().value(),
                date,
                recordedAt,
                by,
                before,
                after);
    }

    private List<String> pages(String question, int limit) {
        var rows = new ArrayList<String>();
        var cursor = "";
        do {
            var page = system.get(question + "&limit=" + limit + cursor).json();
            assertThat(page.path("items").size()).isBetween(1, limit);
            rows.addAll(rows(page));
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").stringValue();
        } while (!cursor.isEmpty());
        return rows;
    }

    private static List<String> rows(JsonNode page) {
        return page.path("items").valueStream().map(JsonNode::toString).toList();
    }

    private static String cursor(JsonNode page) {
        return "&cursor=" + page.path("next").stringValue();
    }

    @Test
    void shift_reports_come_in_pages_that_what_is_closed_meanwhile_moves_not() {
        run(FIRST.plusDays(1), FIRST.plusDays(4));
        var question =
                "/api/v1/shift-reports?line=%s&from=%s&to=%s"
                        .formatted(line, FIRST, FIRST.plusDays(4));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> system.get(question).json().path("items").size() == 8);
        var whole = rows(system.get(question).json());

        for (int limit : new int[] {1, 3, 8, 1000}) {
            assertThat(pages(question, limit)).as("limit " + limit).isEqualTo(whole);
        }
        var first = system.get(question + "&limit=3").json();
        run(FIRST, FIRST);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> system.get(question).json().path("items").size() == 10);
        var rest = system.get(question + cursor(first)).json();

        assertThat(rows(first)).isEqualTo(whole.subList(0, 3));
        assertThat(rows(rest)).isEqualTo(whole.subList(3, 8));
        assertThat(rest.path("next").isNull()).isTrue();
    }

    /** 6 + 3 + 3 min of 60 were gained by olga; what ben took is no gain. */
    @Test
    void edits_come_in_pages_and_the_people_of_all_of_them_with_each() {
        edit(FIRST, "2026-03-20T08:00:00Z", "olga", 0.5, 0.6);
        edit(FIRST.plusDays(1), "2026-03-20T08:00:00Z", "olga", 0.5, 0.55);
        edit(FIRST.plusDays(2), "2026-03-20T08:00:00Z", "olga", 0.5, 0.55);
        edit(FIRST, "2026-03-21T08:00:00.000001Z", "ben", 0.6, 0.5);
        edit(FIRST, "2026-03-19T08:00:00Z", "", 0.4, 0.5);
        var question = "/api/v1/edits?from=%s&to=%s".formatted(FIRST, FIRST.plusDays(6));
        var whole = system.get(question).json();

        assertThat(rows(whole)).hasSize(5);
        assertThat(whole.path("items").findValuesAsString("by"))
                .containsExactly("ben", "olga", "olga", "olga", "");
        for (int limit : new int[] {1, 2, 3, 5}) {
            assertThat(pages(question, limit)).as("limit " + limit).isEqualTo(rows(whole));
        }
        var first = system.get(question + "&limit=2").json();
        edit(FIRST.plusDays(3), "2026-03-22T08:00:00Z", "ben", 0.5, 0.6);
        edit(FIRST.plusDays(3), "2026-03-20T08:00:00Z", "olga", 0.5, 0.4);
        var second = system.get(question + "&limit=2" + cursor(first)).json();

        assertThat(rows(second)).isEqualTo(rows(whole).subList(2, 4));
        assertThat(first.path("people").findValuesAsString("by"))
                .containsExactly("olga", "", "ben");
        // One act that changed three shifts.
        assertThat(first.at("/people/0/edits").intValue()).isEqualTo(1);
        assertThat(first.at("/people/0/raised").intValue()).isEqualTo(1);
        assertThat(first.at("/people/0/shifts").intValue()).isEqualTo(3);
        assertThat(Math.round(first.at("/people/0/raisedMinutes").doubleValue())).isEqualTo(12);
        assertThat(first.at("/people/2/raised").intValue()).isZero();
    }

    @Test
    void a_cursor_is_good_for_its_question_only() {
        edit(FIRST.plusDays(20), "2026-03-30T08:00:00Z", "ann", 0.5, 0.6);
        edit(FIRST.plusDays(20), "2026-03-30T09:00:00Z", "ann", 0.6, 0.5);
        var question = "/api/v1/edits?limit=1&from=" + FIRST.plusDays(20);
        var next = cursor(system.get(question).json());

        assertThat(rows(system.get(question + next).json())).hasSize(1);
        for (var wrong :
                List.of(
                        question + "&to=" + FIRST.plusDays(21) + next,
                        question + next + "x",
                        "/api/v1/shift-reports?line=%s&from=%s%s".formatted(line, FIRST, next))) {
            var answer = system.get(wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.errors())
                    .startsWith("cursor: is none of this question; take it unchanged from 'next'");
        }
    }

    @Test
    void what_cannot_be_asked_is_told_by_its_parameters() {
        assertThat(system.get("/api/v1/edits?from=2026-03-16&to=2026-07-16&limit=0").errors())
                .contains("to: is more than 92 days after from")
                .contains("limit: is a number from 1 to 1000, not '0'");
        assertThat(system.get("/api/v1/shift-reports?line=NOWHERE&from=monday&limit=1001").errors())
                .contains("line: the plant has no line 'NOWHERE'")
                .contains("from: is a business date")
                .contains("limit: is a number from 1 to 1000, not '1001'");
        assertThat(system.get("/api/v1/losses?from=2000-01-01&to=2026-01-01").errors())
                .isEqualTo("to: is more than 4000 days after from\n");
        assertThat(system.get("/api/v1/oee?from=%2B999999999-12-31").errors())
                .isEqualTo("from: +999999999-12-31 lies outside 1970 to 2200\n");
    }
}
