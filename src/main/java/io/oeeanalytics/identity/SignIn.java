package io.oeeanalytics.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
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

    SignIn(Accounts accounts, Clock clock) {
        this.accounts = accounts;
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
    void wrongPassword(AuthenticationFailureBadCredentialsEvent event) {
        var key = event.getAuthentication().getName().strip().toLowerCase(Locale.ROOT);
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

    @EventListener
    void signedIn(AuthenticationSuccessEvent event) {
        accounts.recordSignIns(event.getAuthentication().getName(), 0, Optional.empty());
    }
}
