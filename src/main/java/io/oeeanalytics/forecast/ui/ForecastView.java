package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.forecast.FactorOutlook;
import io.oeeanalytics.forecast.Forecast;
import io.oeeanalytics.forecast.ForecastEngine;
import io.oeeanalytics.forecast.LineForecasts;
import io.oeeanalytics.forecast.MethodChoice;
import io.oeeanalytics.forecast.NotForecastable;
import io.oeeanalytics.forecast.OrderSequence;
import io.oeeanalytics.forecast.PastForecast;
import io.oeeanalytics.forecast.PredictionLog;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the coming working days will likely bring, with intervals and the naive baseline. */
@Route("forecast")
@Menu(title = "forecast.title", order = 20)
@RolesAllowed(Role.MANAGER_ROLE)
class ForecastView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int FIRST_HORIZON = 7;
    private static final int SHOWN_PAST_DAYS = 42;

    private final LineForecasts forecasts;
    private final PredictionLog log;
    private final LineFigures figures;
    private final PlantModel plant;
    private final Clock clock;
    private final Numerals numerals;
    private final ComboBox<ForecastScope> target = new ComboBox<>();
    private final IntegerField horizon = new IntegerField();
    private final ComboBox<MethodChoice> method = new ComboBox<>();
    private final Div content = new Div();
    private final List<ForecastScope> scopes;

    ForecastView(
            LineForecasts forecasts,
            PredictionLog log,
            LineFigures figures,
            PlantModel plant,
            Clock clock) {
        this.figures = figures;
        this.log = log;
        this.clock = clock;
        this.forecasts = forecasts;
        this.plant = plant;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        content.addClassName("stack");
        var title = new H1(getTranslation("forecast.title"));
        title.addClassName("page-title");

        target.setLabel(getTranslation("forecast.line"));
        scopes = ForecastScope.of(plant);
        target.setItems(scopes);
        target.setItemLabelGenerator(this::name);
        horizon.setLabel(getTranslation("forecast.horizon"));
        horizon.setMin(1);
        horizon.setMax(ForecastEngine.MOST_DAYS_AHEAD);
        horizon.setStepButtonsVisible(true);
        method.setLabel(getTranslation("forecast.method"));
        method.setWidth("22rem");
        method.setItems(MethodChoice.values());
        method.setItemLabelGenerator(choice -> getTranslation("method." + choice));
        for (var field : List.of(target, method)) {
            field.addValueChangeListener(
                    change -> {
                        if (change.isFromClient()) {
                            navigate();
                        }
                    });
        }
        horizon.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        navigate();
                    }
                });
        var choices = new Div(target, horizon, method);
        choices.addClassName("toolbar");
        add(title, choices, content);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("forecast.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        target.setValue(
                Stream.of("line", "group")
                        .flatMap(
                                kind ->
                                        asked
                                                .getSingleParameter(kind)
                                                .flatMap(name -> scope(kind, name))
                                                .stream())
                        .findFirst()
                        .orElse(scopes.getFirst()));
        horizon.setValue(
                asked.getSingleParameter("days")
                        .filter(days -> days.matches("\\d{1,2}"))
                        .map(Integer::valueOf)
                        .filter(days -> days >= 1 && days <= ForecastEngine.MOST_DAYS_AHEAD)
                        .map(days -> Math.min(days, mostDays()))
                        .orElse(FIRST_HORIZON));
        horizon.setMax(mostDays());
        method.setVisible(target.getValue().line().isPresent());
        method.setValue(
                asked.getSingleParameter("method")
                        .flatMap(ForecastView::choice)
                        .orElse(MethodChoice.AUTO));
        show();
    }

    private Optional<ForecastScope> scope(String kind, String name) {
        return scopes.stream().filter(scope -> scope.isNamed(kind, name)).findFirst();
    }

    private String name(ForecastScope scope) {
        return scope.name().isEmpty() ? getTranslation("forecast.plant") : scope.name();
    }

    private int mostDays() {
        return target.getValue().line().isPresent()
                ? ForecastEngine.MOST_DAYS_AHEAD
                : LineForecasts.MOST_GROUP_DAYS;
    }

    private static Optional<MethodChoice> choice(String name) {
        return List.of(MethodChoice.values()).stream()
                .filter(choice -> choice.name().equals(name))
                .findFirst();
    }

    private void navigate() {
        if (target.getValue() == null
                || method.getValue() == null
                || horizon.getValue() == null
                || horizon.isInvalid()) {
            return;
        }
        getUI().ifPresent(
                        ui ->
                                ui.navigate(
                                        ForecastView.class,
                                        QueryParameters.simple(
                                                Map.of(
                                                        target.getValue().parameter().getKey(),
                                                        target.getValue().parameter().getValue(),
                                                        "days",
                                                        horizon.getValue().toString(),
                                                        "method",
                                                        method.getValue().name()))));
    }

    private void show() {
        content.removeAll();
        var scope = target.getValue();
        var line = scope.line();
        var outlook =
                line.isPresent()
                        ? forecasts.line(line.get(), horizon.getValue(), method.getValue())
                        : forecasts.group(scope.lines(), horizon.getValue());
        switch (outlook.result()) {
            case Forecast forecast -> show(outlook, forecast, line);
            case NotForecastable reason -> show(reason);
        }
    }

    private void show(NotForecastable reason) {
        content.add(
                new Empty(
                        getTranslation("forecast.none"),
                        getTranslation(
                                "forecast.none." + reason.reason(), reason.have(), reason.need())));
    }

    private void show(LineForecasts.Outlook outlook, Forecast forecast, Optional<Line> line) {
        var first = forecast.days().getFirst();
        var aim = target(line, first.day());
        var words =
                getTranslation(
                        "forecast.headline",
                        numerals.date(first.day()),
                        numerals.percent(first.point()),
                        numerals.percent(first.interval80().lower()),
                        numerals.percent(first.interval80().upper()));
        var miss = aim.isPresent() ? first.chanceBelow(aim.getAsDouble()) : OptionalDouble.empty();
        if (miss.isPresent()) {
            words +=
                    " "
                            + getTranslation(
                                    "forecast.headline.miss",
                                    numerals.percent(aim.getAsDouble()),
                                    Chances.percent(miss, numerals));
        }
        var headline = new Paragraph(words);
        headline.addClassName("headline");
        var note = new Paragraph(accuracy(forecast));
        note.addClassName("headline-note");
        var chart =
                new FanChart(
                        outlook.history(),
                        forecast,
                        target(line, forecast.days().getLast().day()),
                        getTranslation("forecast.title") + " " + name(target.getValue()));
        var taken = line.flatMap(one -> forecasts.factors(one, outlook));
        var days = new Div(new ForecastTable(forecast, aim, numerals));
        taken.filter(outlooks -> !outlooks.shifts().isEmpty())
                .ifPresent(
                        outlooks ->
                                days.add(
                                        new Details(
                                                getTranslation("forecast.shifts"),
                                                new ShiftTable(outlooks, numerals))));
        days.add(download(forecast));
        days.addClassName("stack");
        var trust =
                new Div(
                        new Panel(
                                getTranslation("forecast.accuracy.title"),
                                getTranslation(
                                        "forecast.accuracy.subtitle",
                                        forecast.accuracy().testDays()),
                                scrolling(new AccuracyTable(forecast.accuracy(), numerals))),
                        line.isPresent()
                                ? panel(
                                        "forecast.aside.title",
                                        "forecast.aside.subtitle",
                                        new SetAsideList(forecast.setAside(), numerals))
                                : panel(
                                        "forecast.group.title",
                                        "forecast.group.subtitle",
                                        new Paragraph(together(outlook))));
        trust.addClassName("stack");
        var columns =
                new Div(panel("forecast.table.title", "forecast.table.subtitle", days), trust);
        columns.addClassNames("columns", "columns-wide-left");
        content.add(headline, note);
        measure(first.day()).ifPresent(content::add);
        content.add(panel("forecast.chart.title", "forecast.chart.subtitle", chart));
        line.map(one -> log.drifts(List.of(one.id())).getOrDefault(one.id(), List.of()))
                .filter(drifts -> !drifts.isEmpty())
                .ifPresent(
                        drifts ->
                                content.add(
                                        panel(
                                                "forecast.drift.title",
                                                "forecast.drift.subtitle",
                                                new DriftNote(drifts, numerals))));
        taken.ifPresent(
                factors -> show(factors, forecasts.sequences(line.orElseThrow(), outlook), aim));
        content.add(columns);
        line.ifPresent(
                one ->
                        trust.addComponentAtIndex(
                                1,
                                panel(
                                        "forecast.model.title",
                                        "forecast.model.subtitle",
                                        new ModelNote(
                                                log.champion(one),
                                                log.challenge(one, today(one)),
                                                forecast.method(),
                                                numerals))));
        line.ifPresent(
                one ->
                        content.add(
                                panel(
                                        "forecast.past.title",
                                        "forecast.past.subtitle",
                                        new PastForecasts(past(one), numerals))));
    }

    private void show(FactorOutlook factors, OrderSequence sequences, OptionalDouble aim) {
        var columns =
                new Div(
                        panel(
                                "forecast.factors.title",
                                "forecast.factors.subtitle",
                                new FactorChart(factors, numerals)),
                        panel(
                                "forecast.drivers.title",
                                "forecast.drivers.subtitle",
                                new DriverList(factors.drivers(), numerals)));
        columns.addClassNames("columns", "columns-wide-left");
        content.add(
                columns,
                panel(
                        "forecast.minutes.title",
                        "forecast.minutes.subtitle",
                        new FactorTable(factors, numerals)),
                panel(
                        "whatif.title",
                        "whatif.subtitle",
                        new WhatIfForm(target.getValue(), factors, sequences, aim, numerals)));
    }

    private String together(LineForecasts.Outlook outlook) {
        var lines = target.getValue().lines();
        var words = getTranslation("forecast.group.words", lines.size() - outlook.leftOut().size());
        if (outlook.leftOut().isEmpty()) {
            return words;
        }
        var codes =
                lines.stream()
                        .filter(line -> outlook.leftOut().contains(line.id()))
                        .map(Line::code)
                        .collect(Collectors.joining(", "));
        return words + " " + getTranslation("forecast.group.leftOut", codes);
    }

    /** Forecasts are of the OEE of ISO 22400-2; where other pages show another, both are named. */
    private Optional<Paragraph> measure(LocalDate day) {
        var reported = reported(target.getValue().lines(), day);
        if (reported.definition() == OeeDefinition.ISO_22400 && !reported.sitesDiffer()) {
            return Optional.empty();
        }
        var words =
                reported.sitesDiffer()
                        ? "forecast.iso.differ"
                        : reported.definition().hasOeeOfIso()
                                ? "forecast.iso.same"
                                : "forecast.iso.other";
        var measure =
                new Paragraph(
                        getTranslation(
                                words, getTranslation("definition." + reported.definition())));
        measure.addClassName("headline-note");
        measure.setId("forecast-measure");
        return Optional.of(measure);
    }

    private DefinitionInForce reported(List<Line> lines, LocalDate day) {
        return figures.definition(lines, new Period(day, day));
    }

    /** None where the line aims at another measure than is forecast. */
    private OptionalDouble target(Optional<Line> line, LocalDate day) {
        return line.filter(one -> reported(List.of(one), day).definition().hasOeeOfIso())
                .map(one -> plant.targets(day).get(one.id()))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private List<PastForecast> past(Line line) {
        return log.past(line, 1, today(line), SHOWN_PAST_DAYS);
    }

    private LocalDate today(Line line) {
        return LocalDate.ofInstant(clock.instant(), line.zone());
    }

    private static Div scrolling(com.vaadin.flow.component.Component table) {
        var frame = new Div(table);
        frame.addClassName("table-scroll");
        return frame;
    }

    private String accuracy(Forecast forecast) {
        var next = forecast.accuracy().horizon(1);
        if (next.mae().isEmpty() || next.naiveMae().isEmpty()) {
            return getTranslation("forecast.accuracy.unknown");
        }
        var words =
                getTranslation(
                        "forecast.accuracy",
                        forecast.accuracy().testDays(),
                        numerals.points(next.mae().getAsDouble()),
                        numerals.points(next.naiveMae().getAsDouble()),
                        numerals.percent(next.coverage80()));
        return next.naiveIsBetter()
                ? words + " " + getTranslation("forecast.accuracy.naiveBetter")
                : words;
    }

    private Panel panel(String title, String subtitle, com.vaadin.flow.component.Component inside) {
        return new Panel(getTranslation(title), getTranslation(subtitle), inside);
    }

    private Anchor download(Forecast forecast) {
        var bytes = ForecastCsv.of(forecast).getBytes(StandardCharsets.UTF_8);
        var name =
                "forecast-%s.csv"
                        .formatted(
                                target.getValue().name().isEmpty()
                                        ? "plant"
                                        : target.getValue().name().replaceAll("[^\\w.-]+", "-"));
        var link =
                new Anchor(
                        DownloadHandler.fromInputStream(
                                event ->
                                        new DownloadResponse(
                                                new ByteArrayInputStream(bytes),
                                                name,
                                                "text/csv",
                                                bytes.length)),
                        getTranslation("forecast.download"));
        link.addClassName("button");
        link.setId("forecast-download");
        return link;
    }
}
