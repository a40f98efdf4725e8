package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.identity.PasswordRefused;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditEntry;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.ops.RecurringJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Sign-ins of people and their programs: tokens, what outlives an instance, and what is written
 * down.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "oee.instance=app1",
            "SECRET_KEY=a-secret-of-this-test-and-of-nothing-else"
        })
class SignInsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OWN = "a long word nobody uses";
    private static int people;

    @LocalServerPort private int port;

    @Value("${local.management.port}")
    private int housePort;

    @Autowired private AccountService accounts;
    @Autowired private FirstAccounts first;
    @Autowired private ApiKeys keys;
    @Autowired private AuditTrail audit;

    @Autowired
    @Qualifier("expiredSignIns")
    private RecurringJob expired;

    @Autowired private DataSource database;

    private String person;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-sign-ins").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void somebodyWithAPasswordOfHerOwn() {
        person = "person" + people++;
        first.firstAdministrator();
        open(person, Role.MANAGER);
    }

    private void open(String name, Role role) {
        var given = SystemWork.asAdministrator(() -> accounts.open(name, name, role));
        change(name, given, OWN);
    }

    private void change(String name, String before, String after) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(TestSignIn.everywhere(name, "ROLE_MANAGER"));
        SecurityContextHolder.setContext(context);
        try {
            accounts.changeOwnPassword(name, before, after);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private ApiClient.Answer askForToken(String name, String password) {
        return new ApiClient(port, "none")
                .post(
                        "/api/v1/auth/token",
                        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
    }

    private String token(String name) {
        var answer = askForToken(name, OWN);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("access_token").stringValue();
    }

    private int read(String token) {
        return new ApiClient(port, token).get("/api/v1/plant").status();
    }

    private List<AuditEntry> entries(AuditAction action, String words) {
        return SystemWork.asAdministrator(
                () ->
                        audit.newest(
                                new AuditQuestion(
                                        Optional.of(action),
                                        false,
                                        words,
                                        Optional.empty(),
                                        Optional.empty()),
                                0,
                                50));
    }

    @Test
    void a_token_may_what_the_account_may_and_says_so() {
        open(person + "-operator", Role.OPERATOR);

        var manager = askForToken(person, OWN);
        var operator = askForToken(person + "-operator", OWN);

        assertThat(manager.json().path("permissions").toString()).isEqualTo("[\"read\"]");
        assertThat(manager.json().path("expires_in").intValue()).isEqualTo(24 * 3600);
        assertThat(manager.header("Cache-Control")).contains("no-store");
        assertThat(read(manager.json().path("access_token").stringValue())).isEqualTo(200);
        assertThat(read(operator.json().path("access_token").stringValue())).isEqualTo(403);
        assertThat(
                        new ApiClient(port, token(person))
                                .send("PUT", "/api/v1/plant", "application/json", "{}")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void nothing_that_was_not_signed_here_opens() {
        var good = token(person);
        var parts = good.split("\\.");
        var unsigned =
                new PlainJWT(
                                new JWTClaimsSet.Builder()
                                        .subject(person)
                                        .claim("scope", "admin")
                                        .build())
                        .serialize();

        var mine = decoded(parts[1]).replace("\"sub\":\"" + person, "\"sub\":\"admin");
        var none = decoded(parts[0]).replace("HS256", "none");
        assertThat(mine).contains("admin");

        assertThat(read(parts[0] + "." + parts[1] + ".AAAA")).isEqualTo(401);
        assertThat(read(parts[0] + "." + encoded(mine) + "." + parts[2])).isEqualTo(401);
        assertThat(read(encoded(none) + "." + encoded(mine) + ".")).isEqualTo(401);
        assertThat(read(unsigned)).isEqualTo(401);
        assertThat(read(good)).isEqualTo(200);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoever_changes_her_own_password_ends_what_others_have_of_it() throws Exception {
        var token = token(person);
        var thief = new HttpBrowser(port);
        thief.signIn(person, OWN);

        change(person, OWN, OWN + " any more");

        await().atMost(PATIENCE).until(() -> read(token) == 401);
        thief.loseSession();
        assertThat(thief.isSignedIn()).isFalse();
    }

    @Test
    void a_stranger_who_guesses_locks_out_nobody_who_is_signed_in() throws Exception {
        var browser = new HttpBrowser(port);
        browser.signIn(person, OWN);
        for (int i = 0; i < 5; i++) {
            askForToken(person, "wrong");
        }

        browser.loseSession();
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void what_a_stranger_types_for_a_name_is_not_kept() {
        askForToken("my password by mistake", "x");

        assertThat(entries(AuditAction.SIGN_IN, "mistake")).isEmpty();
        assertThat(entries(AuditAction.SIGN_IN, "unknown name")).isNotEmpty();
    }

    @Test
    void a_token_given_back_a_changed_password_and_a_disabled_account_open_nothing() {
        var givenBack = token(person);
        var other = token(person);
        assertThat(new ApiClient(port, givenBack).post("/api/v1/auth/revoke", "").status())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> read(givenBack) == 401);
        assertThat(read(other)).isEqualTo(200);

        SystemWork.asAdministrator(() -> accounts.resetPassword(person));
        await().atMost(PATIENCE).until(() -> read(other) == 401);

        open(person + "-2", Role.MANAGER);
        var third = token(person + "-2");
        SystemWork.asAdministrator(
                () -> {
                    accounts.enable(person + "-2", false);
                    return true;
                });
        await().atMost(PATIENCE).until(() -> read(third) == 401);
    }

    @Test
    void a_key_signs_for_a_month_and_opens_what_it_signed_until_that_has_expired()
            throws SQLException {
        var before = token(person);
        assertThat(keyOf(token(person))).isEqualTo(keyOf(before));

        age("31 days");
        var after = token(person);
        expired.run();

        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        assertThat(read(before)).isEqualTo(200);
        assertThat(read(after)).isEqualTo(200);
        assertThat(signingKeys(keyOf(before))).isOne();

        age("60 days");
        expired.run();
        assertThat(signingKeys(keyOf(before))).isZero();
        assertThat(signingKeys(keyOf(after))).isOne();
    }

    private void age(String interval) throws SQLException {
        execute(
                "update identity.signing_key set created_at = created_at - interval '%s'"
                        .formatted(interval));
    }

    private static String keyOf(String token) {
        return decoded(token.split("\\.")[0]).replaceFirst(".*\"kid\":\"([^\"]+)\".*", "$1");
    }

    private int signingKeys(String id) throws SQLException {
        return count("identity.signing_key where id = '%s'".formatted(id));
    }

    @Test
    void a_key_opens_what_its_scopes_say_until_it_is_revoked() {
        var name = "key of " + person;
        var key = SystemWork.asAdministrator(() -> keys.open(name, Set.of(Scope.READ)));
        assertThat(read(key)).isEqualTo(200);
        assertThat(
                        new ApiClient(port, key)
                                .send("PUT", "/api/v1/plant", "application/json", "{}")
                                .status())
                .isEqualTo(403);

        SystemWork.asAdministrator(
                () -> {
                    keys.all().stream()
                            .filter(one -> one.name().equals(name))
                            .forEach(one -> keys.revoke(one.id()));
                    return true;
                });

        await().atMost(PATIENCE).until(() -> read(key) == 401);
        assertThat(entries(AuditAction.KEY_OPENED, name).getFirst().after())
                .contains("read; every site");
        assertThat(entries(AuditAction.KEY_REVOKED, name)).hasSize(1);
    }

    @Test
    void five_wrong_passwords_lock_the_account_for_the_right_one_too_and_stand_in_the_trail() {
        for (int i = 0; i < 5; i++) {
            assertThat(askForToken(person, "wrong").status()).isEqualTo(401);
        }

        assertThat(askForToken(person, OWN).status()).isEqualTo(401);
        var entries = entries(AuditAction.SIGN_IN, person);
        assertThat(entries).hasSize(6).allMatch(AuditEntry::refused);
        assertThat(entries.getFirst().after()).contains("locked");
        assertThat(entries.getFirst().origin()).isEqualTo("127.0.0.1");
    }

    @Test
    void of_those_that_come_at_once_no_more_are_judged_than_may_be_wrong() throws Exception {
        var guesses = Collections.nCopies(20, (Callable<Integer>) () -> guess().status());
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var answer : threads.invokeAll(guesses)) {
                assertThat(answer.get()).isEqualTo(401);
            }
        }

        assertThat(entries(AuditAction.SIGN_IN, person))
                .hasSize(20)
                .filteredOn(entry -> entry.after().orElse("").contains("wrong"))
                .hasSize(5);
    }

    private ApiClient.Answer guess() {
        return askForToken(person, "wrong");
    }

    @Test
    void the_fifth_may_be_the_right_one() {
        for (int i = 0; i < 4; i++) {
            guess();
        }

        assertThat(askForToken(person, OWN).status()).isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            guess();
        }
        assertThat(askForToken(person, OWN).status()).as("counted afresh").isEqualTo(200);
    }

    @Test
    void at_an_open_page_the_password_is_not_tried_more_often_either() {
        for (int i = 0; i < 5; i++) {
            assertThat(changeRefused("guess")).isEqualTo(PasswordRefused.Reason.WRONG_PRESENT);
        }

        assertThat(changeRefused(OWN)).isEqualTo(PasswordRefused.Reason.LOCKED);
        assertThat(
                        entries(AuditAction.PASSWORD_CHANGED, person).stream()
                                .filter(AuditEntry::refused))
                .hasSize(6);
    }

    private PasswordRefused.Reason changeRefused(String present) {
        return catchThrowableOfType(
                        PasswordRefused.class,
                        () -> change(person, present, "quite another one, long"))
                .reason();
    }

    @Test
    void a_name_no_text_can_hold_is_nobodys() {
        assertThat(askForToken("a\\u0000", "wrong").status()).isEqualTo(401);
    }

    @Test
    void what_only_a_closed_browser_left_behind_goes_when_it_can_open_nothing() throws Exception {
        var browser = new HttpBrowser(port);
        browser.signIn(person, OWN);
        assertThat(remembered()).isEqualTo(1);

        expired.run();
        assertThat(remembered()).isEqualTo(1);
        execute(
                "update identity.remembered_sign_in set ends_at = now() - interval '1 second' where account_id = (select id from identity.account where name = '%s')"
                        .formatted(person));
        expired.run();

        assertThat(remembered()).isZero();
    }

    @Test
    void a_sign_in_goes_on_where_its_session_is_gone_and_ends_with_signing_out() throws Exception {
        var browser = new HttpBrowser(port);
        browser.signIn(person, OWN);
        assertThat(browser.isSignedIn()).isTrue();

        browser.loseSession();
        assertThat(browser.isSignedIn()).isTrue();
        browser.loseSession();
        assertThat(browser.isSignedIn()).as("several pages come with the same secret").isTrue();

        var secret = browser.cookie("oee-sign-in");
        browser.signOut();
        assertThat(browser.isSignedIn()).isFalse();
        browser.add("oee-sign-in", secret);
        assertThat(browser.isSignedIn()).as("a copy of the secret").isFalse();
    }

    @Test
    void a_sign_in_that_was_idle_too_long_or_whose_account_was_reset_does_not_go_on()
            throws Exception {
        var idle = new HttpBrowser(port);
        idle.signIn(person, OWN);
        execute("update identity.remembered_sign_in set used_at = used_at - interval '61 minutes'");
        idle.loseSession();
        assertThat(idle.isSignedIn()).isFalse();

        var reset = new HttpBrowser(port);
        reset.signIn(person, OWN);
        SystemWork.asAdministrator(() -> accounts.resetPassword(person));
        reset.loseSession();
        assertThat(reset.isSignedIn()).isFalse();
    }

    @Test
    void without_settings_no_identity_provider_signs_in_anybody() throws Exception {
        for (var path : List.of("/oauth2/authorization/oidc", "/login/oauth2/code/oidc?code=1")) {
            var answer = new HttpBrowser(port).get(path);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
        }
    }

    @Test
    void the_browser_is_told_from_its_first_answer_on_where_to_come_back() throws Exception {
        var browser = new HttpBrowser(port);
        browser.get("/login");
        assertThat(browser.cookie("ROUTEID")).isEqualTo("app1");

        browser.add("ROUTEID", "app9");
        browser.get("/login");
        assertThat(browser.cookie("ROUTEID")).isEqualTo("app1");
    }

    @Test
    void what_is_done_and_what_is_refused_stands_in_the_trail() {
        var token = token(person);
        new ApiClient(port, token).send("PUT", "/api/v1/plant", "application/json", "{}");

        assertThat(entries(AuditAction.TOKEN_ISSUED, person)).hasSize(1);
        assertThat(entries(AuditAction.ACCOUNT_OPENED, person).getFirst().after())
                .contains("MANAGER");
        assertThat(entries(AuditAction.PASSWORD_CHANGED, person).getFirst().who())
                .isEqualTo(person);
        var refused = entries(AuditAction.ACCESS, person).getFirst();
        assertThat(refused.refused()).isTrue();
        assertThat(refused.object()).isEqualTo("PUT /api/v1/plant");
    }

    @Test
    void the_trail_cannot_be_changed_and_shows_it_when_somebody_did_all_the_same()
            throws SQLException {
        assertThat(broken()).isEmpty();
        assertThatThrownBy(() -> execute("update ops.audit_entry set who = 'nobody'"))
                .hasMessageContaining("only ever added to");
        assertThatThrownBy(() -> execute("delete from ops.audit_entry"))
                .hasMessageContaining("only ever added to");
        assertThatThrownBy(() -> execute("truncate ops.audit_entry"))
                .hasMessageContaining("only ever added to");

        // Whoever owns the table can, but not unseen.
        execute("alter table ops.audit_entry disable trigger unchanged");
        execute("create table kept as select * from ops.audit_entry where id in (2, 3)");
        execute("update ops.audit_entry set after = 'ADMIN' where id = 2");
        assertThat(broken()).contains(2L);
        execute(
                "update ops.audit_entry e set seal = sha256(previous || convert_to(ops.audit_text(e), 'UTF8')) where id = 2");
        assertThat(broken()).as("sealed anew").contains(3L);
        execute(
                "update ops.audit_entry e set after = k.after, seal = k.seal from kept k where k.id = e.id and e.id = 2");
        assertThat(broken()).isEmpty();
        execute("delete from ops.audit_entry where id = 3");
        assertThat(broken()).contains(4L);
        execute("alter table ops.audit_entry disable trigger sealed");
        execute("insert into ops.audit_entry select * from kept where id = 3");
        execute("alter table ops.audit_entry enable trigger sealed");
        execute("alter table ops.audit_entry enable trigger unchanged");
        execute("drop table kept");
        assertThat(broken()).isEmpty();
    }

    private Optional<Long> broken() {
        return SystemWork.asAdministrator(audit::firstBroken);
    }

    @Test
    void health_and_meters_are_open_on_the_port_of_the_house_only() {
        var house = new ApiClient(housePort, "none");
        var doors = new ApiClient(port, "none");

        var full = house.get("/actuator/health/full").json();
        assertThat(full.at("/components/database/status").stringValue()).isEqualTo("UP");
        assertThat(full.path("components").propertyNames())
                .contains("database", "redis", "memory", "disk", "models", "externalApis");
        assertThat(house.get("/actuator/health/live").status()).isEqualTo(200);
        assertThat(house.get("/actuator/health/ready").status()).isEqualTo(200);
        assertThat(house.get("/actuator/prometheus").text())
                .contains(
                        "app_active_users",
                        "oee_ready{application=\"oee-analytics\"} 1.0",
                        "oee_clock_skew_seconds",
                        "oee_rollup_waiting",
                        "oee_rollup_lag_seconds",
                        "oee_audit_chain_broken",
                        "oee_backup_age_seconds",
                        "oee_job_last_success_seconds",
                        "oee_forecast_batch_finished_seconds",
                        "oee_jobs_ready",
                        "cpu_usage_percent",
                        "memory_usage_percent",
                        "oee_database_up{application=\"oee-analytics\"} 1.0");
        assertThat(doors.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(doors.get("/actuator/health/full").status()).isEqualTo(401);
        assertThat(house.get("/api/v1/plant").status()).as("no other door there").isNotEqualTo(200);
    }

    @Test
    void an_answer_names_its_request_and_takes_no_harmful_name_from_outside() throws Exception {
        var own = new ApiClient(port, "none").get("/health").header("X-Request-Id");
        assertThat(own).matches("[0-9a-f-]{36}");

        var http = HttpClient.newHttpClient();
        var address = URI.create("http://localhost:" + port + "/health");
        var given =
                http.send(
                        HttpRequest.newBuilder(address)
                                .header("X-Request-Id", "abcdef0123")
                                .build(),
                        BodyHandlers.discarding());
        var forged =
                http.send(
                        HttpRequest.newBuilder(address)
                                .header("X-Request-Id", "a line {of} somebody else")
                                .build(),
                        BodyHandlers.discarding());

        assertThat(given.headers().firstValue("X-Request-Id")).contains("abcdef0123");
        assertThat(forged.headers().firstValue("X-Request-Id").orElseThrow())
                .matches("[0-9a-f-]{36}");
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var order = connection.createStatement()) {
            order.execute(statement);
        }
    }

    private int remembered() throws SQLException {
        return count(
                "identity.remembered_sign_in r join identity.account a on a.id = r.account_id where a.name = '%s'"
                        .formatted(person));
    }

    private int count(String rows) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select count(*) from " + rows)) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
