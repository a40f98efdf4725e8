package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.LineForecasts.Outlook;
import io.oeeanalytics.forecast.PublishedForecast.PublishedDay;
import io.oeeanalytics.forecast.factor.OeeDistribution;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * The forecast of several lines as one, added up from what was published of each: OEE weighed by
 * planned busy time, as the ledger pools it, so that lines, areas, sites and the plant never
 * contradict each other. Its intervals come from those of the lines and from how their errors went
 * together.
 */
@Component
class GroupOutlooks {
    private static final String METHOD = "lines added up by planned busy time";
    private static final int MOST_STEPS = 7;

    /** A backtest needs so many days. */
    private static final int FEW = Backtest.LEAST_TEST_DAYS;

    private final JooqForecastRuns runs;
    private final JooqTrials trials;
    private final LineOutlooks outlooks;

    GroupOutlooks(JooqForecastRuns runs, JooqTrials trials, LineOutlooks outlooks) {
        this.runs = runs;
        this.trials = trials;
        this.outlooks = outlooks;
    }

    /** One day of one line. */
    private record Part(FutureDay said, long plannedMs) {}

    /**
     * @param horizon working days of any of the lines, from 1
     */
    Outlook of(Collection<Line> lines, int horizon) {
        var history = outlooks.history(lines);
        var ids = lines.stream().map(Line::id).toList();
        var newest = runs.newest(ids);
        var byDate = new TreeMap<LocalDate, List<Part>>();
        int with = 0;
        for (var published : newest.values()) {
            with += published.days().isEmpty() ? 0 : 1;
            for (var day : published.days()) {
                part(byDate, day);
            }
        }
        if (byDate.isEmpty()) {
            var reason =
                    newest.isEmpty()
                            ? NotForecastable.Reason.NOT_PUBLISHED_YET
                            : NotForecastable.Reason.NO_LINE_HAS_ONE;
            return new Outlook(history, new NotForecastable(reason, with, lines.size(), List.of()));
        }
        var tried = trials.of(ids);
        var together = together(tried);
        var days =
                byDate.entrySet().stream()
                        .limit(horizon)
                        .map(date -> pooled(date.getKey(), date.getValue(), together))
                        .toList();
        var origins =
                newest.values().stream()
                        .flatMap(published -> published.days().stream().limit(1))
                        .map(PublishedDay::origin)
                        .sorted()
                        .toList();
        var accuracy = accuracy(tried, together, Math.min(horizon, MOST_STEPS));
        return new Outlook(
                history,
                new Forecast(
                        METHOD,
                        days,
                        accuracy,
                        List.of(),
                        List.of(),
                        history.size(),
                        history.isEmpty() ? origins.getFirst() : history.getFirst().day(),
                        origins.getLast()));
    }

    private static void part(NavigableMap<LocalDate, List<Part>> byDate, PublishedDay day) {
        if (day.plannedMs() > 0) {
            byDate.computeIfAbsent(day.forecast().day(), date -> new ArrayList<>())
                    .add(new Part(day.forecast(), day.plannedMs()));
        }
    }

    private static CommonErrors together(Map<LineId, List<Trial>> tried) {
        return CommonErrors.of(tried.values().stream().map(trials -> errors(trials)).toList());
    }

    private static Map<LocalDate, Double> errors(List<Trial> trials) {
        var errors = new HashMap<LocalDate, Double>();
        for (var trial : trials) {
            if (trial.step() == 1) {
                errors.put(trial.said().day(), trial.error());
            }
        }
        return errors;
    }

    private static FutureDay pooled(LocalDate date, List<Part> parts, CommonErrors together) {
        double planned = parts.stream().mapToLong(Part::plannedMs).sum();
        double mean = 0;
        double naive = 0;
        for (var part : parts) {
            mean += part.plannedMs() / planned * part.said().point();
            naive += part.plannedMs() / planned * part.said().naive();
        }
        if (parts.size() == 1) {
            var only = parts.getFirst().said();
            return new FutureDay(
                    date, mean, only.interval50(), only.interval80(), only.interval95(), naive);
        }
        var likely = new ArrayList<OeeDistribution>();
        for (var part : parts) {
            part.said().distribution().ifPresent(likely::add);
        }
        if (likely.size() < parts.size()) {
            var unknown =
                    new Interval(OeeBounds.LEAST, OeeBounds.MOST, Interval.Evidence.TOO_FEW_ERRORS);
            return new FutureDay(date, mean, unknown, unknown, unknown, naive);
        }
        var draws =
                together.together(likely, parts.stream().mapToDouble(Part::plannedMs).toArray());
        return new FutureDay(
                date,
                mean,
                interval(draws, mean, 0.25),
                interval(draws, mean, 0.1),
                interval(draws, mean, 0.025),
                naive);
    }

    private static Interval interval(double[] draws, double mean, double below) {
        int lower = (int) Math.round(below * (draws.length - 1));
        int upper = draws.length - 1 - lower;
        return new Interval(
                OeeBounds.clip(Math.min(mean, draws[lower])),
                OeeBounds.clip(Math.max(mean, draws[upper])),
                Interval.Evidence.OWN_HORIZON);
    }

    /** One past day of all lines as it would have been forecast. */
    private record PooledTrial(FutureDay said, double actual) {}

    private static Accuracy accuracy(
            Map<LineId, List<Trial>> tried, CommonErrors together, int steps) {
        var horizons = new ArrayList<HorizonAccuracy>();
        var dates = new TreeMap<LocalDate, Boolean>();
        for (int step = 1; step <= steps; step++) {
            var byDate = new TreeMap<LocalDate, List<Trial>>();
            for (var trials : tried.values()) {
                for (var trial : trials) {
                    if (trial.step() == step && trial.plannedMs() > 0) {
                        byDate.computeIfAbsent(trial.said().day(), date -> new ArrayList<>())
                                .add(trial);
                        dates.put(trial.said().day(), true);
                    }
                }
            }
            horizons.add(accuracy(step, pooled(byDate, together)));
        }
        var first = dates.isEmpty() ? LocalDate.EPOCH : dates.firstKey();
        var last = dates.isEmpty() ? LocalDate.EPOCH : dates.lastKey();
        return new Accuracy(METHOD, first, last, dates.size(), horizons);
    }

    private static List<PooledTrial> pooled(
            Map<LocalDate, List<Trial>> byDate, CommonErrors together) {
        var pooled = new ArrayList<PooledTrial>();
        if (byDate.size() < FEW) {
            return pooled;
        }
        byDate.forEach(
                (date, trials) -> {
                    double planned = trials.stream().mapToLong(Trial::plannedMs).sum();
                    double actual = 0;
                    for (var trial : trials) {
                        actual += trial.plannedMs() / planned * trial.actual();
                    }
                    var parts =
                            trials.stream()
                                    .map(trial -> new Part(trial.said(), trial.plannedMs()))
                                    .toList();
                    pooled.add(new PooledTrial(pooled(date, parts, together), actual));
                });
        return pooled;
    }

    private static HorizonAccuracy accuracy(int step, List<PooledTrial> trials) {
        var errors =
                trials.stream()
                        .mapToDouble(trial -> trial.actual() - trial.said().point())
                        .toArray();
        var naive =
                trials.stream()
                        .mapToDouble(trial -> trial.actual() - trial.said().naive())
                        .toArray();
        var eighty = coverage(trials, Level.EIGHTY);
        var ninetyFive = coverage(trials, Level.NINETY_FIVE);
        return new HorizonAccuracy(
                step,
                errors.length,
                Backtest.meanAbsolute(errors),
                Backtest.rootMeanSquare(errors),
                Arrays.stream(errors).average(),
                Backtest.meanAbsolute(naive),
                Backtest.rootMeanSquare(naive),
                eighty.drawn(),
                eighty.share(),
                ninetyFive.drawn(),
                ninetyFive.share());
    }

    private static Coverage coverage(List<PooledTrial> trials, Level level) {
        var coverage = Coverage.NONE;
        for (var trial : trials) {
            coverage = coverage.plus(level.of(trial.said()), trial.actual());
        }
        return coverage;
    }
}
