package io.oeeanalytics.identity;

import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts of people an identity provider knows: opened when they first come, with the role the
 * provider says each time.
 */
@Service
class OidcAccounts {
    private static final int LONGEST_NAME = 40;

    private final OidcSettings settings;
    private final Accounts accounts;
    private final LockOut lockOut;
    private final PasswordEncoder passwords;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OidcAccounts(
            OidcSettings settings,
            Accounts accounts,
            LockOut lockOut,
            PasswordEncoder passwords,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.lockOut = lockOut;
        this.passwords = passwords;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** What became of somebody the provider sent. */
    sealed interface Coming {
        record In(Account account) implements Coming {}

        /** None of the roles there is one here. */
        record NoRole() implements Coming {}

        /** The account here was stopped, or rests. */
        record Stopped() implements Coming {}
    }

    /**
     * @param subject who it is for the provider, for ever
     * @param claims what the provider says of it
     */
    @Transactional
    Coming come(String subject, Map<String, Object> claims) {
        // Never by name: whoever may choose one there could choose that of an administrator here.
        var key = settings.issuer() + " " + subject;
        var known = accounts.ofSubject(key);
        var role = settings.role(claims);
        if (role.isEmpty()) {
            var name = known.map(one -> one.account().name());
            audit.refused(
                    name.orElse("-"),
                    AuditAction.SIGN_IN,
                    name.orElse("somebody of the identity provider"),
                    "no role of the identity provider that is known here");
            name.ifPresent(one -> events.publishEvent(new SignInEnded(one)));
            return new Coming.NoRole();
        }
        if (known.isEmpty()) {
            return new Coming.In(open(key, subject, claims, role.get()));
        }
        var account = known.get().account();
        if (!account.enabled() || lockOut.isLocked(known.get())) {
            audit.refused(account.name(), AuditAction.SIGN_IN, account.name(), "locked");
            return new Coming.Stopped();
        }
        if (account.role() != role.get()) {
            accounts.change(account.name(), role.get(), account.sites());
            // What is signed in with the role before ends.
            events.publishEvent(new SignInEnded(account.name()));
            audit.changed(
                    account.name(),
                    AuditAction.ACCOUNT_CHANGED,
                    account.name(),
                    account.role().name(),
                    role.get().name());
        }
        return new Coming.In(accounts.ofSubject(key).orElseThrow().account());
    }

    private Account open(String key, String subject, Map<String, Object> claims, Role role) {
        var name = freeName(wanted(subject, claims));
        var display = text(claims.get("name")).orElse(name);
        // Nobody has it, so the password page opens nothing.
        var password = passwords.encode(AccountService.randomPassword(new SecureRandom()));
        accounts.add(name, display, role, password, false, clock.instant());
        accounts.setSubject(name, key);
        audit.changed(name, AuditAction.ACCOUNT_OPENED, name, null, role.name());
        return accounts.ofSubject(key).orElseThrow().account();
    }

    /** What the person signs in with there, in the letters of names here. */
    private static String wanted(String subject, Map<String, Object> claims) {
        return Stream.of(claims.get("preferred_username"), claims.get("email"), subject)
                .flatMap(one -> text(one).stream())
                .map(
                        one ->
                                one.replaceFirst("(.)@.*", "$1")
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^a-z0-9._-]", "-")
                                        .replaceFirst("^[._-]+", "")
                                        .replaceFirst("^" + AccountService.DEMO, ""))
                .map(one -> one.substring(0, Math.min(one.length(), LONGEST_NAME - 5)))
                .filter(one -> one.length() >= 2)
                .findFirst()
                .orElse("person");
    }

    private String freeName(String wanted) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? wanted : wanted + "-" + number)
                .filter(name -> accounts.named(name).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> text(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Optional.empty();
    }
}
