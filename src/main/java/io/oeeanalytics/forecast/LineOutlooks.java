package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.DailyModel.Speaker;
import io.oeeanalytics.forecast.LineForecasts.Outlook;
import io.oeeanalytics.forecast.learned.GlobalForecaster;
import io.oeeanalytics.oee.DayFigures;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes forecasts of lines from their ledgers, for people and for jobs. */
@Component
class LineOutlooks {
    private static final Logger LOG = LoggerFactory.getLogger(LineOutlooks.class);

    private final LineFigures figures;
    private final LineHistories histories;
    private final PlantPanel panel;
    private final GlobalModels globals;
    private final ImportedModels imported;
    private final ForecastEngine engine = new ForecastEngine();

    LineOutlooks(
            LineFigures figures,
            LineHistories histories,
            PlantPanel panel,
            GlobalModels globals,
            ImportedModels imported) {
        this.figures = figures;
        this.histories = histories;
        this.panel = panel;
        this.globals = globals;
        this.imported = imported;
    }

    /**
     * @param horizon working days ahead, 1 to 30
     */
    Outlook line(Line line, int horizon, MethodChoice choice) {
        return line(line, horizon, choice.method());
    }

    /**
     * @param horizon working days ahead, 1 to 30
     * @param method a name of the catalogue
     */
    Outlook line(Line line, int horizon, String method) {
        return made(line, horizon, recorded -> ForecastEngine.fitted(method, horizon));
    }

    /**
     * By whatever speaks for the line.
     *
     * @param horizon working days ahead, 1 to 30
     */
    Outlook line(Line line, int horizon, Speaker speaker) {
        if (speaker.isImported()) {
            return imported(line, horizon, speaker);
        }
        return speaker.global().isEmpty()
                ? line(line, horizon, speaker.method())
                : line(line, horizon, globals.of(speaker));
    }

    /**
     * A forecast and who made it.
     *
     * @param by the champion, or what the product comes with where that failed
     */
    record Spoken(Speaker by, Outlook outlook) {}

    /** By the champion; a registered model that fails must not cost the line its forecast. */
    Spoken spoken(Line line, int horizon, Speaker champion) {
        try {
            return new Spoken(champion, line(line, horizon, champion));
        } catch (RuntimeException e) {
            if (!champion.isImported() && champion.global().isEmpty()) {
                throw e;
            }
            LOG.warn("{} cannot speak for line {}", champion, line.code(), e);
            return new Spoken(Speaker.BUILT_IN, line(line, horizon, Speaker.BUILT_IN));
        }
    }

    private Outlook imported(Line line, int horizon, Speaker speaker) {
        return made(
                line,
                horizon,
                recorded ->
                        (series, future, week) ->
                                imported.origins(
                                        speaker,
                                        line,
                                        panel.series(line, recorded.history(), series, future),
                                        horizon));
    }

    /** By one model of all lines. */
    Outlook line(Line line, int horizon, GlobalForecaster forecaster) {
        return made(
                line,
                horizon,
                recorded ->
                        (series, future, week) ->
                                forecaster.origins(
                                        panel.series(line, recorded.history(), series, future)));
    }

    private Outlook made(
            Line line,
            int horizon,
            Function<LineHistories.Recorded, ForecastEngine.Forecaster> forecaster) {
        return histories
                .of(line)
                .map(
                        recorded ->
                                new Outlook(
                                        recorded.history(),
                                        engine.forecast(
                                                recorded.history(),
                                                horizon,
                                                recorded.workingDays(),
                                                forecaster.apply(recorded))))
                .orElseGet(LineOutlooks::nothing);
    }

    /**
     * Of lines as one: their ledgers added, day by day.
     *
     * @param days so many back from the last of all
     */
    List<Day> history(Collection<Line> lines, int days) {
        var last =
                lines.stream()
                        .flatMap(line -> figures.known(line.id()).stream())
                        .map(Period::last)
                        .max(LocalDate::compareTo);
        return last.map(date -> history(lines, Period.lastDays(date, days))).orElse(List.of());
    }

    private List<Day> history(Collection<Line> lines, Period period) {
        var pooled = new TreeMap<LocalDate, List<DayFigures>>();
        for (var line : lines) {
            figures.days(line.id(), period)
                    .forEach(
                            day ->
                                    pooled.computeIfAbsent(day.date(), date -> new ArrayList<>())
                                            .add(day));
        }
        return pooled.entrySet().stream()
                .map(
                        entry ->
                                LineHistories.day(
                                        entry.getKey(),
                                        Ledger.sum(
                                                entry.getValue().stream()
                                                        .map(DayFigures::ledger)
                                                        .filter(PLANNED_AND_KNOWN)
                                                        .toList()),
                                        // The time of all lines together fits no day.
                                        OptionalLong.empty(),
                                        OptionalLong.empty(),
                                        entry.getValue().stream().allMatch(DayFigures::complete)))
                .toList();
    }

    /**
     * A line without any log says nothing of the plant's OEE and would hide the others', and so
     * would one whose pieces have no ideal cycle.
     */
    private static final java.util.function.Predicate<Ledger> PLANNED_AND_KNOWN =
            ledger ->
                    !ledger.lacksCycles() && (ledger.knownMs() > 0 || ledger.plannedBusyMs() == 0);

    private static Outlook nothing() {
        return new Outlook(
                List.of(),
                new NotForecastable(NotForecastable.Reason.TOO_FEW_DAYS, 0, 1, List.of()));
    }
}
