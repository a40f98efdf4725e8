package io.oeeanalytics.forecast;

import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Every forecast that was published, for ever, and how it did. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class PredictionLog {
    private final JooqForecastRuns runs;
    private final LineFigures figures;

    PredictionLog(JooqForecastRuns runs, LineFigures figures) {
        this.runs = runs;
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
        var actual =
                figures.days(line.id(), period).stream()
                        .filter(day -> day.complete() && !day.ledger().lacksCycles())
                        .collect(
                                Collectors.toMap(
                                        day -> day.date(), day -> day.ledger().oeeIfCovered()));
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
