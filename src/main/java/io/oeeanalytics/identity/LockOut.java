package io.oeeanalytics.identity;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

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

    /**
     * Counts a try before it is judged, so that however many come at once no more are judged than
     * may be wrong.
     *
     * @return whether it may be judged
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean mayTry(String name) {
        var now = clock.instant();
        return accounts.countTry(name, WRONG_ONES, now, now.plus(LOCKED_FOR));
    }

    /** What was tried was right, and as good as not tried. */
    void takeBack(String name) {
        accounts.takeBackTry(name, WRONG_ONES);
    }

    boolean isLocked(Accounts.Credentials credentials) {
        return credentials.lockedUntil().map(until -> until.isAfter(clock.instant())).orElse(false);
    }

    /** Where there is no such account, nothing is counted. */
    void wrong(String name) {
        accounts.countWrong(name, WRONG_ONES, clock.instant().plus(LOCKED_FOR));
    }

    void right(String name) {
        accounts.forgetWrong(name);
    }
}
