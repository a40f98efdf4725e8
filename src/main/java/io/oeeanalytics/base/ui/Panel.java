package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;

/** A framed part of a view: what it finds, how that is defined, then the proof. */
public final class Panel extends Section {
    /**
     * @param title the finding
     * @param subtitle definition and range
     */
    public Panel(String title, String subtitle, Component... inside) {
        var heading = new H2(title);
        heading.addClassName("panel-title");
        var definition = new Paragraph(subtitle);
        definition.addClassName("panel-subtitle");
        var head = new Header(heading, definition);
        head.addClassName("panel-head");
        var body = new Div(inside);
        body.addClassName("panel-body");
        addClassName("panel");
        add(head, body);
    }
}
