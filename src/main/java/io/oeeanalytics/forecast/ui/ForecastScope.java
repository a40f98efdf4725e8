package io.oeeanalytics.forecast.ui;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a forecast is of: a line, or lines together.
 *
 * @param group name in the address, blank for the whole plant; empty for a line
 * @param name as people call it, empty for the whole plant
 */
record ForecastScope(Optional<String> group, String name, List<Line> lines) {
    ForecastScope {
        lines = List.copyOf(lines);
    }

    /** The plant, its sites where it has several, their areas, then the lines. */
    static List<ForecastScope> of(PlantModel plant) {
        var scopes = new ArrayList<ForecastScope>();
        var lines = plant.lines();
        scopes.add(new ForecastScope(Optional.of(""), "", lines));
        var sites = plant.sites();
        for (var site : sites) {
            var ofSite = lines.stream().filter(line -> line.siteId() == site.id()).toList();
            if (sites.size() > 1 && !ofSite.isEmpty()) {
                scopes.add(new ForecastScope(Optional.of(site.name()), site.name(), ofSite));
            }
            for (var area : plant.areas(site.id())) {
                var ofArea = ofSite.stream().filter(line -> area.equals(line.area())).toList();
                if (!ofArea.isEmpty()) {
                    scopes.add(
                            new ForecastScope(
                                    Optional.of(site.name() + "/" + area),
                                    sites.size() > 1 ? site.name() + ", " + area : area,
                                    ofArea));
                }
            }
        }
        lines.forEach(
                line ->
                        scopes.add(
                                new ForecastScope(Optional.empty(), line.code(), List.of(line))));
        return scopes;
    }

    /** The line, unless it is lines together. */
    Optional<Line> line() {
        return group.isPresent() ? Optional.empty() : Optional.of(lines.getFirst());
    }

    /** How an address names it. */
    Map.Entry<String, String> parameter() {
        return line().map(line -> Map.entry("line", line.code()))
                .orElseGet(() -> Map.entry("group", group.orElse("")));
    }

    boolean isNamed(String parameter, String value) {
        return parameter().equals(Map.entry(parameter, value));
    }
}
