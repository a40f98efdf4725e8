package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.document.Document;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.document.DocumentRefused;
import io.oeeanalytics.advisor.document.Documents;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScopes;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** The documents the advisor cites: what is there, who may read it, and new ones. */
@Route("documents")
@Menu(title = "documents.title", order = 45)
@RolesAllowed({Role.MANAGER_ROLE, Role.ADMIN_ROLE})
class DocumentsView extends Div implements HasDynamicTitle {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentsView.class);
    private static final int MOST_AT_ONCE = 20;
    private static final int UNDO_MS = 10_000;

    private final Documents documents;
    private final PlantModel plant;
    private final SiteScopes scopes;
    private final boolean administrator;
    private final Numerals numerals = new Numerals(getLocale());
    private final Div uploads = new Div();
    private final Grid<Document> grid = new Grid<>();
    private final Empty empty =
            new Empty(
                    getTranslation("documents.empty.title"),
                    getTranslation("documents.empty.text"));
    private final Grid<Document> removed = new Grid<>();
    private final Panel removedPanel =
            new Panel(
                    getTranslation("documents.removed.list"),
                    getTranslation("documents.removed.list.subtitle"),
                    removed);
    private final ReadingWatch watch;
    private Set<Integer> changeable = Set.of();

    DocumentsView(
            Documents documents,
            PlantModel plant,
            SiteScopes scopes,
            AuthenticationContext signedIn) {
        this.documents = documents;
        this.plant = plant;
        this.scopes = scopes;
        this.administrator = signedIn.hasRole(Role.ADMIN_ROLE);
        this.watch = new ReadingWatch(this, documents, this::refresh);
        addClassName("page");
        var title = new H1(getPageTitle());
        title.addClassName("page-title");
        var intent = new Paragraph(getTranslation("documents.intent"));
        intent.addClassName("headline");
        uploads.addClassName("stack");
        columns();
        removedColumns();
        add(
                title,
                intent,
                dropZone(),
                uploads,
                new Panel(
                        getTranslation("documents.list"),
                        getTranslation("documents.list.subtitle"),
                        empty,
                        grid),
                removedPanel);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("documents.title");
    }

    private void columns() {
        grid.setId("documents-list");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addComponentColumn(DocumentsView::named)
                .setHeader(getTranslation("documents.field.title"))
                .setFlexGrow(3)
                .setAutoWidth(true);
        grid.addComponentColumn(this::state)
                .setHeader(getTranslation("documents.state"))
                .setFlexGrow(2)
                .setAutoWidth(true);
        grid.addColumn(this::audience)
                .setHeader(getTranslation("documents.audience"))
                .setFlexGrow(2)
                .setAutoWidth(true);
        grid.addColumn(document -> day(document.newest().addedAt()))
                .setHeader(getTranslation("documents.addedAt"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(this::removal)
                .setWidth("7.5rem")
                .setFlexGrow(0)
                .setFrozenToEnd(true);
    }

    private void removedColumns() {
        removed.setId("documents-removed");
        removed.setSelectionMode(Grid.SelectionMode.NONE);
        removed.setAllRowsVisible(true);
        removed.addColumn(Document::title)
                .setHeader(getTranslation("documents.field.title"))
                .setFlexGrow(3)
                .setAutoWidth(true);
        removed.addColumn(document -> document.removedAt().map(this::day).orElse(""))
                .setHeader(getTranslation("documents.removedAt"))
                .setFlexGrow(2)
                .setAutoWidth(true);
        removed.addComponentColumn(this::returning)
                .setKey("back")
                .setWidth("9.5rem")
                .setFlexGrow(0)
                .setFrozenToEnd(true);
    }

    private String day(Instant at) {
        return numerals.date(at.atZone(ZoneId.systemDefault()).toLocalDate());
    }

    private static Component named(Document document) {
        var name = new Anchor("documents/" + document.id(), document.title());
        name.addClassName("cell-main");
        var note = new Div(document.newest().fileName());
        note.addClassName("cell-note");
        return new Div(name, note);
    }

    private Component state(Document document) {
        var newest = document.newest();
        var words = new Span(getTranslation("documents.state." + newest.state()));
        var cell = new Div(words);
        String note =
                switch (newest.state()) {
                    case WAITING -> "";
                    case REFUSED ->
                            getTranslation("documents.refusal." + newest.refusal().orElseThrow());
                    case READY -> pages(newest);
                };
        if (!note.isEmpty()) {
            var more = new Div(note);
            more.addClassName("cell-note");
            cell.add(more);
        }
        return cell;
    }

    private String pages(Document.Revision newest) {
        if (newest.pagesWithoutText() > 0) {
            return getTranslation(
                    "documents.withoutText", newest.pagesWithoutText(), newest.pages());
        }
        return newest.pages() == 0 ? "" : getTranslation("documents.pages", newest.pages());
    }

    private String audience(Document document) {
        return DocumentView.audience(document, plant, this);
    }

    private Component removal(Document document) {
        if (!changeable.contains(document.id())) {
            return new Span();
        }
        var remove = new Button(getTranslation("documents.remove"), click -> remove(document));
        remove.addThemeName("tertiary");
        remove.setAriaLabel(getTranslation("documents.remove.label", document.title()));
        return remove;
    }

    private Component returning(Document document) {
        var back =
                new Button(
                        getTranslation("documents.bringBack"),
                        click -> {
                            documents.bringBack(document.id());
                            refresh();
                        });
        back.addThemeName("tertiary");
        back.setAriaLabel(getTranslation("documents.bringBack.label", document.title()));
        return back;
    }

    private void remove(Document document) {
        documents.remove(document.id());
        refresh();
        var done = new Notification();
        var undo =
                new Button(
                        getTranslation("documents.undo"),
                        click -> {
                            documents.bringBack(document.id());
                            done.close();
                            refresh();
                        });
        var words = new Div(new Span(getTranslation("documents.removed", document.title())), undo);
        words.addClassName("toolbar");
        done.add(words);
        done.setDuration(UNDO_MS);
        done.open();
    }

    private Div dropZone() {
        var upload = new DocumentUpload(documents, MOST_AT_ONCE, this::look);
        upload.setDropAllowed(true);
        upload.setId("documents-upload");
        upload.setUploadButton(new Button(getTranslation("documents.choose")));
        var title = new Paragraph(getTranslation("documents.drop.title"));
        title.addClassName("drop-title");
        var hint = new Paragraph(getTranslation("documents.drop.hint"));
        hint.addClassName("drop-hint");
        upload.setDropLabel(new Div(title, hint));
        upload.setDropLabelIcon(new Span());
        var zone = new Div(upload);
        zone.addClassName("drop-zone");
        return zone;
    }

    /** Reads it on a thread of its own, since that takes seconds and waits for others. */
    private void look(Path file, String name) {
        var card = new NewDocument(file, name, documents, numerals, this::refresh);
        uploads.add(card);
        var reach = plant.lines();
        boolean needsLine = scopes.now().isLimited();
        boolean mayGiveAway = administrator;
        Thread.ofVirtual()
                .name("document-preview")
                .start(
                        new DelegatingSecurityContextRunnable(
                                () -> {
                                    try {
                                        var read = documents.look(file, name);
                                        var same = documents.sameAs(file);
                                        inUi(
                                                () ->
                                                        card.show(
                                                                read,
                                                                same,
                                                                reach,
                                                                needsLine,
                                                                mayGiveAway));
                                    } catch (DocumentRefused e) {
                                        inUi(() -> card.refuse(e.reason()));
                                    } catch (IOException | RuntimeException e) {
                                        if (!card.hasEnded()) {
                                            LOG.warn("An uploaded document could not be read.", e);
                                            inUi(card::failed);
                                        }
                                    }
                                }));
    }

    private void inUi(Runnable task) {
        getUI().ifPresent(ui -> ui.access(task::run));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        uploads.getChildren()
                .filter(NewDocument.class::isInstance)
                .forEach(card -> ((NewDocument) card).forget());
    }

    private void refresh() {
        var all = documents.all().stream().filter(this::isForReader).toList();
        changeable = documents.changeable(all);
        grid.setItems(all);
        grid.setAllRowsVisible(all.size() <= 20);
        grid.setVisible(!all.isEmpty());
        empty.setVisible(all.stream().allMatch(one -> one.source() == Source.GUIDE));
        var gone = documents.removed();
        removed.setItems(gone);
        removedPanel.setVisible(!gone.isEmpty());
        watch.follow(all);
    }

    /** The guide in other languages says the same. */
    private boolean isForReader(Document document) {
        return document.source() != Source.GUIDE
                || document.origin().equals(Guide.language(getLocale()).getLanguage());
    }
}
