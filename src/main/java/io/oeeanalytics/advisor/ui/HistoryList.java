package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.oeeanalytics.advisor.conversation.Advisor;
import io.oeeanalytics.advisor.conversation.Conversation;
import java.util.function.LongConsumer;

/** One's own conversations: to find, open, rename and delete. */
final class HistoryList extends Div {
    private final Advisor advisor;
    private final LongConsumer open;
    private final LongConsumer removed;
    private final TextField search = new TextField();
    private final Div list = new Div();

    HistoryList(Advisor advisor, LongConsumer open, LongConsumer removed) {
        this.advisor = advisor;
        this.open = open;
        this.removed = removed;
        search.setPlaceholder(getTranslation("advisor.search"));
        search.setAriaLabel(getTranslation("advisor.search"));
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());
        add(search, list);
        refresh();
    }

    private void refresh() {
        list.removeAll();
        var found = advisor.conversations(search.getValue());
        if (found.isEmpty()) {
            list.add(
                    new Paragraph(
                            getTranslation(
                                    search.isEmpty()
                                            ? "advisor.history.empty"
                                            : "advisor.history.none")));
        }
        found.forEach(one -> list.add(row(one)));
    }

    private Div row(Conversation one) {
        var name = new NativeButton(one.title(), click -> open.accept(one.id()));
        name.addClassName("advisor-choice");
        var row = new Div();
        row.addClassName("advisor-history-row");
        var rename =
                small(
                        "advisor.rename",
                        one,
                        () -> {
                            row.removeAll();
                            row.add(renaming(one));
                        });
        var delete =
                small(
                        "advisor.delete",
                        one,
                        () -> {
                            row.removeAll();
                            row.add(
                                    small(
                                            "advisor.delete.sure",
                                            one,
                                            () -> {
                                                advisor.delete(one.id());
                                                removed.accept(one.id());
                                                refresh();
                                            }),
                                    small("advisor.delete.not", one, this::refresh));
                        });
        row.add(name, rename, delete);
        return row;
    }

    private TextField renaming(Conversation one) {
        var field = new TextField();
        field.setAriaLabel(getTranslation("advisor.rename"));
        field.setValue(one.title());
        field.setWidthFull();
        field.addValueChangeListener(
                change -> {
                    advisor.rename(one.id(), change.getValue());
                    refresh();
                });
        field.addBlurListener(blur -> refresh());
        field.focus();
        return field;
    }

    private Button small(String key, Conversation of, Runnable work) {
        var button = new Button(getTranslation(key), click -> work.run());
        button.addThemeNames("tertiary", "small");
        button.setAriaLabel(getTranslation(key) + ": " + of.title());
        return button;
    }
}
