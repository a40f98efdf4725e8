package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.forecast.Accuracy;
import io.oeeanalytics.forecast.Driver;
import io.oeeanalytics.forecast.FutureDay;
import io.oeeanalytics.forecast.Interval.Evidence;
import io.oeeanalytics.forecast.NotForecastable;
import io.oeeanalytics.forecast.drift.Drift;
import io.oeeanalytics.forecast.drift.DriftKind;
import java.util.OptionalDouble;

/** What is said of forecasts, and of what stands behind them. */
final class ForecastSentences {
    private static final double NARROW = 0.8;
    private static final double WIDE = 0.95;

    private final Wording wording;

    ForecastSentences(Wording wording) {
        this.wording = wording;
    }

    Statement day(FutureDay day) {
        var date = wording.date(day.day());
        return wording.say(
                day.interval80().evidence() == Evidence.TOO_FEW_ERRORS
                        ? "advisor.tool.forecast.day.unsure"
                        : "advisor.tool.forecast.day",
                date,
                wording.share("forecast oee on " + date, day.point()),
                wording.whole("level of the narrow interval", NARROW),
                wording.share("lower end at 80 %", day.interval80().lower()),
                wording.share("upper end at 80 %", day.interval80().upper()),
                wording.whole("level of the wide interval", WIDE),
                wording.share("lower end at 95 %", day.interval95().lower()),
                wording.share("upper end at 95 %", day.interval95().upper()),
                wording.share("naive forecast on " + date, day.naive()));
    }

    Statement chance(String code, FutureDay day, double target, double chance) {
        return wording.say(
                "advisor.tool.forecast.chance",
                code,
                wording.date(day.day()),
                wording.share("target", target),
                wording.chance("chance to miss the target", chance));
    }

    Statement none(NotForecastable why) {
        return switch (why.reason()) {
            case NO_STATUS_DATA, TOO_FEW_DAYS, NO_WORKING_DAYS_AHEAD ->
                    wording.say(
                            "forecast.none." + why.reason(),
                            wording.count("usable days", why.have()),
                            wording.count("days needed", why.need()));
            case NOT_PUBLISHED_YET, NO_LINE_HAS_ONE -> wording.say("forecast.none." + why.reason());
        };
    }

    Statement accuracy(Accuracy accuracy) {
        var next = accuracy.horizon(1);
        if (next.origins() == 0 || next.coverage80().isEmpty() || next.naiveMae().isEmpty()) {
            return wording.say("forecast.accuracy.unknown");
        }
        return wording.say(
                "forecast.accuracy",
                wording.count("test days", next.origins()),
                wording.points("mean absolute error", next.mae().getAsDouble()),
                wording.points("mean absolute error of naive", next.naiveMae().getAsDouble()),
                wording.share("days inside the interval", next.coverage80().getAsDouble()),
                wording.whole("level of the narrow interval", NARROW));
    }

    Statement drift(String code, Drift drift) {
        boolean ofErrors = drift.kind() == DriftKind.ERROR;
        var words =
                wording.say(
                        "forecast.drift." + drift.kind(),
                        wording.date(drift.since()),
                        wording.count("recent working days", drift.days()),
                        ofErrors
                                ? wording.points("recent error", drift.recent())
                                : wording.share("recent mean", drift.recent()),
                        ofErrors
                                ? wording.points("error before", drift.before())
                                : wording.share("mean before", drift.before()));
        return new Statement(code + ": " + words.words(), words.figures());
    }

    Statement driver(Driver driver) {
        var way = driver.minutesADay() < 0 ? "worse" : "better";
        var minutes = wording.count("minutes a day", Math.round(Math.abs(driver.minutesADay())));
        return switch (driver) {
            case Driver.FactorMoved moved ->
                    wording.say(
                            "forecast.driver.factor." + way,
                            wording.text("forecast.factor." + moved.factor()),
                            wording.share("expected", moved.expected()),
                            wording.share("usual", moved.usual()),
                            minutes);
            case Driver.StopMoved moved ->
                    wording.say(
                            "forecast.driver.stop." + way,
                            wording.name(moved.of().name()),
                            wording.time("a day lately", moved.of().dailyMs()),
                            wording.time("a day before", moved.of().before()),
                            minutes,
                            times(moved.of().timesADay()),
                            wording.count("weeks lately", 4),
                            wording.count("weeks before", 16));
            case Driver.LevelMoved moved ->
                    wording.say(
                            "forecast.driver.level." + way,
                            wording.date(moved.since()),
                            wording.share("now", moved.now()),
                            wording.share("before", moved.before()),
                            minutes);
        };
    }

    private Said times(double aDay) {
        return new Said(
                wording.numerals().decimal(aDay),
                new Figure("times a day", aDay, Figure.Unit.COUNT));
    }

    /** The chance that a day stays below what is aimed at; empty where there is none. */
    static OptionalDouble chance(FutureDay day, OptionalDouble target) {
        return target.isEmpty() ? OptionalDouble.empty() : day.chanceBelow(target.getAsDouble());
    }
}
