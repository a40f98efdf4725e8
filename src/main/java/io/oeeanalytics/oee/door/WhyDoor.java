package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.WhyAnalysis;
import io.oeeanalytics.plant.AskedLines;
import io.oeeanalytics.plant.PlantModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why the OEE of lines is not what it was, or not what it should be. */
@RestController
class WhyDoor {
    /** A question for more days than this is a mistake. */
    private static final int MOST_DAYS = 4_000;

    private static final AskedDates.Names BEFORE = new AskedDates.Names("beforeFrom", "beforeTo");

    private final WhyAnalysis why;
    private final PlantModel plant;

    WhyDoor(WhyAnalysis why, PlantModel plant) {
        this.why = why;
        this.plant = plant;
    }

    /**
     * @param beforeFrom without it, the period of the same length right before
     */
    @GetMapping("/api/v1/why")
    WhyAnswer why(
            @RequestParam(name = "line", defaultValue = "") List<String> codes,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String area,
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String beforeFrom,
            @RequestParam(required = false) @Nullable String beforeTo,
            @RequestParam(defaultValue = "period") String against,
            @RequestParam(defaultValue = "") String definition) {
        var faults = new ArrayList<Fault>();
        var after = AskedDates.read(from, to, MOST_DAYS, faults);
        boolean dated = beforeFrom != null || beforeTo != null;
        var before =
                dated
                        ? AskedDates.read(BEFORE, beforeFrom, beforeTo, MOST_DAYS, faults)
                        : after.previous();
        var lines = AskedLines.of(plant, codes, site, area, faults);
        var reference = reference(against, dated, faults);
        var asked = OeeDoor.definition(definition, faults);
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        return WhyAnswer.of(
                switch (reference) {
                    case PERIOD -> why.between(lines, before, after, asked);
                    case TARGET -> why.againstTarget(lines, after, asked);
                },
                codes.isEmpty() && site.isEmpty() && area.isEmpty() ? List.of() : lines);
    }

    private static Reference reference(String against, boolean dated, List<Fault> faults) {
        for (var reference : Reference.values()) {
            if (reference.name().toLowerCase(Locale.ROOT).equals(against)) {
                if (dated && reference == Reference.TARGET) {
                    faults.add(
                            new Fault(
                                    "against",
                                    "a target is none of another period; leave out beforeFrom and beforeTo"));
                }
                return reference;
            }
        }
        faults.add(new Fault("against", "is period or target, not '%s'".formatted(against)));
        return Reference.PERIOD;
    }
}
