package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.CalendarException;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineRules;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantEdit;
import io.oeeanalytics.plant.PlantEdit.Kind;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.plant.WorkUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** All a plant document can say, what it refuses, and what is known of rules as they were. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PlantRulesIT {
    private static final String PLANT = "/api/v1/plant";
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);
    private static int keysOpened;

    /** SITE and the codes are replaced, so that each test has a plant of its own. */
    private static final String RICH =
            """
            sites:
            - name: SITE
              zone: Europe/Berlin
              settings:
              - {microStopSeconds: 120}
              - {validFrom: 2026-03-01, microStopBucket: AVAILABILITY, startUpSeconds: 900}
              - {validFrom: 2026-06-01T10:00:00Z, microStopSeconds: 60, definition: SIX_BIG_LOSSES}
              statuses:
              - {code: 41, name: Machine Inspection, category: PLANNED_STOP, group: Planned, validFrom: 2026-03-01}
              - {code: 77, name: Waiting for the crane, category: WAITING, group: Waiting/Transport/Crane}
              holidays:
              - {date: 2026-12-25, name: Christmas}
              products:
              - {code: X, name: Product X}
              areas: [Halle 2, Halle 1]
              weeks:
              - validFrom: 2026-01-01
                shifts:
                - {weekday: MONDAY, number: 3, start: "22:00", end: "06:00", breaks: [{start: "02:00", end: "02:30"}, {start: "23:30", end: "23:45"}]}
                - {weekday: MONDAY, number: 1, start: "06:00", end: "14:00", team: Blue}
              - {validFrom: 2027-01-01, shifts: []}
              exceptions:
              - {date: 2026-03-16, kind: EXTRA, reason: rush order, shifts: [{number: 2, start: "14:00", end: "18:00", team: Red}]}
              - {date: 2026-03-23, kind: CLOSED, reason: stocktaking}
              lines:
              - code: R-1
                name: First
                area: Halle 1
                units:
                - {code: SAW, name: Saw}
                - {code: OVEN, name: Oven, constraint: true}
                targets:
                - {validFrom: 2026-01-01, oee: 0.8}
                idealCycles:
                - {seconds: 60}
                - {product: X, unit: OVEN, validFrom: 2026-03-16T10:00:00Z, seconds: 48.5}
              - code: R-2
                name: Second
                area: Halle 2
                statusLine: R-1
                weeks:
                - validFrom: 2026-02-02
                  cycleDays: 2
                  shifts:
                  - {day: 2, number: 1, start: "06:00", end: "18:00", team: Day}
                exceptions:
                - {date: 2026-02-03, kind: INSTEAD, reason: half, shifts: [{number: 1, start: "06:00", end: "10:00"}]}
            """;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    @Autowired private PlantModel plant;
    @Autowired private PlantSetup setup;
    @Autowired private DataSource database;
    @Autowired private Clock clock;

    private ApiClient admin;
    private String adminKey;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-plant-rules").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void aClient() {
        adminKey = "rules " + ++keysOpened;
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        admin = new ApiClient(port, keys.open(adminKey, Set.of(Scope.ADMIN)));
        SecurityContextHolder.clearContext();
    }

    @Test
    void all_that_a_document_says_is_kept() {
        var line = put("Rich", "A");

        var twin = plant.line("A-2").orElseThrow();
        assertThat(twin.statusLine()).isEqualTo(line.id());
        assertThat(twin.statusLog()).isEqualTo(line.id());
        assertThat(line.area()).isEqualTo("Halle 1");
        assertThat(plant.areas(line.siteId())).containsExactly("Halle 2", "Halle 1");
        assertThat(plant.units(line.id()))
                .containsExactly(
                        new WorkUnit("SAW", "Saw", false), new WorkUnit("OVEN", "Oven", true));
        var rules = plant.rules(line);
        var x = plant.products(line.siteId()).getFirst().id();
        assertThat(rules.cycles().millisAt(x, Instant.parse("2026-03-16T10:00:00Z")))
                .hasValue(48_500);
        assertThat(rules.cycles().millisAt(x, Instant.parse("2026-03-16T09:59:59Z")))
                .hasValue(60_000);
        assertThat(rules.settings().at(Instant.parse("2026-02-28T22:59:59Z")))
                .isEqualTo(settings(120, MicroStopBucket.PERFORMANCE, 0, OeeDefinition.ISO_22400));
        assertThat(rules.settings().at(Instant.parse("2026-02-28T23:00:00Z")))
                .isEqualTo(
                        settings(120, MicroStopBucket.AVAILABILITY, 900, OeeDefinition.ISO_22400));
        assertThat(rules.settings().at(Instant.parse("2026-06-01T10:00:00Z")))
                .isEqualTo(
                        settings(
                                60,
                                MicroStopBucket.AVAILABILITY,
                                900,
                                OeeDefinition.SIX_BIG_LOSSES));
        assertThat(rules.statuses().at(41, Instant.parse("2026-02-28T22:59:59Z")))
                .map(Status::category)
                .contains(TimeCategory.DELAY);
        assertThat(rules.statuses().at(41, Instant.parse("2026-02-28T23:00:00Z")))
                .map(Status::category)
                .contains(TimeCategory.PLANNED_STOP);
        assertThat(rules.statuses().at(77, Instant.EPOCH))
                .map(Status::path)
                .contains(List.of("Waiting", "Transport", "Crane"));
        assertThat(rules.calendar().shiftsOn(MONDAY))
                .extracting(Shift::number, Shift::team)
                .containsExactly(tuple(1, "Blue"), tuple(2, "Red"), tuple(3, null));
        assertThat(rules.calendar().shiftsOn(MONDAY.plusDays(7))).isEmpty();
        assertThat(rules.calendar().covers(LocalDate.of(2027, 1, 1))).isFalse();
        // The second line follows its site until its own rotation of two days begins.
        var ofTwin = plant.rules(twin).calendar();
        assertThat(ofTwin.shiftsOn(LocalDate.of(2026, 1, 26))).hasSize(2);
        assertThat(ofTwin.shiftsOn(LocalDate.of(2026, 2, 2))).isEmpty();
        assertThat(ofTwin.shiftsOn(LocalDate.of(2026, 2, 3)).getFirst().range().duration())
                .isEqualTo(Duration.ofHours(4));
        assertThat(ofTwin.shiftsOn(LocalDate.of(2026, 2, 5)).getFirst().team()).isEqualTo("Day");
    }

    @Test
    void an_exported_document_put_back_writes_no_row() throws SQLException {
        put("Trip", "B");
        var json = admin.get(PLANT).text();
        var yaml = admin.put(PLANT, YAML, rich("Trip", "B"));
        assertThat(yaml.status()).isEqualTo(200);
        long rows = rows();

        var fromJson = admin.put(PLANT, JSON, json);
        var fromYaml = admin.put(PLANT, YAML, yaml.text());

        assertThat(fromJson.text()).isEqualTo(json);
        assertThat(fromYaml.text()).isEqualTo(yaml.text());
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void what_is_left_out_stays_or_goes_by_its_kind() {
        put("Less", "C");

        var less =
                admin.put(
                        PLANT,
                        JSON,
                        """
                        {"sites": [{"name": "Less", "zone": "Europe/Berlin", "lines": [{"code": "C-1"}]}]}
                        """);

        assertThat(less.status()).as(less.text()).isEqualTo(200);
        var line = plant.line("C-1").orElseThrow();
        var rules = plant.rules(line);
        assertThat(line.name()).isEqualTo("First");
        assertThat(line.area()).isEqualTo("Halle 1");
        assertThat(plant.line("C-2").orElseThrow().statusLine()).isEqualTo(line.id());
        assertThat(plant.units(line.id())).hasSize(2).anyMatch(WorkUnit::constraint);
        assertThat(rules.cycles().rows()).hasSize(2);
        assertThat(rules.settings().at(Instant.EPOCH).microStop()).hasSeconds(120);
        assertThat(rules.statuses().at(77, Instant.EPOCH)).isPresent();
        assertThat(rules.calendar().covers(MONDAY)).isFalse();
        assertThat(plant.plan(line.siteId(), null).exceptions()).isEmpty();
        assertThat(plant.holidays(line.siteId())).isEmpty();
        assertThat(plant.targets(line.id())).isEmpty();
    }

    @Test
    void the_short_form_of_the_micro_stop_sets_it_and_its_absence_leaves_it() {
        site("\"microStopSeconds\": 90");
        site("\"products\": []");

        var line = plant.line("SHORT-1").orElseThrow();
        assertThat(plant.settings(line.siteId()).at(Instant.EPOCH).microStop()).hasSeconds(90);
    }

    private void site(String field) {
        var answer =
                admin.put(
                        PLANT,
                        JSON,
                        """
                        {"sites": [{"name": "Short", "zone": "UTC", %s, "lines": [{"code": "SHORT-1"}]}]}
                        """
                                .formatted(field));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void every_fault_of_a_rule_is_told_by_its_path() throws SQLException {
        long rows = rows();

        var answer =
                admin.put(
                        PLANT,
                        YAML,
                        """
                        sites:
                        - name: Faulty
                          zone: UTC
                          microStopSeconds: 5000
                          settings:
                          - {microStopBucket: SPEED, startUpSeconds: -1, definition: NAKAJIMA}
                          - {validFrom: later}
                          statuses:
                          - {name: No code, category: DELAY}
                          - {code: 5, name: Deep, category: DELAY, group: a/b/c/d/e/f}
                          - {code: 6, name: Hole, category: DELAY, group: a//b}
                          - {code: 7, name: Once, category: DELAY, validFrom: 2026-01-01}
                          - {code: 7, name: Twice, category: DELAY, validFrom: "2026-01-01T00:00:00Z"}
                          areas: [Hall, Hall]
                          holidays: [{date: 2026-12-25}, {date: 2026-12-25}]
                          weeks:
                          - {validFrom: 2026-01-01}
                          - {validFrom: 2026-02-01, cycleDays: 400, shifts: []}
                          - validFrom: 2026-03-01
                            cycleDays: 4
                            shifts:
                            - {weekday: MONDAY, number: 1, start: "06:00", end: "14:00"}
                            - {day: 5, number: 1, start: "06:00", end: "14:00"}
                            - {day: 4, start: "22:00", end: "07:00"}
                            - {day: 4, number: 1, start: "22:00", end: "07:00", team: " "}
                            - {day: 1, number: 1, start: "06:00", end: "14:00"}
                            - {day: 4, number: 1, start: "12:00", end: "14:00:00.5"}
                            - {day: 2, number: 1, start: "06:00", end: "08:00"}
                            - {day: 2, number: 1, start: "08:00", end: "10:00"}
                          exceptions:
                          - {date: 2026-05-01, kind: HOLIDAY}
                          - {date: 2026-05-02, kind: CLOSED, shifts: [{number: 1, start: "06:00", end: "08:00"}]}
                          - {date: 2026-05-03, kind: EXTRA}
                          - {date: 2026-05-03, kind: INSTEAD, shifts: [{weekday: MONDAY, number: 1, start: "06:00", end: "08:00"}]}
                          lines:
                          - code: FAULTY-1
                            statusLine: FAULTY-1
                            units: [{code: A, constraint: true}, {code: B, constraint: true}, {code: A}]
                            targets: [{validFrom: 2026-01-01}]
                            idealCycles: [{unit: Q, seconds: 5}, {validFrom: 2026-01-01}]
                          - {code: FAULTY-2, statusLine: ELSEWHERE}
                          - {code: FAULTY-3, statusLine: FAULTY-2}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors().lines())
                .containsExactlyInAnyOrder(
                        "sites[0].microStopSeconds: must lie between 0 and 3600, not 5000.0",
                        "sites[0].settings[0].microStopBucket: is one of [PERFORMANCE, AVAILABILITY], not 'SPEED'",
                        "sites[0].settings[0].startUpSeconds: must lie between 0 and 86400, not -1.0",
                        "sites[0].settings[0].definition: is one of [ISO_22400, SIX_BIG_LOSSES, PLANNED_STOPS_INSIDE, SEMI_E79], not 'NAKAJIMA'",
                        "sites[0].settings[1].validFrom: is a date such as 2026-03-16 or an instant such as 2026-03-16T10:00:00Z, not 'later'",
                        "sites[0].microStopSeconds: is short for a setting since ever, and settings has one; say it there only",
                        "sites[0].statuses[0].code: is missing; a whole number",
                        "sites[0].statuses[1].group: is a path of up to 5 levels of 1 to 80 characters, such as Failure/Machine, not 'a/b/c/d/e/f'",
                        "sites[0].statuses[2].group: is a path of up to 5 levels of 1 to 80 characters, such as Failure/Machine, not 'a//b'",
                        "sites[0].statuses[4].code: 7 stands twice",
                        "sites[0].areas[1]: 'Hall' stands twice",
                        "sites[0].holidays[1].date: 2026-12-25 stands twice",
                        "sites[0].weeks[0].shifts: is missing; [] says that there is no calendar from there",
                        "sites[0].weeks[1].cycleDays: must lie between 1 and 366, not 400",
                        "sites[0].weeks[2].shifts[0].weekday: is of a week; in a cycle of 4 days say the day",
                        "sites[0].weeks[2].shifts[1].day: must lie between 1 and 4, not 5",
                        "sites[0].weeks[2].shifts[2].number: is missing; a number from 1 to 9",
                        "sites[0].weeks[2].shifts[3].team: must have 1 to 80 characters",
                        "sites[0].weeks[2].shifts[4]: overlaps shift 1 of day 4, 22:00 to 07:00; end one before the other",
                        "sites[0].weeks[2].shifts[5].end: is given to the second, not '14:00:00.5'",
                        "sites[0].weeks[2].shifts[7].number: 1 stands twice on that day",
                        "sites[0].exceptions[0].kind: is one of [CLOSED, INSTEAD, EXTRA], not 'HOLIDAY'",
                        "sites[0].exceptions[1].shifts: must be empty: the day is closed",
                        "sites[0].exceptions[2].shifts: is empty; a day EXTRA needs at least one shift",
                        "sites[0].exceptions[3].date: 2026-05-03 stands twice",
                        "sites[0].exceptions[3].shifts[0].weekday: is said by the date of the exception; remove it",
                        "sites[0].lines[0].statusLine: is the line itself; leave it out",
                        "sites[0].lines[0].units[1].constraint: is said of another unit; a line has one",
                        "sites[0].lines[0].units[2].code: 'A' stands twice",
                        "sites[0].lines[0].targets[0].oee: is missing; a fraction above 0 and up to 1",
                        "sites[0].lines[0].idealCycles[0].unit: 'Q' is not among the units of the line",
                        "sites[0].lines[0].idealCycles[1].seconds: is missing; a number from 0.001 to 86400",
                        "sites[0].lines[1].statusLine: 'ELSEWHERE' is not among the lines of the site",
                        "sites[0].lines[2].statusLine: 'FAULTY-2' shares the status log of 'ELSEWHERE' itself; name that one");
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void extra_shifts_that_nobody_could_work_are_told_by_their_path() {
        var answer =
                admin.put(
                        PLANT,
                        YAML,
                        """
                        sites:
                        - name: Overtime
                          zone: Europe/Berlin
                          weeks:
                          - validFrom: 2026-01-01
                            shifts:
                            - {weekday: MONDAY, number: 1, start: "06:00", end: "14:00"}
                            - {weekday: MONDAY, number: 3, start: "22:00", end: "06:00"}
                          lines:
                          - code: O-1
                            exceptions:
                            - {date: 2026-03-16, kind: EXTRA, shifts: [{number: 2, start: "14:00", end: "16:00"}, {number: 4, start: "13:00", end: "13:30"}]}
                            - {date: 2026-03-17, kind: EXTRA, shifts: [{number: 1, start: "05:00", end: "09:00"}]}
                            - {date: 2026-03-23, kind: EXTRA, shifts: [{number: 3, start: "16:00", end: "18:00"}]}
                        """);

        assertThat(answer.errors().lines())
                .containsExactlyInAnyOrder(
                        "sites[0].lines[0].exceptions[0].shifts[1]: overlaps shift 1 of 2026-03-16, 06:00 to 14:00; end one before the other on line O-1",
                        "sites[0].lines[0].exceptions[1].shifts[0]: overlaps shift 3 of 2026-03-16, 22:00 to 06:00; end one before the other on line O-1",
                        "sites[0].lines[0].exceptions[2].shifts[0]: has the number of the shift from 22:00 to 06:00 on that day; take another on line O-1");
    }

    @Test
    void an_exception_that_overlaps_is_refused_whoever_asks() {
        var line = put("Refusing", "E");
        var overlapping =
                new CalendarException(
                        MONDAY.plusDays(14),
                        CalendarException.Kind.EXTRA,
                        "",
                        List.of(
                                new ShiftTime(
                                        1,
                                        2,
                                        LocalTime.of(13, 0),
                                        LocalTime.of(15, 0),
                                        null,
                                        List.of())));

        assertThatThrownBy(() -> setup.putException(line.siteId(), null, overlapping))
                .hasMessage(
                        "E-1 on 2026-03-30: shift 2 overlaps shift 1 of 2026-03-30, 06:00 to 14:00; end one before the other");
        assertThat(plant.plan(line.siteId(), null).exceptions()).hasSize(2);
    }

    @Test
    void twin_tracks_share_one_log_and_form_no_chain() {
        var line = put("Twins", "G");
        var twin = plant.line("G-2").orElseThrow();

        assertThatThrownBy(() -> setup.setStatusLine(line.id(), twin.id(), null))
                .hasMessage(
                        "line G-1 cannot share the status log of G-2, which shares another's itself");
        assertThatThrownBy(() -> setup.setStatusLine(twin.id(), twin.id(), null))
                .hasMessage("line G-2 cannot share its own status log");

        setup.setStatusLine(twin.id(), null, null);
        setup.setStatusLine(line.id(), twin.id(), null);
        assertThat(plant.line("G-1").orElseThrow().statusLog()).isEqualTo(twin.id());
    }

    @Test
    void a_status_log_that_is_shared_is_its_lines_own_at_every_time() {
        var line = put("Chained", "I");
        var twin = plant.line("I-2").orElseThrow();
        var other = setup.openLine(plant.site(line.siteId()), "I-3", "Third");
        var april = Instant.parse("2026-03-31T22:00:00Z");
        var may = Instant.parse("2026-05-01T10:00:00Z");

        assertThatThrownBy(() -> setup.setStatusLine(line.id(), other.id(), april))
                .hasMessage(
                        "line I-2 cannot share the status log of I-1, which shares another's itself from 2026-04-01 on");
        assertThatThrownBy(() -> setup.setStatusLine(other.id(), twin.id(), may))
                .hasMessage(
                        "line I-3 cannot share the status log of I-2, which shares another's itself from 2026-05-01T10:00:00Z on");

        setup.setStatusLine(twin.id(), null, april);
        setup.setStatusLine(other.id(), twin.id(), may);
        setup.setStatusLine(line.id(), twin.id(), may);
        assertThatThrownBy(() -> setup.removeStatusLine(twin.id(), april))
                .hasMessageEndingWith("which shares another's itself from 2026-05-01T10:00:00Z on");
        assertThat(plant.statusLogs(twin).at(april.minusMillis(1))).isEqualTo(line.id());
        assertThat(plant.statusLogs(twin).at(april)).isEqualTo(twin.id());
    }

    @Test
    void a_status_log_shared_for_a_time_is_written_as_a_list_and_read_again() throws SQLException {
        put("Shared", "H");
        var twin = plant.line("H-2").orElseThrow();
        var changed =
                rich("Shared", "H")
                        .replace(
                                "statusLine: H-1",
                                "statusLines: [{line: H-1}, {validFrom: 2026-03-01, line: ''}, {validFrom: '2026-06-01T10:00:00Z', line: H-1}]");
        var before = clock.instant();

        var answer = admin.put(PLANT, YAML, changed);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var march = Instant.parse("2026-02-28T23:00:00Z");
        var june = Instant.parse("2026-06-01T10:00:00Z");
        var line = plant.line("H-1").orElseThrow().id();
        assertThat(plant.statusLogs(twin).rows())
                .containsExactly(
                        Map.entry(Instant.EPOCH, Optional.of(line)),
                        Map.entry(march, Optional.empty()),
                        Map.entry(june, Optional.of(line)));
        assertThat(plant.rules(twin, before, before, before).logs().at(march)).isEqualTo(line);
        assertThat(plant.rules(twin).logs().at(march)).isEqualTo(twin.id());
        long rows = rows();
        var json = admin.get(PLANT).text();
        assertThat(admin.put(PLANT, YAML, answer.text()).text()).isEqualTo(answer.text());
        assertThat(admin.put(PLANT, JSON, json).text()).isEqualTo(json);
        assertThat(rows()).isEqualTo(rows);

        assertThat(plant.edits(twin, before, clock.instant()))
                .allMatch(edit -> edit.by().equals(adminKey))
                .extracting(PlantEdit::kind, PlantEdit::validFrom, PlantEdit::what)
                .containsExactly(
                        tuple(Kind.STATUS, march, "status log of H-2: its own"),
                        tuple(Kind.STATUS, june, "status log of H-2: that of H-1"));
        // The short form says all there is.
        assertThat(admin.put(PLANT, YAML, rich("Shared", "H")).status()).isEqualTo(200);
        assertThat(plant.statusLogs(twin).rows())
                .containsExactly(Map.entry(Instant.EPOCH, Optional.of(line)));
        var none = rich("Shared", "H").replace("statusLine: H-1", "statusLine: ''");
        assertThat(admin.put(PLANT, YAML, none).status()).isEqualTo(200);
        assertThat(plant.line("H-2").orElseThrow().statusLine()).isNull();
    }

    @Test
    void every_fault_of_a_list_of_status_logs_is_told_by_its_path() {
        var answer =
                admin.put(
                        PLANT,
                        YAML,
                        """
                        sites:
                        - name: Crossed
                          zone: UTC
                          lines:
                          - {code: X-1, statusLines: [{validFrom: 2026-03-01, line: X-2}]}
                          - code: X-2
                            statusLines:
                            - {line: X-2}
                            - {validFrom: 2026-04-01, line: X-3}
                            - {validFrom: 2026-04-01, line: ELSEWHERE}
                            - {validFrom: 2026-05-01}
                            - {validFrom: soon, line: X-3}
                          - code: X-3
                          - {code: X-4, statusLine: X-3, statusLines: [{line: X-1}]}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors().lines())
                .containsExactlyInAnyOrder(
                        "sites[0].lines[0].statusLines[0].line: 'X-2' shares the status log of 'X-3' itself from 2026-04-01 on; name that one",
                        "sites[0].lines[1].statusLines[0].line: is the line itself; leave it empty",
                        "sites[0].lines[1].statusLines[2].validFrom: 2026-04-01 stands twice",
                        "sites[0].lines[1].statusLines[2].line: 'ELSEWHERE' is not among the lines of the site",
                        "sites[0].lines[1].statusLines[3].line: is missing; the code of a line, or empty for its own",
                        "sites[0].lines[1].statusLines[4].validFrom: is a date such as 2026-03-16 or an instant such as 2026-03-16T10:00:00Z, not 'soon'",
                        "sites[0].lines[3].statusLine: is short for statusLines with one entry since ever, and statusLines is there; say it there only");
    }

    @Test
    void a_bottleneck_that_moved_is_told_with_its_dates_and_comes_back_whole() {
        var line = put("Moved", "M");
        var before = clock.instant();
        var moved =
                rich("Moved", "M")
                        .replace(
                                "{code: OVEN, name: Oven, constraint: true}",
                                "{code: OVEN, name: Oven}")
                        .replace(
                                "units:\n",
                                "constraints: [{unit: OVEN}, {validFrom: 2026-03-20, unit: SAW}]\n    units:\n");

        var put = admin.put(PLANT, YAML, moved);

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        var from = MONDAY.plusDays(4).atStartOfDay(line.zone()).toInstant();
        assertThat(plant.cycles(line.id()).constraints())
                .containsExactly(
                        Map.entry(Instant.EPOCH, Optional.of("OVEN")),
                        Map.entry(from, Optional.of("SAW")));
        assertThat(plant.edits(line, before, clock.instant()))
                .extracting(PlantEdit::kind, PlantEdit::what)
                .containsExactly(edit(Kind.CYCLE, "constraint: SAW"));
        var out = admin.get(PLANT);
        assertThat(out.text()).contains("\"constraints\"");
        assertThat(admin.put(PLANT, JSON, out.text()).text()).isEqualTo(out.text());
        var wrong =
                admin.put(
                        PLANT,
                        YAML,
                        moved.replace("unit: SAW}", "unit: ELSEWHERE}, {unit: OVEN}, {}")
                                .replace(
                                        "{code: OVEN, name: Oven}",
                                        "{code: OVEN, name: Oven, constraint: true}"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.errors())
                .contains("constraints[1].unit: 'ELSEWHERE' is not among the units of the line")
                .contains("constraints[2].validFrom: since ever stands twice")
                .contains("constraints[3].unit: is missing; the code of a unit, or empty for none")
                .contains("units[1].constraint: is short for constraints");
    }

    @Test
    void the_rules_as_known_before_an_edit_are_the_old_ones() {
        var line = put("Known", "D");
        var before = clock.instant();
        var old = said(plant.rules(line));

        var changed =
                rich("Known", "D")
                        .replace("microStopSeconds: 120", "microStopSeconds: 30")
                        .replace("category: WAITING", "category: DELAY")
                        .replace("seconds: 60}", "seconds: 61}")
                        .replace(
                                "{code: OVEN, name: Oven, constraint: true}",
                                "{code: OVEN, constraint: false}")
                        .replace("end: \"14:00\", team: Blue", "end: \"13:00\", team: Green")
                        .replace("2026-03-23, kind: CLOSED", "2026-03-30, kind: CLOSED")
                        .replace(
                                "{date: 2026-12-25, name: Christmas}",
                                "{date: 2026-12-26, name: Christmas}");
        assertThat(admin.put(PLANT, YAML, changed).status()).isEqualTo(200);
        var after = clock.instant();

        var now = said(plant.rules(line));
        assertThat(said(plant.rules(line, before, before, before))).isEqualTo(old);
        assertThat(said(plant.rules(line, after, after, after))).isEqualTo(now).isNotEqualTo(old);
        // Each of the three can be read on its own.
        var mixed = said(plant.rules(line, after, before, before));
        assertThat(mixed.cycles()).isEqualTo(old.cycles());
        assertThat(mixed.shifts()).isEqualTo(old.shifts());
        assertThat(mixed.statuses()).isEqualTo(now.statuses());
        assertThat(mixed.settings()).isEqualTo(now.settings());

        assertThat(plant.edits(line, before, after))
                .allMatch(edit -> edit.by().equals(adminKey))
                .allMatch(edit -> edit.recordedAt().isAfter(before))
                .extracting(PlantEdit::kind, PlantEdit::what)
                .containsExactlyInAnyOrder(
                        edit(
                                Kind.STATUS,
                                "status 77 Waiting for the crane: DELAY, Waiting/Transport/Crane"),
                        edit(Kind.CYCLE, "ideal cycle of every product: 61 s"),
                        edit(Kind.CYCLE, "no unit is the constraint"),
                        edit(Kind.CALENDAR, "2 shifts in 7 days from 2026-01-01"),
                        edit(Kind.CALENDAR, "withdrawn: CLOSED on 2026-03-23: stocktaking"),
                        edit(Kind.CALENDAR, "CLOSED on 2026-03-30: stocktaking"),
                        edit(Kind.CALENDAR, "withdrawn: holiday on 2026-12-25: Christmas"),
                        edit(Kind.CALENDAR, "holiday on 2026-12-26: Christmas"),
                        edit(
                                Kind.SETTING,
                                "micro-stops below 30 s in PERFORMANCE, start-up 0 s, ISO_22400"));
        // The other line has weeks of its own since February, but followed its site before.
        assertThat(plant.edits(plant.line("D-2").orElseThrow(), before, after))
                .extracting(PlantEdit::kind)
                .contains(Kind.STATUS, Kind.CALENDAR, Kind.SETTING)
                .doesNotContain(Kind.CYCLE);
        assertThat(plant.edits(line, after, after.plusSeconds(60))).isEmpty();
    }

    private static Tuple edit(Kind kind, String what) {
        return tuple(kind, what);
    }

    /** All that rules say of the spring of 2026, to be compared. */
    private record Said(
            List<List<Shift>> shifts,
            List<IdealCycles.Row> cycles,
            Map<Instant, Optional<String>> constraints,
            List<StatusHistory.Row> statuses,
            Map<Instant, Settings> settings) {}

    private static Said said(LineRules rules) {
        return new Said(
                MONDAY.minusDays(80)
                        .datesUntil(MONDAY.plusDays(300))
                        .map(rules.calendar()::shiftsOn)
                        .toList(),
                rules.cycles().rows(),
                rules.cycles().constraints(),
                rules.statuses().rows(),
                rules.settings().rows());
    }

    private static Settings settings(
            int microStop, MicroStopBucket bucket, int startUp, OeeDefinition definition) {
        return new Settings(
                Duration.ofSeconds(microStop), bucket, Duration.ofSeconds(startUp), definition);
    }

    private Line put(String site, String prefix) {
        var answer = admin.put(PLANT, YAML, rich(site, prefix));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return plant.line(prefix + "-1").orElseThrow();
    }

    private static String rich(String site, String prefix) {
        return RICH.replace("SITE", site).replace("R-", prefix + "-");
    }

    private long rows() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery(
                                """
                                select (select count(*) from plant.site) + (select count(*) from plant.line)
                                    + (select count(*) from plant.area) + (select count(*) from plant.work_unit)
                                    + (select count(*) from plant.product) + (select count(*) from plant.status)
                                    + (select count(*) from plant.site_setting) + (select count(*) from plant.target)
                                    + (select count(*) from plant.ideal_cycle) + (select count(*) from plant.line_constraint)
                                    + (select count(*) from plant.shared_log)
                                    + (select count(*) from plant.holiday) + (select count(*) from plant.shift_pattern)
                                    + (select count(*) from plant.calendar_exception) + (select count(*) from plant.planned_shift)
                                """)) {
            result.next();
            return result.getLong(1);
        }
    }
}
