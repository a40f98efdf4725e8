package io.oeeanalytics.plant;

import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do to the plant model; every change of a rule keeps their name. */
@Service
@Transactional
@PreAuthorize("hasRole('ADMIN')")
public class PlantAdministration {
    private final PlantSetup setup;
    private final PlantModel model;
    private final RuleBook rules;
    private final JooqRuleHistory history;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    PlantAdministration(
            PlantSetup setup,
            PlantModel model,
            RuleBook rules,
            JooqRuleHistory history,
            Clock clock,
            ApplicationEventPublisher events) {
        this.setup = setup;
        this.events = events;
        this.model = model;
        this.rules = rules;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Makes the change unless the rules of the site are other than those it was decided on.
     *
     * @param seen when the newest change was made that was known then; null for none
     * @param change by calls of this service
     * @throws ChangedMeanwhile when there is a newer one
     */
    public void changeAsSeen(int siteId, @Nullable Instant seen, Runnable change) {
        rules.lock(siteId);
        history.newest(siteId)
                .filter(newest -> seen == null || newest.at().isAfter(seen))
                .ifPresent(
                        newest -> {
                            throw new ChangedMeanwhile(newest.at(), newest.by());
                        });
        change.run();
    }

    /** The date at the line's site. */
    public LocalDate today(Line line) {
        return LocalDate.ofInstant(clock.instant(), line.zone());
    }

    public Site openSite(String name, ZoneId zone) {
        if (model.sites().stream().anyMatch(site -> site.name().equals(name.strip()))) {
            throw new IllegalArgumentException("there is a site '%s' already".formatted(name));
        }
        return setup.openSite(name, zone);
    }

    public Line openLine(Site site, String code, String name) {
        if (model.line(code.strip()).isPresent()) {
            throw new IllegalArgumentException("there is a line '%s' already".formatted(code));
        }
        var line = setup.openLine(site, code, name.isBlank() ? code : name);
        changed("line " + line.code(), null, line.name());
        return line;
    }

    public void rename(LineId line, String name) {
        var known = model.line(line);
        setup.rename(line, name);
        changed("line " + known.code(), known.name(), name);
    }

    /** Null for no area. */
    public void setArea(LineId line, @Nullable String area) {
        var known = model.line(line);
        setup.setArea(line, area);
        changed("area of line " + known.code(), known.area(), area);
    }

    /**
     * From the start of a day of the line's site on, or since ever.
     *
     * @param statusLine null for a status log of its own
     */
    public void setStatusLine(
            Line line, @Nullable LineId statusLine, @Nullable LocalDate validFrom) {
        setup.setStatusLine(line.id(), statusLine, start(validFrom, line.zone()));
    }

    /** As if nothing had been said of its status log from that day on. */
    public void removeStatusLine(Line line, @Nullable LocalDate validFrom) {
        setup.removeStatusLine(line.id(), start(validFrom, line.zone()));
    }

    /** Adds a unit to the line, or renames it. */
    public void putUnit(LineId line, String code, String name) {
        var units = model.units(line);
        int known = units.stream().map(WorkUnit::code).toList().indexOf(code.strip());
        setup.putUnit(line, code, name, known < 0 ? units.size() : known);
        changed(
                "unit %s of line %s".formatted(code.strip(), model.line(line).code()),
                known < 0 ? null : units.get(known).name(),
                name);
    }

    /**
     * From the start of that day, or since ever.
     *
     * @param unit null for no constraint
     */
    public void setConstraint(Line line, @Nullable String unit, @Nullable LocalDate validFrom) {
        setup.setConstraint(line.id(), unit, start(validFrom, line.zone()));
    }

    /** As if nothing had been said of its constraint from that day on. */
    public void removeConstraint(Line line, @Nullable LocalDate validFrom) {
        setup.removeConstraint(line.id(), start(validFrom, line.zone()));
    }

    /** The product of that code, added to the site or renamed. */
    public void putProduct(int siteId, String code, String name) {
        var product = setup.product(siteId, RuleBook.requireName("product", code), name);
        setup.rename(product.id(), name);
        changed("product " + product.code(), product.name(), name);
    }

    /** What has no past of its own, so that the audit trail alone tells how it was. */
    private void changed(String what, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            events.publishEvent(new Audited(AuditAction.PLANT_CHANGED, what, before, after));
        }
    }

    /** Takes effect at the start of a day of the line's site, or since ever. */
    public void addCycle(
            Line line, @Nullable ProductId product, @Nullable LocalDate validFrom, long millis) {
        addCycle(line, null, product, validFrom, millis);
    }

    /** The same for a unit of the line. */
    public void addCycle(
            Line line,
            @Nullable String unit,
            @Nullable ProductId product,
            @Nullable LocalDate validFrom,
            long millis) {
        setup.addCycle(line.id(), unit, product, start(validFrom, line.zone()), millis);
    }

    /** Corrects what the status means now, from when it means that. */
    public void putStatus(int siteId, Status status) {
        setup.putStatus(siteId, status);
    }

    /** The status means this from the start of a day of the site on, or since ever. */
    public void putStatus(int siteId, Status status, @Nullable LocalDate validFrom) {
        setup.putStatus(siteId, status, start(validFrom, model.site(siteId).zone()));
    }

    /** From the start of a day of the site on, or since ever. */
    public void putSettings(int siteId, @Nullable LocalDate validFrom, Settings settings) {
        setup.putSettings(siteId, start(validFrom, model.site(siteId).zone()), settings);
    }

    public void setTarget(LineId line, LocalDate validFrom, double oee) {
        setup.setTarget(line, validFrom, oee);
    }

    public void removeTarget(LineId line, LocalDate validFrom) {
        setup.removeTarget(line, validFrom);
    }

    public void setWeek(
            int siteId, @Nullable LineId line, LocalDate validFrom, List<ShiftTime> shifts) {
        setup.setWeek(siteId, line, validFrom, shifts);
    }

    public void setRotation(int siteId, @Nullable LineId line, Rotation rotation) {
        setup.setRotation(siteId, line, rotation);
    }

    public void removeRotation(int siteId, @Nullable LineId line, LocalDate validFrom) {
        setup.removeRotation(siteId, line, validFrom);
    }

    public void putException(int siteId, @Nullable LineId line, CalendarException exception) {
        setup.putException(siteId, line, exception);
    }

    public void removeException(int siteId, @Nullable LineId line, LocalDate day) {
        setup.removeException(siteId, line, day);
    }

    public void addHoliday(int siteId, LocalDate day, String name) {
        setup.addHoliday(siteId, day, name);
    }

    public void removeHoliday(int siteId, LocalDate day) {
        setup.removeHoliday(siteId, day);
    }

    private static @Nullable Instant start(@Nullable LocalDate date, ZoneId zone) {
        return date == null ? null : date.atStartOfDay(zone).toInstant();
    }
}
