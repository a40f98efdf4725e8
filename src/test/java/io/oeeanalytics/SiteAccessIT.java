package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.mvysny.kaributesting.v10.LocatorJ;
import com.github.mvysny.kaributesting.v10.PrettyPrintTreeKt;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScope;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two sites, and people and programs of one of them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteAccessIT {
    private static final String OWN = "a password of sixteen words";
    private static final String DAYS = "from=2026-03-16&to=2026-03-17";
    private static int made;

    @LocalServerPort private int port;
    @Autowired private ApplicationContext context;
    @Autowired private AccountService accounts;
    @Autowired private FirstAccounts first;
    @Autowired private ApiKeys keys;
    @Autowired private PlantModel plant;
    @Autowired private DSLContext sql;

    private String north;
    private String south;
    private Site northSite;
    private ApiClient all;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-site-access").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    /** Once, since nobody changes what another asks for. */
    @BeforeAll
    void twoSitesWithEvents() {
        first.firstAdministrator();
        int number = ++made;
        north = "NORTH-" + number;
        south = "SOUTH-" + number;
        all = client(SiteScope.EVERYWHERE, Scope.ADMIN);
        var put =
                all.put(
                        "/api/v1/plant",
                        "application/json",
                        "{'sites': [%s, %s]}"
                                .formatted(site(north), site(south))
                                .replace('\'', '"'));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        northSite =
                plant.sites().stream()
                        .filter(site -> site.name().equals("site of " + north))
                        .findFirst()
                        .orElseThrow();
        for (var line : List.of(north, south)) {
            var told = all.post("/api/v1/events", event(line));
            assertThat(told.status()).as(told.text()).isEqualTo(202);
            sql.execute(
                    """
                    insert into oee.edit_effect (line_id, business_date, shift, recorded_at,
                        recorded_by, kinds, what, oee_before, oee_after, busy_ms)
                    values (?, '2026-03-16', 1, now(), ?, '{COUNT}', 'told', 0.5, 0.6, 3600000)
                    """,
                    plant.line(line).orElseThrow().id().value(),
                    "editor of " + line);
        }
        for (var line : List.of(north, south)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> isAccounted(line));
        }
    }

    /** Lines are listed before what they told is worked through. */
    private boolean isAccounted(String line) {
        return !all.get("/api/v1/losses?" + DAYS + "&line=" + line).json().path("items").isEmpty();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static String site(String line) {
        return """
        {'name': 'site of %1$s', 'zone': 'UTC', 'areas': ['area of %1$s'],
         'products': [{'code': 'product of %1$s'}],
         'weeks': [{'validFrom': '2026-01-01', 'cycleDays': 1, 'shifts': [
           {'day': 1, 'number': 1, 'start': '06:00', 'end': '14:00'}]}],
         'lines': [{'code': '%1$s', 'area': 'area of %1$s'}]}
        """
                .formatted(line);
    }

    private static String event(String line) {
        return """
        [{"key":"k","line":"%1$s","type":"state","at":"2026-03-16T06:00:00Z",
          "until":"2026-03-16T13:00:00Z","status":1},
         {"key":"stop","line":"%1$s","type":"state","at":"2026-03-16T13:00:00Z",
          "until":"2026-03-16T14:00:00Z","status":21}]
        """
                .formatted(line);
    }

    private ApiClient client(SiteScope sites, Scope... scopes) {
        return new ApiClient(
                port,
                SystemWork.asAdministrator(
                        () -> keys.open("key " + ++made, Set.of(scopes), sites)));
    }

    private SiteScope ofNorth() {
        return SiteScope.of(Set.of(northSite.id()));
    }

    private String person(Role role, SiteScope sites) {
        var name = "person" + ++made;
        var given = SystemWork.asAdministrator(() -> accounts.open(name, name, role, sites));
        as(name, role, () -> accounts.changeOwnPassword(name, given, OWN));
        return name;
    }

    private static void as(String name, Role role, Runnable work) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.account(name, "ROLE_" + role));
        try {
            work.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private String token(String name) {
        var answer =
                new ApiClient(port, "")
                        .post(
                                "/api/v1/auth/token",
                                "{\"username\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(name, OWN));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("access_token").stringValue();
    }

    /** What lists several lines lists nothing of another site, by whatever word it is known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/plant",
                "/api/v1/events?limit=1000",
                "/api/v1/oee?" + DAYS,
                "/api/v1/edits?" + DAYS,
                "/api/v1/forecasts",
            })
    void a_key_of_one_site_is_told_nothing_of_another(String question) {
        var everything = all.get(question);
        var limited = client(ofNorth(), Scope.READ).get(question);

        assertThat(everything.status()).as(everything.text()).isEqualTo(200);
        assertThat(limited.status()).as(limited.text()).isEqualTo(200);
        if (!question.contains("forecasts")) {
            assertThat(everything.text()).contains(south);
            assertThat(limited.text()).contains(north);
        }
        assertThat(limited.text()).doesNotContain(south);
    }

    @Test
    void losses_of_every_line_are_those_of_the_site() {
        var limited = client(ofNorth(), Scope.READ);

        var every = limited.get("/api/v1/losses?" + DAYS).json();
        var ofSite = all.get("/api/v1/losses?" + DAYS + "&line=" + north).json();

        assertThat(every).isEqualTo(ofSite);
        assertThat(all.get("/api/v1/losses?" + DAYS).json()).isNotEqualTo(ofSite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/events?line=",
                "/api/v1/oee?" + DAYS + "&line=",
                "/api/v1/losses?" + DAYS + "&line=",
                "/api/v1/shift-reports?" + DAYS + "&line=",
                "/api/v1/forecasts?line=",
                "/api/v1/forecasts/total?line=",
            })
    void a_line_of_another_site_is_one_that_does_not_exist(String question) {
        var limited = client(ofNorth(), Scope.READ);

        var another = limited.get(question + south);
        var none = limited.get(question + "NO-SUCH");

        assertThat(another.status()).as(another.text()).isEqualTo(none.status()).isEqualTo(400);
        assertThat(another.text()).isEqualTo(none.text().replace("NO-SUCH", south));
    }

    @Test
    void sites_and_areas_of_others_do_not_exist_either() {
        var limited = client(ofNorth(), Scope.READ);

        assertThat(limited.get("/api/v1/oee?" + DAYS + "&site=site%20of%20" + south).errors())
                .isEqualTo("site: the plant has no site 'site of %s'\n".formatted(south));
        assertThat(limited.get("/api/v1/oee?" + DAYS + "&area=area%20of%20" + south).errors())
                .isEqualTo("area: no line stands in an area 'area of %s'\n".formatted(south));
    }

    @Test
    void a_machine_of_one_site_tells_nothing_of_another() {
        var machine = client(ofNorth(), Scope.INGEST);

        var own = machine.post("/api/v1/events", event(north).replace("\"k\"", "\"k2\""));
        var another = machine.post("/api/v1/events", event(south).replace("\"k\"", "\"k3\""));

        assertThat(own.status()).as(own.text()).isEqualTo(202);
        assertThat(another.status()).as(another.text()).isEqualTo(422);
        assertThat(another.errors()).contains("the plant has no line '%s'".formatted(south));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/models",
                "/api/v1/mqtt",
                "/v2/models/oee-daily",
                "/actuator/prometheus",
                // Letters as their codes, which doors are found by as well.
                "/api/v1/%6dodels",
                "/api/v1/mqt%74",
                "/v%32/models/oee-daily",
                "/api/2.%30/mlflow/registered-models/search"
            })
    void what_belongs_to_all_sites_is_not_of_one(String question) {
        var limited = client(ofNorth(), Scope.READ).get(question);

        assertThat(limited.status()).as(limited.text()).isEqualTo(403);
        assertThat(limited.text()).contains("limited to some").contains("administrator");
        assertThat(all.get(question).status()).isNotEqualTo(403);
    }

    @Test
    void a_persons_token_reaches_what_the_person_reaches_and_ends_when_that_changes() {
        var name = person(Role.MANAGER, SiteScope.EVERYWHERE);
        var before = new ApiClient(port, token(name));
        assertThat(before.get("/api/v1/plant").text()).contains(south);

        SystemWork.asAdministrator(
                () -> {
                    accounts.change(name, Role.MANAGER, ofNorth());
                    return "";
                });

        await().atMost(Duration.ofSeconds(5))
                .until(() -> before.get("/api/v1/plant").status() == 401);
        var after = new ApiClient(port, token(name)).get("/api/v1/plant");
        assertThat(after.text()).contains(north).doesNotContain(south);
    }

    @Test
    void a_person_of_one_site_sees_its_lines_alone() {
        var name = person(Role.MANAGER, ofNorth());
        ViewSession.signIn(context, TestSignIn.account(name, "ROLE_MANAGER"), "MANAGER");
        try {
            ViewSession.go("lines?period=DAY&date=2026-03-16");
            assertThat(text()).contains(north).doesNotContain(south);

            ViewSession.go("line?line=" + south);
            assertThat(text()).doesNotContain(south);
            ViewSession.go("edits");
            assertThat(text()).doesNotContain(south);
            ViewSession.go("models");
            assertThat(text()).contains("limited to some sites");
            ViewSession.go("import");
            assertThat(text()).contains("Files may be of every site");
            ViewSession.go("models");
            assertThat(LocatorJ._get(H1.class).getText()).isEqualTo("Models");
        } finally {
            ViewSession.signOut();
        }
    }

    private static String text() {
        return PrettyPrintTreeKt.toPrettyTree(UI.getCurrent());
    }

    @Test
    void an_account_that_is_gone_reaches_nothing() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.account("gone", "ROLE_MANAGER"));

        assertThat(plant.lines()).isEmpty();
        assertThat(plant.sites()).isEmpty();
    }

    @Test
    void who_administers_reaches_every_site() {
        var name = person(Role.MANAGER, ofNorth());

        assertThatThrownBy(
                        () ->
                                SystemWork.asAdministrator(
                                        () -> {
                                            accounts.change(name, Role.ADMIN, ofNorth());
                                            return "";
                                        }))
                .hasMessageContaining("an administrator reaches every site");
        assertThatThrownBy(() -> client(ofNorth(), Scope.READ, Scope.ADMIN))
                .hasMessageContaining("a key that may administer reaches every site");
        // As an identity provider may say it.
        sql.execute("update identity.account set role = 'ADMIN' where name = ?", name);
        assertThat(new ApiClient(port, token(name)).get("/api/v1/plant").text()).contains(south);
        sql.execute("update identity.account set role = 'MANAGER' where name = ?", name);
        assertThat(new ApiClient(port, token(name)).get("/api/v1/plant").text())
                .contains(north)
                .doesNotContain(south);
    }

    @Test
    void the_last_administrator_stays_one() {
        assertThatThrownBy(
                        () ->
                                SystemWork.asAdministrator(
                                        () -> {
                                            accounts.change(
                                                    "admin", Role.MANAGER, SiteScope.EVERYWHERE);
                                            return "";
                                        }))
                .hasMessageContaining("'admin' is the last administrator");
    }
}
