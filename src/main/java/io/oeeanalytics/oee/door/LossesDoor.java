package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.LossOfStatus;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What took planned busy time from production, by status or by a level of the reason tree. */
@RestController
class LossesDoor {
    /** A question for more days than this is a mistake. */
    private static final int MOST_DAYS = 4_000;

    private final FiguresQuery figures;
    private final PlantModel plant;

    LossesDoor(FiguresQuery figures, PlantModel plant) {
        this.figures = figures;
        this.plant = plant;
    }

    /**
     * @param status null where reasons are added up
     * @param category null where reasons are added up
     * @param share of all that was lost, a fraction of 1
     */
    record Entry(
            List<String> reason,
            @Nullable Integer status,
            @Nullable String name,
            @Nullable String category,
            double minutes,
            long milliseconds,
            int occurrences,
            double share) {}

    /**
     * @param knownAt the instant of the second clock; null: as known now
     */
    record Losses(LocalDate from, LocalDate to, @Nullable Instant knownAt, List<Entry> items) {}

    /**
     * @param level of the reason tree, from 1; without it every status stands for itself
     */
    @GetMapping("/api/v1/losses")
    Losses losses(
            @RequestParam(name = "line", defaultValue = "") List<String> codes,
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Integer level,
            @RequestParam(required = false) @Nullable String knownAt) {
        var faults = new ArrayList<Fault>();
        var range = AskedDates.read(from, to, MOST_DAYS, faults);
        var known = AskedDates.knownAt(knownAt, faults);
        for (var code : codes) {
            if (plant.line(code).isEmpty()) {
                faults.add(new Fault("line", "the plant has no line '%s'".formatted(code)));
            }
        }
        if (level != null && level < 1) {
            faults.add(new Fault("level", "is 1 for the first level of the reasons, not " + level));
        }
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        var lines =
                plant.lines().stream()
                        .filter(line -> codes.isEmpty() || codes.contains(line.code()))
                        .toList();
        var losses = known == null ? figures.losses(lines, range) : asKnown(lines, range, known);
        long all = losses.stream().mapToLong(loss -> loss.time().millis()).sum();
        return new Losses(
                range.first(),
                range.last(),
                known,
                level == null
                        ? losses.stream().map(loss -> entry(loss, all)).toList()
                        : byReason(losses, level, all));
    }

    private List<LossOfStatus> asKnown(List<Line> lines, Period range, Instant known) {
        try {
            return figures.losses(lines, range, known);
        } catch (IllegalArgumentException e) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static Entry entry(LossOfStatus loss, long all) {
        var time = loss.time();
        return new Entry(
                loss.status().map(status -> status.path()).orElse(List.of()),
                time.status(),
                loss.status().map(status -> status.name()).orElse(null),
                time.category().name(),
                time.millis() / 60_000.0,
                time.millis(),
                time.occurrences(),
                share(time.millis(), all));
    }

    private static List<Entry> byReason(List<LossOfStatus> losses, int level, long all) {
        var sums = new LinkedHashMap<List<String>, long[]>();
        for (var loss : losses) {
            var path = loss.status().map(status -> status.path()).orElse(List.of());
            var sum =
                    sums.computeIfAbsent(
                            path.subList(0, Math.min(level, path.size())), key -> new long[2]);
            sum[0] += loss.time().millis();
            sum[1] += loss.time().occurrences();
        }
        return sums.entrySet().stream()
                .sorted((one, other) -> Long.compare(other.getValue()[0], one.getValue()[0]))
                .map(
                        sum ->
                                new Entry(
                                        sum.getKey(),
                                        null,
                                        null,
                                        null,
                                        sum.getValue()[0] / 60_000.0,
                                        sum.getValue()[0],
                                        Math.toIntExact(sum.getValue()[1]),
                                        share(sum.getValue()[0], all)))
                .toList();
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
