package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.LineForecasts.Outlook;
import io.oeeanalytics.oee.DayFigures;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Makes forecasts of lines from their ledgers, for people and for jobs. */
@Component
class LineOutlooks {
    private static final int LONGEST_HISTORY_DAYS = 2 * 365;

    private final LineFigures figures;
    private final PlantModel plant;
    private final ForecastEngine engine = new ForecastEngine();

    LineOutlooks(LineFigures figures, PlantModel plant) {
        this.figures = figures;
        this.plant = plant;
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
        var known = figures.known(line.id());
        if (known.isEmpty()) {
            return nothing();
        }
        var history =
                figures.days(line.id(), recent(known.get())).stream()
                        .map(
                                day ->
                                        day(
                                                day.date(),
                                                day.ledger(),
                                                OptionalLong.of(day.ledger().plannedBusyMs()),
                                                OptionalLong.of(day.ledger().productionMs()),
                                                day.complete()))
                        .toList();
        var calendar = plant.calendar(line);
        var working =
                calendar.covers(known.get().last())
                        ? WorkingDays.of(date -> !calendar.shiftsOn(date).isEmpty())
                        : WorkingDays.learned(history);
        return new Outlook(history, engine.forecast(history, horizon, working, method));
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
                                day(
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

    private static Period recent(Period known) {
        var first = known.last().minusDays(LONGEST_HISTORY_DAYS);
        return new Period(known.first().isAfter(first) ? known.first() : first, known.last());
    }

    private static Day day(
            LocalDate date,
            Ledger ledger,
            OptionalLong plannedMs,
            OptionalLong runMs,
            boolean complete) {
        return new Day(
                date,
                ledger.oee(),
                ledger.availability(),
                ledger.effectiveness(),
                ledger.quality(),
                plannedMs,
                runMs,
                OptionalLong.of(ledger.made().total()),
                ledger.coverage().orElse(0),
                complete);
    }
}
