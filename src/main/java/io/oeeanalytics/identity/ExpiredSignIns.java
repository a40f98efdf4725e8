package io.oeeanalytics.identity;

import io.oeeanalytics.ops.RecurringJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Removes what can open nothing any more, of people who only closed their browsers. */
@Component
class ExpiredSignIns implements RecurringJob {
    private final OwnTokens tokens;

    ExpiredSignIns(OwnTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "expired-sign-ins";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.After(Duration.ofHours(24));
    }

    @Override
    public void run() {
        tokens.removeExpired();
    }
}
