package io.oeeanalytics;

import static io.oeeanalytics.VectorExample.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The worked examples of the time model, in through PUT /api/v1/plant and POST /api/v1/events and
 * out through GET /api/v1/oee. Numbers are those of the examples, to 1e-6.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PublicVectorsIT {
    private static final String BERLIN = "Europe/Berlin";
    private static final String TOKYO = "Asia/Tokyo";
    private static final LocalDate DAY = LocalDate.of(2026, 3, 16);
    private static int examples;

    private static final int RUNS = 1;
    private static final int FAILS = 21;
    private static final int CHANGES_OVER = 31;
    private static final int WAITS = 51;
    private static final int CLEANED = 12;
    private static final int NOTHING_KNOWN = 99999;

    /** Time passes as ever, but begins three weeks after the examples. */
    @TestConfiguration(proxyBeanMethods = false)
    static class WeeksLater {
        @Bean
        @Primary
        Clock weeksLater() {
            return LateClock.startingAt(Instant.parse("2026-04-06T10:00:00Z"));
        }
    }

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    private ApiClient client;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-vectors").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void aClient() {
        examples++;
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        client = new ApiClient(port, keys.open("vectors " + examples, Set.of(Scope.ADMIN)));
        SecurityContextHolder.clearContext();
    }

    private VectorExample example(String zone) {
        return example(zone, "site-" + (examples + 1));
    }

    private VectorExample example(String zone, String site) {
        return new VectorExample(client, ++examples, site, zone, DAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t01_a_full_day(String zone) {
        var line =
                example(zone)
                        .shift("06:00", "22:00", "10:00", "11:00")
                        .cycle(null, null, 30)
                        .states(
                                "06:00",
                                WAITS,
                                "06:40",
                                CHANGES_OVER,
                                "07:40",
                                RUNS,
                                "10:00",
                                RUNS,
                                "11:00",
                                RUNS,
                                "20:40",
                                FAILS,
                                "22:00",
                                90)
                        .count("21:00", null, 1235, 45, 20);

        var row = line.day();

        near(row, "availability", 0.8);
        near(row, "effectiveness", 0.902778);
        near(row, "quality", 0.95);
        near(row, "oee", 0.686111);
        near(row, "nee", 0.743287);
        near(row, "teep", 0.428819);
        near(row, "ooe", 0.643229);
        near(row, "technicalEfficiency", 0.9);
        near(row, "utilizationEfficiency", 0.837209);
        near(row, "allocationEfficiency", 0.955556);
        near(row, "setupRatio", 0.076923);
        near(row, "scrapRatio", 0.034615);
        near(row, "reworkRatio", 0.015385);
        assertThat(row.path("times").path("PBT").doubleValue()).isEqualTo(900);
        assertThat(ledgerMinutes(row)).isEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t02_two_lines_are_pooled_and_never_averaged(String zone) {
        var a =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "13:12", FAILS, "14:00", 90)
                        .count("12:00", null, 396, 4, 0);
        var b =
                example(zone, a.site)
                        .shift("06:00", "08:00")
                        .cycle(null, null, 15)
                        .states("06:00", RUNS, "07:00", FAILS, "08:00", 90)
                        .count("06:30", null, 60, 60, 0);
        a.with(b);

        near(a.day(), "oee", 0.825);
        near(b.day(), "oee", 0.125);
        var both = a.ask("site=" + a.site + "&by=total").path("total");
        near(both, "availability", 0.82);
        near(both, "effectiveness", 0.873984);
        near(both, "quality", 0.955814);
        near(both, "oee", 0.685);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t03_performance_above_one_is_kept_and_flagged(String zone) {
        var row =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "12:40", FAILS, "14:00", 90)
                        .count("12:00", null, 450, 10, 0)
                        .day();

        near(row, "availability", 0.833333);
        near(row, "effectiveness", 1.15);
        near(row, "quality", 0.978261);
        near(row, "oee", 0.9375);
        assertThat(row.path("flags").toString()).contains("IDEAL_CYCLE_TOO_SLOW");
        assertThat(loss(row, "REDUCED_SPEED")).isEqualTo(-60);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t04_nothing_planned_never_ran_and_made_nothing(String zone) {
        var unplanned =
                example(zone)
                        .shift("06:00", "14:00")
                        .holiday(DAY)
                        .cycle(null, null, 60)
                        .states("15:00", RUNS, "15:30", 90)
                        .count("15:20", null, 29, 1, 0)
                        .day();
        near(unplanned, "availability", null);
        near(unplanned, "oee", null);
        near(unplanned, "teep", 0.020139);

        var neverRan =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .states("06:00", FAILS, "14:00", 90)
                        .day();
        near(neverRan, "availability", 0.0);
        near(neverRan, "effectiveness", null);
        near(neverRan, "quality", null);
        near(neverRan, "oee", 0.0);

        var madeNothing =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "07:00", FAILS, "14:00", 90)
                        .day();
        near(madeNothing, "availability", 0.125);
        near(madeNothing, "effectiveness", 0.0);
        near(madeNothing, "quality", null);
        near(madeNothing, "oee", 0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t05_each_product_has_its_own_cycle(String zone) {
        var row =
                example(zone)
                        .shift("06:00", "14:00")
                        .product("X")
                        .product("Y")
                        .cycle("X", null, 30)
                        .cycle("Y", null, 120)
                        .states("06:00", RUNS, "13:00", FAILS, "14:00", 90)
                        .count("08:00", "X", 290, 10, 0)
                        .count("08:00", "Y", 98, 2, 0)
                        .day();

        near(row, "availability", 0.875);
        near(row, "effectiveness", 0.833333);
        near(row, "quality", 0.974286);
        near(row, "oee", 0.710417);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t06_a_revised_cycle_holds_from_its_instant_on(String zone) {
        var line = example(zone).shift("08:00", "12:00");
        var row =
                line.cycle(null, null, 60)
                        .cycle(null, line.at("10:00"), 48)
                        .states("08:00", RUNS, "12:00", 90)
                        .count("09:00", null, 100, 0, 0)
                        .count("10:00", null, 150, 0, 0)
                        .day();

        near(row, "effectiveness", 0.916667);
        near(row, "oee", 0.916667);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t07_a_night_shift_belongs_to_the_date_it_starts_on(String zone) {
        var line =
                example(zone)
                        .shift("22:00", "06:00", "02:00", "02:30")
                        .cycle(null, null, 30)
                        .states(
                                "22:00", RUNS, "23:50", FAILS, "+00:20", RUNS, "+05:45", FAILS,
                                "+06:15", 90)
                        .count("+01:00", null, 760, 20, 0);

        var row = line.day();

        assertThat(row.path("times").path("PBT").doubleValue()).isEqualTo(450);
        near(row, "availability", 0.9);
        near(row, "effectiveness", 0.962963);
        near(row, "quality", 0.974359);
        near(row, "oee", 0.844444);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t09_the_micro_stop_threshold_moves_the_factors_and_never_the_oee(String zone) {
        var line = example(zone).shift("06:00", "14:00").cycle(null, null, 30);
        var at = LocalTime.of(6, 5);
        var states = new ArrayList<Object>(List.of("06:00", RUNS));
        for (int i = 0; i < 28; i++) {
            var length =
                    i < 20
                            ? Duration.ofSeconds(45)
                            : i < 26 ? Duration.ofMinutes(4) : Duration.ofMinutes(20);
            states.addAll(List.of(at.toString(), FAILS, at.plus(length).toString(), RUNS));
            at = at.plus(length).plusMinutes(5);
        }
        states.addAll(List.of("14:00", 90));
        line.states(states.toArray()).count("13:30", null, 752, 8, 0);

        var strict = line.day();
        near(strict, "availability", 0.835417);
        near(strict, "effectiveness", 0.947631);
        near(strict, "oee", 0.783333);
        line.microStopSeconds = 120;
        var two = line.day();
        near(two, "availability", 0.866667);
        near(two, "effectiveness", 0.913462);
        near(two, "oee", 0.783333);
        line.microStopSeconds = 300;
        var five = line.day();
        near(five, "availability", 0.916667);
        near(five, "effectiveness", 0.863636);
        near(five, "oee", 0.783333);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t10_late_pieces_and_a_reclassified_stop_beside_the_frozen_report(String zone) {
        var line =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "13:00", FAILS, "14:00", 90)
                        .count("12:00", null, 392, 8, 0);
        near(line.day(), "oee", 0.816667);

        line.count("12:30", null, 19, 1, 0);

        near(line.day(), "oee", 0.85625);

        line.event(
                "'type':'classification','at':'%s','until':'%s','status':%d,'by':'olga'"
                        .formatted(line.at("13:00"), line.at("13:25"), CLEANED));

        var corrected = line.day();
        near(corrected, "availability", 0.923077);
        near(corrected, "effectiveness", 1.0);
        near(corrected, "quality", 0.978571);
        near(corrected, "oee", 0.903297);

        var report = report(line);
        assertThat(report.path("frozen").path("oee").doubleValue())
                .isCloseTo(0.816667, within(1e-6));
        assertThat(report.path("current").path("oee").doubleValue())
                .isCloseTo(0.903297, within(1e-6));
        var changes = report.path("changes");
        assertThat(changes.size()).isEqualTo(2);
        assertThat(changes.get(0).path("kind").stringValue()).isEqualTo("LATE_DATA");
        assertThat(changes.get(0).path("points").doubleValue()).isCloseTo(3.9583, within(1e-3));
        assertThat(changes.get(1).path("kind").stringValue()).isEqualTo("RECLASSIFICATION");
        assertThat(changes.get(1).path("points").doubleValue()).isCloseTo(4.7047, within(1e-3));
        var then = report.path("frozenAt").stringValue();
        var asKnown =
                client.get(
                                "/api/v1/oee?from=%s&line=%s&by=shift&knownAt=%s"
                                        .formatted(line.date, line.code, then))
                        .json();
        near(asKnown.path("total"), "oee", 0.816667);
        await().atMost(Duration.ofSeconds(20)).until(() -> edits(line).size() == 1);
        var edit = edits(line).getFirst();
        assertThat(edit.path("by").stringValue()).startsWith("olga, by vectors ");
        assertThat(edit.path("points").doubleValue()).isCloseTo(4.7047, within(1e-3));
    }

    private JsonNode report(VectorExample line) {
        return client.get(
                        "/api/v1/shift-reports?line=%s&from=%s&shift=1"
                                .formatted(line.code, line.date))
                .json()
                .path("items")
                .get(0);
    }

    private List<JsonNode> edits(VectorExample line) {
        var edits = new ArrayList<JsonNode>();
        client.get("/api/v1/edits?from=%s".formatted(line.date))
                .json()
                .path("items")
                .forEach(
                        edit -> {
                            if (edit.path("line").stringValue().equals(line.code)) {
                                edits.add(edit);
                            }
                        });
        return edits;
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t17_a_week_under_every_definition(String zone) {
        var line = example(zone).cycle(null, null, 32.4);
        var at = DAY.atStartOfDay(ZoneId.of(zone)).toInstant();
        int[][] hours = {
            {20, RUNS}, {20, RUNS}, {20, RUNS}, {20, RUNS}, {20, RUNS},
            {20, WAITS}, {8, CHANGES_OVER}, {12, CLEANED}, {18, FAILS}, {10, 15}
        };
        for (var stretch : hours) {
            var until = at.plus(Duration.ofHours(stretch[0]));
            line.event(
                    "'type':'state','at':'%s','status':%d,'until':'%s'"
                            .formatted(at, stretch[1], until));
            at = until;
        }
        line.count("12:00", null, 9_800, 200, 0);

        var week =
                line.ask(
                                "to=%s&line=%s&by=total&definition=semi_e79&compare=true"
                                        .formatted(DAY.plusDays(6), line.code))
                        .path("total");

        near(week, "availabilityEfficiency", 0.761905);
        near(week, "operationalEfficiency", 0.78125);
        near(week, "rateEfficiency", 0.9);
        near(week, "qualityEfficiency", 0.98);
        near(week, "oee", 0.525);
        assertThat(ledgerMinutes(week)).isEqualTo(168 * 60);
        var definitions = week.path("definitions");
        assertThat(definitions.size()).isEqualTo(4);
        // 88.2 h of good units in 146 h of planned busy time, or in 158 h with planned stops.
        assertThat(definitions.get(0).path("oee").doubleValue())
                .isCloseTo(88.2 / 146, within(1e-9));
        assertThat(definitions.get(2).path("oee").doubleValue())
                .isCloseTo(88.2 / 158, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t11_overlapping_stops_are_united_and_t15_cut_at_the_shift(String zone) {
        var overlapping =
                example(zone)
                        .shift("00:00", "16:18")
                        .cycle(null, null, 60)
                        .stateUntil("00:00", FAILS, "15:00")
                        .stateUntil("00:10", FAILS, "14:00")
                        .stateUntil("15:00", RUNS, "16:18")
                        .day();
        near(overlapping, "availability", 0.079755);
        near(overlapping, "oee", 0.0);

        var wider =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .stateUntil("05:00", FAILS, "15:00")
                        .day();
        near(wider, "availability", 0.0);
        assertThat(wider.path("times").path("ADET").doubleValue()).isEqualTo(480);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t12_unknown_time_is_a_state_with_bounds(String zone) {
        var row =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "11:30", FAILS, "12:30", NOTHING_KNOWN, "14:00", 90)
                        .count("11:00", null, 294, 6, 0)
                        .day();

        assertThat(row.path("coverage").doubleValue()).isEqualTo(0.8125);
        near(row, "oeeKnownTime", 0.753846);
        assertThat(row.path("oeeLow").doubleValue()).isCloseTo(0.6125, within(1e-6));
        assertThat(row.path("oeeHigh").doubleValue()).isCloseTo(0.8, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t13_reworked_pieces_are_never_added_again(String zone) {
        var row =
                example(zone)
                        .shift("06:00", "16:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "16:00", 90)
                        .count("12:00", null, 465, 10, 25)
                        .day();

        near(row, "quality", 0.93);
        near(row, "scrapRatio", 0.02);
        near(row, "reworkRatio", 0.05);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t14_counters_roll_over_at_their_width_and_start_anew_when_reset(String zone) {
        var line =
                example(zone)
                        .shift("06:00", "16:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "16:00", 90)
                        .counter("08:00", 65_500)
                        .counter("08:10", 65_535)
                        .counter("08:20", 12);

        assertThat(good(line)).isEqualTo(48);

        // Up to 1,040 are 1,028 more, and what shows 5 after that was reset.
        line.counter("08:30", 1_040).counter("08:40", 5);

        assertThat(good(line)).isEqualTo(48 + 1_028 + 5);
    }

    private static long good(VectorExample line) {
        return line.day().path("pieces").path("good").longValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t18_what_is_planned_weighs_a_site_and_not_how_many_lines_it_has(String zone) {
        var a =
                example(zone)
                        .shift("06:00", "14:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "14:00", 90)
                        .count("12:00", null, 384, 0, 0);
        var b =
                example(zone, a.site)
                        .shift("06:00", "10:00")
                        .cycle(null, null, 60)
                        .states("06:00", RUNS, "10:00", 90)
                        .count("09:00", null, 120, 0, 0);
        a.with(b);

        near(a.day(), "oee", 0.8);
        near(b.day(), "oee", 0.5);
        near(a.ask("site=" + a.site + "&by=total").path("total"), "oee", 0.7);
    }

    @ParameterizedTest
    @ValueSource(strings = {BERLIN, TOKYO})
    void t16_a_stop_that_meets_a_break_loses_what_lies_outside_it(String zone) {
        var row =
                example(zone)
                        .shift("22:00", "06:00", "02:00", "02:30")
                        .cycle(null, null, 30)
                        .states("22:00", RUNS, "+01:50", FAILS, "+02:20", RUNS, "+06:00", 90)
                        .count("+01:00", null, 800, 0, 0)
                        .day();

        near(row, "availability", 0.977778);
        near(row, "effectiveness", 0.909091);
        near(row, "oee", 0.888889);
        assertThat(row.path("times").path("ADET").doubleValue()).isEqualTo(10);
    }

    private static double ledgerMinutes(JsonNode row) {
        long sum = 0;
        for (var entry : row.path("ledger")) {
            sum += entry.path("milliseconds").longValue();
        }
        return sum / 60_000.0;
    }

    private static double loss(JsonNode row, String kind) {
        for (var entry : row.path("ledger")) {
            if (entry.path("kind").stringValue().equals(kind)) {
                return entry.path("minutes").doubleValue();
            }
        }
        throw new IllegalArgumentException("no " + kind + " in " + row);
    }
}
