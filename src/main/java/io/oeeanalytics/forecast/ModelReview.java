package io.oeeanalytics.forecast;

import static java.util.stream.Collectors.groupingBy;

import io.oeeanalytics.forecast.DailyModel.Speaker;
import io.oeeanalytics.forecast.auto.MethodCatalogue;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.TriedSeries;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.registry.Backtest;
import io.oeeanalytics.registry.BacktestDay;
import io.oeeanalytics.registry.Band;
import io.oeeanalytics.registry.LeakageCheck;
import io.oeeanalytics.registry.NewFile;
import io.oeeanalytics.registry.NewVersion;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.RegistryProblem;
import io.oeeanalytics.registry.Scores;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.TrainingData;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/**
 * Judges the versions of the daily model after a round: each that has not been judged is tried on
 * the last days of the lines, from what was known before. The first version is the method the
 * product comes with, which becomes champion of the plant when its gates are open.
 */
@Component
class ModelReview {
    private static final Logger LOG = LoggerFactory.getLogger(ModelReview.class);

    /** Enough to judge by; trying a version takes about a second for each. */
    private static final int MOST_LINES = 40;

    private static final int STEPS = 7;
    private static final String PLANT = "";
    private static final int LEAKAGE_LINES = 3;
    private static final String NO_FUTURE = "values after the origin change nothing";

    private final Registry registry;
    private final LineOutlooks outlooks;
    private final PlantModel plant;
    private final String codeVersion;

    ModelReview(
            Registry registry,
            LineOutlooks outlooks,
            PlantModel plant,
            ObjectProvider<BuildProperties> build) {
        this.registry = registry;
        this.outlooks = outlooks;
        this.plant = plant;
        this.codeVersion =
                Optional.ofNullable(build.getIfAvailable())
                        .map(BuildProperties::getVersion)
                        .orElse("unreleased");
    }

    /** What one method said of the past. */
    private record Tried(Scores scores, TrainingData data) {}

    void review() {
        var known = registry.versions(DailyModel.NAME);
        if (known.isEmpty()) {
            trial(MethodCatalogue.AUTO).ifPresent(this::begin);
            return;
        }
        for (var version : known) {
            if (registry.evaluation(version.id()).isEmpty()) {
                DailyModel.speaker(version)
                        .map(Speaker::method)
                        .flatMap(this::trial)
                        .ifPresent(tried -> registry.evaluate(version.id(), tried.scores()));
            }
        }
    }

    private void begin(Tried tried) {
        var spec =
                "{\"method\": \"%s\", \"horizon\": %d, \"bounds\": [%s, %s]}"
                        .formatted(
                                MethodCatalogue.AUTO,
                                ForecastRuns.HORIZON,
                                OeeBounds.LEAST,
                                OeeBounds.MOST);
        var id =
                registry.register(
                        new NewVersion(
                                DailyModel.NAME,
                                MethodCatalogue.AUTO,
                                Map.of(
                                        DailyModel.METHOD,
                                        MethodCatalogue.AUTO,
                                        "horizon",
                                        String.valueOf(ForecastRuns.HORIZON)),
                                tried.data(),
                                null,
                                codeVersion,
                                "",
                                List.of(
                                        new NewFile(
                                                "model.json",
                                                spec.getBytes(StandardCharsets.UTF_8))),
                                tried.scores(),
                                new TreeMap<>(),
                                "The method this product comes with, fitted to each line anew every night."));
        try {
            registry.offer(id, Seat.champion(DailyModel.NAME, ""));
        } catch (RegistryProblem.GatesClosed closed) {
            LOG.info("{} does not become champion by itself: {}", id, closed.getMessage());
        }
    }

    /** Empty where no line has enough days. */
    private Optional<Tried> trial(String method) {
        var backtests = new ArrayList<Backtest>();
        var checks = new ArrayList<LeakageCheck>();
        var tried = new HashMap<LineId, List<Trial>>();
        var data = fingerprint();
        LocalDate first = null;
        LocalDate last = null;
        for (var line : sample()) {
            var outlook = outlooks.line(line, STEPS, method);
            if (outlook.result() instanceof Forecast forecast) {
                backtests.addAll(backtests(line.code(), forecast.trials()));
                tried.put(line.id(), forecast.trials());
                first =
                        first == null || forecast.usedFrom().isBefore(first)
                                ? forecast.usedFrom()
                                : first;
                last = last == null || forecast.usedTo().isAfter(last) ? forecast.usedTo() : last;
                var values = SeriesCleaning.of(outlook.history()).values();
                data.update(line.code().getBytes(StandardCharsets.UTF_8));
                data.update(Arrays.toString(values).getBytes(StandardCharsets.UTF_8));
                if (checks.size() < LEAKAGE_LINES) {
                    checks.add(leakage(line, method, values));
                }
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

    /** Evenly from all lines. */
    private List<Line> sample() {
        var lines = plant.lines();
        int every = Math.max(1, (lines.size() + MOST_LINES - 1) / MOST_LINES);
        var some = new ArrayList<Line>();
        for (int at = 0; at < lines.size(); at += every) {
            some.add(lines.get(at));
        }
        return some;
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
                .collect(
                        groupingBy(Trial::step, TreeMap::new, java.util.stream.Collectors.toList()))
                .entrySet()
                .stream()
                .map(
                        step ->
                                new Backtest(
                                        line,
                                        step.getKey(),
                                        step.getValue().stream().map(ModelReview::day).toList()))
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

    /** Forecasts the last quarter's first day with and without what came later. */
    private static LeakageCheck leakage(Line line, String method, double[] values) {
        int origin = values.length - values.length / 4;
        var other = values.clone();
        for (int at = origin; at < other.length; at++) {
            other[at] = OeeBounds.MOST - other[at];
        }
        var forecaster = MethodChoice.forecaster(method, STEPS, 1);
        boolean same =
                Arrays.equals(said(forecaster, values, origin), said(forecaster, other, origin));
        return new LeakageCheck(
                "%s, on %s".formatted(NO_FUTURE, line.code()),
                same,
                "%d of %d days known".formatted(origin, values.length));
    }

    private static double[] said(SeriesForecaster forecaster, double[] values, int origin) {
        return new TriedSeries(forecaster, values).at(origin).mean();
    }

    private static MessageDigest fingerprint() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
