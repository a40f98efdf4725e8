package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantEdit;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.SiteSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Which definition of OEE the figures of lines in a period are read by: the one that their site's
 * settings name at the end of the period.
 */
@Component
class Definitions {
    private final PlantModel plant;
    private final Clock clock;

    Definitions(PlantModel plant, Clock clock) {
        this.plant = plant;
        this.clock = clock;
    }

    /** Of lines taken together; that of ISO 22400 where their sites do not agree. */
    DefinitionInForce of(Collection<Line> lines, Period period) {
        var settings = new HashMap<Integer, SiteSettings>();
        var named = new HashSet<OeeDefinition>();
        for (var line : lines) {
            named.add(
                    at(
                            settings.computeIfAbsent(line.siteId(), plant::settings),
                            line.zone(),
                            period.last()));
        }
        return switch (named.size()) {
            case 0 -> DefinitionInForce.ISO_22400;
            case 1 -> new DefinitionInForce(named.iterator().next(), false);
            default -> new DefinitionInForce(OeeDefinition.ISO_22400, true);
        };
    }

    OeeDefinition of(Line line, Period period) {
        return of(List.of(line), period).definition();
    }

    /** Of one line, date by date. */
    Function<LocalDate, OeeDefinition> byDate(Line line) {
        var settings = plant.settings(line.siteId());
        return date -> at(settings, line.zone(), date);
    }

    /** By line, for figures that are not taken together. */
    Function<Line, OeeDefinition> each(Collection<Line> lines, Period period) {
        var bySite = new HashMap<Integer, OeeDefinition>();
        for (var line : lines) {
            bySite.computeIfAbsent(line.siteId(), site -> of(line, period));
        }
        return line -> bySite.getOrDefault(line.siteId(), OeeDefinition.ISO_22400);
    }

    /**
     * What edits were measured by: the settings as they were known when each was recorded, whatever
     * has been said of the past since.
     */
    JooqShiftReports.ReadBy whenEdited() {
        var lines = plant.lines().stream().collect(Collectors.toMap(Line::id, line -> line));
        var edited = new HashMap<Integer, NavigableSet<Instant>>();
        var known = new HashMap<List<Object>, SiteSettings>();
        return (id, date, recordedAt) -> {
            var line = lines.get(id);
            if (line == null) {
                return OeeDefinition.ISO_22400;
            }
            int site = line.siteId();
            var since = edited.computeIfAbsent(site, one -> edits(line)).floor(recordedAt);
            var settings =
                    known.computeIfAbsent(
                            List.of(site, since == null ? Instant.EPOCH : since),
                            key -> plant.settings(site, recordedAt));
            return at(settings, line.zone(), date);
        };
    }

    private NavigableSet<Instant> edits(Line line) {
        return plant.edits(line, Instant.EPOCH, clock.instant()).stream()
                .filter(edit -> edit.kind() == PlantEdit.Kind.SETTING)
                .map(PlantEdit::recordedAt)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** At the end of that business date. */
    static OeeDefinition at(SiteSettings settings, ZoneId zone, LocalDate date) {
        return settings.at(date.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1))
                .definition();
    }
}
