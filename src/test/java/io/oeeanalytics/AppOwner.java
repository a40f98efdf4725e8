package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Authenticator;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SecondFactors;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditEntry;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Somebody with a password of her own and, once she set it up, an app on her phone. */
final class AppOwner {
    static final Duration STEP = Duration.ofSeconds(30);
    static final String PASSWORD = "a long word nobody uses";

    final String name;
    private final Role role;
    private final int port;
    private final AuditTrail audit;
    private final SecondFactors factors;
    private final MovableClock clock;

    private Authenticator app = new Authenticator("");
    private List<String> paper = List.of();

    AppOwner(ApplicationContext context, int port, String name, Role role) {
        this.name = name;
        this.role = role;
        this.port = port;
        this.audit = context.getBean(AuditTrail.class);
        this.factors = context.getBean(SecondFactors.class);
        this.clock = context.getBean(MovableClock.class);
        var accounts = context.getBean(AccountService.class);
        var given = SystemWork.asAdministrator(() -> accounts.open(name, name, role));
        does(() -> accounts.changeOwnPassword(name, given, PASSWORD));
    }

    AppOwner setUp() {
        var offer = as(() -> factors.offer(name));
        app = new Authenticator(offer.words());
        paper = as(() -> factors.setUp(name, offer, code()));
        // The code that set it up has signed in nobody and must not.
        clock.pass(STEP);
        return this;
    }

    /**
     * She types it into her app.
     *
     * @param words of the page
     */
    void types(String words) {
        app = new Authenticator(words);
    }

    <T> T as(Supplier<T> work) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
        SecurityContextHolder.setContext(context);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    void does(Runnable work) {
        as(
                () -> {
                    work.run();
                    return name;
                });
    }

    String code() {
        return app.codeAt(clock.instant());
    }

    /** The one before. */
    String oldCode() {
        return app.codeAt(clock.instant().minus(STEP));
    }

    /** One that no step around now has. */
    String wrongCode() {
        var near =
                IntStream.rangeClosed(-2, 2)
                        .mapToObj(off -> app.codeAt(clock.instant().plus(STEP.multipliedBy(off))))
                        .toList();
        return Stream.of("111111", "222222", "333333", "444444", "555555", "666666")
                .filter(one -> !near.contains(one))
                .findFirst()
                .orElseThrow();
    }

    /** Her recovery codes. */
    List<String> paper() {
        return paper;
    }

    byte[] secret() {
        return app.secret();
    }

    HttpBrowser afterPassword() throws Exception {
        var browser = new HttpBrowser(port);
        assertThat(browser.signIn(name, PASSWORD)).isEqualTo("/login/code");
        return browser;
    }

    ApiClient.Answer askForToken(String password) {
        return post("{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
    }

    ApiClient.Answer askForToken(String password, String code) {
        return post(
                "{\"username\": \"%s\", \"password\": \"%s\", \"code\": \"%s\"}"
                        .formatted(name, password, code));
    }

    private ApiClient.Answer post(String body) {
        return new ApiClient(port, "none").post("/api/v1/auth/token", body);
    }

    /** About her, newest first. */
    List<AuditEntry> entries(AuditAction action) {
        return SystemWork.asAdministrator(
                () ->
                        audit.newest(
                                new AuditQuestion(
                                        Optional.of(action),
                                        false,
                                        name,
                                        Optional.empty(),
                                        Optional.empty()),
                                0,
                                50));
    }
}
