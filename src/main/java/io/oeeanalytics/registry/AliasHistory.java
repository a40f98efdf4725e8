package io.oeeanalytics.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The moves of one seat, oldest first. A roll-back goes to what was before the move in force, and
 * the next one further back, as if moves were a pile from which the top is taken.
 */
record AliasHistory(List<AliasMove> moves) {
    AliasHistory {
        moves = List.copyOf(moves);
        for (int i = 0; i < moves.size(); i++) {
            if (moves.get(i).position() != i + 1) {
                throw new IllegalArgumentException(
                        "move %d of a seat stands at %d".formatted(moves.get(i).position(), i + 1));
            }
        }
    }

    Optional<AliasMove> current() {
        return moves.isEmpty() ? Optional.empty() : Optional.of(moves.getLast());
    }

    /** The move in force then. */
    Optional<AliasMove> at(Instant instant) {
        return moves.reversed().stream().filter(move -> !move.at().isAfter(instant)).findFirst();
    }

    /** Who bears the alias; nobody before the first move and after it was withdrawn. */
    Optional<Integer> bearer() {
        return current().map(AliasMove::version);
    }

    /** The move whose outcome a roll-back goes to; none where nothing was before. */
    Optional<AliasMove> beforeCurrent() {
        return current()
                .map(this::made)
                .filter(move -> move.position() > 1)
                .map(move -> made(moves.get(move.position() - 2)));
    }

    /** The move whose outcome it goes to when the roll-back that was the last move is undone. */
    Optional<AliasMove> undoing() {
        return current()
                .filter(move -> move.kind() == AliasMove.Kind.ROLLBACK)
                .map(move -> made(moves.get(move.position() - 2)));
    }

    /** The move that first made what this one restored. */
    private AliasMove made(AliasMove move) {
        var restores = move.restores();
        return restores == null ? move : moves.get(restores - 1);
    }

    Instant notBefore(Instant now) {
        // Two moves within one tick of the clock still have an order.
        return current()
                .map(move -> move.at().plusNanos(1_000))
                .filter(later -> later.isAfter(now))
                .orElse(now);
    }
}
