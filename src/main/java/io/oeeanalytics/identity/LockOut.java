package io.oeeanalytics.identity;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets an account rest for a while after repeated wrong passwords or codes. */
@Component
class LockOut {
    private static final int WRONG_ONES = 5;
    private static final Duration LOCKED_FOR = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Clock clock;

    LockOut(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    boolean isLocked(Accounts.Credentials credentials) {
        return credentials.lockedUntil().map(until -> until.isAfter(clock.instant())).orElse(false);
    }

    /** However many come at once, each counts; where there is no such account, nothing. */
    void wrong(String name) {
        accounts.countWrong(name, WRONG_ONES, clock.instant().plus(LOCKED_FOR));
    }

    void right(String name) {
        accounts.forgetWrong(name);
    }
}
