package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** Says what would be here, why it is not, and the one action that brings it. */
public final class Empty extends Div {
    public Empty(String title, String text, Component... action) {
        addClassName("empty");
        var heading = new Paragraph(title);
        heading.addClassName("empty-title");
        var words = new Paragraph(text);
        words.addClassName("empty-text");
        add(heading, words);
        add(action);
    }
}
