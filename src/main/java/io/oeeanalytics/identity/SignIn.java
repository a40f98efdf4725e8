package io.oeeanalytics.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

/** Hands Spring Security the accounts and locks one for a while after repeated wrong passwords. */
@Service
class SignIn implements UserDetailsService {
    private static final int WRONG_PASSWORDS = 5;
    private static final Duration LOCKED_FOR = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Clock clock;
    private final AuditTrail audit;
    private final ObjectProvider<MeterRegistry> meters;

    SignIn(Accounts accounts, Clock clock, AuditTrail audit, ObjectProvider<MeterRegistry> meters) {
        this.accounts = accounts;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        var key = name.strip().toLowerCase(Locale.ROOT);
        var credentials =
                accounts.named(key).orElseThrow(() -> new UsernameNotFoundException("no account"));
        var locked =
                credentials
                        .lockedUntil()
                        .map(until -> until.isAfter(clock.instant()))
                        .orElse(false);
        return User.withUsername(key)
                .password(credentials.passwordHash())
                .roles(credentials.account().role().name())
                .disabled(!credentials.account().enabled())
                .accountLocked(locked)
                .build();
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent event) {
        var key = event.getAuthentication().getName().strip().toLowerCase(Locale.ROOT);
        if (event instanceof AuthenticationFailureBadCredentialsEvent) {
            wrongPassword(key);
        }
        boolean locked = event instanceof AuthenticationFailureLockedEvent;
        count(locked ? "locked" : "refused");
        // What somebody typed who is not known may be a password, and the trail is kept for ever.
        var known = accounts.named(key).isPresent();
        audit.refused(
                known ? key : "-",
                AuditAction.SIGN_IN,
                known ? key : "an unknown name",
                locked ? "locked" : known ? "wrong password, or disabled" : "no such account");
    }

    private void wrongPassword(String key) {
        accounts.named(key)
                .ifPresent(
                        credentials -> {
                            var failed = credentials.failedSignIns() + 1;
                            var until =
                                    failed >= WRONG_PASSWORDS
                                            ? Optional.of(clock.instant().plus(LOCKED_FOR))
                                            : Optional.<java.time.Instant>empty();
                            accounts.recordSignIns(
                                    key, failed >= WRONG_PASSWORDS ? 0 : failed, until);
                        });
    }

    /** Not of keys and tokens, which come in with every request. */
    @EventListener
    void signedIn(AuthenticationSuccessEvent event) {
        if (event.getAuthentication() instanceof RememberMeAuthenticationToken) {
            // One that goes on, on another instance.
            return;
        }
        var name = event.getAuthentication().getName();
        accounts.recordSignIns(name, 0, Optional.empty());
        count("in");
        audit.did(name, AuditAction.SIGN_IN, name);
    }

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        var name = event.getAuthentication().getName();
        audit.did(name, AuditAction.SIGN_OUT, name);
    }

    private void count(String outcome) {
        meters.ifAvailable(
                registry -> registry.counter("oee.sign.in", "outcome", outcome).increment());
    }
}
