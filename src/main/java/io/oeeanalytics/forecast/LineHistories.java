package io.oeeanalytics.forecast;

import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** The recorded days of lines, and the days they will work. */
@Component
class LineHistories {
    private static final int LONGEST_HISTORY_DAYS = 2 * 365;

    private final LineFigures figures;
    private final PlantModel plant;

    LineHistories(LineFigures figures, PlantModel plant) {
        this.figures = figures;
        this.plant = plant;
    }

    /**
     * Of one line.
     *
     * @param history by date, days without OEE included
     */
    record Recorded(List<Day> history, WorkingDays workingDays) {
        Recorded {
            history = List.copyOf(history);
        }
    }

    /** Empty where nothing is known of the line. */
    Optional<Recorded> of(Line line) {
        return figures.known(line.id()).map(known -> recorded(line, known));
    }

    private Recorded recorded(Line line, Period known) {
        var history =
                figures.days(line.id(), recent(known)).stream()
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
        return new Recorded(
                history,
                calendar.covers(known.last())
                        ? WorkingDays.of(date -> !calendar.shiftsOn(date).isEmpty())
                        : WorkingDays.learned(history));
    }

    private static Period recent(Period known) {
        var first = known.last().minusDays(LONGEST_HISTORY_DAYS);
        return new Period(known.first().isAfter(first) ? known.first() : first, known.last());
    }

    static Day day(
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
