package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.advisor.document.Document;
import io.oeeanalytics.advisor.document.Document.Revision;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.document.Documents;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScopes;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.access.AccessDeniedException;

/** What stands in a document as it is cited; {@code ?passage=3} opens at that passage. */
@Route("documents/:id(\\d{1,9})")
@RolesAllowed({Role.MANAGER_ROLE, Role.ADMIN_ROLE})
class DocumentView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Documents documents;
    private final PlantModel plant;
    private final SiteScopes scopes;
    private final boolean administrator;
    private final Numerals numerals = new Numerals(getLocale());
    private final ReadingWatch watch;
    private String title = "";
    private int id;

    DocumentView(
            Documents documents,
            PlantModel plant,
            SiteScopes scopes,
            AuthenticationContext signedIn) {
        this.documents = documents;
        this.plant = plant;
        this.scopes = scopes;
        this.administrator = signedIn.hasRole(Role.ADMIN_ROLE);
        this.watch = new ReadingWatch(this, documents, this::reload);
        addClassName("page");
    }

    /** Who may read a document, in words. */
    static String audience(Document document, PlantModel plant, Component view) {
        var audience = document.audience();
        // Administrators read every document; operators read the guide, which has pages of its own.
        String roles =
                Stream.concat(Stream.of(Role.ADMIN), audience.roles().stream())
                        .filter(role -> role != Role.OPERATOR || document.source() == Source.GUIDE)
                        .distinct()
                        .sorted()
                        .map(role -> view.getTranslation("role." + role))
                        .collect(Collectors.joining(", "));
        if (audience.everyLine()) {
            return roles;
        }
        String lines =
                plant.lines().stream()
                        .filter(line -> audience.lines().contains(line.id()))
                        .map(Line::code)
                        .collect(Collectors.joining(", "));
        return lines.isEmpty()
                ? view.getTranslation("documents.audience.nobody", roles)
                : view.getTranslation("documents.audience.lines", roles, lines);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var document = event.getRouteParameters().getInteger("id").flatMap(documents::find);
        if (document.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show(
                document.get(),
                event.getLocation()
                        .getQueryParameters()
                        .getSingleParameter("passage")
                        .filter(number -> number.matches("\\d{1,6}"))
                        .map(Integer::parseInt));
    }

    private void show(Document document, Optional<Integer> cited) {
        removeAll();
        id = document.id();
        title = document.title();
        var heading = new H1(title);
        heading.addClassName("page-title");
        var head = new Div(heading, actions(document));
        head.addClassName("page-head");
        var who =
                new Paragraph(
                        getTranslation("documents.audience.is", audience(document, plant, this)));
        who.addClassName("headline-note");
        add(new Anchor("documents", getTranslation("documents.back")), head, who);
        refusal(document);
        add(text(document, cited));
        watch.follow(List.of(document));
        if (document.source() != Source.GUIDE) {
            add(
                    new Panel(
                            getTranslation("documents.revisions"),
                            getTranslation("documents.revisions.subtitle"),
                            revisions(document)));
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    private void refusal(Document document) {
        document.newest()
                .refusal()
                .ifPresent(
                        reason -> {
                            var words =
                                    new Span(
                                            getTranslation(
                                                    "documents.newest.refused",
                                                    document.newest().fileName(),
                                                    getTranslation("documents.refusal." + reason)));
                            words.addClassName("banner-text");
                            var banner = new Div(words);
                            banner.addClassName("banner");
                            banner.getElement().setAttribute("data-kind", "bad");
                            add(banner);
                        });
    }

    private Div actions(Document document) {
        var actions = new Div();
        actions.addClassName("toolbar");
        if (!documents.canChange(document)) {
            return actions;
        }
        var change = new Button(getTranslation("documents.change"), click -> change(document));
        var again =
                new Button(
                        getTranslation("documents.again"),
                        click -> changing(() -> documents.readAgain(id)));
        var newer =
                new DocumentUpload(
                        documents,
                        1,
                        (file, name) -> changing(() -> documents.revise(id, file, name)));
        newer.setDropAllowed(false);
        newer.setUploadButton(new Button(getTranslation("documents.newer")));
        actions.add(newer, change, again);
        return actions;
    }

    private void reload() {
        documents.find(id).ifPresentOrElse(now -> show(now, Optional.empty()), this::gone);
    }

    /** Somebody may have removed it, or given it to others, since it was shown. */
    private void changing(Runnable work) {
        try {
            work.run();
            reload();
        } catch (AccessDeniedException e) {
            gone();
        }
    }

    private void gone() {
        Notification.show(getTranslation("documents.gone", title));
        getUI().ifPresent(ui -> ui.navigate("documents"));
    }

    private void change(Document document) {
        var fields =
                new AudienceFields(
                        document.title(),
                        document.audience(),
                        plant.lines(),
                        scopes.now().isLimited(),
                        administrator);
        var dialog = new Dialog(getTranslation("documents.change.title"), fields);
        var save =
                new Button(
                        getTranslation("documents.save"),
                        click ->
                                fields.audience()
                                        .ifPresent(
                                                audience -> {
                                                    dialog.close();
                                                    changing(
                                                            () ->
                                                                    documents.change(
                                                                            id,
                                                                            fields.title(),
                                                                            audience));
                                                }));
        save.addThemeName("primary");
        dialog.getFooter()
                .add(new Button(getTranslation("documents.giveUp"), click -> dialog.close()), save);
        dialog.open();
    }

    private Component text(Document document, Optional<Integer> cited) {
        int count = documents.countPassages(id);
        return count == 0
                ? new Empty(
                        getTranslation("documents.state." + document.newest().state()),
                        getTranslation("documents.nothing"))
                : new DocumentText(documents, document, count, cited, numerals);
    }

    private Grid<Revision> revisions(Document document) {
        var grid = new Grid<Revision>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(Revision::number)
                .setHeader(getTranslation("documents.revision"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(revision -> file(revision))
                .setHeader(getTranslation("documents.file"))
                .setFlexGrow(2);
        grid.addColumn(
                        revision ->
                                document.answering()
                                                .filter(it -> it == revision.number())
                                                .isPresent()
                                        ? getTranslation("documents.answering")
                                        : getTranslation("documents.state." + revision.state()))
                .setHeader(getTranslation("documents.state"))
                .setFlexGrow(2);
        grid.addColumn(
                        revision ->
                                numerals.date(
                                        revision.addedAt()
                                                .atZone(ZoneId.systemDefault())
                                                .toLocalDate()))
                .setHeader(getTranslation("documents.addedAt"))
                .setAutoWidth(true);
        grid.addColumn(
                        revision ->
                                revision.addedBy().isEmpty()
                                        ? getTranslation("documents.by.folder")
                                        : revision.addedBy())
                .setHeader(getTranslation("documents.by"))
                .setAutoWidth(true);
        List<Revision> all = documents.revisions(id);
        grid.setItems(all);
        grid.setAllRowsVisible(true);
        return grid;
    }

    /** Always a download: what people uploaded never runs as a page of ours. */
    private Anchor file(Revision revision) {
        DownloadHandler download =
                event -> {
                    event.setFileName(revision.fileName());
                    event.setContentType("application/octet-stream");
                    documents.copy(id, revision.number(), event.getOutputStream());
                };
        return new Anchor(download, AttachmentType.DOWNLOAD, revision.fileName());
    }
}
