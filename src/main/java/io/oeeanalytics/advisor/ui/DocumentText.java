package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.advisor.document.Document;
import io.oeeanalytics.advisor.document.Documents;
import io.oeeanalytics.advisor.search.Passage;
import io.oeeanalytics.base.ui.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a document as it is cited, around the cited passage or from the beginning: a
 * manual of thousands of passages would keep a browser busy for long.
 */
final class DocumentText extends Div {
    private static final int AT_ONCE = 50;

    /** Of what stands before the cited one. */
    private static final int BEFORE = 10;

    private final Documents documents;
    private final int document;
    private final int count;
    private final Numerals numerals;
    private final Section text = new Section();
    private final Span shown = new Span();
    private final Button earlier;
    private final Button later;
    private int from;
    private int to;

    /**
     * @param count of passages in all
     * @param cited number of the one to open at
     */
    DocumentText(
            Documents documents,
            Document document,
            int count,
            Optional<Integer> cited,
            Numerals numerals) {
        this.documents = documents;
        this.document = document.id();
        this.count = count;
        this.numerals = numerals;
        this.earlier = new Button(getTranslation("documents.earlier"), click -> showEarlier());
        this.later = new Button(getTranslation("documents.later"), click -> showLater());
        from = cited.map(number -> Math.clamp(number - BEFORE, 0, count - 1)).orElse(0);
        to = from;
        text.addClassName("document-text");
        text.getElement().setAttribute("aria-label", document.title());
        shown.addClassName("cell-note");
        shown.getElement().setAttribute("aria-live", "polite");
        var more = new Div(later, shown);
        more.addClassName("toolbar");
        add(earlier, text, more);
        showLater();
        cited.filter(number -> number >= from && number < to).ifPresent(this::cite);
    }

    private void cite(int number) {
        var part = text.getComponentAt(number - from);
        part.getElement().setAttribute("aria-current", "true");
        part.getElement().setAttribute("tabindex", "-1");
        part.scrollIntoView();
    }

    private void showLater() {
        var parts = parts(to);
        parts.forEach(text::add);
        to += parts.size();
        tell();
    }

    private void showEarlier() {
        int begin = Math.max(0, from - AT_ONCE);
        var parts = parts(begin).subList(0, from - begin);
        for (int i = 0; i < parts.size(); i++) {
            text.addComponentAtIndex(i, parts.get(i));
        }
        from = begin;
        tell();
    }

    private void tell() {
        earlier.setVisible(from > 0);
        later.setVisible(to < count);
        shown.setText(
                getTranslation(
                        "documents.shown",
                        numerals.count(from + 1L),
                        numerals.count(to),
                        numerals.count(count)));
        shown.setVisible(from > 0 || to < count);
    }

    private List<Component> parts(int first) {
        var parts = new ArrayList<Component>();
        String heading = "";
        for (var passage : documents.passages(document, first, AT_ONCE)) {
            boolean begins = !passage.heading().equals(heading);
            heading = passage.heading();
            parts.add(part(passage, begins));
        }
        return parts;
    }

    private Div part(Passage passage, boolean begins) {
        var part = new Div();
        part.addClassName("document-passage");
        if (begins && !passage.heading().isEmpty()) {
            var heading = new Paragraph(passage.heading());
            heading.addClassName("document-heading");
            part.add(heading);
        }
        var words = new Paragraph(passage.text());
        words.addClassName("document-words");
        part.add(words);
        if (passage.page() > 0) {
            var page = new Span(getTranslation("documents.page", passage.page()));
            page.addClassName("document-page");
            part.add(page);
        }
        return part;
    }
}
