package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.forecast.ForecastPages;
import io.oeeanalytics.forecast.PredictionLog;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.Metric;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What speaks for the forecast of a line. */
@Component
class ModelFactsTool implements Tool {
    private static final int DAYS = 60;

    private final Asked asked;
    private final PredictionLog log;
    private final ModelVersions versions;
    private final Aliases aliases;
    private final LineFigures figures;
    private final Texts texts;

    ModelFactsTool(
            Asked asked,
            PredictionLog log,
            ModelVersions versions,
            Aliases aliases,
            LineFigures figures,
            Texts texts) {
        this.asked = asked;
        this.log = log;
        this.versions = versions;
        this.aliases = aliases;
        this.figures = figures;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "model_facts";
    }

    @Override
    public String description() {
        return "Which model version is champion for the forecast of a line, its method, since"
                + " when, how it did in backtests and on published forecasts, and the challenger"
                + " beside it.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Asked.LINE);
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var line = asked.line(arguments);
        var code = wording.name(line.code());
        var statements = new ArrayList<Statement>();
        var ways = new ArrayList<Way>();
        var champion = log.champion(line);
        if (champion.isEmpty()) {
            statements.add(wording.say("forecast.model.builtIn"));
        } else {
            add(champion.get(), line, wording, statements);
            ways.add(
                    new Way(
                            wording.text("advisor.tool.way.model"),
                            ForecastPages.version(champion.get())));
        }
        var published = log.newest(List.of(line.id())).get(line.id());
        if (published == null) {
            statements.add(wording.say("advisor.tool.model.unpublished", code));
        } else {
            published
                    .method()
                    .ifPresent(
                            method ->
                                    statements.add(
                                            wording.method(
                                                    "advisor.tool.model.published",
                                                    method,
                                                    wording.moment(
                                                            published.publishedAt(),
                                                            line.zone()))));
        }
        figures.known(line.id())
                .map(Period::last)
                .ifPresent(
                        last -> {
                            past(line, last, wording, statements);
                            log.challenge(line, last)
                                    .ifPresent(
                                            beside ->
                                                    statements.add(
                                                            wording.say(
                                                                    "advisor.tool.model.challenger",
                                                                    wording.count(
                                                                            "challenger version",
                                                                            beside.challenger()),
                                                                    wording.count(
                                                                            "days", beside.days()),
                                                                    wording.points(
                                                                            "error of challenger",
                                                                            beside.challengerMae()),
                                                                    wording.points(
                                                                            "error of champion",
                                                                            beside
                                                                                    .championMae()))));
                        });
        ways.add(
                new Way(
                        wording.text("advisor.tool.way.forecast"),
                        ForecastPages.line(line.code())));
        return Results.of(wording.text("advisor.tool.model.title", code), statements, ways);
    }

    private void add(int number, Line line, Wording wording, List<Statement> statements) {
        var model = PredictionLog.MODEL;
        statements.add(
                wording.say(
                        "advisor.tool.model.champion",
                        wording.count("version", number),
                        model,
                        wording.name(line.code())));
        aliases.current(Seat.champion(model, line.code()))
                .filter(move -> move.version() != null)
                .or(() -> aliases.current(Seat.champion(model, "")))
                .filter(move -> Integer.valueOf(number).equals(move.version()))
                .ifPresent(
                        move ->
                                statements.add(
                                        wording.say(
                                                "advisor.tool.model.since",
                                                wording.moment(move.at(), line.zone()))));
        var id = new VersionId(model, number);
        versions.version(id)
                .ifPresent(
                        version ->
                                statements.add(
                                        wording.method("forecast.model.method", version.method())));
        versions.evaluation(id)
                .ifPresent(
                        evaluation -> {
                            var metrics = evaluation.metrics();
                            var own =
                                    metrics.stream()
                                            .filter(one -> one.line().equals(line.code()))
                                            .toList();
                            var told =
                                    own.isEmpty()
                                            ? metrics.stream()
                                                    .filter(one -> one.line().isEmpty())
                                                    .toList()
                                            : own;
                            told.forEach(metric -> add(metric, wording, statements));
                        });
    }

    private static void add(Metric metric, Wording wording, List<Statement> statements) {
        var ahead = wording.count("working days ahead", metric.horizon());
        if (metric.name().equals(Metric.MAE)) {
            statements.add(
                    wording.say(
                            "advisor.tool.model.mae",
                            ahead,
                            wording.points("mean absolute error", metric.value())));
        } else if (metric.name().equals(Metric.COVERAGE_80)) {
            statements.add(
                    wording.say(
                            "advisor.tool.model.coverage",
                            ahead,
                            wording.share("days inside the interval", metric.value()),
                            wording.whole("level of the interval", 0.8)));
        }
    }

    /** How what was published did. */
    private void past(Line line, LocalDate last, Wording wording, List<Statement> statements) {
        var errors = new ArrayList<Double>();
        for (var past : log.past(line, 1, last, DAYS)) {
            past.error().ifPresent(error -> errors.add(Math.abs(error)));
        }
        if (!errors.isEmpty()) {
            statements.add(
                    wording.say(
                            "advisor.tool.model.past",
                            wording.count("published days", errors.size()),
                            wording.points(
                                    "mean absolute error",
                                    errors.stream().mapToDouble(Double::doubleValue).sum()
                                            / errors.size())));
        }
    }
}
