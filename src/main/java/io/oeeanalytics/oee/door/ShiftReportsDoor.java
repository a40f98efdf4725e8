package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.base.api.Cursor;
import io.oeeanalytics.base.api.PageSize;
import io.oeeanalytics.oee.LaterChange;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.ShiftReport;
import io.oeeanalytics.oee.ShiftReports;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shifts as they were closed, and what changed them since. */
@RestController
class ShiftReportsDoor {
    private static final int MOST_DAYS = 92;

    private final ShiftReports reports;
    private final PlantModel plant;

    ShiftReportsDoor(ShiftReports reports, PlantModel plant) {
        this.reports = reports;
        this.plant = plant;
    }

    /** Ratios of the report's definition as fractions of 1; null where undefined. */
    record Figures(
            @Nullable Double availability,
            @Nullable Double effectiveness,
            @Nullable Double quality,
            @Nullable Double oee,
            double plannedBusyMinutes) {
        static Figures of(ShiftReport report, Ledger ledger) {
            var read = report.read(ledger);
            return new Figures(
                    boxed(read.availability()),
                    boxed(read.effectiveness()),
                    boxed(read.quality()),
                    boxed(read.oee()),
                    ledger.plannedBusyMs() / 60_000.0);
        }
    }

    /**
     * @param points change of OEE in percentage points
     */
    record Change(String kind, @Nullable Double points, Figures after) {
        static Change of(ShiftReport report, LaterChange change) {
            return new Change(
                    change.kind().name(),
                    percentagePoints(change.points()),
                    Figures.of(report, change.after()));
        }
    }

    /**
     * @param changes in the order they are taken in; null where only a list is asked for
     */
    record Report(
            String line,
            LocalDate date,
            int shift,
            OeeDefinition definition,
            Instant from,
            Instant to,
            Instant frozenAt,
            Figures frozen,
            Figures current,
            boolean changed,
            @Nullable List<Change> changes) {}

    /**
     * @param next cursor of the next page; null: this is the last
     */
    record Reports(List<Report> items, @Nullable String next) {}

    /** One shift with its later changes, or the shifts of some days. */
    @GetMapping("/api/v1/shift-reports")
    Reports reports(
            @RequestParam String line,
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Integer shift,
            @RequestParam(defaultValue = "1000") String limit,
            @RequestParam(defaultValue = "") String cursor) {
        var faults = new ArrayList<Fault>();
        var known = plant.line(line);
        if (known.isEmpty()) {
            faults.add(new Fault("line", "the plant has no line '%s'".formatted(line)));
        }
        var range = AskedDates.read(from, to, MOST_DAYS, faults);
        int most = PageSize.read(limit, faults);
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        var question =
                "shift-reports %s %s %s %s".formatted(line, range.first(), range.last(), shift);
        var after =
                cursor.isEmpty()
                        ? Optional.<Place>empty()
                        : Optional.of(Place.of(Cursor.position(question, cursor, 2)));
        var left =
                found(known.orElseThrow(), range, shift).stream()
                        .filter(report -> after.isEmpty() || after.get().isBefore(report))
                        .toList();
        var page = left.subList(0, Math.min(most, left.size()));
        return new Reports(
                page.stream()
                        .map(report -> report(report, shift == null ? null : changes(report)))
                        .toList(),
                left.size() > most
                        ? Cursor.after(
                                question, page.getLast().businessDate(), page.getLast().shift())
                        : null);
    }

    private List<ShiftReport> found(Line line, Period range, @Nullable Integer shift) {
        return shift == null
                ? reports.reports(line, range)
                : reports.report(line, range.first(), shift).stream().toList();
    }

    private @Nullable List<Change> changes(ShiftReport report) {
        return reports.changes(report)
                .map(changes -> changes.stream().map(change -> Change.of(report, change)).toList())
                .orElse(null);
    }

    /** Where a page ended. */
    private record Place(LocalDate date, int shift) {
        static Place of(List<String> parts) {
            return new Place(LocalDate.parse(parts.get(0)), Integer.parseInt(parts.get(1)));
        }

        boolean isBefore(ShiftReport report) {
            int byDate = date.compareTo(report.businessDate());
            return byDate < 0 || byDate == 0 && shift < report.shift();
        }
    }

    private static Report report(ShiftReport report, @Nullable List<Change> changes) {
        return new Report(
                report.line().code(),
                report.businessDate(),
                report.shift(),
                report.definition(),
                report.range().from(),
                report.range().to(),
                report.frozenAt(),
                Figures.of(report, report.frozen()),
                Figures.of(report, report.current()),
                report.isChanged(),
                changes);
    }

    private static @Nullable Double percentagePoints(OptionalDouble fraction) {
        return fraction.isPresent() ? fraction.getAsDouble() * 100 : null;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
