package io.oeeanalytics.advisor.conversation;

import io.oeeanalytics.identity.SignedIn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * What people said of answers, for administrators to see to. Whose question it was is not told; who
 * judges an answer hands that question and answer on, which the panel says.
 */
@Service
@PreAuthorize("hasRole('ADMIN')")
public class Judgements {
    private final JooqConversations kept;
    private final Clock clock;

    Judgements(JooqConversations kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /**
     * @param reviewedAt when an administrator had seen to it
     */
    public record Judged(
            KeptTurn turn, Instant judgedAt, Optional<Instant> reviewedAt, String reviewedBy) {}

    /** Those nobody has reviewed first, then the newest. */
    public List<Judged> all() {
        return kept.judged();
    }

    public void review(long turn) {
        kept.review(turn, SignedIn.name(), clock.instant());
    }
}
