package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * From each figure to the facts it rests on. Line A works from 06:00 to 14:00 and from 22:00 to
 * 06:00, line B from 08:00 to 16:00, both in UTC and every day; a third line stands elsewhere. The
 * time from midnight to 06:00 belongs to the night shift of the date before.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class FiguresToEventsIT {
    private static final String DAY = "from=2026-03-16&to=2026-03-16";
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;

    private ApiClient system;
    private String a;
    private String b;
    private String other;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-figures-to-events").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void threeLines() {
        a = "A&%d".formatted(++opened);
        b = "B+%d".formatted(opened);
        other = "C %d".formatted(opened);
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            system = new ApiClient(port, keys.open("links " + opened, Set.of(Scope.ADMIN)));
        } finally {
            SecurityContextHolder.clearContext();
        }
        var put =
                system.put(
                        "/api/v1/plant",
                        "application/json",
                        """
                        {'sites': [{'name': 'Links %d', 'zone': 'UTC', 'areas': ['Hall %d', 'Yard'],
                          'weeks': [{'validFrom': '2026-01-01', 'cycleDays': 1, 'shifts': [
                            {'day': 1, 'number': 1, 'start': '06:00', 'end': '14:00'},
                            {'day': 1, 'number': 3, 'start': '22:00', 'end': '06:00'}]}],
                          'lines': [{'code': '%s', 'area': 'Hall %d'},
                            {'code': '%s', 'area': 'Hall %d', 'weeks': [
                              {'validFrom': '2026-01-01', 'cycleDays': 1, 'shifts': [
                                {'day': 1, 'number': 1, 'start': '08:00', 'end': '16:00'}]}]},
                            {'code': '%s', 'area': 'Yard'}]}]}
                        """
                                .formatted(opened, opened, a, opened, b, opened, other)
                                .replace('\'', '"'));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
    }

    private static String count(String key, String line, String at) {
        return "{'key':'%s','line':'%s','type':'count','at':'2026-03-%s:00Z','good':1}"
                .formatted(key, line, at);
    }

    private void tell(String... events) {
        var told =
                system.post(
                        "/api/v1/events",
                        "[%s]".formatted(String.join(",", events)).replace('\'', '"'));
        assertThat(told.status()).as(told.text()).isEqualTo(202);
    }

    private JsonNode figures(String question) {
        var answer = system.get("/api/v1/oee?" + question);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** Line and time of the facts behind a row, on all pages. */
    private List<String> behind(JsonNode row) {
        var facts = new ArrayList<String>();
        var cursor = "";
        do {
            var page = system.get(row.path("events").stringValue() + "&limit=2" + cursor);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json()
                    .path("items")
                    .forEach(
                            fact ->
                                    facts.add(
                                            fact.path("line").stringValue().charAt(0)
                                                    + " "
                                                    + fact.path("at")
                                                            .stringValue()
                                                            .substring(8, 16)));
            var next = page.json().path("next");
            cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
        } while (!cursor.isEmpty());
        return facts;
    }

    private static long pieces(JsonNode row) {
        return row.at("/pieces/total").longValue();
    }

    private void tellOfTwoDays() {
        tell(
                count("1", a, "16T05:59"),
                count("2", a, "16T06:00"),
                count("3", a, "16T13:59"),
                count("4", a, "16T14:00"),
                count("5", a, "17T05:59"),
                count("6", a, "17T06:00"),
                count("7", b, "15T23:59"),
                count("8", b, "16T00:00"),
                count("9", b, "16T09:30"),
                count("10", b, "16T23:59"),
                count("11", b, "17T00:00"),
                count("12", other, "16T09:00"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pieces(figures(area("&by=total")).path("total")) == 7);
    }

    private String area(String more) {
        return DAY + "&area=Hall%20" + opened + more;
    }

    @Test
    void each_row_opens_the_facts_of_its_lines_in_its_time() {
        tellOfTwoDays();

        var lines = figures(area("&by=line"));
        assertThat(behind(lines.path("items").get(0)))
                .containsExactly("A 16T06:00", "A 16T13:59", "A 16T14:00", "A 17T05:59");
        assertThat(behind(lines.path("items").get(1)))
                .containsExactly("B 16T00:00", "B 16T09:30", "B 16T23:59");
        for (var row : lines.path("items")) {
            assertThat(pieces(row)).isEqualTo(behind(row).size());
        }

        var shifts = figures(area("&by=shift"));
        for (var row : shifts.path("items")) {
            if (row.path("shift").intValue() > 0) {
                assertThat(pieces(row)).as(row.toString()).isEqualTo(behind(row).size());
            }
        }
        var hours = figures(area("&by=hour")).path("items");
        for (var row : hours) {
            assertThat(pieces(row)).as(row.toString()).isEqualTo(behind(row).size());
        }
    }

    @Test
    void rows_of_several_lines_open_the_facts_of_all_of_them() {
        tellOfTwoDays();
        var all =
                List.of(
                        "B 16T00:00",
                        "A 16T06:00",
                        "B 16T09:30",
                        "A 16T13:59",
                        "A 16T14:00",
                        "B 16T23:59",
                        "A 17T05:59");

        var total = figures(area("&by=total"));

        assertThat(behind(total.path("items").get(0))).isEqualTo(all);
        assertThat(behind(total.path("total"))).isEqualTo(all);
        assertThat(behind(figures(area("&by=shift&limit=1")).path("total"))).isEqualTo(all);
        assertThat(figures(DAY + "&by=total").at("/total/events").stringValue())
                .isEqualTo("/api/v1/events?firstDate=2026-03-16&lastDate=2026-03-16");
    }

    @Test
    void a_figure_as_known_then_opens_what_had_arrived_by_then() {
        tell(count("1", a, "16T08:00"), count("2", b, "16T09:00"));
        var then = Instant.now().plusMillis(1).truncatedTo(ChronoUnit.MILLIS);
        await().until(() -> Instant.now().isAfter(then.plusMillis(1)));
        tell(count("3", a, "16T10:00"), count("4", b, "16T11:00"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pieces(figures(area("&by=total")).path("total")) == 4);

        var known = figures(area("&by=line&knownAt=" + then));
        var now = figures(area("&by=line"));

        assertThat(behind(known.path("items").get(0))).containsExactly("A 16T08:00");
        assertThat(behind(known.path("total"))).containsExactly("A 16T08:00", "B 16T09:00");
        assertThat(pieces(known.path("total"))).isEqualTo(2);
        assertThat(behind(now.path("items").get(0))).containsExactly("A 16T08:00", "A 16T10:00");
        assertThat(behind(now.path("total"))).hasSize(4);
        assertThat(known.at("/items/0/page").stringValue())
                .startsWith("/explain?line=")
                .endsWith("&knownAt=" + then);
    }

    @Test
    void dates_that_cannot_be_asked_for_are_told() {
        var answer = system.get("/api/v1/events?firstDate=2026-03-16&lastDate=2026-03-15&shift=12");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).contains("shift: is a number from 1 to 9, not '12'");
        assertThat(system.get("/api/v1/events?firstDate=2026-03-16&lastDate=2026-03-15").errors())
                .isEqualTo("lastDate: 2026-03-15 lies before firstDate, 2026-03-16\n");
        assertThat(system.get("/api/v1/events?lastDate=2026-03-15").errors())
                .isEqualTo("firstDate: is missing; lastDate and shift go with it\n");
        assertThat(system.get("/api/v1/events?firstDate=monday&knownAt=now").errors())
                .contains("firstDate: is a business date")
                .contains("knownAt: is an instant with its offset");
    }
}
