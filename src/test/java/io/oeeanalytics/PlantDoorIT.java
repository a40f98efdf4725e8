package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.LiveFacts;
import io.oeeanalytics.production.LoggedState;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The plant model as one document, in and out. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PlantDoorIT {
    private static final String PLANT = "/api/v1/plant";
    private static final String JSON = "application/json";
    private static int keysOpened;

    private static final String DOCUMENT =
            """
            sites:
            - name: North
              zone: Europe/Berlin
              microStopSeconds: 120
              statuses:
              - {code: 77, name: Waiting for the crane, category: WAITING, group: Waiting}
              holidays:
              - {date: 2026-12-25, name: Christmas}
              products:
              - {code: X, name: Product X}
              weeks:
              - validFrom: 2026-01-01
                shifts:
                - {weekday: MONDAY, number: 1, start: "06:00", end: "14:00", breaks: [{start: "09:00", end: "09:15"}]}
                - {weekday: MONDAY, number: 2, start: "22:00", end: "06:00"}
              lines:
              - code: N-1
                name: First
                targets:
                - {validFrom: 2026-01-01, oee: 0.8}
                idealCycles:
                - {seconds: 60}
                - {product: X, validFrom: 2026-03-16T10:00:00Z, seconds: 48.5}
            """;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    @Autowired private PlantModel plant;

    private ApiClient admin;
    private ApiClient reader;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-plant-door").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void clients() {
        admin = new ApiClient(port, key(Scope.ADMIN));
        reader = new ApiClient(port, key(Scope.READ));
    }

    private static void asAdministrator() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
    }

    private String key(Scope scope) {
        asAdministrator();
        try {
            return keys.open(scope + " " + ++keysOpened, Set.of(scope));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void what_is_put_comes_back_and_put_again_changes_nothing() {
        var put = admin.put(PLANT, "application/yaml", DOCUMENT);
        var json = reader.get(PLANT);
        var again = admin.put(PLANT, JSON, json.text());

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(json.text());
        var line = plant.line("N-1").orElseThrow();
        assertThat(plant.cycles(line.id()).rows())
                .extracting(row -> row.millis())
                .containsExactly(48_500L, 60_000L);
        assertThat(plant.statuses(line.siteId())).containsKeys(1, 21, 77).hasSize(23);
        assertThat(plant.calendar(line).shiftsOn(LocalDate.of(2026, 3, 16))).hasSize(2);
        assertThat(plant.calendar(line).isHoliday(LocalDate.of(2026, 12, 25))).isTrue();
    }

    @Test
    void who_read_the_plant_before_somebody_changed_it_is_told_and_changes_nothing() {
        admin.put(PLANT, "application/yaml", DOCUMENT);
        var read = reader.get(PLANT);
        var tag = read.header("ETag");
        var with = new String[] {"If-Match", tag};
        assertThat(admin.put(PLANT, JSON, read.text(), with).status()).isEqualTo(200);

        var closed = DOCUMENT.replace("{date: 2026-12-25", "{date: 2026-12-24");
        var mine = admin.put(PLANT, "application/yaml", closed, with);
        var late = admin.put(PLANT, JSON, read.text(), with);

        assertThat(mine.status()).as(mine.text()).isEqualTo(200);
        assertThat(mine.header("ETag")).isNotEqualTo(tag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text()).contains("by ADMIN").contains("Read it again");
        var line = plant.line("N-1").orElseThrow();
        assertThat(plant.calendar(line).isHoliday(LocalDate.of(2026, 12, 24))).isTrue();
        var yaml = reader.get(PLANT, "application/yaml");
        assertThat(
                        admin.put(
                                        PLANT,
                                        "application/yaml",
                                        yaml.text(),
                                        "If-Match",
                                        mine.header("ETag"))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void lines_and_cycles_stay_when_left_out_and_closed_days_and_targets_do_not() {
        admin.put(PLANT, "application/yaml", DOCUMENT);

        var less =
                admin.put(
                        PLANT,
                        JSON,
                        """
                        {"sites": [{"name": "North", "zone": "Europe/Berlin", "lines": [{"code": "N-1", "name": "Only"}]}]}
                        """);

        assertThat(less.status()).as(less.text()).isEqualTo(200);
        var line = plant.line("N-1").orElseThrow();
        assertThat(line.name()).isEqualTo("Only");
        assertThat(plant.cycles(line.id()).rows()).hasSize(2);
        assertThat(plant.calendar(line).isHoliday(LocalDate.of(2026, 12, 25))).isFalse();
        assertThat(plant.targets(LocalDate.of(2026, 6, 1))).doesNotContainKey(line.id());
    }

    /**
     * Monday 16 March 2026, a shift from 06:00 to 14:00 in Berlin with a break of 15 min, all of it
     * production, 240 pieces: OEE = 240 x 60 s / 7.75 h = 0.5161; at 54 s it is 0.4645.
     */
    @Test
    void a_preview_answers_what_storing_would_do_and_stores_nothing(
            @Autowired LiveFacts facts,
            @Autowired LineFigures figures,
            @Autowired DataSource database)
            throws SQLException {
        var document =
                DOCUMENT.replace("North", "Previewed")
                        .replace("N-1", "N-9")
                        .replace("weekday: MONDAY, number: 2", "weekday: TUESDAY, number: 2");
        admin.put(PLANT, "application/yaml", document);
        var line = plant.line("N-9").orElseThrow();
        var from = Instant.parse("2026-03-16T05:00:00Z");
        facts.tell(
                line.id(),
                List.of(new LoggedState(from, from.plusSeconds(28_800), 1)),
                List.of(new LiveFacts.LivePiece(from, from.plusSeconds(3_600), null, 240, 0)));
        // As from a file: its figures end with that day.
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from production.live_line");
            // Time that passed before is taken back.
            statement.execute(
                    "insert into production.changed_range (line_id, from_at, to_at) select id, now(), now() from plant.line");
        }
        asAdministrator();
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                figures.known(line.id())
                                        .filter(
                                                known ->
                                                        known.last()
                                                                .equals(LocalDate.of(2026, 3, 16)))
                                        .isPresent());
        SecurityContextHolder.clearContext();

        var changed = document.replace("{seconds: 60}", "{seconds: 54}");
        var preview = admin.put(PLANT + "?preview=true", "application/yaml", changed);

        assertThat(preview.status()).as(preview.text()).isEqualTo(200);
        var effect = preview.json().path("effects").path(0);
        assertThat(effect.path("line").stringValue()).as(preview.text()).isEqualTo("N-9");
        assertThat(effect.path("last").stringValue()).isEqualTo("2026-03-16");
        assertThat(effect.path("before").path("definition").stringValue()).isEqualTo("ISO_22400");
        assertThat(effect.path("before").path("plannedBusySeconds").doubleValue())
                .isEqualTo(27_900);
        assertThat(effect.path("before").path("oee").doubleValue()).isEqualTo(0.5161, within(1e-4));
        assertThat(effect.path("after").path("oee").doubleValue()).isEqualTo(0.4645, within(1e-4));
        assertThat(effect.path("points").doubleValue()).isEqualTo(-0.0516, within(1e-4));
        assertThat(effect.path("days").path(0).path("date").stringValue()).isEqualTo("2026-03-16");
        assertThat(plant.cycles(line.id()).rows()).hasSize(2);
        assertThat(reader.put(PLANT + "?preview=true", "application/yaml", changed).status())
                .isEqualTo(403);
        assertThat(
                        admin.put(PLANT + "?preview=true", JSON, "{\"sites\": [{\"name\": \"S\"}]}")
                                .errors())
                .contains("sites[0].zone: is a zone");
    }

    @Test
    void every_fault_is_told_by_its_path_and_nothing_is_changed() {
        var sites = plant.sites().size();

        var answer =
                admin.put(
                        PLANT,
                        JSON,
                        """
                        {"sites": [{"name": "Faulty", "zone": "Europe/Nowhere",
                          "statuses": [{"code": 5, "name": "Idle", "category": "IDLE", "group": ""}],
                          "weeks": [{"validFrom": "2026-01-01", "shifts": [
                            {"weekday": "MONDAY", "number": 1, "start": "06:00", "end": "14:00",
                             "breaks": [{"start": "15:00", "end": "15:30"}]},
                            {"weekday": "MONDAY", "number": 2, "start": "13:30", "end": "22:00"},
                            {"weekday": "SUNDAY", "number": 1, "start": "22:00", "end": "06:30"}]}],
                          "lines": [{"code": "F-1", "name": "F", "idealCycles": [{"seconds": 0}, {"product": "Q", "seconds": 5}],
                            "targets": [{"validFrom": "soon", "oee": 85}]},
                            {"code": "F-1", "name": "again"}]}]}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors())
                .contains("sites[0].zone: is a zone such as Europe/Berlin")
                .contains("sites[0].statuses[0].category: is one of [PRODUCTION")
                .contains(
                        "sites[0].weeks[0].shifts[0].breaks[0]: 15:00 to 15:30 does not lie within")
                .contains("sites[0].weeks[0].shifts[1]: overlaps shift 1 of MONDAY, 06:00 to 14:00")
                .contains("sites[0].weeks[0].shifts[2]: overlaps shift 1 of MONDAY")
                .contains("sites[0].lines[0].idealCycles[0].seconds: must lie between 0.001")
                .contains("sites[0].lines[0].idealCycles[1].product: 'Q' is not among")
                .contains("sites[0].lines[0].targets[0].validFrom: is a date such as")
                .contains("sites[0].lines[0].targets[0].oee: must lie above 0 and up to 1")
                .contains("sites[0].lines[1].code: 'F-1' stands at sites[0].lines[0] already");
        assertThat(plant.sites()).hasSize(sites);
    }

    @Test
    void a_document_that_cannot_be_read_is_told_where() {
        assertThat(admin.put(PLANT, JSON, "{\"sites\": [").text()).contains("line 1, column");
        assertThat(
                        admin.put(
                                        PLANT,
                                        JSON,
                                        "{\"sites\": [{\"name\": \"S\", \"lines\": [{\"kode\": \"L\"}]}]}")
                                .errors())
                .startsWith("sites[0].lines[0].kode: ");
        assertThat(
                        admin.put(
                                        PLANT,
                                        JSON,
                                        "{\"sites\": [{\"name\": \"S\", \"microStopSeconds\": \"two\"}]}")
                                .errors())
                .startsWith("sites[0].microStopSeconds: ");
        assertThat(
                        admin.put(
                                        PLANT,
                                        JSON,
                                        "{\"sites\": [{\"name\": \"S\", \"lines\": [null]}]}")
                                .errors())
                .contains("holds an empty entry; fill it in or remove it");
        assertThat(
                        admin.put(
                                        PLANT,
                                        JSON,
                                        "{\"sites\": [{\"name\": \"S\", \"statuses\": [{\"code\": 5.7}]}]}")
                                .errors())
                .startsWith("sites[0].statuses[0].code: ");
    }

    @Test
    void only_a_key_that_may_administer_changes_the_plant() {
        assertThat(reader.put(PLANT, "application/yaml", DOCUMENT).status()).isEqualTo(403);
        assertThat(new ApiClient(port, key(Scope.INGEST)).get(PLANT).status()).isEqualTo(403);
        assertThat(new ApiClient(port, "").get(PLANT).status()).isEqualTo(401);
    }

    @Test
    void a_question_that_cannot_be_answered_is_told_by_its_parameters() {
        var answer = reader.get("/api/v1/oee?from=monday&line=NOWHERE&by=second&to=2026-01-01");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors())
                .contains("from: is a business date")
                .contains("line: the plant has no line 'NOWHERE'")
                .contains("by: is total, line, shift, hour, day, week, month or product");
    }
}
