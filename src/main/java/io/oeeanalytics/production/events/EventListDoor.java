package io.oeeanalytics.production.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.base.api.Cursor;
import io.oeeanalytics.base.api.PageSize;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.production.KnownAt;
import io.oeeanalytics.production.RecordedEvent;
import io.oeeanalytics.production.RecordedEvent.Kind;
import io.oeeanalytics.production.RecordedEvent.Origin;
import io.oeeanalytics.production.RecordedEvent.Position;
import io.oeeanalytics.production.RecordedEvents;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The facts behind figures, page by page. */
@RestController
class EventListDoor {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int POSITION_PARTS = 5;

    private final RecordedEvents events;
    private final PlantModel plant;

    EventListDoor(RecordedEvents events, PlantModel plant) {
        this.events = events;
        this.plant = plant;
    }

    /**
     * A page.
     *
     * @param next cursor of the next one; null: this is the last
     */
    record Page(List<Item> items, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String line,
            String kind,
            Instant at,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Integer status,
            @Nullable String unit,
            @Nullable String product,
            @Nullable String order,
            @Nullable Long good,
            @Nullable Long scrap,
            @Nullable Long rework,
            @Nullable Long total,
            @Nullable Long width,
            @Nullable Instant arrivedAt,
            @Nullable String source,
            @Nullable Integer importNumber,
            @Nullable String keyHash) {}

    @GetMapping("/api/v1/events")
    Page list(
            @RequestParam(name = "line", defaultValue = "") List<String> codes,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String firstDate,
            @RequestParam(defaultValue = "") String lastDate,
            @RequestParam(defaultValue = "") String shift,
            @RequestParam(name = "kind", defaultValue = "") List<String> words,
            @RequestParam(defaultValue = "") String knownAt,
            @RequestParam(defaultValue = "200") String limit,
            @RequestParam(defaultValue = "") String cursor) {
        var faults = new ArrayList<Fault>();
        var lines = lines(codes, faults);
        var first = instant("from", from, EARLIEST, faults);
        var last = instant("to", to, LATEST, faults);
        var dates = AccountedDates.read(firstDate, lastDate, shift, faults);
        var kinds = kinds(words, faults);
        var known =
                knownAt.isEmpty()
                        ? KnownAt.NOW
                        : KnownAt.at(instant("knownAt", knownAt, LATEST, faults));
        int most = PageSize.read(limit, faults);
        if (faults.isEmpty() && !first.isBefore(last)) {
            faults.add(new Fault("to", "%s does not lie after from, %s".formatted(last, first)));
        }
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
        }
        var question =
                "events %s %s %s %s %s %s"
                        .formatted(
                                codes.stream().sorted().toList(),
                                first,
                                last,
                                dates,
                                knownAt,
                                List.copyOf(kinds));
        var after =
                cursor.isEmpty()
                        ? Optional.<Position>empty()
                        : Optional.of(position(Cursor.position(question, cursor, POSITION_PARTS)));
        var asked = new TimeRange(first, last);
        var ranges = new HashMap<LineId, TimeRange>();
        for (var line : lines.values()) {
            dates.map(one -> one.of(calendar(line, known)).flatMap(asked::intersection))
                    .orElse(Optional.of(asked))
                    .ifPresent(range -> ranges.put(line.id(), range));
        }
        var found =
                events.oldestFirst(
                        new RecordedEvents.Question(ranges, kinds, known, after), most + 1);
        return page(found, most, question, lines);
    }

    /** By which facts are accounted to dates and shifts, as known then. */
    private ShiftCalendar calendar(Line line, KnownAt known) {
        return known.equals(KnownAt.NOW)
                ? plant.calendar(line)
                : plant.rules(line, known.words(), known.words(), known.words()).calendar();
    }

    private static Page page(
            List<RecordedEvent> found, int most, String question, Map<String, Line> lines) {
        var codes = lines.values().stream().collect(Collectors.toMap(Line::id, Line::code));
        var shown = found.subList(0, Math.min(most, found.size()));
        return new Page(
                shown.stream().map(event -> item(event, codes)).toList(),
                found.size() > most ? cursor(question, shown.getLast().position()) : null);
    }

    private static Item item(RecordedEvent event, Map<LineId, String> codes) {
        return new Item(
                codes.getOrDefault(event.line(), ""),
                event.kind().name().toLowerCase(Locale.ROOT),
                event.at(),
                event.from(),
                event.until(),
                event.status(),
                event.unit(),
                event.product(),
                event.order(),
                event.good(),
                event.scrap(),
                event.rework(),
                event.total(),
                event.width(),
                event.arrivedAt(),
                event.source(),
                event.importNumber(),
                event.keyHash() == null ? null : HexFormat.of().toHexDigits(event.keyHash()));
    }

    private static String cursor(String question, Position position) {
        return Cursor.after(
                question,
                ChronoUnit.MICROS.between(Instant.EPOCH, position.at()),
                position.line().value(),
                position.origin().ordinal(),
                position.first(),
                position.second());
    }

    private static Position position(List<String> parts) {
        return new Position(
                Instant.EPOCH.plus(Long.parseLong(parts.get(0)), ChronoUnit.MICROS),
                new LineId(Integer.parseInt(parts.get(1))),
                Origin.values()[Integer.parseInt(parts.get(2))],
                Long.parseLong(parts.get(3)),
                Long.parseLong(parts.get(4)));
    }

    /** By code; without any code all of the plant's. */
    private Map<String, Line> lines(List<String> codes, List<Fault> faults) {
        var known = new TreeMap<String, Line>();
        plant.lines().forEach(line -> known.put(line.code(), line));
        if (codes.isEmpty()) {
            return known;
        }
        for (var code : codes) {
            if (!known.containsKey(code)) {
                faults.add(new Fault("line", "the plant has no line '%s'".formatted(code)));
            }
        }
        known.keySet().retainAll(Set.copyOf(codes));
        return known;
    }

    private static Set<Kind> kinds(List<String> words, List<Fault> faults) {
        var kinds = EnumSet.noneOf(Kind.class);
        for (var word : words) {
            Arrays.stream(Kind.values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .ifPresentOrElse(
                            kinds::add,
                            () ->
                                    faults.add(
                                            new Fault(
                                                    "kind",
                                                    "is state, count, counter or product, not '%s'"
                                                            .formatted(word))));
        }
        return words.isEmpty() ? EnumSet.allOf(Kind.class) : kinds;
    }

    private static Instant instant(String name, String text, Instant none, List<Fault> faults) {
        if (text.isEmpty()) {
            return none;
        }
        try {
            var instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
            faults.add(new Fault(name, "%s lies outside 1970 to 2200".formatted(text)));
        } catch (DateTimeException e) {
            faults.add(
                    new Fault(
                            name,
                            "is an instant with its offset such as 2026-03-16T08:00:00Z or 2026-03-16T09:00:00%%2B01:00 (a + is written %%2B in an address), not '%s'"
                                    .formatted(text)));
        }
        return none;
    }
}
