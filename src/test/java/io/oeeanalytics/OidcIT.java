package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jwt.JWTClaimsSet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.identity.Account;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditEntry;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** People who sign in at an identity provider, by the addresses a browser goes through. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "oee.job-threads=0",
            "oee.second-factor=all",
            "OIDC_CLIENT_ID=" + FakeProvider.CLIENT,
            "OIDC_CLIENT_SECRET=" + FakeProvider.SECRET,
            "OIDC_NAME=Example works",
            "OIDC_ROLES=oee-admins=ADMINISTRATOR,oee-managers=MANAGER,oee-operators=OPERATOR"
        })
class OidcIT {
    private static final FakeProvider PROVIDER = new FakeProvider();
    private static int people;

    @LocalServerPort private int port;

    @Autowired private ApplicationContext context;
    @Autowired private AccountService accounts;
    @Autowired private FirstAccounts first;
    @Autowired private AuditTrail audit;

    private String person;

    @DynamicPropertySource
    static void ownDataFolderAndProvider(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-oidc").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("OIDC_ISSUER", PROVIDER::issuer);
    }

    @AfterAll
    static void stop() {
        PROVIDER.stop();
    }

    @BeforeEach
    void somebodyNew() {
        first.firstAdministrator();
        person = "person" + people++;
        is("oee-managers");
    }

    private void is(String... roles) {
        PROVIDER.is(
                "subject of " + person,
                Map.of(
                        "preferred_username",
                        person.toUpperCase(Locale.ROOT) + "@example.com",
                        "name",
                        "Somebody New",
                        "roles",
                        List.of(roles)));
    }

    /** The address the provider sends the browser back to. */
    private String wayBack(HttpBrowser browser) throws Exception {
        var there = location(browser, "/oauth2/authorization/oidc");
        assertThat(there).startsWith(PROVIDER.issuer() + "/authorise?");
        return location(browser, there);
    }

    /** Where the browser is in the end. */
    private String signIn(HttpBrowser browser) throws Exception {
        return location(browser, wayBack(browser));
    }

    private static String location(HttpBrowser browser, String address) throws Exception {
        var answer = browser.get(address);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private Optional<Account> account(String name) {
        return SystemWork.asAdministrator(accounts::all).stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
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
    void whoever_comes_first_gets_an_account_with_the_role_of_there() throws Exception {
        var browser = new HttpBrowser(port);

        assertThat(signIn(browser)).doesNotContain("login");

        assertThat(browser.isSignedIn()).isTrue();
        var account = account(person).orElseThrow();
        assertThat(account.role()).isEqualTo(Role.MANAGER);
        assertThat(account.displayName()).isEqualTo("Somebody New");
        assertThat(account.fromProvider()).isTrue();
        assertThat(entries(AuditAction.ACCOUNT_OPENED, person)).hasSize(1);
        assertThat(entries(AuditAction.SIGN_IN, person)).hasSize(1);
        browser.loseSession();
        assertThat(browser.isSignedIn()).as("the sign-in goes on elsewhere").isTrue();

        assertThat(signIn(new HttpBrowser(port))).doesNotContain("login");
        assertThat(entries(AuditAction.ACCOUNT_OPENED, person)).hasSize(1);
    }

    @Test
    void the_role_follows_that_of_there_and_ends_what_is_signed_in_with_another() throws Exception {
        var before = new HttpBrowser(port);
        signIn(before);
        is("oee-operators", "oee-admins");

        assertThat(signIn(new HttpBrowser(port))).doesNotContain("login");

        assertThat(account(person).orElseThrow().role()).isEqualTo(Role.ADMIN);
        var changed = entries(AuditAction.ACCOUNT_CHANGED, person).getFirst();
        assertThat(changed.before()).contains("MANAGER");
        assertThat(changed.after()).contains("ADMIN");
        before.loseSession();
        assertThat(before.isSignedIn()).isFalse();
    }

    @Test
    void whoever_has_no_role_here_is_told_so_and_gets_no_account() throws Exception {
        is("somebody-else");
        var browser = new HttpBrowser(port);

        assertThat(signIn(browser)).endsWith("/login?refused=role");

        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.cookie("oee-sign-in")).isEmpty();
        assertThat(account(person)).isEmpty();
        var refused = entries(AuditAction.SIGN_IN, "of the identity provider").getFirst();
        assertThat(refused.refused()).isTrue();
    }

    @Test
    void whoever_lost_every_role_there_stays_out_here_at_once() throws Exception {
        var before = new HttpBrowser(port);
        signIn(before);
        is();

        assertThat(signIn(new HttpBrowser(port))).endsWith("/login?refused=role");

        before.loseSession();
        assertThat(before.isSignedIn()).isFalse();
        assertThat(entries(AuditAction.SIGN_IN, person).getFirst().refused()).isTrue();
    }

    @Test
    void a_stopped_account_is_refused() throws Exception {
        signIn(new HttpBrowser(port));
        SystemWork.asAdministrator(
                () -> {
                    accounts.enable(person, false);
                    return true;
                });
        var browser = new HttpBrowser(port);

        assertThat(signIn(browser)).endsWith("/login?refused=stopped");

        assertThat(browser.isSignedIn()).isFalse();
        assertThat(entries(AuditAction.SIGN_IN, person).getFirst().after()).contains("locked");
    }

    @Test
    void a_token_for_another_browser_another_client_of_yesterday_or_forged_signs_in_nobody()
            throws Exception {
        var yesterday = Date.from(Instant.now().minusSeconds(86_400));
        refused(told -> told.claim("nonce", "of another"));
        refused(told -> told.claim("nonce", null));
        refused(told -> told.audience("another client"));
        refused(told -> told.issuer("https://elsewhere.example.com"));
        refused(told -> told.issueTime(yesterday).expirationTime(yesterday));
        is("oee-managers");
        PROVIDER.forge();
        refused(UnaryOperator.identity());

        assertThat(account(person)).isEmpty();
        is("oee-managers");
        assertThat(signIn(new HttpBrowser(port))).doesNotContain("login");
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        PROVIDER.change(change);
        var browser = new HttpBrowser(port);
        assertThat(signIn(browser)).endsWith("/login?refused=failed");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void a_way_back_without_its_state_or_of_another_browser_signs_in_nobody() throws Exception {
        var wayBack = wayBack(new HttpBrowser(port));
        var victim = new HttpBrowser(port);
        assertThat(location(victim, wayBack)).endsWith("/login?refused=failed");

        var browser = new HttpBrowser(port);
        var without = wayBack(browser).replaceFirst("&state=.*", "");
        assertThat(location(browser, without)).endsWith("/login?refused=failed");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(victim.isSignedIn()).isFalse();
    }

    @Test
    void a_provider_that_falls_silent_keeps_nobody_for_long() throws Exception {
        var browser = new HttpBrowser(port);
        var back = wayBack(browser);
        PROVIDER.fallSilent();
        try {
            long began = System.nanoTime();

            assertThat(location(browser, back)).endsWith("/login?refused=failed");

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(15));
        } finally {
            PROVIDER.speak();
        }
    }

    @Test
    void a_provider_that_sends_on_is_not_followed_with_the_secret() throws Exception {
        var browser = new HttpBrowser(port);
        var back = wayBack(browser);
        PROVIDER.sendOn();

        assertThat(location(browser, back)).endsWith("/login?refused=failed");

        assertThat(PROVIDER.sentOn()).isZero();
    }

    @Test
    void a_code_is_of_no_use_twice() throws Exception {
        var browser = new HttpBrowser(port);
        var wayBack = wayBack(browser);
        assertThat(location(browser, wayBack)).doesNotContain("login");
        browser.signOut();

        assertThat(location(browser, wayBack)).endsWith("/login?refused=failed");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void nobody_becomes_another_by_the_name_chosen_there() throws Exception {
        PROVIDER.is(
                "subject of " + person,
                Map.of("preferred_username", "admin", "roles", List.of("oee-operators")));

        signIn(new HttpBrowser(port));

        assertThat(account("admin").orElseThrow().fromProvider()).isFalse();
        assertThat(account("admin-2").orElseThrow().role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void its_people_have_no_password_here_and_strangers_cannot_lock_them_out() throws Exception {
        signIn(new HttpBrowser(port));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SystemWork.asAdministrator(() -> accounts.resetPassword(person)))
                .withMessageContaining("identity provider");

        for (int i = 0; i < 6; i++) {
            assertThat(new HttpBrowser(port).signIn(person, "guessed")).isEqualTo("/login?error");
        }
        assertThat(signIn(new HttpBrowser(port))).doesNotContain("login");
    }

    @Test
    void passwords_go_on_to_sign_in_whoever_has_one() throws Exception {
        var given = SystemWork.asAdministrator(() -> accounts.open(person, person, Role.OPERATOR));
        var browser = new HttpBrowser(port);

        assertThat(browser.signIn(person, given)).doesNotContain("login");
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void the_login_page_leads_there_by_the_name_that_was_set() {
        ViewSession.signIn(context, FirstAccounts.FIRST, "ADMIN");
        try {
            ViewSession.go("login?refused=role");

            var there = _get(Anchor.class, spec -> spec.withText("Example works"));
            assertThat(there.getHref()).isEqualTo("oauth2/authorization/oidc");
            _get(
                    Paragraph.class,
                    spec ->
                            spec.withClasses("banner")
                                    .withText(
                                            "You are known there, but no role of yours opens anything here. Ask an administrator."));
        } finally {
            ViewSession.signOut();
        }
    }
}
