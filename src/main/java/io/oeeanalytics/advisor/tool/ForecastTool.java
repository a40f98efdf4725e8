package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.forecast.Forecast;
import io.oeeanalytics.forecast.ForecastPages;
import io.oeeanalytics.forecast.FutureDay;
import io.oeeanalytics.forecast.LineForecasts;
import io.oeeanalytics.forecast.MethodChoice;
import io.oeeanalytics.forecast.NotForecastable;
import io.oeeanalytics.forecast.PredictionLog;
import io.oeeanalytics.plant.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What the working days to come will likely bring. */
@Component
class ForecastTool implements Tool {
    private static final int USUAL_DAYS = 5;
    private static final int MOST_LISTED = 10;

    private final Asked asked;
    private final LineForecasts forecasts;
    private final PredictionLog log;
    private final Aims aims;
    private final Texts texts;

    ForecastTool(Asked asked, LineForecasts forecasts, PredictionLog log, Aims aims, Texts texts) {
        this.asked = asked;
        this.forecasts = forecasts;
        this.log = log;
        this.aims = aims;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "forecast";
    }

    @Override
    public String description() {
        return "OEE expected on the coming working days of a line, or of several lines as one:"
                + " point, 80 % and 95 % intervals, the naive forecast beside it, the chance to"
                + " miss the target, how good forecasts were lately, what drives them, and what"
                + " became different.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Asked.LINES,
                new Parameter(
                        "days",
                        Type.WHOLE_NUMBER,
                        "Working days ahead, 1 to %d; 5 by default."
                                .formatted(LineForecasts.MOST_GROUP_DAYS),
                        false,
                        List.of()));
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        int days = arguments.number("days", 1, LineForecasts.MOST_GROUP_DAYS, USUAL_DAYS);
        var title =
                wording.text(
                        "advisor.tool.forecast.title", wording.lines(lines.lines(), lines.all()));
        if (lines.lines().isEmpty()) {
            return Results.nothingKnown(title, wording);
        }
        boolean isOne = lines.lines().size() == 1;
        var line = lines.lines().getFirst();
        var ways =
                isOne
                        ? List.of(
                                new Way(
                                        wording.text("advisor.tool.way.forecast"),
                                        ForecastPages.line(line.code())))
                        : List.<Way>of();
        var outlook =
                isOne
                        ? forecasts.line(line, days, MethodChoice.AUTO)
                        : forecasts.group(lines.lines(), days);
        var sentences = new ForecastSentences(wording);
        return switch (outlook.result()) {
            case NotForecastable none -> Results.none(title, sentences.none(none), ways);
            case Forecast forecast -> {
                var statements = new ArrayList<Statement>();
                statements.add(wording.say("advisor.tool.forecast.of"));
                forecast.days().stream()
                        .limit(MOST_LISTED)
                        .forEach(day -> statements.add(sentences.day(day)));
                if (isOne) {
                    addTarget(line, forecast, sentences, wording, statements);
                }
                statements.add(wording.method("advisor.tool.forecast.method", forecast.method()));
                statements.add(sentences.accuracy(forecast.accuracy()));
                if (isOne) {
                    forecasts
                            .factors(line, outlook)
                            .ifPresent(
                                    factors ->
                                            factors.drivers()
                                                    .forEach(
                                                            driver ->
                                                                    statements.add(
                                                                            sentences.driver(
                                                                                    driver))));
                }
                var drifts = log.drifts(lines.lines().stream().map(Line::id).toList());
                for (var one : lines.lines()) {
                    drifts.getOrDefault(one.id(), List.of())
                            .forEach(
                                    found ->
                                            statements.add(
                                                    sentences.drift(
                                                            wording.name(one.code()),
                                                            found.drift())));
                }
                if (!outlook.leftOut().isEmpty()) {
                    statements.add(
                            wording.say(
                                    "advisor.tool.forecast.leftOut",
                                    wording.count("lines left out", outlook.leftOut().size())));
                }
                yield Results.of(
                        title,
                        Outcome.ANSWERED,
                        statements,
                        Optional.of(chart(title, forecast, wording)),
                        ways);
            }
        };
    }

    private void addTarget(
            Line line,
            Forecast forecast,
            ForecastSentences sentences,
            Wording wording,
            List<Statement> statements) {
        for (var day : forecast.days().stream().limit(MOST_LISTED).toList()) {
            var target = aims.target(line, day);
            var chance = ForecastSentences.chance(day, target);
            if (chance.isPresent()) {
                statements.add(
                        sentences.chance(
                                wording.name(line.code()),
                                day,
                                target.getAsDouble(),
                                chance.getAsDouble()));
            }
        }
    }

    private static ChartData chart(String title, Forecast forecast, Wording wording) {
        return new ChartData(
                ChartData.Kind.LINES,
                title,
                forecast.days().stream().map(day -> wording.date(day.day())).toList(),
                List.of(
                        series("advisor.tool.forecast.point", forecast, FutureDay::point, wording),
                        series(
                                "advisor.tool.forecast.lower",
                                forecast,
                                day -> day.interval80().lower(),
                                wording),
                        series(
                                "advisor.tool.forecast.upper",
                                forecast,
                                day -> day.interval80().upper(),
                                wording),
                        series("advisor.tool.forecast.naive", forecast, FutureDay::naive, wording)),
                Unit.SHARE);
    }

    private static ChartData.Series series(
            String key, Forecast forecast, ToDoubleFunction<FutureDay> value, Wording wording) {
        return new ChartData.Series(
                wording.text(key),
                forecast.days().stream().map(day -> value.applyAsDouble(day)).toList());
    }
}
