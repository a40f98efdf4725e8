package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.Figure;
import java.util.List;

/**
 * A part of an answer that was verified: a sentence, or an entry of a list.
 *
 * @param words without citations in them
 * @param figures behind its numbers
 * @param passages it cites
 */
public record Sentence(
        String words, Place place, Mark mark, List<Figure> figures, List<CitedPassage> passages) {
    public Sentence {
        figures = List.copyOf(figures);
        passages = List.copyOf(passages);
    }

    /** Where it stands. */
    public enum Place {
        /** Goes on in the paragraph before. */
        RUNNING,
        /** Begins a paragraph. */
        PARAGRAPH,
        HEADING,
        BULLET
    }

    /** What it rests on. */
    public enum Mark {
        /** Figures of the engine. */
        FIGURE,
        /** A document that is cited. */
        DOCUMENT,
        /** Neither: general advice, or words that join others. */
        GENERAL
    }
}
