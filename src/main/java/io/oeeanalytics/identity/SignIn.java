package io.oeeanalytics.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

/** Hands Spring Security the accounts, and counts and writes down who came in and who did not. */
@Service
class SignIn implements UserDetailsService {
    private final Accounts accounts;
    private final LockOut lockOut;
    private final AuditTrail audit;
    private final ObjectProvider<MeterRegistry> meters;

    SignIn(
            Accounts accounts,
            LockOut lockOut,
            AuditTrail audit,
            ObjectProvider<MeterRegistry> meters) {
        this.accounts = accounts;
        this.audit = audit;
        this.meters = meters;
        this.lockOut = lockOut;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        var key = key(name);
        var credentials = known(key).orElseThrow(() -> new UsernameNotFoundException("no account"));
        return User.withUsername(key)
                .password(credentials.passwordHash())
                .roles(credentials.account().role().name())
                .disabled(!credentials.account().enabled())
                .accountLocked(lockOut.isLocked(credentials))
                .build();
    }

    private static String key(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /** PostgreSQL is not asked for what no text of its own can hold. */
    private Optional<Accounts.Credentials> known(String key) {
        return key.indexOf('\0') < 0 ? accounts.named(key) : Optional.empty();
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent event) {
        var key = key(event.getAuthentication().getName());
        boolean locked = event instanceof AuthenticationFailureLockedEvent;
        count(locked ? "locked" : "refused");
        // What somebody typed who is not known may be a password, and the trail is kept for ever.
        var known = known(key).isPresent();
        audit.refused(
                known ? key : "-",
                AuditAction.SIGN_IN,
                known ? key : "an unknown name",
                locked ? "locked" : known ? "wrong password, or disabled" : "no such account");
    }

    /** After the right password. */
    void codeRefused(String name, String outcome, String why) {
        count(outcome);
        audit.refused(name, AuditAction.SIGN_IN, name, why);
    }

    /** Not of keys and tokens, which come in with every request. */
    @EventListener
    void signedIn(AuthenticationSuccessEvent event) {
        if (event.getAuthentication() instanceof RememberMeAuthenticationToken) {
            // One that goes on, on another instance.
            return;
        }
        var name = event.getAuthentication().getName();
        lockOut.right(name);
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
