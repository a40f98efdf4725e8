package io.oeeanalytics.forecast.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.forecast.Forecast;
import io.oeeanalytics.forecast.FoundDrift;
import io.oeeanalytics.forecast.FutureDay;
import io.oeeanalytics.forecast.Interval;
import io.oeeanalytics.forecast.LineForecasts;
import io.oeeanalytics.forecast.NotForecastable;
import io.oeeanalytics.forecast.PredictionLog;
import io.oeeanalytics.forecast.PublishedForecast;
import io.oeeanalytics.forecast.drift.DriftKind;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.AskedLines;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The newest published forecasts. */
@RestController
class ForecastsDoor {
    private final PredictionLog log;
    private final LineForecasts forecasts;
    private final LineFigures figures;
    private final PlantModel plant;

    ForecastsDoor(
            PredictionLog log, LineForecasts forecasts, LineFigures figures, PlantModel plant) {
        this.forecasts = forecasts;
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
        static DayAhead of(FutureDay said, int step, @Nullable Double target) {
            var half = said.interval50();
            var miss = target == null ? OptionalDouble.empty() : said.chanceBelow(target);
            return new DayAhead(
                    said.day(),
                    step,
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
     * What became different about the line and is so still.
     *
     * @param since the day from which on it shows most
     * @param before mean of the days before, a fraction of 1; of ERROR the mean absolute error
     * @param chance how likely it would be if nothing had changed
     */
    record Difference(
            DriftKind kind,
            Instant foundAt,
            LocalDate since,
            int days,
            double before,
            double recent,
            double chance) {
        static Difference of(FoundDrift found) {
            var drift = found.drift();
            return new Difference(
                    drift.kind(),
                    found.foundAt(),
                    drift.since(),
                    drift.days(),
                    drift.before(),
                    drift.recent(),
                    drift.chance());
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
            List<DayAhead> days,
            List<Difference> drifts) {
        static LineForecast of(
                Line line,
                PublishedForecast forecast,
                List<FoundDrift> drifts,
                Function<LocalDate, @Nullable Double> target) {
            return new LineForecast(
                    line.code(),
                    forecast.publishedAt(),
                    forecast.method().orElse(null),
                    forecast.reason().orElse(null),
                    forecast.days().isEmpty() ? null : forecast.days().getFirst().origin(),
                    forecast.days().stream()
                            .map(
                                    day ->
                                            DayAhead.of(
                                                    day.forecast(),
                                                    day.step(),
                                                    target.apply(day.forecast().day())))
                            .toList(),
                    drifts.stream().map(Difference::of).toList());
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
    Forecasts forecasts(
            @RequestParam(name = "line", defaultValue = "") List<String> codes,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String area) {
        var faults = new ArrayList<Fault>();
        var lines = AskedLines.of(plant, codes, site, area, faults);
        refuse(faults);
        var ids = lines.stream().map(Line::id).toList();
        var newest = log.newest(ids);
        var drifts = log.drifts(ids);
        var items = new ArrayList<LineForecast>();
        for (var line : lines) {
            var forecast = newest.get(line.id());
            if (forecast != null) {
                items.add(
                        LineForecast.of(
                                line,
                                forecast,
                                drifts.getOrDefault(line.id(), List.of()),
                                day -> target(line, day)));
            }
        }
        return new Forecasts(items);
    }

    /**
     * Several lines as one.
     *
     * @param lines that it holds
     * @param leftOut that have no forecast, or whose facts ended long before the others'
     * @param reason why there is no forecast; null where there is one
     */
    record TotalForecast(
            List<String> lines,
            List<String> leftOut,
            @Nullable String reason,
            List<DayAhead> days) {}

    @GetMapping("/api/v1/forecasts/total")
    TotalForecast total(
            @RequestParam(name = "line", defaultValue = "") List<String> codes,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "7") String days) {
        var faults = new ArrayList<Fault>();
        var lines = AskedLines.of(plant, codes, site, area, faults);
        int horizon = horizon(days, faults);
        refuse(faults);
        var outlook = forecasts.groupAhead(lines, horizon);
        var held =
                log.newest(lines.stream().map(Line::id).toList()).values().stream()
                        .filter(published -> !published.days().isEmpty())
                        .map(PublishedForecast::line)
                        .filter(line -> !outlook.leftOut().contains(line))
                        .collect(Collectors.toSet());
        var ahead = new ArrayList<DayAhead>();
        if (outlook.result() instanceof Forecast forecast) {
            for (int step = 1; step <= forecast.days().size(); step++) {
                ahead.add(DayAhead.of(forecast.days().get(step - 1), step, null));
            }
        }
        return new TotalForecast(
                codes(lines, line -> held.contains(line.id())),
                codes(lines, line -> !held.contains(line.id())),
                outlook.result() instanceof NotForecastable none ? none.reason().name() : null,
                ahead);
    }

    private static List<String> codes(List<Line> lines, Predicate<Line> which) {
        return lines.stream().filter(which).map(Line::code).sorted().toList();
    }

    private static int horizon(String days, List<Fault> faults) {
        if (days.matches("\\d{1,3}")) {
            int horizon = Integer.parseInt(days);
            if (horizon >= 1 && horizon <= LineForecasts.MOST_GROUP_DAYS) {
                return horizon;
            }
        }
        faults.add(
                new Fault(
                        "days",
                        "is a number from 1 to %d, not '%s'"
                                .formatted(LineForecasts.MOST_GROUP_DAYS, days)));
        return 1;
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
    }
}
