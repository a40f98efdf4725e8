package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.production.ingest.AskedImport;
import io.oeeanalytics.production.ingest.AskedImport.Stage;
import io.oeeanalytics.production.ingest.ImportDesk;

/** How far an import is, and a way to stop it. */
final class ImportProgress extends Section {
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final ImportDesk desk;
    private final Numerals numerals;
    private final Paragraph title = new Paragraph();
    private final ProgressBar bar = new ProgressBar();
    private final Span count = new Span();
    private final Button cancel;
    private AskedImport running;

    ImportProgress(AskedImport running, ImportDesk desk, Numerals numerals) {
        this.running = running;
        this.desk = desk;
        this.numerals = numerals;
        addClassName("progress");
        getElement().setAttribute("aria-label", running.fileName());
        count.addClassName("progress-count");
        cancel =
                new Button(
                        getTranslation("import.cancel"),
                        click -> {
                            desk.cancel(running.id());
                            refresh();
                        });
        cancel.setId("import-cancel");
        cancel.setDisableOnClick(true);
        add(title, bar, count, cancel);
        show();
    }

    /** As it stood when it was last looked at. */
    AskedImport watched() {
        return running;
    }

    void refresh() {
        desk.asked(running.id()).ifPresent(now -> running = now);
        show();
    }

    private void show() {
        title.setText(
                getTranslation(
                        "import.stage." + running.stage(), running.fileName(), running.by()));
        bar.setIndeterminate(running.stage() == Stage.STORING || running.stage() == Stage.WAITING);
        if (!bar.isIndeterminate()) {
            bar.setValue(
                    running.bytes() == 0
                            ? 1
                            : Math.min(1.0, (double) running.bytesRead() / running.bytes()));
        }
        count.setText(
                getTranslation(
                        "import.bytes",
                        numerals.decimal(running.bytesRead() / BYTES_PER_MEGABYTE),
                        numerals.decimal(running.bytes() / BYTES_PER_MEGABYTE)));
        if (running.cancelled() && !running.hasEnded()) {
            count.setText(getTranslation("import.cancelling"));
        }
    }
}
