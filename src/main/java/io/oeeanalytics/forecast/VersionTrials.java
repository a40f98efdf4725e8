package io.oeeanalytics.forecast;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.oeeanalytics.forecast.DailyModel.Speaker;
import io.oeeanalytics.forecast.auto.Origins;
import io.oeeanalytics.forecast.auto.TriedSeries;
import io.oeeanalytics.forecast.learned.GlobalForecaster;
import io.oeeanalytics.forecast.learned.GlobalMethod;
import io.oeeanalytics.forecast.learned.PanelSeries;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.registry.Backtest;
import io.oeeanalytics.registry.BacktestDay;
import io.oeeanalytics.registry.Band;
import io.oeeanalytics.registry.GateLimits;
import io.oeeanalytics.registry.LeakageCheck;
import io.oeeanalytics.registry.Scores;
import io.oeeanalytics.registry.TrainingData;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Tries what may become a version on the last days of the lines, from what was known before. */
@Component
class VersionTrials {
    /** Enough to judge by; trying a version takes about a second for each. */
    private static final int MOST_LINES = 40;

    private static final int STEPS = 7;
    private static final String PLANT = "";
    private static final int LEAKAGE_LINES = 3;
    private static final int LEAKAGE_DAYS = 120;
    private static final String NO_FUTURE = "values after the origin change nothing";

    private final LineOutlooks outlooks;
    private final PlantModel plant;
    private final PlantPanel panel;
    private final ImportedModels imported;

    VersionTrials(
            LineOutlooks outlooks, PlantModel plant, PlantPanel panel, ImportedModels imported) {
        this.outlooks = outlooks;
        this.panel = panel;
        this.imported = imported;
        this.plant = plant;
    }

    /** What one method said of the past. */
    record Tried(Scores scores, TrainingData data) {}

    /**
     * Of a method that is fitted to each line; empty where no line has enough days.
     *
     * @param method a name of the catalogue
     */
    Optional<Tried> of(String method) {
        var checks = new ArrayList<LeakageCheck>();
        return tried(
                line -> {
                    var outlook = outlooks.line(line, STEPS, method);
                    if (outlook.result() instanceof Forecast && checks.size() < LEAKAGE_LINES) {
                        var values = SeriesCleaning.of(outlook.history()).values();
                        var forecaster = MethodChoice.forecaster(method, STEPS, 1);
                        leakage(line, values, other -> new TriedSeries(forecaster, other))
                                .ifPresent(checks::add);
                    }
                    return outlook;
                },
                checks);
    }

    /** Of one model of all lines, trained anew as time went on; empty as above. */
    Optional<Tried> of(
            GlobalMethod method, GlobalForecaster forecaster, List<PlantPanel.Member> members) {
        var checks = new ArrayList<LeakageCheck>();
        var some =
                members.stream()
                        .sorted(
                                Comparator.comparingInt(
                                                (PlantPanel.Member member) ->
                                                        member.series().values().length)
                                        .reversed())
                        .limit(LEAKAGE_LINES)
                        .toList();
        var first = some.getFirst();
        long last = end(first.series()).times()[origin(end(first.series()).values()) - 1];
        leakage(
                        first.line(),
                        end(first.series()).values(),
                        other -> {
                            boolean changed = !Arrays.equals(other, end(first.series()).values());
                            var panel =
                                    some.stream()
                                            .map(member -> end(member.series()))
                                            .map(one -> changed ? turnedAfter(one, last) : one)
                                            .toList();
                            return GlobalForecaster.of(
                                            PlantPanel.panel(panel),
                                            method,
                                            STEPS,
                                            GlobalModels.BOUNDS,
                                            0)
                                    .origins(panel.getFirst());
                        })
                .ifPresent(checks::add);
        return tried(line -> outlooks.line(line, STEPS, forecaster), checks);
    }

    /** The same line with other days after that one. */
    private static PanelSeries turnedAfter(PanelSeries series, long last) {
        var values = series.values().clone();
        for (int at = 0; at < values.length; at++) {
            values[at] = series.times()[at] > last ? OeeBounds.MOST - values[at] : values[at];
        }
        return new PanelSeries(series.name(), series.times(), values, series.covariates());
    }

    /**
     * Of a model that was made elsewhere, on the days after its training alone.
     *
     * @return empty also while too few of them are over
     */
    Optional<Tried> imported(Speaker speaker) {
        var checks = new ArrayList<LeakageCheck>();
        return tried(
                        line -> {
                            var outlook = outlooks.line(line, STEPS, speaker);
                            if (outlook.result() instanceof Forecast
                                    && checks.size() < LEAKAGE_LINES) {
                                leakage(speaker, line, outlook.history()).ifPresent(checks::add);
                            }
                            return outlook;
                        },
                        checks)
                .filter(
                        tried ->
                                tried.scores().backtests().stream()
                                                .flatMap(one -> one.days().stream())
                                                .map(BacktestDay::origin)
                                                .distinct()
                                                .count()
                                        >= GateLimits.USUAL.origins());
    }

    private Optional<LeakageCheck> leakage(Speaker speaker, Line line, List<Day> history) {
        var series = panel.series(line, history, SeriesCleaning.of(history), List.of());
        // Late, since at earlier origins another method stands in.
        return leakage(
                line,
                series.values(),
                series.values().length - STEPS,
                other ->
                        imported.origins(
                                speaker,
                                line,
                                new PanelSeries(
                                        series.name(), series.times(), other, series.covariates()),
                                STEPS));
    }

    /** The last days of a series. */
    private static PanelSeries end(PanelSeries series) {
        int count = series.values().length;
        int from = Math.max(0, count - LEAKAGE_DAYS);
        return new PanelSeries(
                series.name(),
                Arrays.copyOfRange(series.times(), from, count),
                Arrays.copyOfRange(series.values(), from, count),
                Arrays.copyOfRange(series.covariates(), from, count));
    }

    private Optional<Tried> tried(
            Function<Line, LineForecasts.Outlook> outlooks, List<LeakageCheck> checks) {
        var backtests = new ArrayList<Backtest>();
        var tried = new HashMap<LineId, List<Trial>>();
        var data = fingerprint();
        LocalDate first = null;
        LocalDate last = null;
        for (var line : PlantPanel.sample(plant.everyLine(), MOST_LINES)) {
            var outlook = outlooks.apply(line);
            if (outlook.result() instanceof Forecast forecast) {
                var trials = own(forecast);
                if (trials.isEmpty()) {
                    continue;
                }
                backtests.addAll(backtests(line.code(), trials));
                tried.put(line.id(), trials);
                first =
                        first == null || forecast.usedFrom().isBefore(first)
                                ? forecast.usedFrom()
                                : first;
                last = last == null || forecast.usedTo().isAfter(last) ? forecast.usedTo() : last;
                var values = SeriesCleaning.of(outlook.history()).values();
                data.update(line.code().getBytes(StandardCharsets.UTF_8));
                data.update(Arrays.toString(values).getBytes(StandardCharsets.UTF_8));
            }
        }
        backtests.addAll(backtests(PLANT, together(tried)));
        return first == null || last == null
                ? Optional.empty()
                : Optional.of(
                        new Tried(
                                new Scores(backtests, checks, List.of()),
                                new TrainingData(
                                        first,
                                        last,
                                        "sha256:" + HexFormat.of().formatHex(data.digest()))));
    }

    /** Of the plant as one; an origin has one forecast, so the first of those from one is taken. */
    private static List<Trial> together(Map<LineId, List<Trial>> tried) {
        var errors = GroupOutlooks.together(tried);
        var together = new ArrayList<Trial>();
        for (int step = 1; step <= STEPS; step++) {
            var origins = new HashSet<LocalDate>();
            for (var trial : GroupOutlooks.trials(tried, errors, step)) {
                if (origins.add(trial.origin())) {
                    together.add(trial);
                }
            }
        }
        return together;
    }

    /**
     * @param line code, empty for the plant
     */
    private static List<Backtest> backtests(String line, List<Trial> trials) {
        return trials.stream()
                .collect(groupingBy(Trial::step, TreeMap::new, toList()))
                .entrySet()
                .stream()
                .map(
                        step ->
                                new Backtest(
                                        line,
                                        step.getKey(),
                                        step.getValue().stream().map(VersionTrials::day).toList()))
                .toList();
    }

    private static BacktestDay day(Trial trial) {
        var said = trial.said();
        return new BacktestDay(
                trial.origin(),
                said.day(),
                trial.actual(),
                said.point(),
                band(said.interval80()),
                band(said.interval95()),
                Map.of("naive", said.naive()));
    }

    private static Band band(Interval interval) {
        return new Band(interval.lower(), interval.upper());
    }

    /** Not those of what stood in for it. */
    private static List<Trial> own(Forecast forecast) {
        var from = forecast.ownFrom();
        return from == null
                ? List.of()
                : forecast.trials().stream()
                        .filter(trial -> !trial.origin().isBefore(from))
                        .toList();
    }

    /**
     * Forecasts the last quarter's first day with and without what came later.
     *
     * @return empty where another method stands in there, which says nothing
     */
    private static Optional<LeakageCheck> leakage(
            Line line, double[] values, Function<double[], Origins> forecaster) {
        return leakage(line, values, origin(values), forecaster);
    }

    private static Optional<LeakageCheck> leakage(
            Line line, double[] values, int origin, Function<double[], Origins> forecaster) {
        var other = values.clone();
        for (int at = origin; at < other.length; at++) {
            other[at] = OeeBounds.MOST - other[at];
        }
        var said = forecaster.apply(values).at(origin);
        return said.standIn()
                ? Optional.empty()
                : Optional.of(
                        new LeakageCheck(
                                "%s, on %s".formatted(NO_FUTURE, line.code()),
                                Arrays.equals(
                                        said.mean(), forecaster.apply(other).at(origin).mean()),
                                "%d of %d days known".formatted(origin, values.length)));
    }

    private static int origin(double[] values) {
        return values.length - values.length / 4;
    }

    private static MessageDigest fingerprint() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
