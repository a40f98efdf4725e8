package io.oeeanalytics.production.ingest;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Site;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines and products a file names. New ones get a number at first sight and are opened only
 * when the whole file has been read and may be loaded.
 */
final class FileLines {
    private final PlantModel plant;
    private final PlantSetup setup;
    private final ZoneId zone;
    private final Map<String, Line> known = new HashMap<>();
    private final Map<String, LineId> numbers = new LinkedHashMap<>();
    private final Map<String, LineId> fresh = new LinkedHashMap<>();
    private final Map<String, ProductId> products = new HashMap<>();
    private final Map<String, ProductId> freshProducts = new LinkedHashMap<>();

    FileLines(PlantModel plant, PlantSetup setup, ZoneId zone) {
        this.plant = plant;
        this.setup = setup;
        this.zone = zone;
        plant.lines().forEach(line -> known.put(line.code(), line));
        site().ifPresent(
                        site ->
                                plant.products(site.id())
                                        .forEach(one -> products.put(one.code(), one.id())));
    }

    /** The site of the file: that of its zone. */
    Optional<Site> site() {
        return plant.sites().stream().filter(site -> site.zone().equals(zone)).findFirst();
    }

    LineId line(String code) {
        return numbers.computeIfAbsent(
                code,
                unseen -> {
                    var line = known.get(unseen);
                    if (line != null) {
                        return line.id();
                    }
                    var reserved = setup.reserveLine();
                    fresh.put(unseen, reserved);
                    return reserved;
                });
    }

    ProductId product(String code) {
        return products.computeIfAbsent(
                code,
                unseen -> {
                    var reserved = setup.reserveProduct();
                    freshProducts.put(unseen, reserved);
                    return reserved;
                });
    }

    /** Why the new lines may not be opened; empty when they may or there are none. */
    Optional<String> refusal(NewLines policy) {
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        boolean refused =
                switch (policy) {
                    case OPEN -> false;
                    case REFUSE -> true;
                    case WHEN_ALL_ARE_NEW -> fresh.size() < numbers.size();
                };
        if (!refused) {
            return Optional.empty();
        }
        var all = new ArrayList<>(known.keySet());
        all.sort(null);
        return Optional.of(
                ("The plant has no line %s (it has %s). Correct the file, open the line first, or"
                                + " allow the import to open new lines.")
                        .formatted(shown(List.copyOf(fresh.keySet())), shown(all)));
    }

    /** Opens what is new; call once, in the transaction that writes the rows. */
    void open(Map<String, Long> cyclesMs, String by) {
        if (!fresh.isEmpty() || !freshProducts.isEmpty()) {
            var site = setup.siteIn(zone);
            fresh.forEach((code, id) -> setup.openReserved(id, site, code));
            freshProducts.forEach((code, id) -> setup.addReserved(id, site.id(), code));
        }
        cyclesMs.forEach(
                (code, millis) -> {
                    var line = numbers.get(code);
                    if (line != null && plant.cycles(line).isEmpty()) {
                        setup.addCycle(line, null, null, millis, by);
                    }
                });
    }

    private static String shown(List<String> codes) {
        return codes.size() <= 8
                ? String.join(", ", codes)
                : String.join(", ", codes.subList(0, 8)) + ", …";
    }
}
