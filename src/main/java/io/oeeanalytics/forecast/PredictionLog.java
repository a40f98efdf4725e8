package io.oeeanalytics.forecast;

import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.registry.PairedComparison;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Every forecast that was published, for ever, and how it did. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class PredictionLog {
    /** The registered model whose versions forecast days. */
    public static final String MODEL = DailyModel.NAME;

    private final JooqForecastRuns runs;
    private final LineFigures figures;
    private final JooqDrifts drifts;
    private final DailyModel model;

    PredictionLog(JooqForecastRuns runs, LineFigures figures, JooqDrifts drifts, DailyModel model) {
        this.runs = runs;
        this.drifts = drifts;
        this.model = model;
        this.figures = figures;
    }

    /** The newest published forecast of each of the lines that has one. */
    public Map<LineId, PublishedForecast> newest(Collection<LineId> lines) {
        return runs.newest(lines);
    }

    /**
     * What was said so many working days ahead of each date up to the last, and what it became; the
     * newest where it was said more than once.
     *
     * @param step working days ahead, from 1
     * @param days calendar days looked back
     */
    public List<PastForecast> past(Line line, int step, LocalDate last, int days) {
        return past(runs, figures, line, step, last, days);
    }

    /** The challenger of the line beside its champion; empty where none runs beside it. */
    public Optional<Challenge> challenge(Line line, LocalDate last) {
        var champion = model.champion(line);
        return model.challenger(line)
                .flatMap(speaker -> Optional.ofNullable(speaker.version()))
                .map(challenger -> challenge(line, champion.version(), challenger, last));
    }

    /** What became different about each of the lines and is so still. */
    public Map<LineId, List<FoundDrift>> drifts(Collection<LineId> lines) {
        return drifts.goingOn(lines);
    }

    /** The version that speaks for the line; empty before the first one. */
    public Optional<Integer> champion(Line line) {
        return Optional.ofNullable(model.champion(line).version());
    }

    private Challenge challenge(
            Line line, @Nullable Integer champion, int challenger, LocalDate last) {
        var pairs = runs.pairs(line.id(), champion, challenger);
        var differences = new ArrayList<Double>();
        double ofChampion = 0;
        double ofChallenger = 0;
        if (!pairs.isEmpty()) {
            var first = pairs.getFirst().date();
            var period = new Period(first, last.isBefore(first) ? first : last);
            var actual = actual(figures, line, period);
            for (var pair : pairs) {
                var became = actual.getOrDefault(pair.date(), OptionalDouble.empty());
                if (became.isPresent()) {
                    double one = Math.abs(became.getAsDouble() - pair.champion());
                    double other = Math.abs(became.getAsDouble() - pair.challenger());
                    differences.add(one - other);
                    ofChampion += one;
                    ofChallenger += other;
                }
            }
        }
        int days = differences.size();
        double scale = days == 0 ? 0 : ofChampion / days;
        return new Challenge(
                champion == null ? 0 : champion,
                challenger,
                days,
                scale,
                days == 0 ? 0 : ofChallenger / days,
                PairedComparison.of(differences, scale, 1));
    }

    private static Map<LocalDate, OptionalDouble> actual(
            LineFigures figures, Line line, Period period) {
        return figures.days(line.id(), period).stream()
                .filter(day -> day.complete() && !day.ledger().lacksCycles())
                .collect(Collectors.toMap(day -> day.date(), day -> day.ledger().oeeIfCovered()));
    }

    static List<PastForecast> past(
            JooqForecastRuns runs,
            LineFigures figures,
            Line line,
            int step,
            LocalDate last,
            int days) {
        var period = Period.lastDays(last, days);
        var said = runs.said(line.id(), step, period.first(), period.last());
        if (said.isEmpty()) {
            return List.of();
        }
        var actual = actual(figures, line, period);
        return said.stream()
                .map(
                        day ->
                                new PastForecast(
                                        day.forecast(),
                                        day.step(),
                                        day.origin(),
                                        actual.getOrDefault(
                                                day.forecast().day(), OptionalDouble.empty())))
                .toList();
    }
}
