package io.oeeanalytics.forecast.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.forecast.Interval;
import io.oeeanalytics.forecast.PredictionLog;
import io.oeeanalytics.forecast.PublishedForecast;
import io.oeeanalytics.forecast.PublishedForecast.PublishedDay;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The newest published forecasts. */
@RestController
class ForecastsDoor {
    private final PredictionLog log;
    private final LineFigures figures;
    private final PlantModel plant;

    ForecastsDoor(PredictionLog log, LineFigures figures, PlantModel plant) {
        this.figures = figures;
        this.log = log;
        this.plant = plant;
    }

    record Bounds(double lower, double upper) {
        static Bounds of(Interval interval) {
            return new Bounds(interval.lower(), interval.upper());
        }
    }

    /** OEE of ISO 22400-2 as fractions of 1, whatever the site reports. */
    record DayAhead(
            LocalDate date,
            int step,
            double oee,
            @Nullable Bounds interval50,
            Bounds interval80,
            Bounds interval95,
            double naive,
            @Nullable Double target,
            @Nullable Double chanceToMissTarget) {
        static DayAhead of(PublishedDay day, @Nullable Double target) {
            var said = day.forecast();
            var half = said.interval50();
            var miss = target == null ? OptionalDouble.empty() : said.chanceBelow(target);
            return new DayAhead(
                    said.day(),
                    day.step(),
                    said.point(),
                    half == null ? null : Bounds.of(half),
                    Bounds.of(said.interval80()),
                    Bounds.of(said.interval95()),
                    said.naive(),
                    target,
                    miss.isEmpty() ? null : miss.getAsDouble());
        }
    }

    /**
     * @param reason why there is no forecast; null where there is one
     * @param origin the last date that was known; null where there is no forecast
     */
    record LineForecast(
            String line,
            Instant publishedAt,
            @Nullable String method,
            @Nullable String reason,
            @Nullable LocalDate origin,
            List<DayAhead> days) {
        static LineForecast of(
                Line line,
                PublishedForecast forecast,
                Function<LocalDate, @Nullable Double> target) {
            return new LineForecast(
                    line.code(),
                    forecast.publishedAt(),
                    forecast.method().orElse(null),
                    forecast.reason().orElse(null),
                    forecast.days().isEmpty() ? null : forecast.days().getFirst().origin(),
                    forecast.days().stream()
                            .map(day -> DayAhead.of(day, target.apply(day.forecast().day())))
                            .toList());
        }
    }

    /** None where the line aims at another measure than the OEE of ISO 22400-2. */
    private @Nullable Double target(Line line, LocalDate day) {
        var reported = figures.definition(List.of(line), new Period(day, day)).definition();
        var valid = plant.targets(line.id()).floorEntry(day);
        return valid == null || !reported.hasOeeOfIso() ? null : valid.getValue();
    }

    record Forecasts(List<LineForecast> items) {}

    @GetMapping("/api/v1/forecasts")
    Forecasts forecasts(@RequestParam(name = "line", defaultValue = "") List<String> codes) {
        var faults = new ArrayList<Fault>();
        for (var code : codes) {
            if (plant.line(code).isEmpty()) {
                faults.add(new Fault("line", "the plant has no line '%s'".formatted(code)));
            }
        }
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        var lines =
                plant.lines().stream()
                        .filter(line -> codes.isEmpty() || codes.contains(line.code()))
                        .toList();
        var newest = log.newest(lines.stream().map(Line::id).toList());
        var items = new ArrayList<LineForecast>();
        for (var line : lines) {
            var forecast = newest.get(line.id());
            if (forecast != null) {
                items.add(LineForecast.of(line, forecast, day -> target(line, day)));
            }
        }
        return new Forecasts(items);
    }
}
