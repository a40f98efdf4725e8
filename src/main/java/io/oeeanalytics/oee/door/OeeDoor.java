package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.base.api.Cursor;
import io.oeeanalytics.base.api.PageSize;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.door.OeeAnswer.Manner;
import io.oeeanalytics.oee.door.OeeAnswer.Rules;
import io.oeeanalytics.plant.AskedLines;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantEdit;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Product;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /**
     * All groups are held in memory while an answer is made, whatever page of them is asked for.
     */
    private static final long MOST_GROUPS = 200_000;

    private static final int HOURS_OF_DAY = 24;
    private static final int USUAL_SHIFTS = 3;
    private static final int DAYS_OF_WEEK = 7;
    private static final int LEAST_DAYS_OF_MONTH = 28;

    private static final int MOST_LINES_WITH_RULES = 10;

    private final FiguresQuery figures;
    private final PlantModel plant;
    private final Clock clock;

    OeeDoor(FiguresQuery figures, PlantModel plant, Clock clock) {
        this.clock = clock;
        this.figures = figures;
        this.plant = plant;
    }

    @GetMapping("/api/v1/oee")
    OeeAnswer oee(
            @RequestParam(name = "line", defaultValue = "") List<String> codes,
            @RequestParam(defaultValue = "") String site,
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "line") String by,
            @RequestParam(defaultValue = "") String definition,
            @RequestParam(defaultValue = "false") boolean compare,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(defaultValue = "1000") String limit,
            @RequestParam(defaultValue = "") String cursor) {
        var faults = new ArrayList<Fault>();
        var range = AskedDates.read(from, to, MOST_DAYS, faults);
        var lines = AskedLines.of(plant, codes, site, area, faults);
        var grouping = grouping(by, faults);
        var asked = definition(definition, faults);
        var known = AskedDates.knownAt(knownAt, faults);
        int most = PageSize.read(limit, faults);
        tooMany(grouping, lines.size(), range.days()).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        var question =
                "oee %s %s %s %s %s %s %s"
                        .formatted(
                                codes.stream().sorted().toList(),
                                site,
                                area,
                                range.first(),
                                range.last(),
                                by,
                                known);
        var after =
                cursor.isEmpty()
                        ? Optional.<List<String>>empty()
                        : Optional.of(Cursor.position(question, cursor, 5));
        var answer =
                known == null
                        ? figures.answer(lines, range, grouping)
                        : asKnown(lines, range, grouping, known);
        var left =
                answer.groups().stream()
                        .filter(group -> after.isEmpty() || isAfter(position(group), after.get()))
                        .toList();
        var page = left.subList(0, Math.min(most, left.size()));
        return OeeAnswer.of(
                answer,
                page,
                new Manner(
                        by,
                        asked == null ? answer.definition() : new DefinitionInForce(asked, false),
                        compare,
                        known,
                        rules(lines, known),
                        codes.isEmpty() && site.isEmpty() && area.isEmpty()
                                ? List.of()
                                : lines.stream().map(Line::code).sorted().toList()),
                left.size() > most
                        ? Cursor.after(question, position(page.getLast()).toArray())
                        : null);
    }

    /** A fault where so many groups are asked for that their answer would crowd out others. */
    static Optional<Fault> tooMany(Grouping by, int lines, long days) {
        long ofLine =
                switch (by) {
                    case TOTAL, LINE, PRODUCT -> 1;
                    case MONTH -> days / LEAST_DAYS_OF_MONTH + 1;
                    case WEEK -> days / DAYS_OF_WEEK + 1;
                    case DAY -> days;
                    case SHIFT -> days * USUAL_SHIFTS;
                    case HOUR -> days * HOURS_OF_DAY;
                };
        if (lines * ofLine <= MOST_GROUPS) {
            return Optional.empty();
        }
        var coarser =
                switch (by) {
                    case SHIFT, HOUR -> ", or by=day";
                    case DAY -> ", or by=month";
                    case TOTAL, LINE, PRODUCT, WEEK, MONTH -> "";
                };
        return Optional.of(
                new Fault(
                        "by",
                        "%d lines in %d days by %s are up to %d rows, and at most %d are computed at once; ask for fewer lines or days%s"
                                .formatted(
                                        lines,
                                        days,
                                        by.name().toLowerCase(Locale.ROOT),
                                        lines * ofLine,
                                        MOST_GROUPS,
                                        coarser)));
    }

    private GroupedFigures asKnown(List<Line> lines, Period range, Grouping by, Instant known) {
        try {
            return figures.answer(lines, range, by, known);
        } catch (IllegalArgumentException e) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    static @Nullable OeeDefinition definition(String name, List<Fault> faults) {
        if (name.isEmpty()) {
            return null;
        }
        for (var definition : OeeDefinition.values()) {
            if (definition.name().equalsIgnoreCase(name)) {
                return definition;
            }
        }
        faults.add(
                new Fault(
                        "definition",
                        "is one of %s, not '%s'".formatted(List.of(OeeDefinition.values()), name)));
        return null;
    }

    private List<Rules> rules(List<Line> lines, @Nullable Instant known) {
        if (lines.size() > MOST_LINES_WITH_RULES) {
            return List.of();
        }
        var upTo = known == null ? clock.instant() : known;
        return lines.stream()
                .map(
                        line -> {
                            var last = new EnumMap<PlantEdit.Kind, Instant>(PlantEdit.Kind.class);
                            plant.edits(line, Instant.EPOCH, upTo)
                                    .forEach(edit -> last.put(edit.kind(), edit.recordedAt()));
                            return new Rules(
                                    line.code(),
                                    last.get(PlantEdit.Kind.CALENDAR),
                                    last.get(PlantEdit.Kind.CYCLE),
                                    last.get(PlantEdit.Kind.STATUS),
                                    last.get(PlantEdit.Kind.SETTING));
                        })
                .toList();
    }

    /** In the order of the answer; dates and shifts of one digit sort as their texts do. */
    private static List<String> position(Group group) {
        return List.of(
                group.line().map(Line::code).orElse(""),
                group.period().first().toString(),
                group.shift().map(String::valueOf).orElse(""),
                group.hour().map(hour -> hour.from().toString()).orElse(""),
                group.product().map(Product::code).orElse(""));
    }

    private static boolean isAfter(List<String> position, List<String> other) {
        for (int i = 0; i < position.size(); i++) {
            int order = position.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }

    private static Grouping grouping(String by, List<Fault> faults) {
        for (var grouping : Grouping.values()) {
            if (grouping.name().toLowerCase(Locale.ROOT).equals(by)) {
                return grouping;
            }
        }
        faults.add(
                new Fault(
                        "by",
                        "is total, line, shift, hour, day, week, month or product, not '%s'"
                                .formatted(by)));
        return Grouping.TOTAL;
    }
}
