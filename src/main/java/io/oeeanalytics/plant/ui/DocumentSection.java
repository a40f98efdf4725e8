package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.UploadHandler;
import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.PlantDocument;
import io.oeeanalytics.plant.PlantFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The whole plant as one file, out and in. */
final class DocumentSection extends Div {
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int MOST_FAULTS = 100;

    private final PlantPage page;
    private final Div work = Parts.stack();

    DocumentSection(PlantPage page) {
        this.page = page;
        addClassName("stack");
        add(
                new Panel(
                        translate("plant.document.export"),
                        translate("plant.document.export.subtitle"),
                        Parts.toolbar(download(PlantFormat.YAML), download(PlantFormat.JSON))));
        if (page.mayEdit()) {
            add(
                    new Panel(
                            translate("plant.document.import"),
                            translate("plant.document.import.subtitle"),
                            dropZone(),
                            work));
        }
    }

    /** Written when it is asked for, so that the file is what holds then. */
    private Anchor download(PlantFormat format) {
        var document = page.services().documents().export();
        var bytes = format.writePretty(document).getBytes(StandardCharsets.UTF_8);
        var name = "plant." + format.name().toLowerCase(Locale.ROOT);
        var link =
                new Anchor(
                        DownloadHandler.fromInputStream(
                                event ->
                                        new DownloadResponse(
                                                new ByteArrayInputStream(bytes),
                                                name,
                                                format.mediaType(),
                                                bytes.length)),
                        translate("plant.document.download", name));
        link.addClassName("button");
        link.setId("document-" + format.name().toLowerCase(Locale.ROOT));
        return link;
    }

    private Div dropZone() {
        var upload =
                new Upload(
                        UploadHandler.inMemory(
                                (metadata, bytes) ->
                                        getUI().ifPresent(
                                                        ui ->
                                                                ui.access(
                                                                        () ->
                                                                                check(
                                                                                        metadata
                                                                                                .fileName(),
                                                                                        new String(
                                                                                                bytes,
                                                                                                StandardCharsets
                                                                                                        .UTF_8))))));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(MOST_BYTES);
        upload.setId("document-upload");
        upload.setUploadButton(new Button(translate("import.choose")));
        upload.addFileRemovedListener(removed -> work.removeAll());
        upload.addFileRejectedListener(
                rejected -> say("bad", translate("plant.document.rejected")));
        var title = new Paragraph(translate("plant.document.drop"));
        title.addClassName("drop-title");
        var hint = new Paragraph(translate("plant.document.drop.hint"));
        hint.addClassName("drop-hint");
        upload.setDropLabel(new Div(title, hint));
        upload.setDropLabelIcon(new Span());
        var zone = new Div(upload);
        zone.addClassName("drop-zone");
        return zone;
    }

    /** What is wrong with the file, or what there is to do with it. */
    private void check(String name, String text) {
        work.removeAll();
        try {
            var document = PlantFormat.of(name).read(text);
            page.services().documents().check(document);
            offer(name, document);
        } catch (ApiProblem e) {
            say("bad", String.valueOf(e.getMessage()));
            if (!e.faults().isEmpty()) {
                work.add(faults(e.faults()));
            }
        }
    }

    private void offer(String name, PlantDocument document) {
        say(
                "info",
                translate(
                        "plant.document.sound",
                        name,
                        document.sites().size(),
                        document.sites().stream().mapToInt(site -> site.lines().size()).sum()));
        work.add(
                new EditBar(
                        page,
                        translate("plant.document.put"),
                        true,
                        () ->
                                Optional.of(
                                        new Change(
                                                        translate("plant.document.saved", name),
                                                        () ->
                                                                page.services()
                                                                        .documents()
                                                                        .put(document))
                                                .figures(page.plant().lines(), null)
                                                .onlyIf(translate("plant.document.sure", name))),
                        work::removeAll));
    }

    private static Component faults(List<Fault> faults) {
        var table =
                new RowTable(translate("plant.document.path"), translate("plant.document.reason"));
        for (var fault : faults.stream().limit(MOST_FAULTS).toList()) {
            table.row(Parts.text("path", fault.path()), fault.reason());
        }
        return faults.size() <= MOST_FAULTS
                ? table
                : new Div(
                        table,
                        Parts.hint(
                                translate(
                                        "plant.document.moreFaults", faults.size() - MOST_FAULTS)));
    }

    private void say(String kind, String words) {
        var banner = new Div(Parts.text("banner-text", words));
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", kind);
        work.add(banner);
    }
}
