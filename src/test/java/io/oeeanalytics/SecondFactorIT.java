package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SecondFactors;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Codes besides passwords: in the browser, at the door for programs, and who must have them. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "oee.job-threads=0",
            "oee.second-factor=administrators",
            "SECRET_KEY=a-secret-of-this-test-and-of-nothing-else"
        })
class SecondFactorIT {
    private static int people;

    @LocalServerPort private int port;

    @Autowired private ApplicationContext context;
    @Autowired private AccountService accounts;
    @Autowired private SecondFactors factors;
    @Autowired private FirstAccounts first;
    @Autowired private DataSource database;
    @Autowired private MovableClock clock;

    private AppOwner person;

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        MovableClock movable() {
            return new MovableClock();
        }
    }

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-second-factor").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void somebodyWithASecondFactor() {
        first.firstAdministrator();
        person = new AppOwner(context, port, "person" + people++, Role.MANAGER).setUp();
    }

    @AfterEach
    void nobody() {
        ViewSession.signOut();
    }

    private String one(String question) throws SQLException {
        try (var connection = database.getConnection();
                var asked = connection.createStatement();
                var rows = asked.executeQuery(question)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void between_password_and_code_nothing_opens_and_nothing_is_remembered() throws Exception {
        var browser = person.afterPassword();
        var session = browser.cookie("JSESSIONID");

        for (var path : List.of("/", "/password", "/accounts", "/lines", "/shop-floor")) {
            var answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
        }
        assertThat(browser.get("/api/v1/plant").statusCode()).isEqualTo(401);
        assertThat(browser.get("/login/code").statusCode()).isEqualTo(200);
        assertThat(browser.cookie("oee-sign-in")).isEmpty();
        assertThat(person.entries(AuditAction.SIGN_IN)).isEmpty();

        assertThat(browser.sendCode(person.code())).doesNotContain("login");
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(browser.cookie("JSESSIONID")).isNotEqualTo(session);
        assertThat(browser.cookie("oee-sign-in")).isNotEmpty();
        assertThat(person.entries(AuditAction.SIGN_IN)).hasSize(1);
        browser.loseSession();
        assertThat(browser.isSignedIn()).as("the sign-in goes on elsewhere").isTrue();
    }

    @Test
    void a_code_without_a_password_before_it_or_without_the_page_s_token_signs_in_nobody()
            throws Exception {
        var stranger = new HttpBrowser(port);
        assertThat(stranger.sendCode(person.code())).startsWith("/login/code?error");
        assertThat(stranger.isSignedIn()).isFalse();

        var browser = person.afterPassword();
        browser.send("/login/code", "code=" + person.code());
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.sendCode(person.code())).doesNotContain("login");
    }

    @Test
    void no_code_is_taken_twice() throws Exception {
        var used = person.code();
        assertThat(person.afterPassword().sendCode(used)).doesNotContain("login");

        var thief = person.afterPassword();
        assertThat(thief.sendCode(used)).startsWith("/login/code?error");
        assertThat(person.askForToken(AppOwner.PASSWORD, used).status()).isEqualTo(401);
        assertThat(thief.isSignedIn()).isFalse();

        clock.pass(AppOwner.STEP);
        assertThat(thief.sendCode(person.code())).doesNotContain("login");
    }

    @Test
    void the_code_that_set_it_up_signs_in_nobody() throws Exception {
        assertThat(person.afterPassword().sendCode(person.oldCode()))
                .startsWith("/login/code?error");
    }

    @Test
    void five_wrong_codes_lock_the_account_as_wrong_passwords_do() throws Exception {
        var browser = person.afterPassword();
        person.askForToken("wrong");
        for (int i = 0; i < 3; i++) {
            assertThat(browser.sendCode(person.wrongCode())).startsWith("/login/code?error");
        }
        assertThat(person.askForToken(AppOwner.PASSWORD, person.wrongCode()).status())
                .isEqualTo(401);

        assertThat(browser.sendCode(person.code())).startsWith("/login/code?error");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.signIn(person.name, AppOwner.PASSWORD)).isEqualTo("/login?error");
        var entries = person.entries(AuditAction.SIGN_IN);
        assertThat(entries).hasSize(7).allMatch(AuditEntry::refused);
        assertThat(entries.getFirst().after()).contains("locked");
        assertThat(entries.getLast().after()).contains("wrong password, or disabled");
        assertThat(entries.get(5).after()).contains("wrong code, or disabled");

        clock.pass(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(person.afterPassword().sendCode(person.code())).doesNotContain("login");
    }

    @Test
    void wrong_ones_that_come_at_once_all_count() throws Exception {
        var wrong = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 4; i++) {
            wrong.add(() -> person.askForToken("wrong").status());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var answer : threads.invokeAll(wrong)) {
                assertThat(answer.get()).isEqualTo(401);
            }
        }

        assertThat(
                        one(
                                "select failed_sign_ins from identity.account where name = '%s'"
                                        .formatted(person.name)))
                .isEqualTo("4");
    }

    @Test
    void a_recovery_code_signs_in_once() throws Exception {
        var code = person.paper().getFirst();
        assertThat(person.paper()).hasSize(10).doesNotHaveDuplicates();

        assertThat(person.afterPassword().sendCode(code.toUpperCase(Locale.ROOT)))
                .doesNotContain("login");

        assertThat(person.afterPassword().sendCode(code)).startsWith("/login/code?error");
        assertThat(person.afterPassword().sendCode(person.paper().get(1).replace("-", "")))
                .doesNotContain("login");
        assertThat(person.as(() -> factors.recoveryCodes(person.name))).isEqualTo(8);
        assertThat(person.entries(AuditAction.SECOND_FACTOR))
                .extracting(AuditEntry::object)
                .contains(person.name + ", recovery code used, 9 left");
    }

    @Test
    void a_password_that_was_changed_or_too_long_ago_waits_for_no_code() throws Exception {
        var thief = person.afterPassword();
        clock.pass(AppOwner.STEP);
        SystemWork.asAdministrator(() -> accounts.resetPassword(person.name));
        assertThat(thief.sendCode(person.code())).startsWith("/login/code?error");
        assertThat(thief.isSignedIn()).isFalse();

        var other = new AppOwner(context, port, person.name + "-2", Role.MANAGER).setUp();
        var slow = other.afterPassword();
        clock.pass(Duration.ofMinutes(5));
        assertThat(slow.sendCode(other.code())).startsWith("/login/code?error");
        assertThat(slow.isSignedIn()).isFalse();
    }

    @Test
    void a_program_sends_the_code_too_and_hears_of_it_only_with_the_right_password() {
        var without = person.askForToken(AppOwner.PASSWORD);
        var wrongPassword = person.askForToken("wrong");
        var wrongPasswordRightCode = person.askForToken("wrong", person.code());
        var wrongCode = person.askForToken(AppOwner.PASSWORD, person.wrongCode());
        var nobody =
                new ApiClient(port, "none")
                        .post(
                                "/api/v1/auth/token",
                                "{\"username\": \"nobody\", \"password\": \"%s\", \"code\": \"%s\"}"
                                        .formatted(AppOwner.PASSWORD, person.code()));

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.json().path("detail").stringValue())
                .contains("second factor", "\"code\"");
        for (var refused : List.of(wrongPassword, wrongPasswordRightCode, wrongCode)) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.text()).isEqualTo(nobody.text()).doesNotContain("second factor");
        }
        var token =
                person.askForToken(AppOwner.PASSWORD, person.code())
                        .json()
                        .path("access_token")
                        .stringValue();
        assertThat(new ApiClient(port, token).get("/api/v1/plant").status()).isEqualTo(200);
    }

    @Test
    void an_administrator_without_one_gets_no_token_and_what_it_had_opens_nothing() {
        var admin = new AppOwner(context, port, person.name + "-admin", Role.ADMIN);
        var refused = admin.askForToken(AppOwner.PASSWORD);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("detail").stringValue()).contains("needs a second factor");

        var token =
                admin.setUp()
                        .askForToken(AppOwner.PASSWORD, admin.code())
                        .json()
                        .path("access_token")
                        .stringValue();
        admin.does(() -> factors.turnOff(admin.name, AppOwner.PASSWORD));

        var answer = new ApiClient(port, token).get("/api/v1/plant");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("needs a second factor");
    }

    @Test
    void an_administrator_without_one_sets_it_up_before_any_other_view_opens() {
        var admin = new AppOwner(context, port, person.name + "-admin", Role.ADMIN);
        ViewSession.signIn(context, admin.name, "ADMIN");
        ViewSession.go("accounts");
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("password");

        _click(_get(Button.class, spec -> spec.withId("factor-start")));
        admin.types(_get(Pre.class, spec -> spec.withId("factor-secret")).getText());
        var field = _get(TextField.class, spec -> spec.withId("factor-code"));
        field.setValue(admin.wrongCode());
        _click(_get(Button.class, spec -> spec.withId("factor-confirm")));
        ViewSession.go("accounts");
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("password");

        _get(TextField.class, spec -> spec.withId("factor-code")).setValue(admin.code());
        _click(_get(Button.class, spec -> spec.withId("factor-confirm")));
        assertThat(_get(Pre.class, spec -> spec.withId("factor-recovery")).getText().lines())
                .hasSize(10)
                .allMatch(line -> line.matches("[a-z2-9]{4}(-[a-z2-9]{4}){3}"));
        ViewSession.go("accounts");
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("accounts");
    }

    @Test
    void its_owner_turns_it_off_with_the_password() throws Exception {
        ViewSession.signIn(context, person.name, "MANAGER");
        ViewSession.go("password");
        var password = _get(PasswordField.class, spec -> spec.withId("factor-password"));

        password.setValue("not it");
        _click(_get(Button.class, spec -> spec.withId("factor-off")));
        assertThat(person.afterPassword().isSignedIn()).isFalse();
        password.setValue(AppOwner.PASSWORD);
        _click(_get(Button.class, spec -> spec.withId("factor-off")));

        assertThat(new HttpBrowser(port).signIn(person.name, AppOwner.PASSWORD))
                .doesNotContain("login");
        ViewSession.signOut();
        var entries = person.entries(AuditAction.SECOND_FACTOR);
        assertThat(entries).hasSize(3).extracting(AuditEntry::who).containsOnly(person.name);
        assertThat(entries.getFirst().after()).contains("turned off");
        assertThat(entries.get(1).refused()).isTrue();
        assertThat(entries.get(1).after())
                .contains("wrong password for a change of its own account");
        assertThat(entries.getLast().after()).contains("set up");
    }

    @Test
    void an_administrator_resets_that_of_another_and_ends_what_is_signed_in() throws Exception {
        var browser = person.afterPassword();
        browser.sendCode(person.code());
        assertThat(browser.isSignedIn()).isTrue();

        SystemWork.asAdministrator(
                () -> {
                    factors.reset(person.name);
                    return true;
                });

        browser.loseSession();
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(new HttpBrowser(port).signIn(person.name, AppOwner.PASSWORD))
                .doesNotContain("login");
        assertThat(person.entries(AuditAction.SECOND_FACTOR).getFirst().after()).contains("reset");
        assertThat(
                        one(
                                "select count(*) from identity.recovery_code r join identity.account a on a.id = r.account_id where a.name = '%s'"
                                        .formatted(person.name)))
                .isEqualTo("0");
    }

    @Test
    void nobody_touches_that_of_another() {
        var other = new AppOwner(context, port, person.name + "-other", Role.MANAGER);
        var offer = person.as(() -> factors.offer(person.name));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.as(() -> factors.setUp(other.name, offer, person.code())));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(
                        () -> other.does(() -> factors.turnOff(person.name, AppOwner.PASSWORD)));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> person.does(() -> factors.reset(person.name)));
    }

    @Test
    void the_database_holds_neither_the_secret_nor_a_recovery_code() throws SQLException {
        var of =
                " join identity.account a on a.id = x.account_id where a.name = '%s'"
                        .formatted(person.name);
        var sealed = one("select encode(secret, 'hex') from identity.second_factor x" + of);
        var digests =
                one(
                        "select string_agg(encode(digest, 'hex'), ' ') from identity.recovery_code x"
                                + of);

        assertThat(sealed)
                .startsWith("01")
                .doesNotContain(HexFormat.of().formatHex(person.secret()));
        assertThat(digests.split(" ")).hasSize(10);
        for (var code : person.paper()) {
            assertThat(digests)
                    .doesNotContain(
                            HexFormat.of()
                                    .formatHex(
                                            code.replace("-", "")
                                                    .getBytes(StandardCharsets.UTF_8)));
        }
    }
}
