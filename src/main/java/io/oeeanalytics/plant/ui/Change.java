package io.oeeanalytics.plant.ui;

import io.oeeanalytics.plant.Line;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to change.
 *
 * @param done what is said when it is
 * @param lines whose figures may differ after it; none: no figure depends on it
 * @param about the last day it is about; null when it goes on
 * @param undo takes it back; null where that cannot be
 * @param question asked before it is done; null for none
 */
record Change(
        String done,
        Runnable act,
        Collection<Line> lines,
        @Nullable LocalDate about,
        @Nullable Runnable undo,
        @Nullable String question) {
    /** One that changes no figure. */
    Change(String done, Runnable act) {
        this(done, act, List.of(), null, null, null);
    }

    Change figures(Collection<Line> concerned, @Nullable LocalDate last) {
        return new Change(done, act, concerned, last, undo, question);
    }

    Change orUndo(Runnable back) {
        return new Change(done, act, lines, about, back, question);
    }

    /** For what cannot be taken back. */
    Change onlyIf(String asked) {
        return new Change(done, act, lines, about, undo, asked);
    }
}
