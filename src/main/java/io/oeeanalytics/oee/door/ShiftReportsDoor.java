package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.oee.EditEffect;
import io.oeeanalytics.oee.LaterChange;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.ShiftReport;
import io.oeeanalytics.oee.ShiftReports;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shifts as they were closed, what changed them since, and whose edits did. */
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

    record Reports(List<Report> items) {}

    /** One shift with its later changes, or the shifts of some days. */
    @GetMapping("/api/v1/shift-reports")
    Reports reports(
            @RequestParam String line,
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Integer shift) {
        var found =
                plant.line(line)
                        .orElseThrow(
                                () -> bad("line", "the plant has no line '%s'".formatted(line)));
        var range = range(from, to);
        if (shift == null) {
            return new Reports(
                    reports.reports(found, range).stream()
                            .map(report -> report(report, null))
                            .toList());
        }
        return new Reports(
                reports.report(found, range.first(), shift).stream()
                        .map(
                                report ->
                                        report(
                                                report,
                                                reports.changes(report)
                                                        .map(
                                                                changes ->
                                                                        changes.stream()
                                                                                .map(
                                                                                        change ->
                                                                                                Change
                                                                                                        .of(
                                                                                                                report,
                                                                                                                change))
                                                                                .toList())
                                                        .orElse(null)))
                        .toList());
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

    /**
     * @param points change of the shift's OEE in percentage points; null where it had none before
     *     or has none after
     */
    record Edit(
            String line,
            LocalDate date,
            int shift,
            Instant recordedAt,
            String by,
            List<String> kinds,
            String what,
            OeeDefinition definition,
            @Nullable Double oeeBefore,
            @Nullable Double oeeAfter,
            @Nullable Double points) {}

    /**
     * @param raisedMinutes time measured by times OEE gained, over all edits that raised OEE: what
     *     would have had to be produced to gain as much
     */
    record Person(String by, int edits, int raised, double raisedMinutes) {}

    record Edits(List<Person> people, List<Edit> items) {}

    /** Edits of shifts closed before, and who raised OEE by them, the most first. */
    @GetMapping("/api/v1/edits")
    Edits edits(
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        var effects = reports.edits(range(from, to));
        var codes = new HashMap<LineId, String>();
        plant.lines().forEach(line -> codes.put(line.id(), line.code()));
        return new Edits(
                EditEffect.byPerson(effects).stream()
                        .map(
                                person ->
                                        new Person(
                                                person.by(),
                                                person.edits(),
                                                person.raised(),
                                                person.raisedMs() / 60_000))
                        .sorted(Comparator.comparingDouble(Person::raisedMinutes).reversed())
                        .toList(),
                effects.stream()
                        .map(
                                effect ->
                                        new Edit(
                                                codes.getOrDefault(effect.line(), ""),
                                                effect.businessDate(),
                                                effect.shift(),
                                                effect.recordedAt(),
                                                effect.by(),
                                                effect.kinds(),
                                                effect.what(),
                                                effect.definition(),
                                                boxed(effect.oeeBefore()),
                                                boxed(effect.oeeAfter()),
                                                percentagePoints(effect.points())))
                        .toList());
    }

    private static Period range(@Nullable String from, @Nullable String to) {
        var first = date("from", from);
        var last = to == null ? first : date("to", to);
        if (last.isBefore(first) || first.plusDays(MOST_DAYS).isBefore(last)) {
            throw bad("to", "lies up to %d days after from, %s".formatted(MOST_DAYS, first));
        }
        return new Period(first, last);
    }

    private static LocalDate date(String name, @Nullable String text) {
        try {
            return LocalDate.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            throw bad(name, "is a business date such as 2026-03-16, not '%s'".formatted(text));
        }
    }

    private static ApiProblem bad(String path, String reason) {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "The question cannot be answered.",
                List.of(new Fault(path, reason)));
    }

    private static @Nullable Double percentagePoints(OptionalDouble fraction) {
        return fraction.isPresent() ? fraction.getAsDouble() * 100 : null;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
