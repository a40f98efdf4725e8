package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.production.ingest.ImportDesk;
import io.oeeanalytics.production.ingest.ImportFinding;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import io.oeeanalytics.production.ingest.ImportReport;
import io.oeeanalytics.production.ingest.ImportReport.State;
import io.oeeanalytics.production.ingest.RuleSummary;
import java.time.Instant;
import java.util.Set;

/** What became of one import: counts, what the rules touched, rows that could not be loaded. */
final class ImportResult extends Div {
    private static final int ROWS_SHOWN = 100;
    private static final Set<Outcome> REJECTED = Set.of(Outcome.REJECTED);
    private static final Set<Outcome> REMARKS =
            Set.of(Outcome.LEFT_OUT, Outcome.CHANGED, Outcome.NOTED);

    private final ImportReport report;
    private final ImportDesk desk;
    private final Numerals numerals;
    private final ImportView view;

    ImportResult(ImportReport report, ImportDesk desk, Numerals numerals, ImportView view) {
        this.report = report;
        this.desk = desk;
        this.numerals = numerals;
        this.view = view;
        addClassName("stack");
        var title = new H2(headline());
        title.addClassName("headline");
        title.setId("import-result");
        add(title);
        if (!report.message().isEmpty()) {
            var message = new Paragraph(report.message());
            message.addClassName("headline-note");
            add(message);
        }
        add(actions());
        if (report.rules().stream().anyMatch(rule -> rule.rows() > 0)) {
            add(
                    new Panel(
                            getTranslation("import.rules.title"),
                            getTranslation("import.rules.touched"),
                            rules()));
        }
        if (report.rowsRejected() > 0) {
            add(
                    findings(
                            REJECTED,
                            "rejected",
                            getTranslation(
                                    "import.rejected.title",
                                    numerals.count(report.rowsRejected()))));
        }
        if (!desk.findings(report.id(), REMARKS, 0, 1).isEmpty()) {
            add(findings(REMARKS, "remarks", getTranslation("import.remarks.title")));
        }
    }

    private String headline() {
        return getTranslation(
                "import.result." + report.state(),
                report.fileName(),
                numerals.count(report.rowsLoaded()),
                numerals.count(report.rowsRead()),
                numerals.count(report.rowsKnown()),
                numerals.count(report.rowsRejected()));
    }

    private Div actions() {
        var actions = new Div();
        actions.addClassName("toolbar");
        report.extents().values().stream()
                .map(range -> range.to())
                .max(Instant::compareTo)
                .filter(last -> report.state() == State.LOADED)
                .ifPresent(
                        last -> {
                            var show =
                                    new Anchor(
                                            ImportView.linesUntil(
                                                    last.minusMillis(1)
                                                            .atZone(report.zone())
                                                            .toLocalDate()
                                                            .toString()),
                                            getTranslation("import.show"));
                            show.addClassNames("button", "button-primary");
                            show.setId("import-show");
                            actions.add(show);
                        });
        if (report.state() == State.REFUSED
                && report.rowsRejected() > 0
                && report.rowsRejected() < report.rowsRead()
                && desk.canStartAgain(report.id())) {
            var again =
                    new Button(
                            getTranslation("import.without", numerals.count(report.rowsRejected())),
                            click -> startAgain());
            again.setId("import-without-bad-rows");
            actions.add(again);
        }
        return actions;
    }

    private void startAgain() {
        desk.startWithoutBadRows(report.id())
                .ifPresentOrElse(
                        view::started, () -> view.say("warn", getTranslation("import.gone")));
    }

    private Grid<RuleSummary> rules() {
        var grid = new Grid<RuleSummary>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(rule -> getTranslation("rule." + rule.rule()))
                .setHeader(getTranslation("import.rule"))
                .setFlexGrow(4);
        grid.addColumn(rule -> numerals.count(rule.rows()))
                .setHeader(getTranslation("import.rows"))
                .setPartNameGenerator(rule -> "number")
                .setHeaderPartName("number");
        grid.addColumn(rule -> numerals.hoursMinutes(rule.seconds() * 1000))
                .setHeader(getTranslation("import.time"))
                .setPartNameGenerator(rule -> "number")
                .setHeaderPartName("number");
        grid.setItems(report.rules().stream().filter(rule -> rule.rows() > 0).toList());
        grid.setAllRowsVisible(true);
        return grid;
    }

    private Panel findings(Set<Outcome> outcomes, String name, String title) {
        var grid = new Grid<ImportFinding>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(ImportFinding::fileLine)
                .setHeader(getTranslation("import.line"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        if (outcomes.size() > 1) {
            grid.addColumn(finding -> getTranslation("import.outcome." + finding.outcome()))
                    .setHeader(getTranslation("import.outcome"))
                    .setAutoWidth(true)
                    .setFlexGrow(0);
        }
        grid.addColumn(ImportFinding::words)
                .setHeader(getTranslation("import.reason"))
                .setFlexGrow(2);
        if (outcomes.equals(REJECTED)) {
            grid.addColumn(ImportFinding::raw)
                    .setHeader(getTranslation("import.raw"))
                    .setFlexGrow(2);
        }
        var shown = desk.findings(report.id(), outcomes, 0, ROWS_SHOWN);
        grid.setItems(shown);
        grid.setAllRowsVisible(shown.size() <= 10);
        grid.addThemeName("wrap-cell-content");
        grid.setId("import-" + name);
        return new Panel(
                title,
                getTranslation(
                        shown.size() == ROWS_SHOWN
                                ? "import.rejected.first"
                                : "import.rejected.all",
                        shown.size()),
                grid,
                download(outcomes, name));
    }

    private Anchor download(Set<Outcome> outcomes, String name) {
        var id = report.id();
        var link =
                new Anchor(
                        DownloadHandler.fromInputStream(
                                event -> FindingsCsv.download(desk, id, outcomes, name)),
                        getTranslation("forecast.download"));
        link.addClassName("button");
        link.setId("import-%s-download".formatted(name));
        return link;
    }
}
