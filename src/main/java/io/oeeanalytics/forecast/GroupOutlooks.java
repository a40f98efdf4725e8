package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.LineForecasts.Outlook;
import io.oeeanalytics.forecast.PublishedForecast.PublishedDay;
import io.oeeanalytics.forecast.factor.OeeDistribution;
import io.oeeanalytics.ops.SharedCache;
import io.oeeanalytics.ops.SharedCaches;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final int SHOWN_DAYS = 90;
    private static final int STALE_DAYS = 7;
    private static final int DRAWS = 2_000;

    /** Bounds on what judging costs, so that a plant of a hundred lines opens in a second. */
    private static final int MOST_COMPARED = 30;

    private static final int MOST_TRIED = 40;
    private static final int WORK = 20_000;
    private static final int MOST_KEPT = 100;

    /** A backtest needs so many days. */
    private static final int FEW = Backtest.LEAST_TEST_DAYS;

    private final JooqForecastRuns runs;
    private final JooqTrials trials;
    private final LineOutlooks outlooks;
    private final SharedCache<Forecast> pooled;

    GroupOutlooks(
            JooqForecastRuns runs, JooqTrials trials, LineOutlooks outlooks, SharedCaches caches) {
        this.pooled = caches.cache("group-forecasts", Forecast.class, MOST_KEPT);
        this.runs = runs;
        this.trials = trials;
        this.outlooks = outlooks;
    }

    /** Nobody asks for them again: what a round published has other instants, and so other keys. */
    void forgetEarlierRounds() {
        pooled.dropAll();
    }

    /** One day of one line. */
    private record Part(FutureDay said, long plannedMs) {}

    /**
     * With what was recorded lately.
     *
     * @param horizon working days of any of the lines, from 1
     */
    Outlook of(Collection<Line> lines, int horizon) {
        return of(outlooks.history(lines, SHOWN_DAYS), lines, horizon);
    }

    /** The same without it, which is much to read of many lines. */
    Outlook ahead(Collection<Line> lines, int horizon) {
        return of(List.of(), lines, horizon);
    }

    private Outlook of(List<Day> history, Collection<Line> lines, int horizon) {
        var newest = runs.newest(lines.stream().map(Line::id).toList());
        var speaking =
                newest.values().stream().filter(published -> !published.days().isEmpty()).toList();
        if (speaking.isEmpty()) {
            var reason =
                    newest.isEmpty()
                            ? NotForecastable.Reason.NOT_PUBLISHED_YET
                            : NotForecastable.Reason.NO_LINE_HAS_ONE;
            return new Outlook(history, new NotForecastable(reason, 0, lines.size(), List.of()));
        }
        var last =
                speaking.stream()
                        .map(GroupOutlooks::origin)
                        .max(LocalDate::compareTo)
                        .orElseThrow();
        // A line whose file ended in spring says nothing of the plant's next week.
        var current =
                speaking.stream()
                        .filter(one -> !origin(one).isBefore(last.minusDays(STALE_DAYS)))
                        .toList();
        var leftOut =
                speaking.stream()
                        .filter(one -> !current.contains(one))
                        .map(PublishedForecast::line)
                        .toList();
        var forecast =
                pooled.get(
                        new Key(
                                        current.stream()
                                                .map(
                                                        one ->
                                                                new Spoken(
                                                                        one.line(),
                                                                        one.publishedAt()))
                                                .sorted(
                                                        Comparator.comparingInt(
                                                                one -> one.line().value()))
                                                .toList(),
                                        horizon)
                                .toString(),
                        () -> forecast(current, last, horizon));
        return new Outlook(history, forecast, leftOut);
    }

    /** Lines together are the same until one of them is published anew. */
    private record Key(List<Spoken> lines, int horizon) {}

    private record Spoken(LineId line, Instant publishedAt) {}

    private static LocalDate origin(PublishedForecast published) {
        return published.days().getFirst().origin();
    }

    private Forecast forecast(List<PublishedForecast> current, LocalDate last, int horizon) {
        var byDate = new TreeMap<LocalDate, List<Part>>();
        for (var published : current) {
            for (var day : published.days()) {
                if (day.forecast().day().isAfter(last)) {
                    part(byDate, day);
                }
            }
        }
        var tried = trials.of(current.stream().map(PublishedForecast::line).toList());
        var together = together(tried);
        var days =
                byDate.entrySet().stream()
                        .limit(horizon)
                        .map(date -> said(date.getKey(), date.getValue(), together, DRAWS))
                        .toList();
        var accuracy = accuracy(tried, together, Math.min(horizon, MOST_STEPS));
        return new Forecast(
                METHOD,
                days,
                accuracy,
                List.of(),
                List.of(),
                accuracy.testDays(),
                accuracy.testFrom(),
                last,
                accuracy.testFrom());
    }

    private static void part(NavigableMap<LocalDate, List<Part>> byDate, PublishedDay day) {
        if (day.plannedMs() > 0) {
            byDate.computeIfAbsent(day.forecast().day(), date -> new ArrayList<>())
                    .add(new Part(day.forecast(), day.plannedMs()));
        }
    }

    /** A sample of the lines tells as much of the one correlation. */
    static CommonErrors together(Map<LineId, List<Trial>> tried) {
        return CommonErrors.of(
                tried.entrySet().stream()
                        .sorted(Comparator.comparingInt(entry -> entry.getKey().value()))
                        .limit(MOST_COMPARED)
                        .map(entry -> errors(entry.getValue()))
                        .toList());
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

    private static FutureDay said(
            LocalDate date, List<Part> parts, CommonErrors together, int count) {
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
                together.together(
                        likely, parts.stream().mapToDouble(Part::plannedMs).toArray(), count);
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

    private static Accuracy accuracy(
            Map<LineId, List<Trial>> tried, CommonErrors together, int steps) {
        var horizons = new ArrayList<HorizonAccuracy>();
        var dates = new TreeSet<LocalDate>();
        for (int step = 1; step <= steps; step++) {
            var trials = trials(tried, together, step);
            trials.forEach(trial -> dates.add(trial.said().day()));
            horizons.add(accuracy(step, trials));
        }
        var first = dates.isEmpty() ? LocalDate.EPOCH : dates.getFirst();
        var last = dates.isEmpty() ? LocalDate.EPOCH : dates.getLast();
        return new Accuracy(METHOD, first, last, dates.size(), horizons);
    }

    /**
     * What would have been said of lines together on the last days that are over, by date; none
     * where the days are too few.
     */
    static List<Trial> trials(Map<LineId, List<Trial>> tried, CommonErrors together, int step) {
        var byDate = new TreeMap<LocalDate, List<Trial>>();
        for (var trials : tried.values()) {
            for (var trial : trials) {
                if (trial.step() == step && trial.plannedMs() > 0) {
                    byDate.computeIfAbsent(trial.said().day(), date -> new ArrayList<>())
                            .add(trial);
                }
            }
        }
        var pooled = new ArrayList<Trial>();
        if (byDate.size() < FEW) {
            return pooled;
        }
        var dates = List.copyOf(byDate.keySet());
        for (var date : dates.subList(Math.max(0, dates.size() - MOST_TRIED), dates.size())) {
            pooled.add(pooled(date, byDate.getOrDefault(date, List.of()), together, step));
        }
        return pooled;
    }

    private static Trial pooled(
            LocalDate date, List<Trial> trials, CommonErrors together, int step) {
        long planned = trials.stream().mapToLong(Trial::plannedMs).sum();
        double actual = 0;
        for (var trial : trials) {
            actual += (double) trial.plannedMs() / planned * trial.actual();
        }
        var parts =
                trials.stream().map(trial -> new Part(trial.said(), trial.plannedMs())).toList();
        var said = said(date, parts, together, Math.clamp(WORK / parts.size(), 100, 500));
        var origin = trials.stream().map(Trial::origin).max(LocalDate::compareTo).orElseThrow();
        return new Trial(step, origin, said, actual, planned);
    }

    private static HorizonAccuracy accuracy(int step, List<Trial> trials) {
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

    private static Coverage coverage(List<Trial> trials, Level level) {
        var coverage = Coverage.NONE;
        for (var trial : trials) {
            coverage = coverage.plus(level.of(trial.said()), trial.actual());
        }
        return coverage;
    }
}
