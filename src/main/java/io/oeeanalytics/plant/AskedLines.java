package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.util.LinkedHashSet;
import java.util.List;

/** The lines a question to a public door is about: {@code line}, {@code site} and {@code area}. */
public final class AskedLines {
    private AskedLines() {}

    /**
     * @param codes of lines; beside a site, lines of it and these
     * @param site a name, or empty
     * @param area of those, the lines that stand there; empty for all
     * @param faults gets what names nothing, by parameter
     * @return each once; all where nothing is asked for
     */
    public static List<Line> of(
            PlantModel plant, List<String> codes, String site, String area, List<Fault> faults) {
        if (codes.isEmpty() && site.isEmpty() && area.isEmpty()) {
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
        if (!area.isEmpty()) {
            var standing = plant.lines().stream().filter(line -> area.equals(line.area())).toList();
            if (standing.isEmpty()) {
                faults.add(new Fault("area", "no line stands in an area '%s'".formatted(area)));
            }
            if (codes.isEmpty() && site.isEmpty()) {
                lines.addAll(standing);
            } else {
                lines.retainAll(standing);
                if (lines.isEmpty() && faults.isEmpty()) {
                    faults.add(
                            new Fault(
                                    "area",
                                    "none of the lines asked for stands in '%s'".formatted(area)));
                }
            }
        }
        return List.copyOf(lines);
    }
}
