package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.plant.PlantDocument.CycleEntry;
import io.oeeanalytics.plant.PlantDocument.HolidayEntry;
import io.oeeanalytics.plant.PlantDocument.LineEntry;
import io.oeeanalytics.plant.PlantDocument.PauseEntry;
import io.oeeanalytics.plant.PlantDocument.ProductEntry;
import io.oeeanalytics.plant.PlantDocument.ShiftEntry;
import io.oeeanalytics.plant.PlantDocument.SiteEntry;
import io.oeeanalytics.plant.PlantDocument.StatusEntry;
import io.oeeanalytics.plant.PlantDocument.TargetEntry;
import io.oeeanalytics.plant.PlantDocument.WeekEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The plant model out and in as one document. What has a past (sites, lines, products, statuses,
 * cycles) is never removed by leaving it out; shifts, closed days and targets become those of the
 * document.
 */
@Service
@Transactional
public class PlantDocuments {
    private final JooqPlant plant;
    private final JooqPlantSetup writes;
    private final PlantModel model;
    private final PlantSetup setup;

    PlantDocuments(JooqPlant plant, JooqPlantSetup writes, PlantModel model, PlantSetup setup) {
        this.plant = plant;
        this.writes = writes;
        this.model = model;
        this.setup = setup;
    }

    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
    public PlantDocument export() {
        return new PlantDocument(model.sites().stream().map(this::site).toList());
    }

    /**
     * Makes the plant what the document says, all of it or nothing.
     *
     * @throws ApiProblem with every fault by its path
     */
    @PreAuthorize("hasRole('ADMIN')")
    public void put(PlantDocument document) {
        var faults = PlantCheck.faults(document);
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Nothing of the plant was changed. Mend what the errors name.",
                    faults);
        }
        document.sites().forEach(this::put);
    }

    private void put(SiteEntry entry) {
        var zone = ZoneId.of(entry.zone());
        var known =
                model.sites().stream().filter(one -> one.name().equals(entry.name())).findFirst();
        known.filter(one -> !one.zone().equals(zone))
                .ifPresent(
                        one -> {
                            throw new ApiProblem(
                                    HttpStatus.CONFLICT,
                                    "Site '%s' lies in %s; its zone cannot change, because its past was counted in it."
                                            .formatted(one.name(), one.zone()));
                        });
        var site = known.orElseGet(() -> setup.openSite(entry.name(), zone));
        var microStop = Duration.ofMillis(Math.round(entry.microStopSeconds() * 1000));
        if (!site.microStop().equals(microStop)) {
            setup.setMicroStop(site.id(), microStop);
        }
        var statuses = model.statuses(site.id());
        for (var status : entry.statuses()) {
            var wanted =
                    new Status(
                            status.code(),
                            status.name(),
                            PlantCheck.category(status.category()).orElseThrow(),
                            status.group() == null ? "" : status.group());
            if (!wanted.equals(statuses.get(status.code()))) {
                setup.putStatus(site.id(), wanted);
            }
        }
        holidays(site, entry);
        var products = new HashMap<String, ProductId>();
        for (var product : entry.products()) {
            products.put(
                    product.code(),
                    setup.product(
                                    site.id(),
                                    product.code(),
                                    product.name() == null ? product.code() : product.name())
                            .id());
        }
        weeks(site, null, entry.weeks());
        entry.lines().forEach(line -> put(site, line, products));
    }

    private void holidays(Site site, SiteEntry entry) {
        var known = plant.holidays(site.id());
        var wanted = new TreeMap<LocalDate, String>();
        entry.holidays()
                .forEach(
                        day ->
                                wanted.put(
                                        LocalDate.parse(day.date()),
                                        day.name() == null ? "" : day.name()));
        wanted.forEach(
                (date, name) -> {
                    if (!name.equals(known.get(date))) {
                        setup.addHoliday(site.id(), date, name);
                    }
                });
        known.keySet().stream()
                .filter(date -> !wanted.containsKey(date))
                .forEach(date -> setup.removeHoliday(site.id(), date));
    }

    private void put(Site site, LineEntry entry, Map<String, ProductId> products) {
        var name = entry.name() == null || entry.name().isBlank() ? entry.code() : entry.name();
        var line = setup.openLine(site, entry.code(), name);
        if (line.siteId() != site.id()) {
            throw new ApiProblem(
                    HttpStatus.CONFLICT,
                    "Line '%s' belongs to another site; a code is one line's."
                            .formatted(line.code()));
        }
        if (!line.name().equals(name)) {
            setup.rename(line.id(), name);
        }
        var targets = plant.targets(line.id());
        var wanted = new TreeMap<LocalDate, Double>();
        entry.targets().forEach(one -> wanted.put(LocalDate.parse(one.validFrom()), one.oee()));
        wanted.forEach(
                (from, oee) -> {
                    if (!oee.equals(targets.get(from))) {
                        setup.setTarget(line.id(), from, oee);
                    }
                });
        targets.keySet().stream()
                .filter(from -> !wanted.containsKey(from))
                .forEach(from -> writes.removeTarget(line.id(), from));
        var cycles = valid(plant.cycles(line.id()));
        for (var cycle : entry.idealCycles()) {
            var row =
                    new IdealCycles.Row(
                            cycle.product() == null ? null : products.get(cycle.product()),
                            PlantCheck.validFrom(cycle.validFrom(), site.zone()),
                            Math.round(cycle.seconds() * 1000));
            if (!cycles.contains(row)) {
                setup.addCycle(line.id(), row.product(), row.validFrom(), row.millis(), signedIn());
            }
        }
        weeks(site, line.id(), entry.weeks());
    }

    /** Of rows for the same product and instant, the one that was appended last. */
    private static List<IdealCycles.Row> valid(List<IdealCycles.Row> appended) {
        var valid = new LinkedHashMap<List<Object>, IdealCycles.Row>();
        appended.forEach(
                row ->
                        valid.put(
                                List.of(Optional.ofNullable(row.product()), row.validFrom()), row));
        return List.copyOf(valid.values());
    }

    private void weeks(Site site, @Nullable LineId line, List<WeekEntry> entries) {
        var known = plant.weeks(site.id(), line);
        var wanted = new TreeMap<LocalDate, List<ShiftTime>>();
        entries.forEach(
                week ->
                        wanted.put(
                                LocalDate.parse(week.validFrom()),
                                week.shifts().stream().map(PlantDocuments::shift).toList()));
        wanted.forEach(
                (from, shifts) -> {
                    if (!shifts.equals(known.get(from))) {
                        setup.setWeek(site.id(), line, from, shifts);
                    }
                });
        known.keySet().stream()
                .filter(from -> !wanted.containsKey(from))
                .forEach(from -> setup.setWeek(site.id(), line, from, List.of()));
    }

    private static ShiftTime shift(ShiftEntry entry) {
        return new ShiftTime(
                PlantCheck.weekday(entry.weekday()).orElseThrow(),
                entry.number(),
                LocalTime.parse(entry.start()),
                LocalTime.parse(entry.end()),
                entry.breaks().stream()
                        .map(
                                pause ->
                                        new ShiftTime.Pause(
                                                LocalTime.parse(pause.start()),
                                                LocalTime.parse(pause.end())))
                        .toList());
    }

    private SiteEntry site(Site site) {
        var products = new HashMap<ProductId, String>();
        model.products(site.id()).forEach(one -> products.put(one.id(), one.code()));
        return new SiteEntry(
                site.name(),
                site.zone().getId(),
                site.microStop().toMillis() / 1000.0,
                model.statuses(site.id()).values().stream()
                        .map(
                                one ->
                                        new StatusEntry(
                                                one.code(),
                                                one.name(),
                                                one.category().name(),
                                                one.group()))
                        .toList(),
                plant.holidays(site.id()).entrySet().stream()
                        .map(day -> new HolidayEntry(day.getKey().toString(), day.getValue()))
                        .toList(),
                model.products(site.id()).stream()
                        .map(one -> new ProductEntry(one.code(), one.name()))
                        .toList(),
                weeks(plant.weeks(site.id(), null)),
                model.lines().stream()
                        .filter(line -> line.siteId() == site.id())
                        .map(line -> line(line, products))
                        .toList());
    }

    private LineEntry line(Line line, Map<ProductId, String> products) {
        return new LineEntry(
                line.code(),
                line.name(),
                plant.targets(line.id()).entrySet().stream()
                        .map(one -> new TargetEntry(one.getKey().toString(), one.getValue()))
                        .toList(),
                valid(plant.cycles(line.id())).stream()
                        .map(
                                row ->
                                        new CycleEntry(
                                                Optional.ofNullable(row.product())
                                                        .map(products::get)
                                                        .orElse(null),
                                                row.validFrom().equals(Instant.EPOCH)
                                                        ? null
                                                        : row.validFrom().toString(),
                                                row.millis() / 1000.0))
                        .toList(),
                weeks(plant.weeks(line.siteId(), line.id())));
    }

    private static List<WeekEntry> weeks(Map<LocalDate, List<ShiftTime>> weeks) {
        return weeks.entrySet().stream()
                .map(
                        week ->
                                new WeekEntry(
                                        week.getKey().toString(),
                                        week.getValue().stream()
                                                .map(
                                                        shift ->
                                                                new ShiftEntry(
                                                                        shift.weekday().name(),
                                                                        shift.number(),
                                                                        shift.start().toString(),
                                                                        shift.end().toString(),
                                                                        shift.breaks().stream()
                                                                                .map(
                                                                                        pause ->
                                                                                                new PauseEntry(
                                                                                                        pause.start()
                                                                                                                .toString(),
                                                                                                        pause.end()
                                                                                                                .toString()))
                                                                                .toList()))
                                                .toList()))
                .toList();
    }

    private static String signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? "unknown" : authentication.getName();
    }
}
