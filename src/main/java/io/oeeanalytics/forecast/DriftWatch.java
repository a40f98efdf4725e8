package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.drift.Drift;
import io.oeeanalytics.forecast.drift.DriftCheck;
import io.oeeanalytics.forecast.drift.DriftCheck.Value;
import io.oeeanalytics.forecast.drift.DriftKind;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.plant.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Looks every night whether a line, or how well it is forecast, became different. */
@Component
class DriftWatch {
    /** As far back as errors are compared, and holidays beside. */
    private static final int DAYS = 240;

    private final JooqForecastRuns runs;
    private final LineFigures figures;

    DriftWatch(JooqForecastRuns runs, LineFigures figures) {
        this.runs = runs;
        this.figures = figures;
    }

    /** What shows in the sound days of a line and in the errors made on them. */
    List<Drift> of(Line line, List<Day> history, Forecast forecast) {
        var days = SeriesCleaning.of(history).days();
        return Stream.of(
                        DriftCheck.error(errors(line, forecast)),
                        level(DriftKind.OEE, days, Day::oee),
                        level(DriftKind.AVAILABILITY, days, Day::availability),
                        level(DriftKind.EFFECTIVENESS, days, Day::performance),
                        level(DriftKind.QUALITY, days, Day::quality))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Drift> level(
            DriftKind kind, List<Day> days, Function<Day, OptionalDouble> ratio) {
        var values = new ArrayList<Value>();
        for (var day : days) {
            ratio.apply(day).ifPresent(value -> values.add(new Value(day.day(), value)));
        }
        return DriftCheck.level(kind, values);
    }

    /** As published; of days nothing was published of, as it would have been. */
    private List<Value> errors(Line line, Forecast forecast) {
        var errors = new TreeMap<LocalDate, Double>();
        for (var trial : forecast.trials()) {
            if (trial.step() == 1) {
                errors.put(trial.said().day(), Math.abs(trial.error()));
            }
        }
        for (var past : PredictionLog.past(runs, figures, line, 1, forecast.usedTo(), DAYS)) {
            past.error().ifPresent(error -> errors.put(past.said().day(), Math.abs(error)));
        }
        return errors.entrySet().stream()
                .map(day -> new Value(day.getKey(), day.getValue()))
                .toList();
    }
}
