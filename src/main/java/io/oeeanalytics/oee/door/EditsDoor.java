package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.base.api.Cursor;
import io.oeeanalytics.base.api.PageSize;
import io.oeeanalytics.oee.EditEffect;
import io.oeeanalytics.oee.EditEffect.Place;
import io.oeeanalytics.oee.ShiftReports;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Edits of shifts that were closed before, and who raised OEE by them. */
@RestController
class EditsDoor {
    private static final int MOST_DAYS = 92;

    private final ShiftReports reports;
    private final PlantModel plant;

    EditsDoor(ShiftReports reports, PlantModel plant) {
        this.reports = reports;
        this.plant = plant;
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
            @Nullable Double points) {
        static Edit of(EditEffect effect, Map<LineId, String> codes) {
            return new Edit(
                    codes.getOrDefault(effect.line(), ""),
                    effect.businessDate(),
                    effect.shift(),
                    effect.recordedAt(),
                    effect.by(),
                    effect.kinds(),
                    effect.what(),
                    effect.definition(),
                    boxed(effect.oeeBefore(), 1),
                    boxed(effect.oeeAfter(), 1),
                    boxed(effect.points(), 100));
        }
    }

    /**
     * @param raisedMinutes time measured by times OEE gained, over all edits that raised OEE: what
     *     would have had to be produced to gain as much
     */
    record Person(String by, int edits, int raised, int shifts, double raisedMinutes) {}

    /**
     * @param people of the whole range, whatever page the items are
     * @param next cursor of the next page of items; null: this is the last
     */
    record Edits(List<Person> people, List<Edit> items, @Nullable String next) {}

    /** The latest first; the people who raised OEE most first. */
    @GetMapping("/api/v1/edits")
    Edits edits(
            @RequestParam @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "1000") String limit,
            @RequestParam(defaultValue = "") String cursor) {
        var faults = new ArrayList<Fault>();
        var range = AskedDates.read(from, to, MOST_DAYS, faults);
        int most = PageSize.read(limit, faults);
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        var question = "edits %s %s".formatted(range.first(), range.last());
        var after =
                cursor.isEmpty()
                        ? Optional.<Place>empty()
                        : Optional.of(place(Cursor.position(question, cursor, 2)));
        var found = reports.edits(range, after, most + 1);
        var page = found.subList(0, Math.min(most, found.size()));
        var codes = plant.lines().stream().collect(Collectors.toMap(Line::id, Line::code));
        return new Edits(
                reports.people(range).stream()
                        .map(
                                person ->
                                        new Person(
                                                person.by(),
                                                person.edits(),
                                                person.raised(),
                                                person.shifts(),
                                                person.raisedMs() / 60_000))
                        .toList(),
                page.stream().map(effect -> Edit.of(effect, codes)).toList(),
                found.size() > most ? cursor(question, page.getLast().place()) : null);
    }

    private static String cursor(String question, Place place) {
        return Cursor.after(
                question, ChronoUnit.MICROS.between(Instant.EPOCH, place.recordedAt()), place.id());
    }

    private static Place place(List<String> parts) {
        return new Place(
                Instant.EPOCH.plus(Long.parseLong(parts.get(0)), ChronoUnit.MICROS),
                Long.parseLong(parts.get(1)));
    }

    private static @Nullable Double boxed(OptionalDouble value, double unit) {
        return value.isPresent() ? value.getAsDouble() * unit : null;
    }
}
