package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.plant.PlantDocument.LineEntry;
import io.oeeanalytics.plant.PlantDocument.SettingEntry;
import io.oeeanalytics.plant.PlantDocument.SiteEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with a plant document, each by its path and with what is right.
 */
final class PlantCheck {
    private static final double SHORTEST_CYCLE_SECONDS = 0.001;
    private static final double LONGEST_CYCLE_SECONDS = RuleBook.LONGEST_CYCLE.toSeconds();
    private static final double LONGEST_MICRO_STOP_SECONDS = 3600;
    private static final double LONGEST_START_UP_SECONDS = 86_400;

    private final Faults faults = new Faults();
    private final CalendarCheck calendars = new CalendarCheck(faults);
    private final StatusLogCheck logs = new StatusLogCheck(faults);
    private final Map<String, String> lineCodes = new HashMap<>();

    private PlantCheck() {}

    static List<Fault> faults(PlantDocument document) {
        var check = new PlantCheck();
        var names = new HashSet<String>();
        for (int i = 0; i < document.sites().size(); i++) {
            var path = "sites[%d]".formatted(i);
            var site = document.sites().get(i);
            if (check.faults.named(path + ".name", site.name()) && !names.add(site.name())) {
                check.faults.add(path + ".name", "'%s' stands twice".formatted(site.name()));
            }
            check.site(path, site);
        }
        return check.faults.all();
    }

    private void site(String path, SiteEntry site) {
        var zone = faults.zone(path + ".zone", site.zone());
        settings(path, site, zone);
        statuses(path, site, zone);
        var products = new HashSet<String>();
        for (int i = 0; i < site.products().size(); i++) {
            var product = site.products().get(i);
            var at = "%s.products[%d]".formatted(path, i);
            if (faults.named(at + ".code", product.code()) && !products.add(product.code())) {
                faults.add(at + ".code", "'%s' stands twice".formatted(product.code()));
            }
            faults.namedIfSaid(at + ".name", product.name());
        }
        var areas = new HashSet<String>();
        for (int i = 0; i < site.areas().size(); i++) {
            var at = "%s.areas[%d]".formatted(path, i);
            if (faults.named(at, site.areas().get(i)) && !areas.add(site.areas().get(i))) {
                faults.add(at, "'%s' stands twice".formatted(site.areas().get(i)));
            }
        }
        for (int i = 0; i < site.lines().size(); i++) {
            var at = "%s.lines[%d]".formatted(path, i);
            line(at, site.lines().get(i), products, zone);
        }
        logs.site(path, site, zone);
        calendars.site(path, site, zone);
    }

    private void settings(String path, SiteEntry site, @Nullable ZoneId zone) {
        if (site.microStopSeconds() != null) {
            microStop(path + ".microStopSeconds", site.microStopSeconds());
        }
        var instants = new HashSet<Instant>();
        for (int i = 0; i < site.settings().size(); i++) {
            var setting = site.settings().get(i);
            var at = "%s.settings[%d]".formatted(path, i);
            faults.validFrom(at + ".validFrom", setting.validFrom(), zone)
                    .filter(from -> !instants.add(from))
                    .ifPresent(from -> faults.add(at + ".validFrom", twice(setting.validFrom())));
            setting(at, setting);
        }
        if (site.microStopSeconds() != null && instants.contains(Instant.EPOCH)) {
            faults.add(
                    path + ".microStopSeconds",
                    "is short for a setting since ever, and settings has one; say it there only");
        }
    }

    private void setting(String at, SettingEntry setting) {
        if (setting.microStopSeconds() != null) {
            microStop(at + ".microStopSeconds", setting.microStopSeconds());
        }
        if (setting.microStopBucket() != null) {
            faults.oneOf(at + ".microStopBucket", setting.microStopBucket(), MicroStopBucket.class);
        }
        if (setting.startUpSeconds() != null) {
            faults.within(
                    at + ".startUpSeconds", setting.startUpSeconds(), 0, LONGEST_START_UP_SECONDS);
        }
        if (setting.definition() != null) {
            faults.oneOf(at + ".definition", setting.definition(), OeeDefinition.class);
        }
    }

    private void microStop(String path, Double seconds) {
        faults.within(path, seconds, 0, LONGEST_MICRO_STOP_SECONDS);
    }

    private void statuses(String path, SiteEntry site, @Nullable ZoneId zone) {
        var rows = new HashSet<List<Object>>();
        for (int i = 0; i < site.statuses().size(); i++) {
            var status = site.statuses().get(i);
            var at = "%s.statuses[%d]".formatted(path, i);
            faults.named(at + ".name", status.name());
            faults.oneOf(at + ".category", status.category(), TimeCategory.class);
            if (status.group() != null && !RuleBook.isGroup(status.group())) {
                faults.add(
                        at + ".group",
                        "is a path of up to 5 levels of 1 to 80 characters, such as Failure/Machine, not '%s'"
                                .formatted(status.group()));
            }
            var from = faults.validFrom(at + ".validFrom", status.validFrom(), zone);
            var code = status.code();
            if (code == null) {
                faults.add(at + ".code", "is missing; a whole number");
            } else if (from.isPresent() && !rows.add(List.of(code, from.get()))) {
                faults.add(at + ".code", "%d stands twice".formatted(code));
            }
        }
    }

    private void line(String path, LineEntry line, Set<String> products, @Nullable ZoneId zone) {
        if (faults.named(path + ".code", line.code())) {
            var other = lineCodes.putIfAbsent(line.code(), path);
            if (other != null) {
                faults.add(
                        path + ".code", "'%s' stands at %s already".formatted(line.code(), other));
            }
        }
        if (line.name() != null && !line.name().isBlank()) {
            faults.named(path + ".name", line.name());
        }
        faults.namedIfSaid(path + ".area", line.area());
        var units = units(path, line);
        constraints(path, line, units, zone);
        targets(path, line);
        for (int i = 0; i < line.idealCycles().size(); i++) {
            var cycle = line.idealCycles().get(i);
            var at = "%s.idealCycles[%d]".formatted(path, i);
            faults.within(
                    at + ".seconds",
                    cycle.seconds(),
                    SHORTEST_CYCLE_SECONDS,
                    LONGEST_CYCLE_SECONDS);
            if (cycle.product() != null && !products.contains(cycle.product())) {
                faults.add(
                        at + ".product",
                        "'%s' is not among the products of the site".formatted(cycle.product()));
            }
            if (cycle.unit() != null && !units.contains(cycle.unit())) {
                faults.add(
                        at + ".unit",
                        "'%s' is not among the units of the line".formatted(cycle.unit()));
            }
            faults.validFrom(at + ".validFrom", cycle.validFrom(), zone);
        }
    }

    private Set<String> units(String path, LineEntry line) {
        var units = new HashSet<String>();
        var constraint = false;
        for (int i = 0; i < line.units().size(); i++) {
            var unit = line.units().get(i);
            var at = "%s.units[%d]".formatted(path, i);
            if (faults.named(at + ".code", unit.code()) && !units.add(unit.code())) {
                faults.add(at + ".code", "'%s' stands twice".formatted(unit.code()));
            }
            faults.namedIfSaid(at + ".name", unit.name());
            if (Boolean.TRUE.equals(unit.constraint())) {
                if (constraint) {
                    faults.add(at + ".constraint", "is said of another unit; a line has one");
                }
                constraint = true;
            }
        }
        return units;
    }

    private void constraints(
            String path, LineEntry line, Set<String> units, @Nullable ZoneId zone) {
        if (line.constraints() == null) {
            return;
        }
        var dates = new HashSet<Instant>();
        for (int i = 0; i < line.constraints().size(); i++) {
            var entry = line.constraints().get(i);
            var at = "%s.constraints[%d]".formatted(path, i);
            var from = faults.validFrom(at + ".validFrom", entry.validFrom(), zone);
            if (from.isPresent() && !dates.add(from.get())) {
                faults.add(at + ".validFrom", twice(entry.validFrom()));
            }
            if (entry.unit() == null) {
                faults.add(at + ".unit", "is missing; the code of a unit, or empty for none");
            } else if (!entry.unit().isEmpty() && !units.contains(entry.unit())) {
                faults.add(
                        at + ".unit",
                        "'%s' is not among the units of the line".formatted(entry.unit()));
            }
        }
        for (int i = 0; i < line.units().size(); i++) {
            if (line.units().get(i).constraint() != null) {
                faults.add(
                        "%s.units[%d].constraint".formatted(path, i),
                        "is short for constraints with one entry since ever, and constraints is there; say it there only");
            }
        }
    }

    private void targets(String path, LineEntry line) {
        var dates = new HashSet<LocalDate>();
        for (int i = 0; i < line.targets().size(); i++) {
            var target = line.targets().get(i);
            var at = "%s.targets[%d]".formatted(path, i);
            var date = faults.date(at + ".validFrom", target.validFrom());
            if (date != null && !dates.add(date)) {
                faults.add(at + ".validFrom", twice(target.validFrom()));
            }
            if (target.oee() == null) {
                faults.add(at + ".oee", "is missing; a fraction above 0 and up to 1");
            } else if (!(target.oee() > 0 && target.oee() <= 1)) {
                faults.add(
                        at + ".oee",
                        "must lie above 0 and up to 1, not %s".formatted(target.oee()));
            }
        }
    }

    static String twice(@Nullable String validFrom) {
        return validFrom == null
                ? "since ever stands twice"
                : "%s stands twice".formatted(validFrom);
    }
}
