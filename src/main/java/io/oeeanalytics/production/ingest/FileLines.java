package io.oeeanalytics.production.ingest;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The lines and products a file names. New ones get a number at first sight and are opened only
 * when the whole file has been read and may be loaded.
 */
final class FileLines {
    private static final int NEW_SITE = 0;

    private final PlantModel plant;
    private final PlantSetup setup;
    private final ZoneId zone;
    private final int zoneSite;
    private final Map<String, Line> known = new HashMap<>();
    private final Map<String, LineId> numbers = new LinkedHashMap<>();
    private final Map<String, LineId> fresh = new LinkedHashMap<>();
    private final Map<Integer, Map<String, ProductId>> products = new HashMap<>();
    private final Map<Integer, Map<String, ProductId>> freshProducts = new LinkedHashMap<>();
    private final Map<Integer, Map<Integer, Status>> statuses = new HashMap<>();

    FileLines(PlantModel plant, PlantSetup setup, ZoneId zone) {
        this.plant = plant;
        this.setup = setup;
        this.zone = zone;
        plant.lines().forEach(line -> known.put(line.code(), line));
        // Asked for now: while rows are copied in, the connection of the load takes no questions.
        var sites = plant.sites();
        zoneSite =
                sites.stream()
                        .filter(site -> site.zone().equals(zone))
                        .findFirst()
                        .map(Site::id)
                        .orElse(NEW_SITE);
        products.put(NEW_SITE, new HashMap<>());
        for (var site : sites) {
            var codes = new HashMap<String, ProductId>();
            plant.products(site.id()).forEach(one -> codes.put(one.code(), one.id()));
            products.put(site.id(), codes);
        }
    }

    /**
     * The site of a line: its own, or for a new line that of the zone, which may be new as well.
     */
    private int siteOf(String code) {
        var line = known.get(code);
        return line != null ? line.siteId() : zoneSite;
    }

    /** Statuses of the line's site, or those a new site would get. */
    Map<Integer, Status> statuses(String line) {
        return statuses.computeIfAbsent(
                siteOf(line),
                site -> {
                    if (site != NEW_SITE) {
                        return plant.statuses(site);
                    }
                    var standard = new HashMap<Integer, Status>();
                    StatusCatalogue.STANDARD.forEach(one -> standard.put(one.code(), one));
                    return standard;
                });
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

    /** A product of the line's site. */
    ProductId product(String line, String code) {
        var site = siteOf(line);
        return Objects.requireNonNull(products.get(site))
                .computeIfAbsent(
                        code,
                        unseen -> {
                            var reserved = setup.reserveProduct();
                            freshProducts
                                    .computeIfAbsent(site, first -> new LinkedHashMap<>())
                                    .put(unseen, reserved);
                            return reserved;
                        });
    }

    /** Why the new lines may not be opened; empty when they may or there are none. */
    Optional<String> refusal(NewLines policy, Set<String> cyclesFor) {
        for (var code : cyclesFor) {
            if (!numbers.containsKey(code)) {
                return Optional.of(
                        "An ideal cycle is given for line %s, but the file has no such line (it has %s)."
                                .formatted(
                                        code, shown(numbers.keySet().stream().sorted().toList())));
            }
        }
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
        if (!fresh.isEmpty()) {
            var site = setup.siteIn(zone);
            fresh.forEach((code, id) -> setup.openReserved(id, site, code));
        }
        freshProducts.forEach(
                (site, codes) ->
                        codes.forEach(
                                (code, id) ->
                                        setup.addReserved(
                                                id,
                                                site == NEW_SITE ? setup.siteIn(zone).id() : site,
                                                code)));
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
