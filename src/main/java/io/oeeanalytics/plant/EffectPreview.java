package io.oeeanalytics.plant;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of rules would do to figures that are there already. Declared here, where rules are
 * edited, and answered by the room that computes figures: {@code oee} stands above this room, so
 * the editors and the door cannot call it, and moving them up would part rules from their editors.
 */
public interface EffectPreview {
    /** How many days of each line are looked at. */
    int DAYS = 28;

    /** Hears how far a preview is, and can end it. */
    interface Watch {
        Watch NONE = (done, of) -> true;

        /** Returns whether to go on. */
        boolean goesOn(int done, int of);
    }

    /**
     * Makes the change, computes figures from the facts as if it held, and takes it back.
     *
     * @param change within the caller's thread; must not commit anything by itself
     * @param lines among which those are looked at whose rules the change touches
     * @param about the last day the change is about; null when it goes on
     * @return by line, those with figures in the days looked at
     * @throws IllegalArgumentException when the change is refused
     * @throws java.util.concurrent.CancellationException when the watch ended it
     */
    List<LineEffect> preview(
            Runnable change, Collection<Line> lines, @Nullable LocalDate about, Watch watch);
}
