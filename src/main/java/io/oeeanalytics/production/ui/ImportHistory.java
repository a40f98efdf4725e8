package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.production.ingest.ImportDesk;
import io.oeeanalytics.production.ingest.ImportReport;
import io.oeeanalytics.production.ingest.ImportReport.State;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What was imported, by whom and how it ended; a loaded file can be taken back. */
final class ImportHistory extends Div {
    private final ImportDesk desk;
    private final Numerals numerals;
    private final IntConsumer open;
    private final BiConsumer<String, String> say;
    private final Grid<ImportReport> grid = new Grid<>();
    private final Paragraph empty = new Paragraph(getTranslation("import.history.empty"));

    /**
     * @param open shows the report of an import
     * @param say kind and words of a notice
     */
    ImportHistory(
            ImportDesk desk, Numerals numerals, IntConsumer open, BiConsumer<String, String> say) {
        this.desk = desk;
        this.numerals = numerals;
        this.open = open;
        this.say = say;
        var stamp =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(getLocale());
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(report -> stamp.format(report.startedAt().atZone(report.zone())))
                .setHeader(getTranslation("import.when"))
                .setAutoWidth(true);
        grid.addComponentColumn(
                        report -> new Anchor("import?report=" + report.id(), report.fileName()))
                .setHeader(getTranslation("import.file"))
                .setAutoWidth(true)
                .setFlexGrow(2);
        grid.addColumn(report -> getTranslation("kind." + report.kind()))
                .setHeader(getTranslation("import.kind"))
                .setAutoWidth(true);
        grid.addColumn(ImportReport::importedBy)
                .setHeader(getTranslation("import.by"))
                .setAutoWidth(true);
        grid.addColumn(report -> getTranslation("import.state." + report.state()))
                .setHeader(getTranslation("import.state"))
                .setAutoWidth(true);
        grid.addColumn(report -> numerals.count(report.rowsLoaded()))
                .setHeader(getTranslation("import.loaded"))
                .setAutoWidth(true)
                .setPartNameGenerator(report -> "number")
                .setHeaderPartName("number");
        grid.addColumn(report -> numerals.count(report.rowsRejected()))
                .setHeader(getTranslation("import.rejected"))
                .setAutoWidth(true)
                .setPartNameGenerator(report -> "number")
                .setHeaderPartName("number");
        grid.addComponentColumn(this::undo).setAutoWidth(true).setFlexGrow(0).setFrozenToEnd(true);
        add(empty, grid);
    }

    void refresh() {
        var reports = desk.newest();
        grid.setItems(reports);
        grid.setAllRowsVisible(reports.size() <= 10);
        grid.setVisible(!reports.isEmpty());
        empty.setVisible(reports.isEmpty());
    }

    private Component undo(ImportReport report) {
        if (report.state() != State.LOADED) {
            return new Span();
        }
        return new Button(getTranslation("import.undo"), click -> ask(report));
    }

    /** Asked beforehand, because only the file itself can bring the rows back. */
    private void ask(ImportReport report) {
        var dialog =
                new ConfirmDialog(
                        getTranslation("import.undo.title", report.fileName()),
                        getTranslation("import.undo.text", numerals.count(report.rowsLoaded())),
                        getTranslation("import.undo"),
                        confirmed -> undo(report.id()));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("import.keep"));
        dialog.open();
    }

    private void undo(int id) {
        say.accept("info", getTranslation("import.undo.waiting"));
        var ui = UI.getCurrent();
        var unused =
                desk.undo(id).whenComplete((done, failure) -> ui.access(() -> undone(id, failure)));
    }

    private void undone(int id, @Nullable Throwable failure) {
        if (failure == null) {
            say.accept("info", getTranslation("import.undone"));
        } else {
            // Somebody else was faster, or another import holds the rows.
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            say.accept(
                    "warn",
                    cause instanceof IllegalArgumentException
                            ? String.valueOf(cause.getMessage())
                            : getTranslation("import.undo.failed"));
        }
        refresh();
        if (failure == null) {
            open.accept(id);
        }
    }
}
