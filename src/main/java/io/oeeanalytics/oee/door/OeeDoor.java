package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures of lines and sites in a range of business dates. */
@RestController
class OeeDoor {
    /** A question for more days than this is a mistake, or is better asked by month. */
    private static final int MOST_DAYS = 4_000;

    private final FiguresQuery figures;
    private final PlantModel plant;

    OeeDoor(FiguresQuery figures, PlantModel plant) {
        this.figures = figures;
        this.plant = plant;
    }

    @GetMapping("/api/v1/oee")
    OeeAnswer oee(
            @RequestParam(name = "line", defaultValue = "") List<String> codes,
            @RequestParam(defaultValue = "") String site,
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "line") String by) {
        var faults = new ArrayList<Fault>();
        var first = date("from", from, faults);
        var last = to == null ? first : date("to", to, faults);
        var lines = lines(codes, site, faults);
        var grouping = grouping(by, faults);
        if (last.isBefore(first)) {
            faults.add(new Fault("to", "%s lies before from, %s".formatted(last, first)));
        } else if (first.plusDays(MOST_DAYS).isBefore(last)) {
            faults.add(new Fault("to", "is more than %d days after from".formatted(MOST_DAYS)));
        }
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        return OeeAnswer.of(figures.answer(lines, new Period(first, last), grouping), by);
    }

    private static LocalDate date(String name, @Nullable String text, List<Fault> faults) {
        try {
            return LocalDate.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            faults.add(
                    new Fault(
                            name,
                            "is a business date such as 2026-03-16, not '%s'".formatted(text)));
            return LocalDate.EPOCH;
        }
    }

    private List<Line> lines(List<String> codes, String site, List<Fault> faults) {
        if (codes.isEmpty() && site.isEmpty()) {
            return plant.lines();
        }
        var lines = new LinkedHashSet<Line>();
        for (var code : codes) {
            plant.line(code)
                    .ifPresentOrElse(
                            lines::add,
                            () ->
                                    faults.add(
                                            new Fault(
                                                    "line",
                                                    "the plant has no line '%s'".formatted(code))));
        }
        if (!site.isEmpty()) {
            var known = plant.sites().stream().filter(one -> one.name().equals(site)).findFirst();
            if (known.isEmpty()) {
                faults.add(new Fault("site", "the plant has no site '%s'".formatted(site)));
            }
            known.ifPresent(
                    one ->
                            plant.lines().stream()
                                    .filter(line -> line.siteId() == one.id())
                                    .forEach(lines::add));
        }
        return List.copyOf(lines);
    }

    private static Grouping grouping(String by, List<Fault> faults) {
        for (var grouping : Grouping.values()) {
            if (grouping.name().toLowerCase(Locale.ROOT).equals(by)) {
                return grouping;
            }
        }
        faults.add(
                new Fault(
                        "by", "is total, line, shift, day, week or month, not '%s'".formatted(by)));
        return Grouping.TOTAL;
    }
}
