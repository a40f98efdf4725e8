package io.oeeanalytics.production.events;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.WorkUnit;
import io.oeeanalytics.production.FactEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the events of one request; what it asks of the plant it asks once. */
final class EventReader {
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_CODE = 80;
    private static final Set<String> STATE =
            Set.of("key", "line", "type", "at", "status", "until", "unit");
    private static final Set<String> COUNT =
            Set.of(
                    "key", "line", "type", "at", "from", "product", "good", "scrap", "rework",
                    "total");
    private static final Set<String> COUNTER =
            Set.of(
                    "key", "line", "type", "at", "product", "good", "scrap", "rework", "total",
                    "width");
    private static final Set<String> PRODUCT =
            Set.of("key", "line", "type", "at", "product", "order");
    private static final Set<String> CLASSIFICATION =
            Set.of("key", "line", "type", "at", "until", "status", "by");
    private static final Set<String> VOID = Set.of("key", "line", "type", "at", "voids", "by");

    private final PlantModel plant;
    private final PlantSetup setup;
    private final Possible possible;
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<Integer, Map<Integer, Status>> statuses = new HashMap<>();
    private final Map<LineId, Set<String>> units = new HashMap<>();
    private final Map<Integer, Map<String, ProductId>> products = new HashMap<>();
    private final Map<NewProduct, ProductId> fresh = new HashMap<>();

    EventReader(PlantModel plant, PlantSetup setup, Possible possible) {
        this.plant = plant;
        this.setup = setup;
        this.possible = possible;
        plant.lines().forEach(line -> lines.put(line.code(), line));
    }

    /** An event whose product may still have to be added to its site; see {@link #settled}. */
    record Draft(FactEvent event, String path) {}

    /** An event, or all that is wrong with it. */
    record Read(@Nullable Draft draft, EventFields fields) {}

    private record NewProduct(int site, String code) {}

    Read read(JsonNode json, String path) {
        var fields = new EventFields(json, path, possible);
        if (!json.isObject()) {
            fields.refuse("", "must be an object in braces");
            return new Read(null, fields);
        }
        var key = fields.text("key", LONGEST_KEY).orElse("");
        var at = fields.instant("at").orElse(Instant.EPOCH);
        var line = line(fields);
        var type = fields.text("type", LONGEST_CODE).orElse("");
        if (line.isEmpty()) {
            return new Read(null, fields);
        }
        FactEvent event =
                fields.faults().isEmpty() ? event(type, key, line.get(), at, fields) : null;
        return new Read(
                event == null || !fields.faults().isEmpty() ? null : new Draft(event, path),
                fields);
    }

    private @Nullable FactEvent event(
            String type, String key, Line line, Instant at, EventFields fields) {
        try {
            return switch (type) {
                case "state" -> state(key, line, at, fields);
                case "count" -> counted(key, line, at, fields);
                case "counter" -> reading(key, line, at, fields);
                case "product" -> started(key, line, at, fields);
                case "classification" -> classified(key, line, at, fields);
                case "void" -> voided(key, line, at, fields);
                default -> {
                    fields.refuse(
                            "type",
                            "is one of state, count, counter, product, classification and void, not '%s'"
                                    .formatted(type));
                    yield null;
                }
            };
        } catch (IllegalArgumentException e) {
            fields.refuse("", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Optional<Line> line(EventFields fields) {
        return fields.text("line", LONGEST_CODE)
                .flatMap(
                        code -> {
                            var line = lines.get(code);
                            if (line == null) {
                                fields.refuse(
                                        "line",
                                        "the plant has no line '%s' (it has %s); open it first, by PUT /api/v1/plant"
                                                .formatted(code, some(lines.keySet())));
                            }
                            return Optional.ofNullable(line);
                        });
    }

    private FactEvent.@Nullable State state(String key, Line line, Instant at, EventFields fields) {
        fields.allow(STATE);
        var status = status(line, fields);
        var until = fields.has("until") ? fields.instant("until").orElse(null) : null;
        var unit = fields.has("unit") ? unit(line, fields).orElse(null) : null;
        return status.isEmpty()
                ? null
                : new FactEvent.State(key, line.id(), at, until, status.getAsInt(), unit);
    }

    private Optional<String> unit(Line line, EventFields fields) {
        var known =
                units.computeIfAbsent(
                        line.id(),
                        id ->
                                plant.units(id).stream()
                                        .map(WorkUnit::code)
                                        .collect(Collectors.toSet()));
        return fields.text("unit", LONGEST_CODE)
                .filter(
                        code -> {
                            if (!known.contains(code)) {
                                fields.refuse(
                                        "unit",
                                        "line %s has no unit '%s' (it has %s); add it first, by PUT /api/v1/plant"
                                                .formatted(line.code(), code, some(known)));
                            }
                            return known.contains(code);
                        });
    }

    private FactEvent.@Nullable Classified classified(
            String key, Line line, Instant at, EventFields fields) {
        fields.allow(CLASSIFICATION);
        var status = reason(line, fields);
        var until = fields.has("until") ? fields.instant("until").orElse(null) : null;
        var by = fields.has("by") ? fields.text("by", LONGEST_CODE).orElse("") : "";
        return status.isEmpty()
                ? null
                : new FactEvent.Classified(key, line.id(), at, until, status.getAsInt(), by);
    }

    private static FactEvent.@Nullable Voided voided(
            String key, Line line, Instant at, EventFields fields) {
        fields.allow(VOID);
        var voids = fields.text("voids", LONGEST_KEY);
        var by = fields.has("by") ? fields.text("by", LONGEST_CODE).orElse("") : "";
        return voids.isEmpty() ? null : new FactEvent.Voided(key, line.id(), at, voids.get(), by);
    }

    private OptionalInt reason(Line line, EventFields fields) {
        var status = status(line, fields);
        if (status.isEmpty()) {
            return status;
        }
        var known = statuses.computeIfAbsent(line.siteId(), plant::statuses);
        var said = known.get(status.getAsInt());
        if (said == null || said.category().isReason()) {
            return status;
        }
        fields.refuse(
                "status",
                "%d means %s, which would not hold against what the machine told; classify with one of %s, or mend what the machine tells by a state event"
                        .formatted(
                                said.code(),
                                said.category(),
                                known.values().stream()
                                        .filter(other -> other.category().isReason())
                                        .map(Status::code)
                                        .sorted()
                                        .toList()));
        return OptionalInt.empty();
    }

    private OptionalInt status(Line line, EventFields fields) {
        var status = fields.count("status");
        if (status.isEmpty()) {
            if (!fields.has("status")) {
                fields.refuse("status", "is missing");
            }
            return OptionalInt.empty();
        }
        var known = statuses.computeIfAbsent(line.siteId(), plant::statuses);
        if (status.getAsLong() > Integer.MAX_VALUE
                || !known.containsKey((int) status.getAsLong())) {
            fields.refuse(
                    "status",
                    "%d is no status of the site (it has %s); add it first, by PUT /api/v1/plant"
                            .formatted(
                                    status.getAsLong(), known.keySet().stream().sorted().toList()));
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) status.getAsLong());
    }

    private FactEvent.@Nullable Counted counted(
            String key, Line line, Instant at, EventFields fields) {
        fields.allow(COUNT);
        var good = fields.count("good");
        var scrap = fields.count("scrap");
        var rework = fields.count("rework");
        var total = fields.count("total");
        if (!some(good, scrap, rework, total) && fields.faults().isEmpty()) {
            fields.refuse("good", "is missing: a count has good, scrap, rework or total");
        }
        var from = fields.has("from") ? fields.instant("from").orElse(null) : null;
        var product = product(line, fields);
        if (!fields.faults().isEmpty()) {
            return null;
        }
        return new FactEvent.Counted(
                key,
                line.id(),
                at,
                from,
                product,
                good.orElse(0),
                scrap.orElse(0),
                rework.orElse(0),
                total);
    }

    private FactEvent.@Nullable Reading reading(
            String key, Line line, Instant at, EventFields fields) {
        fields.allow(COUNTER);
        var good = fields.count("good");
        var scrap = fields.count("scrap");
        var rework = fields.count("rework");
        var total = fields.count("total");
        var width = fields.count("width");
        if (!some(good, scrap, rework, total) && fields.faults().isEmpty()) {
            fields.refuse("good", "is missing: a counter shows good, scrap, rework or total");
        }
        if (width.isPresent()) {
            for (var shown : new OptionalLong[] {good, scrap, rework, total}) {
                if (shown.isPresent() && shown.getAsLong() >= width.getAsLong()) {
                    fields.refuse(
                            "width",
                            "%d values are too few for a counter that shows %d; 16 bits are 65536"
                                    .formatted(width.getAsLong(), shown.getAsLong()));
                    break;
                }
            }
        }
        var product = product(line, fields);
        return fields.faults().isEmpty()
                ? new FactEvent.Reading(
                        key, line.id(), at, product, good, scrap, rework, total, width)
                : null;
    }

    private FactEvent.@Nullable ProductStarted started(
            String key, Line line, Instant at, EventFields fields) {
        fields.allow(PRODUCT);
        if (!fields.has("product")) {
            fields.refuse("product", "is missing");
        }
        var product = product(line, fields);
        var order = fields.has("order") ? fields.text("order", LONGEST_CODE).orElse(null) : null;
        return product == null || !fields.faults().isEmpty()
                ? null
                : new FactEvent.ProductStarted(key, line.id(), at, product, order);
    }

    /**
     * The events of a batch that is taken. Products their sites do not know yet are added to them,
     * as with files; those of refused events are not.
     */
    List<FactEvent> settled(List<Draft> drafts) {
        var events = drafts.stream().map(Draft::event).toList();
        var used = events.stream().map(EventReader::product).collect(Collectors.toSet());
        var codes = new HashMap<Integer, Set<String>>();
        fresh.forEach(
                (product, number) -> {
                    if (used.contains(Optional.of(number))) {
                        codes.computeIfAbsent(product.site(), site -> new HashSet<>())
                                .add(product.code());
                    }
                });
        if (codes.isEmpty()) {
            return events;
        }
        var numbers = new HashMap<ProductId, ProductId>();
        codes.forEach(
                (site, ofSite) ->
                        setup.products(site, ofSite)
                                .forEach(
                                        (code, id) ->
                                                numbers.put(
                                                        Objects.requireNonNull(
                                                                fresh.get(
                                                                        new NewProduct(
                                                                                site, code))),
                                                        id)));
        return events.stream().map(event -> numbered(event, numbers)).toList();
    }

    private static Optional<ProductId> product(FactEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case FactEvent.State state -> null;
                    case FactEvent.Counted counted -> counted.product();
                    case FactEvent.Reading reading -> reading.product();
                    case FactEvent.ProductStarted started -> started.product();
                    case FactEvent.Classified said -> null;
                    case FactEvent.Voided act -> null;
                });
    }

    private static FactEvent numbered(FactEvent event, Map<ProductId, ProductId> numbers) {
        var number = product(event).map(numbers::get);
        return number.isEmpty()
                ? event
                : switch (event) {
                    case FactEvent.State state -> state;
                    case FactEvent.Counted counted ->
                            new FactEvent.Counted(
                                    counted.key(),
                                    counted.line(),
                                    counted.at(),
                                    counted.from(),
                                    number.get(),
                                    counted.good(),
                                    counted.scrap(),
                                    counted.rework(),
                                    counted.total());
                    case FactEvent.Reading reading ->
                            new FactEvent.Reading(
                                    reading.key(),
                                    reading.line(),
                                    reading.at(),
                                    number.get(),
                                    reading.good(),
                                    reading.scrap(),
                                    reading.rework(),
                                    reading.total(),
                                    reading.width());
                    case FactEvent.ProductStarted started ->
                            new FactEvent.ProductStarted(
                                    started.key(),
                                    started.line(),
                                    started.at(),
                                    number.get(),
                                    started.order());
                    case FactEvent.Classified said -> said;
                    case FactEvent.Voided act -> act;
                };
    }

    /** One the site does not know yet gets a number below 0, until the batch is taken. */
    private @Nullable ProductId product(Line line, EventFields fields) {
        if (!fields.has("product")) {
            return null;
        }
        var code = fields.text("product", LONGEST_CODE);
        if (code.isEmpty() || !fields.faults().isEmpty()) {
            return null;
        }
        var known = products.computeIfAbsent(line.siteId(), this::products).get(code.get());
        return known != null
                ? known
                : fresh.computeIfAbsent(
                        new NewProduct(line.siteId(), code.get()),
                        first -> new ProductId(-1 - fresh.size()));
    }

    private Map<String, ProductId> products(int site) {
        var known = new HashMap<String, ProductId>();
        plant.products(site).forEach(product -> known.put(product.code(), product.id()));
        return known;
    }

    private static boolean some(OptionalLong... counts) {
        for (var count : counts) {
            if (count.isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static String some(Set<String> codes) {
        var sorted = new TreeSet<>(codes);
        var shown = String.join(", ", sorted.stream().limit(8).toList());
        return codes.isEmpty() ? "none yet" : codes.size() > 8 ? shown + ", …" : shown;
    }
}
