package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.plant.PlantDocument.ExceptionEntry;
import io.oeeanalytics.plant.PlantDocument.LineEntry;
import io.oeeanalytics.plant.PlantDocument.SettingEntry;
import io.oeeanalytics.plant.PlantDocument.SiteEntry;
import io.oeeanalytics.plant.PlantDocument.StatusLineEntry;
import io.oeeanalytics.plant.PlantDocument.UnitEntry;
import io.oeeanalytics.plant.PlantDocument.WeekEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes one site what a document says, which the check found nothing wrong with. */
@Component
class PlantImport {
    private final PlantModel model;
    private final PlantSetup setup;
    private final RuleBook rules;

    PlantImport(PlantModel model, PlantSetup setup, RuleBook rules) {
        this.model = model;
        this.setup = setup;
        this.rules = rules;
    }

    void put(SiteEntry entry, Edit edit) {
        var site = site(entry, edit);
        settings(site, entry, edit);
        for (var status : entry.statuses()) {
            rules.putStatus(
                    site.id(),
                    new Status(
                            Objects.requireNonNull(status.code()),
                            status.name(),
                            TimeCategory.valueOf(status.category()),
                            status.group() == null ? "" : status.group()),
                    PlantWords.validFrom(status.validFrom(), site.zone()),
                    edit);
        }
        holidays(site, entry, edit);
        var products = products(site, entry);
        setup.orderAreas(site.id(), entry.areas());
        rotations(site, null, entry.weeks(), edit);
        exceptions(site, null, entry.exceptions(), edit);
        var lines = new HashMap<String, Line>();
        entry.lines().forEach(line -> lines.put(line.code(), put(site, line, products, edit)));
        statusLines(site, entry, lines, edit);
        rules.requireNoClash(site.id());
    }

    private Site site(SiteEntry entry, Edit edit) {
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
        return known.orElseGet(() -> setup.openSite(entry.name(), zone, edit));
    }

    private void settings(Site site, SiteEntry entry, Edit edit) {
        var wanted = new TreeMap<Instant, SettingEntry>();
        if (entry.microStopSeconds() != null) {
            wanted.put(
                    RuleBook.SINCE_EVER,
                    new SettingEntry(null, entry.microStopSeconds(), null, null, null));
        }
        entry.settings()
                .forEach(
                        one -> wanted.put(PlantWords.validFrom(one.validFrom(), site.zone()), one));
        // In their order: what an entry leaves out is as it was before it.
        wanted.forEach(
                (from, one) ->
                        rules.putSettings(
                                site.id(),
                                from,
                                settings(one, model.settings(site.id()).at(from)),
                                edit));
    }

    private static Settings settings(SettingEntry entry, Settings before) {
        return new Settings(
                entry.microStopSeconds() == null
                        ? before.microStop()
                        : PlantWords.duration(entry.microStopSeconds()),
                PlantWords.choice(entry.microStopBucket(), MicroStopBucket.class)
                        .orElse(before.bucket()),
                entry.startUpSeconds() == null
                        ? before.startUp()
                        : PlantWords.duration(entry.startUpSeconds()),
                PlantWords.choice(entry.definition(), OeeDefinition.class)
                        .orElse(before.definition()));
    }

    private void holidays(Site site, SiteEntry entry, Edit edit) {
        var wanted = new TreeMap<LocalDate, String>();
        entry.holidays()
                .forEach(
                        day ->
                                wanted.put(
                                        LocalDate.parse(day.date()),
                                        day.name() == null ? "" : day.name()));
        wanted.forEach((date, name) -> rules.putHoliday(site, date, name, edit));
        model.holidays(site.id()).keySet().stream()
                .filter(date -> !wanted.containsKey(date))
                .forEach(date -> rules.removeHoliday(site, date, edit));
    }

    private Map<String, ProductId> products(Site site, SiteEntry entry) {
        var products = new HashMap<String, ProductId>();
        for (var one : entry.products()) {
            var said = one.name() == null || one.name().isEmpty() ? null : one.name();
            var product = setup.product(site.id(), one.code(), said == null ? one.code() : said);
            if (said != null && !said.equals(product.name())) {
                setup.rename(product.id(), said);
            }
            products.put(one.code(), product.id());
        }
        return products;
    }

    private Line put(Site site, LineEntry entry, Map<String, ProductId> products, Edit edit) {
        var said = entry.name() == null || entry.name().isBlank() ? null : entry.name();
        var line = setup.openLine(site, entry.code(), said == null ? entry.code() : said);
        if (line.siteId() != site.id()) {
            throw new ApiProblem(
                    HttpStatus.CONFLICT,
                    "Line '%s' belongs to another site; a code is one line's."
                            .formatted(line.code()));
        }
        if (said != null && !said.equals(line.name())) {
            setup.rename(line.id(), said);
        }
        var area = entry.area();
        if (area != null && !area.equals(line.area() == null ? "" : line.area())) {
            setup.setArea(line.id(), area.isEmpty() ? null : area);
        }
        units(line, entry.units());
        constraints(line, entry, edit);
        for (var cycle : entry.idealCycles()) {
            rules.addCycle(
                    line.id(),
                    new IdealCycles.Row(
                            cycle.product() == null ? null : products.get(cycle.product()),
                            PlantWords.validFrom(cycle.validFrom(), site.zone()),
                            PlantWords.duration(Objects.requireNonNull(cycle.seconds())).toMillis(),
                            cycle.unit()),
                    edit);
        }
        targets(line, entry, edit);
        rotations(site, line.id(), entry.weeks(), edit);
        exceptions(site, line.id(), entry.exceptions(), edit);
        return line;
    }

    /** Units left out stay, after those of the document. */
    private void units(Line line, List<UnitEntry> entries) {
        var known = model.units(line.id());
        var names = known.stream().collect(Collectors.toMap(WorkUnit::code, WorkUnit::name));
        for (int i = 0; i < entries.size(); i++) {
            var code = entries.get(i).code();
            var said = entries.get(i).name();
            setup.putUnit(
                    line.id(),
                    code,
                    said == null || said.isEmpty() ? names.getOrDefault(code, code) : said,
                    i);
        }
        var left =
                known.stream()
                        .filter(
                                unit ->
                                        entries.stream()
                                                .noneMatch(one -> one.code().equals(unit.code())))
                        .toList();
        for (int i = 0; i < left.size() && !entries.isEmpty(); i++) {
            setup.putUnit(line.id(), left.get(i).code(), left.get(i).name(), entries.size() + i);
        }
    }

    /** Either form says all there is; what it leaves out goes. */
    private void constraints(Line line, LineEntry entry, Edit edit) {
        var known = model.cycles(line.id()).constraints();
        var wanted = new TreeMap<Instant, Optional<String>>();
        if (entry.constraints() != null) {
            entry.constraints()
                    .forEach(
                            one ->
                                    wanted.put(
                                            PlantWords.validFrom(one.validFrom(), line.zone()),
                                            Optional.of(Objects.requireNonNull(one.unit()))
                                                    .filter(code -> !code.isEmpty())));
        } else {
            var unit = constraint(entry);
            boolean ended = entry.units().stream().anyMatch(one -> isEnded(known, one));
            if (unit.isEmpty() && !ended) {
                return;
            }
            wanted.put(RuleBook.SINCE_EVER, unit);
        }
        known.keySet().stream()
                .filter(from -> !wanted.containsKey(from))
                .forEach(from -> rules.removeConstraint(line, from, edit));
        wanted.forEach((from, unit) -> rules.putConstraint(line, unit.orElse(null), from, edit));
    }

    private static Optional<String> constraint(LineEntry entry) {
        return entry.units().stream()
                .filter(one -> Boolean.TRUE.equals(one.constraint()))
                .map(UnitEntry::code)
                .findFirst();
    }

    private static boolean isEnded(Map<Instant, Optional<String>> known, UnitEntry unit) {
        return Boolean.FALSE.equals(unit.constraint())
                && known.containsValue(Optional.of(unit.code()));
    }

    private void targets(Line line, LineEntry entry, Edit edit) {
        var wanted = new TreeMap<LocalDate, Double>();
        entry.targets()
                .forEach(
                        one ->
                                wanted.put(
                                        LocalDate.parse(one.validFrom()),
                                        Objects.requireNonNull(one.oee())));
        wanted.forEach((from, oee) -> rules.setTarget(line, from, oee, edit));
        model.targets(line.id()).keySet().stream()
                .filter(from -> !wanted.containsKey(from))
                .forEach(from -> rules.removeTarget(line, from, edit));
    }

    private void rotations(Site site, @Nullable LineId line, List<WeekEntry> entries, Edit edit) {
        var wanted = PlantWords.rotations(entries);
        wanted.forEach(rotation -> rules.setRotation(site, line, rotation, edit));
        var dates = wanted.stream().map(Rotation::validFrom).collect(Collectors.toSet());
        model.plan(site.id(), line).rotations().stream()
                .map(Rotation::validFrom)
                .filter(from -> !dates.contains(from))
                .forEach(from -> rules.removeRotation(site, line, from, edit));
    }

    private void exceptions(
            Site site, @Nullable LineId line, List<ExceptionEntry> entries, Edit edit) {
        var wanted = PlantWords.exceptions(entries);
        wanted.forEach(exception -> rules.putException(site, line, exception, edit));
        var days = wanted.stream().map(CalendarException::day).collect(Collectors.toSet());
        model.plan(site.id(), line).exceptions().stream()
                .map(CalendarException::day)
                .filter(day -> !days.contains(day))
                .forEach(day -> rules.removeException(site, line, day, edit));
    }

    /** Either form says all there is; what it leaves out goes. */
    private void statusLines(Site site, SiteEntry entry, Map<String, Line> lines, Edit edit) {
        for (var said : entry.lines()) {
            if (said.statusLine() == null && said.statusLines() == null) {
                continue;
            }
            var line = Objects.requireNonNull(lines.get(said.code()));
            var wanted = new TreeMap<Instant, Optional<LineId>>();
            if (said.statusLine() != null) {
                wanted.put(RuleBook.SINCE_EVER, source(said.statusLine(), lines));
            }
            for (var one :
                    said.statusLines() == null ? List.<StatusLineEntry>of() : said.statusLines()) {
                wanted.put(
                        PlantWords.validFrom(one.validFrom(), site.zone()),
                        source(Objects.requireNonNull(one.line()), lines));
            }
            model.statusLogs(line).rows().keySet().stream()
                    .filter(from -> !wanted.containsKey(from))
                    .forEach(from -> rules.removeLog(line, from, edit));
            wanted.forEach((from, source) -> rules.putLog(line, source.orElse(null), from, edit));
        }
        rules.requireNoChain(site);
    }

    private static Optional<LineId> source(String code, Map<String, Line> lines) {
        return code.isEmpty()
                ? Optional.empty()
                : Optional.of(Objects.requireNonNull(lines.get(code)).id());
    }
}
