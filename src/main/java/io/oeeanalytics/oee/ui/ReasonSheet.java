package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.plant.Status;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * A reason in two taps and without a keyboard: one of the likeliest, or a group and then its own.
 */
final class ReasonSheet extends Div {
    private final Consumer<Status> chosen;
    private final Div path = new Div();
    private final Div tree = new Div();

    /**
     * @param title which stop is asked about
     */
    ReasonSheet(
            String title,
            List<Status> likely,
            Collection<Status> all,
            Consumer<Status> chosen,
            Runnable cancelled) {
        this.chosen = chosen;
        addClassName("reason-sheet");
        getElement().setAttribute("role", "dialog").setAttribute("aria-label", title);
        var heading = new Paragraph(title);
        heading.addClassName("reason-title");
        var first = new Div();
        first.addClassName("reason-likely");
        likely.forEach(status -> first.add(tile(status)));
        path.addClassName("reason-path");
        tree.addClassName("reason-tree");
        var groups = new LinkedHashMap<String, List<Status>>();
        all.stream()
                .filter(status -> status.category().isReason())
                .forEach(
                        status ->
                                groups.computeIfAbsent(
                                                status.group(),
                                                group -> new java.util.ArrayList<>())
                                        .add(status));
        path.setText(getTranslation("floor.reason.group"));
        groups.forEach(
                (group, statuses) ->
                        tree.add(
                                tile(
                                        group,
                                        String.join(
                                                ", ", statuses.stream().map(Status::name).toList()),
                                        () -> open(group, statuses))));
        var cancel = new NativeButton(getTranslation("floor.cancel"), click -> cancelled.run());
        cancel.addClassName("floor-button");
        add(heading, first, path, tree, cancel);
    }

    private void open(String group, List<Status> statuses) {
        path.setText(group);
        tree.removeAll();
        statuses.forEach(status -> tree.add(tile(status)));
    }

    private NativeButton tile(Status status) {
        return tile(
                status.name(),
                getTranslation("category." + status.category()),
                () -> chosen.accept(status));
    }

    private static NativeButton tile(String name, String note, Runnable tapped) {
        var words = new Span(name);
        words.addClassName("reason-name");
        var beside = new Span(note);
        beside.addClassName("reason-note");
        var tile = new NativeButton();
        tile.addClickListener(click -> tapped.run());
        tile.addClassName("reason-tile");
        tile.add(words, beside);
        return tile;
    }
}
