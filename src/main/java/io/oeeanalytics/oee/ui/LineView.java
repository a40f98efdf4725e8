package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.LineReport;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** One line in a period: how it did, where its time went, and its days to open. */
@Route("line")
@RolesAllowed(Role.MANAGER_ROLE)
class LineView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final LineFigures figures;
    private final PlantModel plant;
    private final Numerals numerals;
    private final H1 title = new H1();
    private final Select<String> choice = new Select<>();
    private final PeriodChoice period =
            new PeriodChoice(parameters -> navigate(shown(), parameters));
    private final Anchor ahead = new Anchor();
    private final Div content = new Div();

    LineView(LineFigures figures, PlantModel plant) {
        this.figures = figures;
        this.plant = plant;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        title.addClassName("page-title");
        content.addClassName("stack");
        choice.setAriaLabel(getTranslation("line.choice"));
        choice.setItems(plant.lines().stream().map(Line::code).toList());
        choice.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        navigate(change.getValue(), period.parameters());
                    }
                });
        period.addComponentAsFirst(choice);
        ahead.setText(getTranslation("line.forecast"));
        ahead.addClassName("button");
        period.add(ahead);
        var head = new Div(title, period);
        head.addClassName("page-head");
        add(head, content);
    }

    static String address(String code, Map<String, String> period) {
        return OeePages.line(code, period);
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        period.read(asked);
        content.removeAll();
        var lines = plant.lines();
        var line =
                asked.getSingleParameter("line")
                        .flatMap(plant::line)
                        .or(() -> lines.stream().findFirst());
        if (line.isEmpty()) {
            title.setText(getTranslation("lines.title"));
            content.add(
                    new Empty(
                            getTranslation("lines.empty.title"),
                            getTranslation("lines.empty.text")));
            return;
        }
        choice.setValue(line.get().code());
        ahead.setHref("forecast?line=" + line.get().code());
        title.setText(line.get().name());
        show(line.get());
    }

    private void show(Line line) {
        var known = figures.known(line.id());
        if (known.isEmpty()) {
            content.add(
                    new Empty(
                            getTranslation("line.empty.title", line.code()),
                            getTranslation("lines.empty.text")));
            return;
        }
        var report = figures.line(line, period.show(figures.lastDate().orElse(known.get().last())));
        if (report.summary().days().isEmpty()) {
            content.add(
                    new Empty(
                            getTranslation("lines.noFigures"),
                            getTranslation(
                                    "line.empty.known",
                                    numerals.date(known.get().first()),
                                    numerals.date(known.get().last())),
                            new Anchor(
                                    address(
                                            line.code(),
                                            Map.of("until", known.get().last().toString())),
                                    getTranslation("line.empty.show"))));
            return;
        }
        show(report);
    }

    private void show(LineReport report) {
        var charts = new LineCharts(report, numerals, this::openDay);
        var first = numerals.date(report.period().first());
        var last = numerals.date(report.period().last());
        var headline = new Paragraph(headline(report) + " ");
        if (report.summary().read().oee().isPresent()) {
            DefinitionMark.of(report.summary().definition(), this)
                    .ifPresent(mark -> headline.add(mark, new Text(" ")));
        }
        headline.add(
                new Anchor(
                        ExplainView.address(
                                report.summary().line().code(),
                                report.period().first(),
                                report.period().last()),
                        getTranslation("why")));
        further(report).forEach(way -> headline.add(new Text(" "), way));
        headline.addClassName("headline");
        content.add(headline, keyFigures(report.summary()));
        if (report.summary().days().size() > 1) {
            content.add(
                    new Panel(
                            getTranslation("line.trend.title"),
                            getTranslation("line.trend.subtitle", first, last),
                            charts.trend()));
        }
        var losses =
                new Panel(
                        getTranslation("line.waterfall.title"),
                        getTranslation(
                                "line.waterfall.subtitle",
                                first,
                                last,
                                getTranslation("explain.base." + report.summary().definition())),
                        charts.waterfall());
        var reasons =
                new Panel(
                        charts.reasonsTitle(),
                        getTranslation("line.reasons.subtitle"),
                        charts.reasons());
        var where = new Div(losses, reasons);
        where.addClassName("columns");
        content.add(where);
        if (report.summary().days().size() > 2) {
            var spread =
                    new Div(
                            new Panel(
                                    getTranslation("line.distribution.title"),
                                    getTranslation("line.distribution.subtitle"),
                                    charts.distribution()),
                            new Panel(
                                    getTranslation("line.extremes.title"),
                                    getTranslation("line.extremes.subtitle"),
                                    new BestAndWorst(report, numerals, this::dayAddress)));
            spread.addClassName("columns");
            content.add(spread);
        }
        // Sundays without a shift or a piece say nothing.
        var days =
                report.summary().days().stream()
                        .filter(
                                day ->
                                        day.ledger().plannedBusyMs() > 0
                                                || day.ledger().made().total() > 0)
                        .toList();
        content.add(
                new Panel(
                        getTranslation("line.days.title"),
                        getTranslation("line.days.subtitle"),
                        new DayTable(
                                days, report.summary().definition(), numerals, this::dayAddress)));
    }

    /** What the figure is beside its past and its target. */
    private List<Anchor> further(LineReport report) {
        var summary = report.summary();
        var ways = new ArrayList<Anchor>();
        if (summary.change().isPresent()) {
            ways.add(
                    new Anchor(
                            WhyView.address(summary.line().code(), report.period()),
                            getTranslation("why.change")));
        }
        if (summary.read().oee().isPresent() && summary.target().isPresent()) {
            ways.add(
                    new Anchor(
                            WhyView.targetAddress(summary.line().code(), report.period()),
                            getTranslation("why.target")));
        }
        return ways;
    }

    private String headline(LineReport report) {
        var summary = report.summary();
        var oee = summary.read().oee();
        var words = new ArrayList<String>();
        if (oee.isEmpty()) {
            words.add(NoOee.words(summary.ledger(), summary.read(), this, numerals) + ".");
        } else {
            words.add(getTranslation("line.headline", numerals.percent(oee)));
            if (summary.target().isPresent()) {
                var gap = oee.getAsDouble() - summary.target().getAsDouble();
                words.add(
                        getTranslation(
                                gap < 0 ? "line.headline.below" : "line.headline.above",
                                numerals.points(gap),
                                numerals.percent(summary.target())));
            }
        }
        summary.mostLost()
                .ifPresent(
                        lost ->
                                words.add(
                                        getTranslation(
                                                "line.headline.lost",
                                                lost.name(),
                                                numerals.hoursMinutes(lost.time().millis()),
                                                lost.time().occurrences())));
        return String.join(" ", words);
    }

    private Div keyFigures(LineSummary summary) {
        var ledger = summary.ledger();
        var read = summary.read();
        var strip =
                new Div(
                        ratio("comparison.oee", read.oee(), change(summary)),
                        ratio("factor.a.name", read.availability(), ""),
                        ratio(
                                "factor.e.name",
                                read.effectiveness(),
                                ledger.beatsIdealCycle() ? getTranslation("line.overIdeal") : ""),
                        ratio("factor.q.name", read.quality(), ""),
                        keyFigure(
                                "comparison.good",
                                numerals.count(ledger.made().good()),
                                "",
                                getTranslation(
                                        "line.scrap", numerals.count(ledger.made().scrap()))),
                        keyFigure(
                                "line.planned",
                                numerals.hoursMinutes(ledger.plannedBusyMs()),
                                "",
                                getTranslation(
                                        "lines.coverage", numerals.percent(ledger.coverage()))));
        strip.addClassName("kpi-strip");
        return strip;
    }

    private String change(LineSummary summary) {
        return summary.change().isEmpty()
                ? ""
                : getTranslation(
                        "line.change", numerals.signedPoints(summary.change().getAsDouble()));
    }

    private Div ratio(String name, OptionalDouble ratio, String note) {
        return keyFigure(name, numerals.percent(ratio), ratio.isPresent() ? "%" : "", note);
    }

    private Div keyFigure(String name, String value, String unit, String note) {
        var figure = new Span(value);
        figure.addClassName("kpi-value");
        if (!unit.isEmpty()) {
            figure.add(text("kpi-unit", unit));
        }
        var box = new Div(text("kpi-name", getTranslation(name)), figure, text("kpi-note", note));
        box.addClassName("kpi");
        return box;
    }

    private static Span text(String className, String words) {
        var span = new Span(words);
        span.addClassName(className);
        return span;
    }

    private String shown() {
        return choice.getValue();
    }

    private String dayAddress(LocalDate date) {
        return DayView.address(shown(), date, period.parameters());
    }

    private void openDay(LocalDate date) {
        getUI().ifPresent(
                        ui ->
                                ui.navigate(
                                        DayView.class,
                                        DayView.parameters(shown(), date, period.parameters())));
    }

    private void navigate(String code, Map<String, String> period) {
        getUI().ifPresent(
                        ui ->
                                ui.navigate(
                                        LineView.class,
                                        QueryParameters.simple(with(code, period))));
    }

    static Map<String, String> with(String code, Map<String, String> period) {
        var parameters = new TreeMap<>(period);
        parameters.put("line", code);
        return parameters;
    }
}
