package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.tool.CitedPassage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of an answer, as text and never as markup, each with the numbers of its sources.
 */
final class AnswerText extends Div {
    private final List<CitedPassage> cited = new ArrayList<>();
    private @Nullable Div paragraph;

    AnswerText() {
        addClassName("advisor-text");
    }

    /** In the order in which they are cited. */
    List<CitedPassage> cited() {
        return List.copyOf(cited);
    }

    void add(Sentence sentence) {
        var current = paragraph;
        if (current == null || sentence.place() != Sentence.Place.RUNNING) {
            current = new Div();
            current.addClassName("advisor-" + name(sentence.place()));
            add(current);
            // What runs on after a heading begins a paragraph of its own.
            paragraph = sentence.place() == Sentence.Place.HEADING ? null : current;
        } else {
            current.add(new Span(" "));
        }
        var words = new Span(sentence.words());
        words.getElement().setAttribute("data-mark", sentence.mark().name());
        if (sentence.mark() == Sentence.Mark.GENERAL
                && sentence.place() != Sentence.Place.HEADING) {
            words.setTitle(getTranslation("advisor.mark.GENERAL"));
        }
        current.add(words);
        for (var passage : sentence.passages()) {
            current.add(mark(passage));
        }
    }

    private static String name(Sentence.Place place) {
        return switch (place) {
            case HEADING -> "heading";
            case BULLET -> "bullet";
            case PARAGRAPH, RUNNING -> "paragraph";
        };
    }

    private HtmlContainer mark(CitedPassage passage) {
        if (!cited.contains(passage)) {
            cited.add(passage);
        }
        int number = cited.indexOf(passage) + 1;
        var mark = OwnLink.to(passage.address(), "[" + number + "]");
        mark.addClassName("advisor-cite");
        mark.setTitle(passage.title());
        return mark;
    }
}
