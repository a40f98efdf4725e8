package io.oeeanalytics.registry.ui;

import static io.oeeanalytics.registry.ui.ModelPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.base.ui.Panel;
import java.util.Map;

/**
 * Words and tags that may change. The browser's component takes everything active out of Markdown.
 */
final class NotesPanel extends Div {
    /** Where they are kept. */
    interface Keeper {
        void note(String text);

        void tag(String key, String value);

        void untag(String key);
    }

    /**
     * @param about the model or version
     */
    NotesPanel(
            ModelPage page, String about, String notes, Map<String, String> tags, Keeper keeper) {
        var inside = new Div();
        inside.addClassName("stack");
        inside.add(notes.isBlank() ? new Paragraph(translate("models.notes.none")) : shown(notes));
        inside.add(tags(page, tags, keeper));
        if (page.isAdministrator()) {
            inside.add(edit(page, about, notes, keeper));
        }
        add(new Panel(translate("models.notes.title"), translate("models.notes.subtitle"), inside));
    }

    private static Markdown shown(String notes) {
        var markdown = new Markdown(notes);
        markdown.addClassName("notes");
        return markdown;
    }

    private static Div tags(ModelPage page, Map<String, String> tags, Keeper keeper) {
        var list = new Div();
        list.addClassName("toolbar");
        tags.forEach(
                (key, value) -> {
                    var tag = new Div(new Span(value.isEmpty() ? key : key + ": " + value));
                    if (page.isAdministrator()) {
                        var remove =
                                new Button(
                                        translate("models.tag.remove"),
                                        click ->
                                                Attempt.of(
                                                        page,
                                                        () -> {
                                                            keeper.untag(key);
                                                            return translate(
                                                                    "models.tag.removed", key);
                                                        }));
                        remove.addThemeNames("small", "tertiary");
                        remove.setAriaLabel(translate("models.tag.remove") + ", " + key);
                        tag.add(remove);
                    }
                    list.add(tag);
                });
        return list;
    }

    private static Div edit(ModelPage page, String about, String notes, Keeper keeper) {
        var text = new TextArea(translate("models.notes.edit"));
        text.setId("model-notes");
        text.setWidthFull();
        text.setMaxLength(20_000);
        text.setValue(notes);
        var noteDrafts = new Drafts("notes/" + about);
        noteDrafts.keep("text", text);
        var save =
                new Button(
                        translate("models.notes.save"),
                        click ->
                                Attempt.of(
                                        page,
                                        () -> {
                                            keeper.note(text.getValue());
                                            noteDrafts.forget();
                                            return translate("models.notes.saved");
                                        }));
        save.setId("model-notes-save");
        var key = new TextField(translate("models.tag.key"));
        key.setId("model-tag-key");
        var value = new TextField(translate("models.tag.value"));
        value.setId("model-tag-value");
        var tagDrafts = new Drafts("tag/" + about);
        tagDrafts.keep("key", key);
        tagDrafts.keep("value", value);
        var add =
                new Button(
                        translate("models.tag.add"),
                        click ->
                                Attempt.of(
                                        page,
                                        () -> {
                                            keeper.tag(key.getValue().strip(), value.getValue());
                                            tagDrafts.forget();
                                            return translate(
                                                    "models.tag.added", key.getValue().strip());
                                        }));
        add.setId("model-tag-add");
        var tag = new Div(key, value, add);
        tag.addClassName("toolbar");
        var all = new Div(noteDrafts, text, save, tagDrafts, tag);
        all.addClassName("stack");
        return all;
    }
}
