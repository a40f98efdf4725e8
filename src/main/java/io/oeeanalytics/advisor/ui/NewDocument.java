package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.oeeanalytics.advisor.document.Document;
import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Documents;
import io.oeeanalytics.advisor.document.ReadDocument;
import io.oeeanalytics.advisor.document.Refusal;
import io.oeeanalytics.advisor.search.Block;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file that was uploaded and is not added yet: what is read of it, and who shall read it. */
final class NewDocument extends Section {
    /** Of the beginning, in characters: some of the first page. */
    private static final int PREVIEW = 1_500;

    private static final Audience USUAL = Audience.of(Set.of(Role.MANAGER, Role.ADMIN), Set.of());

    private final Path file;
    private final String name;
    private final Documents documents;
    private final Numerals numerals;
    private final Runnable changed;
    private volatile boolean ended;

    /**
     * @param changed runs when it was added or given up
     */
    NewDocument(Path file, String name, Documents documents, Numerals numerals, Runnable changed) {
        this.file = file;
        this.name = name;
        this.documents = documents;
        this.numerals = numerals;
        this.changed = changed;
        addClassName("new-document");
        var bar = new ProgressBar();
        bar.setIndeterminate(true);
        add(
                new H3(name),
                note(getTranslation("documents.reading")),
                bar,
                actions(giveUp("documents.giveUp")));
    }

    /** Whether it was added or given up. */
    boolean hasEnded() {
        return ended;
    }

    /** Takes up to half a minute more than others that look at theirs. */
    void show(
            ReadDocument read,
            Optional<Document> same,
            List<Line> reach,
            boolean needsLine,
            boolean mayGiveAway) {
        removeAll();
        add(new H3(name), note(summary(read)));
        same.ifPresent(it -> add(banner("warn", getTranslation("documents.same", it.title()))));
        if (read.pagesWithoutText() > 0) {
            add(
                    banner(
                            "warn",
                            getTranslation(
                                    "documents.withoutText",
                                    read.pagesWithoutText(),
                                    read.pages())));
        }
        var text = new Div(beginning(read));
        text.addClassName("document-preview");
        text.getElement().setAttribute("tabindex", "0");
        text.getElement().setAttribute("role", "group");
        text.getElement().setAttribute("aria-label", getTranslation("documents.preview", name));
        var fields = new AudienceFields(titleOf(name), USUAL, reach, needsLine, mayGiveAway);
        var addIt =
                new Button(
                        getTranslation("documents.add"),
                        click ->
                                fields.audience()
                                        .ifPresent(audience -> add(fields.title(), audience)));
        addIt.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        addIt.setDisableOnClick(false);
        add(text, fields, actions(addIt, giveUp("documents.giveUp")));
    }

    /** Why it is not taken. */
    void refuse(Refusal reason) {
        removeAll();
        add(
                new H3(name),
                banner("bad", getTranslation("documents.refusal." + reason)),
                actions(giveUp("documents.understood")));
    }

    /** What reads files does not work. */
    void failed() {
        removeAll();
        add(
                new H3(name),
                banner("bad", getTranslation("documents.failed")),
                actions(giveUp("documents.understood")));
    }

    private void add(String title, Audience audience) {
        // A second click comes before the first has taken the card away.
        if (!ended) {
            documents.add(file, name, title, audience);
            ended = true;
            changed.run();
            removeFromParent();
        }
    }

    private Button giveUp(String words) {
        return new Button(
                getTranslation(words),
                click -> {
                    ended = true;
                    documents.discard(file);
                    changed.run();
                    removeFromParent();
                });
    }

    /** Of a page that is left. */
    void forget() {
        if (!ended) {
            documents.discard(file);
        }
    }

    private String summary(ReadDocument read) {
        long words =
                read.blocks().stream().mapToLong(block -> block.text().split("\\s+").length).sum();
        return read.pages() == 0
                ? getTranslation("documents.summary", numerals.count(words))
                : getTranslation("documents.summary.pages", read.pages(), numerals.count(words));
    }

    private static String beginning(ReadDocument read) {
        var text = new StringBuilder();
        for (Block block : read.blocks()) {
            if (text.length() > PREVIEW) {
                return text.substring(0, PREVIEW) + "…";
            }
            text.append(block.text()).append("\n\n");
        }
        return text.toString().strip();
    }

    private static String titleOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Paragraph note(String words) {
        var note = new Paragraph(words);
        note.addClassName("cell-note");
        return note;
    }

    private static Div banner(String kind, String words) {
        var text = new Paragraph(words);
        text.addClassName("banner-text");
        var banner = new Div(text);
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", kind);
        return banner;
    }

    private static Div actions(Button... buttons) {
        var actions = new Div(buttons);
        actions.addClassName("toolbar");
        return actions;
    }
}
