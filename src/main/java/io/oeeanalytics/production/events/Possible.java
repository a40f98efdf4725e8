package io.oeeanalytics.production.events;

import io.oeeanalytics.production.FactRetention;
import java.time.Duration;
import java.time.Instant;

/**
 * When an event can have happened that is taken now.
 *
 * @param kept from when on facts are kept
 * @param likely what lies before was told by a clock that was never set, unless somebody says that
 *     it is history
 * @param to nothing can have happened later
 */
record Possible(Instant kept, Instant likely, Instant to) {
    /** How far a sender's clock may be ahead. */
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(5);

    /**
     * @param backfill history is told on purpose
     */
    static Possible at(FactRetention retention, Instant now, boolean backfill) {
        var kept = retention.takenFrom();
        return new Possible(kept, backfill ? kept : retention.likelyFrom(), now.plus(CLOCK_ERROR));
    }
}
