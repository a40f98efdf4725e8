package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import com.vaadin.flow.shared.Registration;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScopes;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.ingest.AskedImport;
import io.oeeanalytics.production.ingest.ImportDesk;
import io.oeeanalytics.production.ingest.RefusedFile;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a file on somebody's disk to figures: drop it, check how it is read, load it. */
@Route("import")
@Menu(title = "import.title", order = 40)
@RolesAllowed({Role.MANAGER_ROLE, Role.ADMIN_ROLE})
class ImportView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final Logger LOG = LoggerFactory.getLogger(ImportView.class);
    private static final int POLL_MS = 500;

    private final ImportDesk desk;
    private final PlantModel plant;
    private final SiteScopes scopes;
    private final Numerals numerals;
    private final Div notice = new Div();
    private final Div work = new Div();
    private final Div running = new Div();
    private final ImportHistory history;
    private final List<ImportProgress> watched = new ArrayList<>();
    private final Set<Integer> mine = new HashSet<>();
    private @Nullable Registration polling;

    ImportView(ImportDesk desk, PlantModel plant, SiteScopes scopes) {
        this.desk = desk;
        this.scopes = scopes;
        this.plant = plant;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        var title = new H1(getTranslation("import.title"));
        title.addClassName("page-title");
        notice.getElement().setAttribute("role", "status");
        work.addClassName("stack");
        running.addClassName("stack");
        history = new ImportHistory(desk, numerals, this::open, this::say);
        add(title, notice, running, work);
        if (!scopes.now().isLimited()) {
            add(
                    new Panel(
                            getTranslation("import.history.title"),
                            getTranslation("import.history.subtitle"),
                            history));
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("import.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        notice.removeAll();
        work.removeAll();
        if (scopes.now().isLimited()) {
            work.add(
                    new Empty(
                            getTranslation("import.limited.title"),
                            getTranslation("import.limited.text")));
            return;
        }
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("report")
                .filter(id -> id.matches("\\d{1,9}"))
                .flatMap(id -> desk.report(Integer.parseInt(id)))
                .ifPresent(report -> work.add(new ImportResult(report, desk, numerals, this)));
        work.add(dropZone());
        history.refresh();
        watchRunning();
    }

    private void open(int report) {
        getUI().ifPresent(
                        ui ->
                                ui.navigate(
                                        ImportView.class,
                                        QueryParameters.of("report", String.valueOf(report))));
    }

    private DropZone dropZone() {
        var file = new Path[1];
        var upload =
                new Upload(
                        UploadHandler.toFile(
                                (metadata, done) ->
                                        inUi(() -> check(done.toPath(), metadata.fileName())),
                                metadata -> {
                                    file[0] = desk.newUpload();
                                    return file[0].toFile();
                                }));
        upload.setMaxFiles(1);
        upload.setDropAllowed(true);
        upload.setId("import-upload");
        upload.addFileRemovedListener(
                removed -> Optional.ofNullable(file[0]).ifPresent(desk::discard));
        upload.addFailedListener(failed -> say("bad", getTranslation("import.upload.failed")));
        upload.setUploadButton(new Button(getTranslation("import.choose")));
        var title = new Paragraph(getTranslation("import.drop.title"));
        title.addClassName("drop-title");
        var hint = new Paragraph(getTranslation("import.drop.hint"));
        hint.addClassName("drop-hint");
        upload.setDropLabel(new Div(title, hint));
        upload.setDropLabelIcon(new Span());
        return new DropZone(upload);
    }

    /** As long as nothing else is at work here, the page shows how any import ended. */
    private static final class DropZone extends Div {
        DropZone(Upload upload) {
            super(upload);
            addClassName("drop-zone");
        }
    }

    private void inUi(Runnable task) {
        getUI().ifPresent(ui -> ui.access(task::run));
    }

    /** Shows how the file will be read, before anything of it is loaded. */
    private void check(Path file, String name) {
        notice.removeAll();
        work.removeAll();
        try {
            work.add(
                    new ImportCheck(
                            new ImportCheck.UploadedFile(file, name),
                            desk.look(file, null, null),
                            desk,
                            plant,
                            this));
        } catch (RefusedFile e) {
            desk.discard(file);
            say("bad", getTranslation("import.refused", name, e.getMessage()));
            work.add(dropZone());
        } catch (IOException e) {
            LOG.warn("An upload could not be read", e);
            say("bad", getTranslation("import.upload.failed"));
            work.add(dropZone());
        }
    }

    /** Back to the start, without the file. */
    void giveUp(Path file) {
        desk.discard(file);
        work.removeAll();
        work.add(dropZone());
    }

    void started(AskedImport one) {
        work.removeAll();
        notice.removeAll();
        mine.add(one.id());
        watch(one);
    }

    void say(String kind, String words) {
        var text = new Span(words);
        text.addClassName("banner-text");
        var banner = new Div(text);
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", kind);
        notice.removeAll();
        notice.add(banner);
    }

    private void watchRunning() {
        running.removeAll();
        watched.clear();
        desk.running().forEach(this::watch);
    }

    private void watch(AskedImport one) {
        var progress = new ImportProgress(one, desk, numerals);
        watched.add(progress);
        running.add(progress);
        getUI().ifPresent(ui -> ui.setPollInterval(POLL_MS));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        polling = event.getUI().addPollListener(poll -> refresh());
        event.getUI().setPollInterval(watched.isEmpty() ? -1 : POLL_MS);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        event.getUI().setPollInterval(-1);
        if (polling != null) {
            polling.remove();
        }
    }

    private void refresh() {
        for (var progress : List.copyOf(watched)) {
            progress.refresh();
            var one = progress.watched();
            if (one.hasEnded()) {
                watched.remove(progress);
                running.remove(progress);
                history.refresh();
                if (mine.remove(one.id())
                        || work.getChildren().allMatch(DropZone.class::isInstance)) {
                    ended(one);
                }
            }
        }
        if (watched.isEmpty()) {
            getUI().ifPresent(ui -> ui.setPollInterval(-1));
        }
    }

    private void ended(AskedImport one) {
        Optional.ofNullable(one.importId())
                .flatMap(desk::report)
                .ifPresentOrElse(
                        report -> {
                            work.removeAll();
                            work.add(new ImportResult(report, desk, numerals, this), dropZone());
                            getUI().ifPresent(
                                            ui ->
                                                    ui.getPage()
                                                            .getHistory()
                                                            .replaceState(
                                                                    null,
                                                                    "import?report="
                                                                            + report.id()));
                        },
                        () -> {
                            say("bad", one.failure());
                            work.removeAll();
                            work.add(dropZone());
                        });
    }

    /** Where figures of an import begin to show. */
    static String linesUntil(String date) {
        return "lines?" + QueryParameters.simple(Map.of("until", date)).getQueryString();
    }
}
