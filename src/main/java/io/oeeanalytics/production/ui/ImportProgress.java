package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.production.ingest.RunningImport;
import io.oeeanalytics.production.ingest.RunningImport.Stage;

/** How far an import is, and a way to stop it. */
final class ImportProgress extends Section {
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final RunningImport running;
    private final Numerals numerals;
    private final Paragraph title = new Paragraph();
    private final ProgressBar bar = new ProgressBar();
    private final Span count = new Span();
    private final Button cancel;

    ImportProgress(RunningImport running, Numerals numerals) {
        this.running = running;
        this.numerals = numerals;
        addClassName("progress");
        getElement().setAttribute("aria-label", running.fileName());
        count.addClassName("progress-count");
        cancel =
                new Button(
                        getTranslation("import.cancel"),
                        click -> {
                            running.cancel();
                            refresh();
                        });
        cancel.setId("import-cancel");
        cancel.setDisableOnClick(true);
        add(title, bar, count, cancel);
        refresh();
    }

    RunningImport watched() {
        return running;
    }

    boolean ended() {
        return running.stage() == Stage.ENDED;
    }

    void refresh() {
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
        if (running.cancelled() && !ended()) {
            count.setText(getTranslation("import.cancelling"));
        }
    }
}
