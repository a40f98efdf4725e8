package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
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
import tools.jackson.databind.node.ObjectNode;

/** The facts behind figures, page by page. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EventListIT {
    private static final String EVENTS = "/api/v1/events";
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private ApiKeys keys;
    @Autowired private DSLContext sql;

    private Line line;
    private ApiClient system;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-event-list").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void aLineAndASystem() {
        line = line("EL-" + ++opened);
        system = client("list " + opened, Scope.ADMIN);
    }

    private Line line(String code) {
        return setup.openLine(setup.siteIn(ZoneId.of("UTC")), code, code);
    }

    private ApiClient client(String name, Scope scope) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            return new ApiClient(port, keys.open(name, Set.of(scope)));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void tell(String... events) {
        var answer = system.post(EVENTS, "[" + String.join(",", events) + "]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    private static String event(Line line, String key, String at, String fields) {
        return "{'key':'%s','line':'%s','at':'2026-03-16T%sZ',%s}"
                .formatted(key, line.code(), at, fields)
                .replace('\'', '"');
    }

    private JsonNode ask(String question) {
        var answer = system.get(EVENTS + "?" + question);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private int anImport() {
        return sql.fetchSingle(
                        """
                        insert into production.file_import (kind, file_name, fingerprint, state, zone, started_at, finished_at, imported_by)
                        values ('STATUS', 'press.csv', gen_random_uuid()::text, 'LOADED', 'UTC', '2026-03-17T00:00:00Z', '2026-03-17T00:00:05Z', 'test')
                        returning id
                        """)
                .get(0, Integer.class);
    }

    private void fileState(Line of, int number, String at, int status) {
        sql.execute(
                "insert into production.machine_state (line_id, started_at, finished_at, status, import_id) values (?, ?::timestamptz, null, ?, ?)",
                of.id().value(),
                "2026-03-16T" + at + "Z",
                status,
                number);
    }

    private void filePiece(Line of, int number, String from, String to) {
        sql.execute(
                "insert into production.piece (finished_at, started_at, line_id, import_id, good, scrap) values (?::timestamptz, ?::timestamptz, ?, ?, 3, 1)",
                "2026-03-16T" + to + "Z",
                "2026-03-16T" + from + "Z",
                of.id().value(),
                number);
    }

    @Test
    void events_come_back_as_they_were_told_and_files_rows_beside_them() {
        int number = anImport();
        tell(
                event(
                        line,
                        "a",
                        "08:00:00",
                        "'type':'state','status':21,'until':'2026-03-16T08:05:00Z'"),
                event(
                        line,
                        "b",
                        "08:10:00.123456",
                        "'type':'count','from':'2026-03-16T08:05:00Z','product':'NEW','good':5,'scrap':1,'total':9"),
                event(
                        line,
                        "c",
                        "08:20:00",
                        "'type':'counter','good':65530,'rework':2,'width':65536"),
                event(line, "d", "08:30:00", "'type':'product','product':'NEW'"));
        fileState(line, number, "08:15:00", 1);
        filePiece(line, number, "08:24:00", "08:25:00");

        var items = ask("line=" + line.code()).path("items");

        assertThat(items.findValuesAsString("at"))
                .containsExactly(
                        "2026-03-16T08:00:00Z",
                        "2026-03-16T08:10:00.123456Z",
                        "2026-03-16T08:15:00Z",
                        "2026-03-16T08:20:00Z",
                        "2026-03-16T08:25:00Z",
                        "2026-03-16T08:30:00Z");
        assertThat(items.findValuesAsString("kind"))
                .containsExactly("state", "count", "state", "counter", "count", "product");
        assertThat(told(items.get(0)))
                .isEqualTo(
                        "{'line':'%s','kind':'state','at':'2026-03-16T08:00:00Z','until':'2026-03-16T08:05:00Z','status':21,'source':'list %d','keyHash':'ca978112ca1bbdca'}"
                                .formatted(line.code(), opened));
        assertThat(told(items.get(1)))
                .contains(
                        "'from':'2026-03-16T08:05:00Z','product':'NEW','good':5,'scrap':1,'rework':0,'total':9,'source'");
        assertThat(told(items.get(2)))
                .isEqualTo(
                        "{'line':'%s','kind':'state','at':'2026-03-16T08:15:00Z','status':1,'source':'press.csv','importNumber':%d}"
                                .formatted(line.code(), number));
        assertThat(items.get(2).path("arrivedAt").stringValue()).isEqualTo("2026-03-17T00:00:05Z");
        assertThat(told(items.get(3))).contains("'good':65530,'rework':2,'width':65536,'source'");
        assertThat(told(items.get(4)))
                .contains("'from':'2026-03-16T08:24:00Z','good':3,'scrap':1,'source':'press.csv'");
        assertThat(told(items.get(5))).contains("'product':'NEW'");
    }

    @Test
    void rows_of_a_file_taken_back_were_known_until_then() {
        int number = anImport();
        fileState(line, number, "08:15:00", 1);
        filePiece(line, number, "08:24:00", "08:25:00");
        tell(event(line, "a", "08:30:00", "'type':'product','product':'NEW'"));
        for (var table : List.of("state", "piece")) {
            sql.execute(
                    "with gone as (delete from production.%s where import_id = ? returning *) insert into production.taken_back_%s select * from gone"
                            .formatted(table.equals("state") ? "machine_state" : table, table),
                    number);
        }
        sql.execute(
                "update production.file_import set state = 'UNDONE', taken_back_at = '2026-03-18T00:00:00Z', taken_back_by = 'test' where id = ?",
                number);
        var of = "line=" + line.code();

        assertThat(kinds(of)).containsExactly("product");
        assertThat(kinds(of + "&knownAt=2026-03-17T00:00:04Z")).isEmpty();
        assertThat(kinds(of + "&knownAt=2026-03-17T00:00:05Z")).containsExactly("state", "count");
        assertThat(kinds(of + "&knownAt=2026-03-17T23:59:59Z")).containsExactly("state", "count");
        assertThat(kinds(of + "&knownAt=2026-03-18T00:00:00Z")).isEmpty();
    }

    private List<String> kinds(String question) {
        return ask(question).path("items").findValuesAsString("kind");
    }

    private static String told(JsonNode item) {
        var copy = (ObjectNode) item.deepCopy();
        assertThat(copy.remove("arrivedAt")).isNotNull();
        return copy.toString().replace('"', '\'');
    }

    @Test
    void pages_hold_every_fact_once_however_many_happened_at_one_instant() {
        var other = line("EL-" + opened + "-B");
        int number = anImport();
        var events = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            for (var one : List.of(line, other)) {
                events.add(event(one, "k" + i, "09:00:00", "'type':'count','good':" + i));
                events.add(
                        event(one, "l" + i, "09:0%d:00".formatted(i), "'type':'count','good':1"));
            }
        }
        tell(events.toArray(String[]::new));
        for (var one : List.of(other, line)) {
            for (int i = 0; i < 5; i++) {
                fileState(one, number, "09:00:00", 20 + i);
                filePiece(one, number, "08:5%d:00".formatted(i), "09:00:00");
            }
        }
        var question = "line=%s,%s&from=2026-03-16T09:00:00Z".formatted(line.code(), other.code());

        var whole = ask(question).path("items");
        assertThat(whole.size()).isEqualTo(2 * (10 + 10 + 5 + 5));
        assertThat(whole.findValuesAsString("at")).isSorted();
        for (int limit : new int[] {1, 2, 3, 7, 59, 60}) {
            assertThat(pages(question, limit)).as("limit " + limit).isEqualTo(rows(whole));
        }
    }

    private List<String> pages(String question, int limit) {
        var rows = new ArrayList<String>();
        var cursor = "";
        do {
            var page = ask(question + "&limit=" + limit + cursor);
            assertThat(page.path("items").size()).isBetween(1, limit);
            rows.addAll(rows(page.path("items")));
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").stringValue();
        } while (!cursor.isEmpty());
        assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
        return rows;
    }

    private static List<String> rows(JsonNode items) {
        return items.valueStream().map(JsonNode::toString).toList();
    }

    @Test
    void what_arrives_meanwhile_moves_nothing_that_is_there() {
        for (int i = 0; i < 6; i++) {
            tell(event(line, "k" + i, "10:0%d:00".formatted(i), "'type':'count','good':1"));
        }
        var question = "line=%s&limit=3".formatted(line.code());
        var before = rows(ask("line=" + line.code()).path("items"));

        var first = ask(question);
        tell(
                event(line, "early", "10:00:30", "'type':'count','good':1"),
                event(line, "late", "10:04:30", "'type':'count','good':1"));
        var second = ask(question + "&cursor=" + first.path("next").stringValue());

        assertThat(rows(first.path("items"))).isEqualTo(before.subList(0, 3));
        assertThat(second.path("items").findValuesAsString("at"))
                .containsExactly(
                        "2026-03-16T10:03:00Z", "2026-03-16T10:04:00Z", "2026-03-16T10:04:30Z");
    }

    @Test
    void kinds_and_half_open_times_choose() {
        int number = anImport();
        tell(
                event(line, "s", "11:00:00", "'type':'state','status':1"),
                event(line, "c", "11:01:00", "'type':'count','good':1"),
                event(line, "r", "11:02:00", "'type':'counter','good':1"),
                event(line, "p", "11:03:00", "'type':'product','product':'P'"));
        fileState(line, number, "11:04:00", 1);
        filePiece(line, number, "11:04:00", "11:05:00");
        var of = "line=" + line.code();

        assertThat(minutes(of + "&kind=state")).containsExactly("00", "04");
        assertThat(minutes(of + "&kind=count")).containsExactly("01", "05");
        assertThat(minutes(of + "&kind=counter")).containsExactly("02");
        assertThat(minutes(of + "&kind=product&kind=state")).containsExactly("00", "03", "04");
        assertThat(minutes(of + "&from=2026-03-16T11:01:00Z&to=2026-03-16T12:04:00%2B01:00"))
                .containsExactly("01", "02", "03");
    }

    private List<String> minutes(String question) {
        return ask(question).path("items").findValuesAsString("at").stream()
                .map(at -> at.substring(14, 16))
                .toList();
    }

    @Test
    void a_cursor_is_good_for_its_question_only() {
        tell(
                event(line, "1", "12:00:00", "'type':'count','good':1"),
                event(line, "2", "12:01:00", "'type':'count','good':1"));
        var question = EVENTS + "?limit=1&line=" + line.code();
        var next = system.get(question).json().path("next").stringValue();

        for (var wrong :
                List.of(
                        question + "&cursor=" + next.substring(1),
                        question + "&cursor=x" + next,
                        question + "&kind=state&cursor=" + next,
                        question + "&from=2026-03-16T00:00:00Z&cursor=" + next,
                        EVENTS + "?cursor=" + next)) {
            var answer = system.get(wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.errors()).startsWith("cursor: is none of this question");
        }
        assertThat(system.get(question + "&cursor=" + next).json().path("next").isNull()).isTrue();
    }

    @Test
    void what_cannot_be_asked_is_told_by_its_parameters() {
        var answer =
                system.get(
                        EVENTS
                                + "?line=NOWHERE&from=2026-03-16&to=2026-03-16T09:00:00+01:00&kind=stop&limit=1001");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors())
                .contains("line: the plant has no line 'NOWHERE'")
                .contains("from: is an instant with its offset")
                .contains("to: is an instant with its offset")
                .contains("a + is written %2B")
                .contains("kind: is state, count, counter or product, not 'stop'")
                .contains("limit: is a number from 1 to 1000, not '1001'");
        assertThat(
                        system.get(EVENTS + "?from=2026-03-16T09:00:00Z&to=2026-03-16T09:00:00Z")
                                .errors())
                .contains("to: 2026-03-16T09:00:00Z does not lie after from");
        assertThat(system.get(EVENTS + "?from=%2B999999-01-01T00:00:00Z").errors())
                .contains("lies outside 1970 to 2200");
        assertThat(client("teller " + opened, Scope.INGEST).get(EVENTS).status()).isEqualTo(403);
    }

    @Test
    void figures_come_in_pages_by_the_same_convention() {
        for (int day = 10; day < 15; day++) {
            tell(
                    event(line, "f" + day, "00:00:00", "'type':'count','good':1")
                            .replace("03-16", "03-" + day));
        }
        var question =
                "/api/v1/oee?line=%s&from=2026-03-10&to=2026-03-14&by=day".formatted(line.code());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> system.get(question).json().path("items").size() == 5);
        var whole = system.get(question).json();

        var rows = new ArrayList<String>();
        var cursor = "";
        do {
            var page = system.get(question + "&limit=2" + cursor).json();
            assertThat(page.path("total")).isEqualTo(whole.path("total"));
            rows.addAll(rows(page.path("items")));
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").stringValue();
        } while (!cursor.isEmpty());

        assertThat(rows).isEqualTo(rows(whole.path("items")));
        assertThat(system.get(question + "&cursor=AAAA").errors()).startsWith("cursor: ");
    }
}
