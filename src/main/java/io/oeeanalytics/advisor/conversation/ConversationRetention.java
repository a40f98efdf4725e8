package io.oeeanalytics.advisor.conversation;

import io.oeeanalytics.ops.RecurringJob;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Forgets conversations that nobody went on with for long. */
@Component
class ConversationRetention implements RecurringJob {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationRetention.class);

    /** After their day, tokens count for nothing; kept so long for who asks what it cost. */
    private static final int USE_KEPT_DAYS = 400;

    private final JooqConversations kept;
    private final Clock clock;
    private final int days;

    ConversationRetention(
            JooqConversations kept, Clock clock, @Value("${oee.conversation-days:90}") int days) {
        if (days < 1) {
            throw new IllegalArgumentException(
                    "OEE_CONVERSATION_DAYS is 1 or more, not %d".formatted(days));
        }
        this.kept = kept;
        this.clock = clock;
        this.days = days;
    }

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.Daily(LocalTime.of(3, 40), ZoneOffset.UTC);
    }

    @Override
    public void run() {
        int gone = kept.deleteUntouchedSince(clock.instant().minus(Duration.ofDays(days)));
        if (gone > 0) {
            LOG.info("{} conversations nobody touched for {} days are forgotten.", gone, days);
        }
        kept.forgetUseBefore(
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(USE_KEPT_DAYS));
    }
}
