package io.oeeanalytics.advisor.conversation;

import io.oeeanalytics.advisor.talk.Budget;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tokens by day of UTC, of each user and of all together, counted in the database for all
 * instances. A turn that is allowed runs to its end, so that a day can go over by what turns take
 * that run at the same time.
 */
@Component
class DailyBudget implements Budget {
    private final JooqConversations kept;
    private final Clock clock;
    private final long ofUser;
    private final long ofAll;

    DailyBudget(
            JooqConversations kept,
            Clock clock,
            @Value("${oee.model.tokens-per-user:300000}") long ofUser,
            @Value("${oee.model.tokens-per-day:3000000}") long ofAll) {
        if (ofUser < 0 || ofAll < 0) {
            throw new IllegalArgumentException(
                    "OEE_TOKENS_PER_USER and OEE_TOKENS_PER_DAY are 0 or more, not %d and %d"
                            .formatted(ofUser, ofAll));
        }
        this.kept = kept;
        this.clock = clock;
        this.ofUser = ofUser;
        this.ofAll = ofAll;
    }

    @Override
    public boolean allows(String user) {
        var day = today();
        return kept.spent(day, user) < ofUser && kept.spent(day) < ofAll;
    }

    @Override
    public void spent(String user, long tokens) {
        kept.spend(today(), user, tokens);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
