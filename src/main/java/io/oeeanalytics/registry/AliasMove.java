package io.oeeanalytics.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alias went somewhere. Moves are only ever added; the last one says where it is.
 *
 * @param position 1 for the first move of its seat
 * @param version who bears the alias from then on, null for nobody
 * @param restores position of the move to whose outcome a roll-back or its undoing went back
 * @param verdict of the gates, where they were asked
 */
public record AliasMove(
        Seat seat,
        int position,
        @Nullable Integer version,
        Instant at,
        String by,
        Kind kind,
        String reason,
        @Nullable Integer restores,
        @Nullable Verdict verdict) {
    /** How it came about. */
    public enum Kind {
        /** The gates were open. */
        GATES,
        /** An administrator said so, with a reason. */
        OVERRIDE,
        /** An alias without gates. */
        FREE,
        /** Back to what was before. */
        ROLLBACK,
        /** A roll-back was taken back. */
        UNDO,
        /** Nobody bears it any more. */
        WITHDRAWAL
    }
}
