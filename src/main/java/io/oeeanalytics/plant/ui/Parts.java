package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Arrays;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Small pieces the sections share. */
final class Parts {
    private Parts() {}

    static Span text(String style, String words) {
        var span = new Span(words);
        span.addClassName(style);
        return span;
    }

    static Paragraph hint(String words) {
        var hint = new Paragraph(words);
        hint.addClassName("form-hint");
        return hint;
    }

    /** Two lines in one cell, the second quieter. */
    static Div twoLines(String first, String second) {
        var lines = new Div(new Span(first), text("cell-note", second));
        lines.addClassName("cell-lines");
        return lines;
    }

    /**
     * Buttons of a row, quieter than those of a form; each says to a screen reader what it is
     * about.
     */
    static Button rowButton(String words, String about, Runnable click) {
        var button = new Button(words, event -> click.run());
        button.addThemeNames("small", "tertiary");
        button.setAriaLabel(words + ", " + about);
        return button;
    }

    static Div buttons(Component... buttons) {
        var all = new Div(buttons);
        all.addClassName("row-buttons");
        return all;
    }

    static Div toolbar(Component... parts) {
        var bar = new Div(parts);
        bar.addClassName("toolbar");
        return bar;
    }

    static Div form(Component... fields) {
        var form = new Div(fields);
        form.addClassName("form");
        return form;
    }

    /** Rows by their numbers, for a draft. */
    static String words(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /**
     * @param most to be taken, whatever a browser kept
     */
    static NavigableSet<Integer> numbers(String words, int most) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Integer::valueOf)
                .limit(most)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Div stack(Component... parts) {
        var stack = new Div(parts);
        stack.addClassName("stack");
        return stack;
    }
}
