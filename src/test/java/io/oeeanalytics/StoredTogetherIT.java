package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Set;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The database refuses to mark what an event changes: the event must not stay alone, or it would be
 * known when it is sent again, and its figures would be missing for ever.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StoredTogetherIT {
    private static final String EVENTS = "/api/v1/events";
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private ApiKeys keys;
    @Autowired private DSLContext sql;

    private Line line;
    private ApiClient machine;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-stored-together").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void aLineAndAMachine() {
        line = setup.openLine(setup.siteIn(ZoneId.of("UTC")), "ST-" + ++opened, "Line");
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            machine = new ApiClient(port, keys.open("machine " + opened, Set.of(Scope.INGEST)));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @AfterEach
    void marksAreTakenAgain() {
        sql.execute("drop trigger if exists refused on production.changed_range");
        sql.execute("drop function if exists production.refuse");
    }

    private void refuseMarks() {
        sql.execute(
                """
                create function production.refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'no mark is taken';
                end $$
                """);
        sql.execute(
                """
                create trigger refused before insert on production.changed_range
                for each row when (new.line_id = %d) execute function production.refuse()
                """
                        .formatted(line.id().value()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'count','good':1",
                "'type':'state','status':21",
                "'type':'classification','status':21"
            })
    void an_event_whose_mark_cannot_be_stored_is_not_stored_either(String fields) {
        var batch = "[" + event("first", fields) + "," + event("second", fields) + "]";

        refuseMarks();
        var refused = machine.post(EVENTS, batch);
        marksAreTakenAgain();
        var taken = machine.post(EVENTS, batch);

        assertThat(refused.status()).isGreaterThanOrEqualTo(500);
        assertThat(taken.status()).as(taken.text()).isEqualTo(202);
        assertThat(taken.json().path("stored").intValue()).isEqualTo(2);
        assertThat(taken.json().path("known").intValue()).isZero();
    }

    @Test
    void what_is_taken_back_stays_when_its_mark_cannot_be_stored() {
        machine.post(EVENTS, "[" + event("wrong", "'type':'count','good':1") + "]");
        var back = "[" + event("back", "'type':'void','voids':'wrong'") + "]";

        refuseMarks();
        var refused = machine.post(EVENTS, back);
        long voided = voided();
        marksAreTakenAgain();
        var taken = machine.post(EVENTS, back);

        assertThat(refused.status()).isGreaterThanOrEqualTo(500);
        assertThat(voided).isZero();
        assertThat(taken.status()).as(taken.text()).isEqualTo(202);
        assertThat(taken.json().path("stored").intValue()).isOne();
        assertThat(voided()).isOne();
    }

    private long voided() {
        return sql.fetchSingle(
                        "select count(*) from production.voided_event where line_id = ?",
                        line.id().value())
                .get(0, Long.class);
    }

    private String event(String key, String fields) {
        return "{'key':'%s','line':'%s','at':'2026-03-16T08:00:00Z',%s}"
                .formatted(key, line.code(), fields)
                .replace('\'', '"');
    }
}
