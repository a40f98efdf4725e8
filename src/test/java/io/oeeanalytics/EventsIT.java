package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.LineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Machines tell of events by HTTP, rightly and wrongly. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EventsIT {
    private static final String EVENTS = "/api/v1/events";
    private static final LocalDate DAY = LocalDate.of(2026, 3, 16);
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private PlantModel plant;
    @Autowired private LineFacts facts;
    @Autowired private LineFigures figures;
    @Autowired private ApiKeys keys;
    @Autowired private MeterRegistry meters;

    private Line line;
    private ApiClient machine;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-events").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("oee.oldest-event-days", () -> 5_000);
    }

    @BeforeEach
    void aLineAndAMachine() {
        opened++;
        line = setup.openLine(setup.siteIn(ZoneId.of("UTC")), "EV-" + opened, "Line " + opened);
        setup.addCycle(line.id(), null, null, 60_000, "test");
        machine = new ApiClient(port, key(Scope.INGEST));
    }

    private String key(Scope scope) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            return keys.open(scope + " " + opened, Set.of(scope));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void states_and_counts_become_figures_and_count_once_however_often_they_are_sent()
            throws IOException {
        // 08:00 to 10:00 production, to 11:00 failure: A = 2/3; 90 of 100 good, E = 100/120.
        var batch =
                "[%s,%s,%s,%s]"
                        .formatted(
                                event("s1", "08:00", "'type':'state','status':1"),
                                event("s2", "10:00", "'type':'state','status':21"),
                                event("s3", "11:00", "'type':'state','status':90"),
                                event("c1", "09:30", "'type':'count','good':90,'scrap':10"));

        var first = machine.post(EVENTS, batch);
        var again = machine.post(EVENTS, batch);
        var lines =
                machine.postGzip(
                        EVENTS, batch.substring(1, batch.length() - 1).replace("},{", "}\n{"));

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().path("stored").intValue()).isEqualTo(4);
        assertThat(again.json().path("stored").intValue()).isZero();
        assertThat(again.json().path("known").intValue()).isEqualTo(4);
        assertThat(lines.json().path("known").intValue()).isEqualTo(4);
        await().atMost(Duration.ofSeconds(10))
                .ignoreException(NoSuchElementException.class)
                .untilAsserted(
                        () -> {
                            var ledger = ledger();
                            assertThat(ledger.availability()).hasValue(2 / 3.0);
                            assertThat(ledger.output().total()).isEqualTo(100);
                            assertThat(ledger.oee()).hasValue(0.5);
                        });
    }

    @Test
    void a_key_names_one_event_of_one_line_at_one_time() {
        var said = event("k", "08:00", "'type':'count','good':1");

        assertThat(stored(said)).isOne();
        assertThat(stored(said)).isZero();
        assertThat(stored(event("k", "08:00", "'type':'count','good':2"))).isZero();
        assertThat(stored(event("k", "08:01", "'type':'count','good':1"))).isOne();
        var reason = "'type':'classification','status':21";
        assertThat(stored(event("r", "08:00", reason))).isOne();
        assertThat(stored(event("r", "08:01", reason))).isZero();
    }

    @Test
    void of_a_batch_refused_whole_every_event_counts_as_refused() {
        var right = event("right", "08:00", "'type':'count','good':1");
        var batch = "[%s,%s]".formatted(right, event("wrong", "08:00", "'type':'count','good':-1"));
        double before = refused();

        machine.post(EVENTS, batch);
        assertThat(refused() - before).isEqualTo(2);

        machine.post(EVENTS, "[" + right + ",{\"key\":");
        assertThat(refused() - before).isEqualTo(4);

        machine.post(EVENTS + "?mode=partial", batch);
        assertThat(refused() - before).isEqualTo(5);

        machine.post(EVENTS, "[" + right + "]");
        assertThat(refused() - before).isEqualTo(5);
    }

    private double refused() {
        return meters.counter("oee.ingest.events", "outcome", "refused").count();
    }

    private int stored(String event) {
        var answer = machine.post(EVENTS, "[" + event + "]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("stored").intValue();
    }

    @Test
    void a_batch_with_a_fault_is_refused_whole_or_stored_without_it_by_choice() {
        var batch =
                "[%s,%s]"
                        .formatted(
                                event("good", "08:00", "'type':'count','good':1"),
                                event("bad", "08:00", "'type':'count','good':-1"));

        var whole = machine.post(EVENTS, batch);
        var partial = machine.post(EVENTS + "?mode=partial", batch);

        assertThat(whole.status()).isEqualTo(422);
        assertThat(whole.errors()).contains("[1].good: must lie between 0 and");
        assertThat(partial.status()).isEqualTo(202);
        assertThat(partial.json().path("stored").intValue()).isOne();
        assertThat(partial.json().path("refused").intValue()).isOne();
        assertThat(partial.errors()).contains("[1].good");
    }

    @Test
    void a_broken_line_is_refused_alone_and_a_broken_array_as_a_whole() {
        var first = event("l1", "08:00", "'type':'count','good':1");
        var third = event("l3", "08:02", "'type':'count','good':1");
        var lines = first + "\n" + "{\"key\":\"l2\",\"line\":\"" + "\n" + third + "\n";

        var cut = machine.post(EVENTS + "?mode=partial", "[" + first + ",{\"key\":");
        var whole = machine.post(EVENTS, "application/x-ndjson", lines);
        var partial = machine.post(EVENTS + "?mode=partial", "application/x-ndjson", lines);

        assertThat(cut.status()).isEqualTo(422);
        assertThat(cut.text()).contains("one event a line");
        assertThat(whole.status()).isEqualTo(422);
        assertThat(partial.status()).isEqualTo(202);
        assertThat(partial.json().path("stored").intValue()).isEqualTo(2);
        assertThat(partial.json().path("refused").intValue()).isOne();
        assertThat(partial.errors()).startsWith("[1]: is no JSON that can be taken (line 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'count','good':'NaN'     | good: must be a whole number",
                "'type':'count','good':1.5       | good: must be a whole number",
                "'type':'count','good':1,'gut':2 | gut: is no field of this event",
                "'type':'count'                  | good: is missing",
                "'type':'count','good':5,'total':4 | more than the total 4",
                "'type':'state','status':77      | status: 77 is no status of the site",
                "'type':'state'                  | status: is missing",
                "'type':'stop'                   | type: is one of state, count, counter, product, classification and void",
                "'type':'counter','good':70000,'width':65536 | width: 65536 values are too few",
                "'type':'state','status':1,'until':'2026-03-16T07:00:00Z' | cannot end before it",
                "'type':'product'                | product: is missing",
                "'type':'classification','status':1 | status: 1 means PRODUCTION, which would not hold against what the machine told; classify with one of [11, 12",
                "'type':'classification','status':99999 | status: 99999 means UNKNOWN"
            })
    void what_is_wrong_with_an_event_is_told_by_index_path_and_reason(String fields, String told) {
        var answer = machine.post(EVENTS, "[" + event("k", "08:00", fields) + "]");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).startsWith("[0]").contains(told);
    }

    @Test
    void times_lines_and_keys_that_cannot_be_are_told_with_the_remedy() {
        var ahead =
                "[{'key':'k','line':'%s','type':'state','status':1,'at':'%s'}]"
                        .formatted(line.code(), Instant.now().plus(Duration.ofDays(2)))
                        .replace('\'', '"');

        assertThat(machine.post(EVENTS, ahead).errors()).contains("set the sender's clock");
        assertThat(
                        machine.post(
                                        EVENTS,
                                        "["
                                                + event("k", "08:00", "'type':'state','status':1")
                                                        .replace(line.code(), "NOWHERE")
                                                + "]")
                                .errors())
                .contains("[0].line: the plant has no line 'NOWHERE'");
        assertThat(
                        machine.post(
                                        EVENTS,
                                        "["
                                                + event("k", "08:00", "'type':'state','status':1")
                                                        .replace("T08:00:00Z", "T08:00:00")
                                                + "]")
                                .errors())
                .contains("must be a time with its offset");
        assertThat(machine.post(EVENTS, "[{\"line\": 7}]").errors())
                .contains("[0].key: is missing")
                .contains("[0].at: is missing")
                .contains("[0].line: must be a text in quotes");
    }

    @Test
    void an_event_by_a_clock_that_was_never_set_is_refused_unless_history_is_meant() {
        var old =
                "["
                        + event("k", "08:00", "'type':'count','good':-1")
                                .replace(DAY.toString(), "2000-01-01")
                        + "]";

        var refused = machine.post(EVENTS, old);
        var meant = machine.post(EVENTS + "?backfill=true", old);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors())
                .contains("[0].at: 2000-01-01T08:00:00Z lies long ago")
                .contains("check the clock of the controller")
                .contains("backfill=true");
        assertThat(meant.errors()).contains("[0].good").doesNotContain("[0].at");
    }

    @Test
    void what_is_no_json_is_told_where_it_breaks() {
        var whole = event("k1", "08:00", "'type':'count','good':1");

        assertThat(machine.post(EVENTS, "").status()).isEqualTo(400);
        assertThat(
                        machine.post(EVENTS, "application/x-www-form-urlencoded", "[" + whole + "]")
                                .text())
                .contains("Content-Type: application/json");
        assertThat(machine.post(EVENTS, "[" + whole + ",{\"key\": oops}]").errors())
                .contains("[1]: is no JSON that can be taken (line 1");
        assertThat(machine.post(EVENTS, "[" + whole).errors()).contains("[1]");
        assertThat(
                        machine.post(
                                        EVENTS,
                                        "["
                                                + event(
                                                        "x".repeat(10_000_000),
                                                        "08:00",
                                                        "'type':'count'")
                                                + "]")
                                .status())
                .isEqualTo(422);
        assertThat(machine.post(EVENTS, "[" + " ".repeat(17 << 20) + "]").status()).isEqualTo(413);
        assertThat(stored()).isZero();
    }

    /** T14: 65,500 to 65,535 to 12 are 35 + 13 pieces of a 16-bit counter; 1,040 to 5 are 5. */
    @Test
    void counters_roll_over_at_their_width_and_start_anew_when_reset() {
        var answer =
                machine.post(
                        EVENTS,
                        "[%s,%s,%s,%s,%s]"
                                .formatted(
                                        counter("1", "08:00", 65_500),
                                        counter("2", "08:10", 65_535),
                                        counter("3", "08:20", 12),
                                        counter("4", "08:30", 1_040),
                                        counter("5", "08:40", 5)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(stored()).isEqualTo(35 + 13 + 1_028 + 5);
        // One that comes late, in between, changes nothing of the sum.
        machine.post(EVENTS, "[" + counter("6", "08:15", 3) + "]");
        assertThat(stored()).isEqualTo(35 + 13 + 1_028 + 5);
    }

    @Test
    void pieces_without_a_product_are_of_the_one_that_was_started() {
        setup.product(line.siteId(), "FAST", "Fast one");
        machine.post(
                EVENTS,
                "[%s,%s,%s]"
                        .formatted(
                                event(
                                        "s",
                                        "08:00",
                                        "'type':'state','status':1,'until':'2026-03-16T09:00:00Z'"),
                                event("p", "08:00", "'type':'product','product':'FAST'"),
                                event("c", "08:30", "'type':'count','good':10")));
        var fast =
                plant.products(line.siteId()).stream()
                        .filter(product -> product.code().equals("FAST"))
                        .findFirst()
                        .orElseThrow();
        setup.addCycle(line.id(), fast.id(), null, 30_000, "test");

        // 10 x 30 s of 60 min.
        await().atMost(Duration.ofSeconds(10))
                .ignoreException(NoSuchElementException.class)
                .untilAsserted(() -> assertThat(ledger().oee()).hasValue(5 / 60.0));
    }

    @Test
    void a_stop_names_the_unit_that_caused_it_and_a_product_the_order_it_is_made_for() {
        setup.putUnit(line.id(), "FILLER", "Filler", 0);
        setup.putUnit(line.id(), "CAPPER", "Capper", 1);
        var right =
                "[%s,%s]"
                        .formatted(
                                event("u", "08:00", "'type':'state','status':21,'unit':'FILLER'"),
                                event(
                                        "o",
                                        "08:30",
                                        "'type':'product','product':'P','order':'WO-17'"));
        var wrong = "[" + event("w", "09:00", "'type':'state','status':21,'unit':'FILER'") + "]";

        var answer = machine.post(EVENTS, right);
        var refused = machine.post(EVENTS, wrong);
        var kept =
                new ApiClient(port, key(Scope.READ))
                        .get(EVENTS + "?line=" + line.code())
                        .json()
                        .path("items");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors())
                .contains("[0].unit: line %s has no unit 'FILER'".formatted(line.code()))
                .contains("it has CAPPER, FILLER");
        assertThat(kept.size()).isEqualTo(2);
        assertThat(kept.get(0).path("unit").stringValue()).isEqualTo("FILLER");
        assertThat(kept.get(0).has("order")).isFalse();
        assertThat(kept.get(1).path("order").stringValue()).isEqualTo("WO-17");
        assertThat(kept.get(1).has("unit")).isFalse();
    }

    @Test
    void a_sender_takes_back_what_it_told_and_nothing_else() {
        var wrong = event("e1", "08:00", "'type':'count','good':10000");

        var unknown =
                machine.post(
                        EVENTS,
                        "[%s,%s]"
                                .formatted(
                                        wrong, event("v1", "08:01", "'type':'void','voids':'e1'")));
        var taken =
                machine.post(
                        EVENTS,
                        "[%s,%s]"
                                .formatted(
                                        event("v1", "08:00", "'type':'void','voids':'e1'"), wrong));
        var again = machine.post(EVENTS, "[" + wrong + "]");

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.errors()).contains("[1].voids: names no event that you told");
        assertThat(taken.json().path("stored").intValue()).isEqualTo(2);
        assertThat(again.json().path("known").intValue()).isOne();
        var reader = new ApiClient(port, key(Scope.READ));
        assertThat(reader.get(EVENTS + "?line=" + line.code()).json().path("items")).isEmpty();
    }

    @Test
    void a_name_that_a_machine_gives_stands_beside_that_of_the_machine() {
        machine.post(
                EVENTS,
                "[%s,%s]"
                        .formatted(
                                event("w1", "08:00", "'type':'classification','status':21"),
                                event(
                                        "w2",
                                        "09:00",
                                        "'type':'classification','status':21,'by':'anna'")));

        var day = DAY.atStartOfDay(ZoneId.of("UTC")).toInstant();
        assertThat(facts.classifications(line.id(), new TimeRange(day, day.plusSeconds(86_400))))
                .extracting(Classification::recordedBy)
                .containsExactly("INGEST " + opened, "anna, by INGEST " + opened);
    }

    @Test
    void nobody_tells_or_reads_without_the_key_for_it() {
        var batch = "[" + event("k", "08:00", "'type':'count','good':1") + "]";

        assertThat(new ApiClient(port, "").post(EVENTS, batch).status()).isEqualTo(401);
        assertThat(new ApiClient(port, "oee_guessed").post(EVENTS, batch).status()).isEqualTo(401);
        assertThat(new ApiClient(port, key(Scope.READ)).post(EVENTS, batch).status())
                .isEqualTo(403);
        assertThat(stored()).isZero();
    }

    private long stored() {
        var day =
                new TimeRange(
                        DAY.atStartOfDay(ZoneId.of("UTC")).toInstant(),
                        DAY.plusDays(1).atStartOfDay(ZoneId.of("UTC")).toInstant());
        var sum = new long[1];
        facts.pieces(line.id(), day, (finished, product, good, scrap) -> sum[0] += good + scrap);
        return sum[0];
    }

    private io.oeeanalytics.oee.Ledger ledger() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_MANAGER"));
        try {
            return figures.days(line.id(), new Period(DAY, DAY)).getFirst().ledger();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private String counter(String key, String time, long shown) {
        return event(key, time, "'type':'counter','good':%d,'width':65536".formatted(shown));
    }

    private String event(String key, String time, String fields) {
        return "{'key':'%s','line':'%s','at':'%sT%s:00Z',%s}"
                .formatted(key, line.code(), DAY, time, fields)
                .replace('\'', '"');
    }
}
