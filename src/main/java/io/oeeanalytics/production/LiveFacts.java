package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes facts as they happen; saying them again changes nothing. */
@Service
@Transactional
public class LiveFacts {
    /** One finished piece, or a few finished together. */
    public record LivePiece(
            Instant startedAt,
            Instant finishedAt,
            @Nullable ProductId product,
            int good,
            int scrap) {
        public LivePiece {
            if (finishedAt.isBefore(startedAt) || good < 0 || scrap < 0) {
                throw new IllegalArgumentException(
                        "a piece from %s to %s with %d good and %d scrap is not possible"
                                .formatted(startedAt, finishedAt, good, scrap));
            }
        }
    }

    private final JooqLiveFacts facts;
    private final ChangedRanges changes;
    private final Clock clock;

    LiveFacts(JooqLiveFacts facts, ChangedRanges changes, Clock clock) {
        this.facts = facts;
        this.changes = changes;
        this.clock = clock;
    }

    /** A state told without a finish may be told again with one. */
    public void tell(LineId line, List<LoggedState> states, List<LivePiece> pieces) {
        var told = new ArrayList<Instant>();
        for (var state : states) {
            if (facts.add(line, state)) {
                told.add(state.startedAt());
                told.add(state.finishedAt() == null ? state.startedAt() : state.finishedAt());
            }
        }
        for (var piece : facts.add(line, pieces)) {
            told.add(piece);
        }
        if (!states.isEmpty() || !pieces.isEmpty()) {
            facts.heard(line, clock.instant());
        }
        if (!told.isEmpty()) {
            told.sort(null);
            changes.mark(line, new TimeRange(told.getFirst(), told.getLast()));
        }
    }
}
