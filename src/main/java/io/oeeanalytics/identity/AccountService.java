package io.oeeanalytics.identity;

import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens, closes and changes accounts. Only administrators may touch another person's. */
@Service
@Transactional(readOnly = true)
public class AccountService {
    public static final int SHORTEST_PASSWORD = PasswordRules.SHORTEST;

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    /** How the names of accounts begin that a start outside of a demonstration removes. */
    static final String DEMO = "demo-";

    private final OwnPassword own;
    private final PasswordRules rules = new PasswordRules();

    AccountService(
            Accounts accounts,
            PasswordEncoder passwords,
            Clock clock,
            ApplicationEventPublisher events,
            OwnPassword own) {
        this.accounts = accounts;
        this.own = own;
        this.passwords = passwords;
        this.clock = clock;
        this.events = events;
    }

    @PreAuthorize("hasRole('ADMIN')")
    public List<Account> all() {
        return accounts.all();
    }

    /**
     * Opens an account with a random first password, which is returned once and must be changed at
     * first sign-in.
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public String open(String name, String displayName, Role role) {
        return open(name, displayName, role, SiteScope.EVERYWHERE);
    }

    /**
     * @param sites whose rows it reaches; of an administrator all of them
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public String open(String name, String displayName, Role role, SiteScope sites) {
        refuseLimited(role, sites);
        var key = name.strip().toLowerCase(Locale.ROOT);
        if (!key.matches("[a-z0-9][a-z0-9._-]{1,39}")) {
            throw new IllegalArgumentException(
                    "the sign-in name '%s' must be 2 to 40 letters, digits, dots, dashes or underscores"
                            .formatted(name));
        }
        if (key.startsWith(DEMO)) {
            throw new IllegalArgumentException(
                    "sign-in names that begin with '%s' are of demonstrations, and go when one ends"
                            .formatted(DEMO));
        }
        if (accounts.named(key).isPresent()) {
            throw new IllegalArgumentException("the sign-in name '%s' is taken".formatted(key));
        }
        var password =
                openWithRandomPassword(
                        key, displayName.isBlank() ? key : displayName.strip(), role);
        change(key, role, sites);
        return password;
    }

    /**
     * Gives the account a new random password, returned once; it must be changed at the next
     * sign-in.
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public String resetPassword(String name) {
        if (named(name).fromProvider()) {
            throw new IllegalArgumentException(
                    "'%s' signs in at the identity provider and has no password here"
                            .formatted(name));
        }
        var password = randomPassword(random);
        accounts.changePassword(name, passwords.encode(password), true);
        accounts.forgetWrong(name);
        events.publishEvent(new SignInEnded(name));
        events.publishEvent(new Audited(AuditAction.PASSWORD_RESET, name));
        return password;
    }

    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void enable(String name, boolean enabled) {
        var account = named(name);
        if (!enabled) {
            keepAnAdministrator(account);
        }
        accounts.enable(name, enabled);
        events.publishEvent(
                new Audited(
                        AuditAction.ACCOUNT_CHANGED,
                        name,
                        account.enabled() ? "enabled" : "disabled",
                        enabled ? "enabled" : "disabled"));
        if (!enabled) {
            events.publishEvent(new SignInEnded(name));
        }
    }

    /**
     * Gives the account another role, or other sites. Whoever is signed in with it signs in again,
     * so that nothing of before stays open.
     *
     * @param sites of an administrator: all of them
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void change(String name, Role role, SiteScope sites) {
        var account = named(name);
        if (account.role() == role && account.sites().equals(sites)) {
            return;
        }
        refuseLimited(role, sites);
        if (account.fromProvider() && account.role() != role) {
            throw new IllegalArgumentException(
                    "'%s' has the role that the identity provider says; change it there"
                            .formatted(name));
        }
        if (role != Role.ADMIN) {
            keepAnAdministrator(account);
        }
        accounts.change(name, role, sites);
        events.publishEvent(
                new Audited(
                        AuditAction.ACCOUNT_CHANGED,
                        name,
                        "%s, %s".formatted(account.role(), account.sites().words()),
                        "%s, %s".formatted(role, sites.words())));
        events.publishEvent(new SignInEnded(name));
    }

    private static void refuseLimited(Role role, SiteScope sites) {
        if (role == Role.ADMIN && sites.isLimited()) {
            throw new IllegalArgumentException(
                    "an administrator reaches every site; choose another role, or no site");
        }
    }

    private void keepAnAdministrator(Account leaving) {
        boolean another =
                accounts.all().stream()
                        .filter(other -> other.enabled() && other.role() == Role.ADMIN)
                        .anyMatch(other -> other.id() != leaving.id());
        if (leaving.role() == Role.ADMIN && !another) {
            throw new IllegalArgumentException(
                    "'%s' is the last administrator; open another administrator's account first"
                            .formatted(leaving.name()));
        }
    }

    /**
     * Changes the password of the account that knows the present one.
     *
     * @throws PasswordRefused where it does not, or the new one may not be set
     */
    @Transactional
    @PreAuthorize("isAuthenticated() and #name == authentication.name")
    public void changeOwnPassword(String name, String present, String next) {
        var credentials = own.require(name, present, AuditAction.PASSWORD_CHANGED);
        rules.check(name, next);
        if (passwords.matches(next, credentials.passwordHash())) {
            throw new PasswordRefused(
                    PasswordRefused.Reason.SAME, "the new password is the present one");
        }
        accounts.changePassword(name, passwords.encode(next), false);
        events.publishEvent(new PasswordChanged(name));
        events.publishEvent(new Audited(AuditAction.PASSWORD_CHANGED, name));
    }

    @PreAuthorize("isAuthenticated() and #name == authentication.name")
    public Account own(String name) {
        return named(name);
    }

    /** Of whoever just proved to be it. */
    Account signedIn(String name) {
        return named(name);
    }

    boolean isEmpty() {
        return accounts.all().isEmpty();
    }

    @Transactional
    String openWithRandomPassword(String name, String displayName, Role role) {
        var password = randomPassword(random);
        accounts.add(name, displayName, role, passwords.encode(password), true, clock.instant());
        events.publishEvent(new Audited(AuditAction.ACCOUNT_OPENED, name, null, role.name()));
        return password;
    }

    @Transactional
    void openForDemo(String name, String displayName, Role role, String password) {
        accounts.add(name, displayName, role, passwords.encode(password), false, clock.instant());
    }

    private Account named(String name) {
        return accounts.named(name)
                .map(Accounts.Credentials::account)
                .orElseThrow(() -> unknown(name));
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("there is no account '%s'".formatted(name));
    }

    /** Sixteen letters and digits without look-alikes: 80 bits. */
    static String randomPassword(SecureRandom random) {
        var text = new StringBuilder();
        for (var i = 0; i < 16; i++) {
            text.append(i > 0 && i % 4 == 0 ? "-" : "");
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
