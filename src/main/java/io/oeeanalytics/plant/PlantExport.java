package io.oeeanalytics.plant;

import io.oeeanalytics.plant.PlantDocument.ConstraintEntry;
import io.oeeanalytics.plant.PlantDocument.CycleEntry;
import io.oeeanalytics.plant.PlantDocument.HolidayEntry;
import io.oeeanalytics.plant.PlantDocument.LineEntry;
import io.oeeanalytics.plant.PlantDocument.ProductEntry;
import io.oeeanalytics.plant.PlantDocument.SettingEntry;
import io.oeeanalytics.plant.PlantDocument.SiteEntry;
import io.oeeanalytics.plant.PlantDocument.StatusEntry;
import io.oeeanalytics.plant.PlantDocument.StatusLineEntry;
import io.oeeanalytics.plant.PlantDocument.TargetEntry;
import io.oeeanalytics.plant.PlantDocument.UnitEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes the plant as a document; put back, it changes nothing. */
@Component
class PlantExport {
    private final PlantModel model;

    PlantExport(PlantModel model) {
        this.model = model;
    }

    PlantDocument document() {
        var lines = model.lines();
        return new PlantDocument(
                model.sites().stream()
                        .map(
                                site ->
                                        site(
                                                site,
                                                lines.stream()
                                                        .filter(one -> one.siteId() == site.id())
                                                        .toList()))
                        .toList());
    }

    private SiteEntry site(Site site, List<Line> lines) {
        var products = new HashMap<ProductId, String>();
        model.products(site.id()).forEach(one -> products.put(one.id(), one.code()));
        var codes = lines.stream().collect(Collectors.toMap(Line::id, Line::code));
        var plan = model.plan(site.id(), null);
        return new SiteEntry(
                site.name(),
                site.zone().getId(),
                null,
                settings(site),
                statuses(site),
                model.holidays(site.id()).entrySet().stream()
                        .map(day -> new HolidayEntry(day.getKey().toString(), day.getValue()))
                        .toList(),
                model.products(site.id()).stream()
                        .map(one -> new ProductEntry(one.code(), one.name()))
                        .toList(),
                PlantWords.weekEntries(plan.rotations()),
                PlantWords.exceptionEntries(plan.exceptions()),
                model.areas(site.id()),
                lines.stream().map(line -> line(line, products, codes)).toList());
    }

    private List<SettingEntry> settings(Site site) {
        return model.settings(site.id()).rows().entrySet().stream()
                .map(
                        row ->
                                new SettingEntry(
                                        PlantWords.validFrom(row.getKey(), site.zone()),
                                        PlantWords.seconds(row.getValue().microStop()),
                                        row.getValue().bucket().name(),
                                        PlantWords.seconds(row.getValue().startUp()),
                                        row.getValue().definition().name()))
                .toList();
    }

    private List<StatusEntry> statuses(Site site) {
        return model.statusHistory(site.id()).rows().stream()
                .map(
                        row ->
                                new StatusEntry(
                                        row.status().code(),
                                        row.status().name(),
                                        row.status().category().name(),
                                        row.status().group(),
                                        PlantWords.validFrom(row.validFrom(), site.zone())))
                .toList();
    }

    private LineEntry line(Line line, Map<ProductId, String> products, Map<LineId, String> codes) {
        var plan = model.plan(line.siteId(), line.id());
        var logs = model.statusLogs(line).rows();
        boolean isShort = isSinceEver(logs);
        var paces = model.cycles(line.id()).constraints();
        boolean isSinceEver = paces.isEmpty() || isSinceEver(paces);
        return new LineEntry(
                line.code(),
                line.name(),
                line.area(),
                isShort ? source(logs.firstEntry().getValue(), codes) : null,
                isShort || logs.isEmpty() ? null : statusLines(line, logs, codes),
                model.units(line.id()).stream()
                        .map(
                                one ->
                                        new UnitEntry(
                                                one.code(),
                                                one.name(),
                                                isSinceEver ? one.constraint() : null))
                        .toList(),
                isSinceEver ? null : constraints(line, paces),
                model.targets(line.id()).entrySet().stream()
                        .map(one -> new TargetEntry(one.getKey().toString(), one.getValue()))
                        .toList(),
                model.cycles(line.id()).valid().stream()
                        .map(
                                row ->
                                        new CycleEntry(
                                                row.product() == null
                                                        ? null
                                                        : products.get(row.product()),
                                                row.unit(),
                                                PlantWords.validFrom(row.validFrom(), line.zone()),
                                                PlantWords.seconds(
                                                        Duration.ofMillis(row.millis()))))
                        .toList(),
                PlantWords.weekEntries(plan.rotations()),
                PlantWords.exceptionEntries(plan.exceptions()));
    }

    private static boolean isSinceEver(NavigableMap<Instant, ?> rows) {
        return rows.size() == 1 && rows.firstKey().equals(RuleBook.SINCE_EVER);
    }

    private static List<ConstraintEntry> constraints(
            Line line, NavigableMap<Instant, Optional<String>> paces) {
        return paces.entrySet().stream()
                .map(
                        row ->
                                new ConstraintEntry(
                                        PlantWords.validFrom(row.getKey(), line.zone()),
                                        row.getValue().orElse("")))
                .toList();
    }

    private static List<StatusLineEntry> statusLines(
            Line line, NavigableMap<Instant, Optional<LineId>> logs, Map<LineId, String> codes) {
        return logs.entrySet().stream()
                .map(
                        row ->
                                new StatusLineEntry(
                                        PlantWords.validFrom(row.getKey(), line.zone()),
                                        source(row.getValue(), codes)))
                .toList();
    }

    private static String source(Optional<LineId> source, Map<LineId, String> codes) {
        return source.map(codes::get).orElse("");
    }
}
