package io.oeeanalytics.production;

import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

    private static final String SOURCE = "machines";

    private final EventStore events;

    LiveFacts(EventStore events) {
        this.events = events;
    }

    /** A state told without a finish may be told again with one. */
    public void tell(LineId line, List<LoggedState> states, List<LivePiece> pieces) {
        var told = new ArrayList<FactEvent>();
        for (var state : states) {
            told.add(
                    new FactEvent.State(
                            "state %d until %s".formatted(state.status(), state.finishedAt()),
                            line,
                            state.startedAt(),
                            state.finishedAt(),
                            state.status(),
                            null));
        }
        for (var piece : pieces) {
            told.add(
                    new FactEvent.Counted(
                            "piece from " + piece.startedAt(),
                            line,
                            piece.finishedAt(),
                            null,
                            piece.product(),
                            piece.good(),
                            piece.scrap(),
                            0,
                            OptionalLong.empty()));
        }
        events.append(SOURCE, told);
    }
}
