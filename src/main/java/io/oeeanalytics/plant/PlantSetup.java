package io.oeeanalytics.plant;

import io.oeeanalytics.identity.SignedIn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Builds the plant model, for rooms that bring lines with them. People change it through {@link
 * PlantAdministration}, which asks who may.
 */
@Component
@Transactional
public class PlantSetup {
    private final JooqPlantSetup writes;
    private final RuleBook rules;
    private final PlantModel model;

    PlantSetup(JooqPlantSetup writes, RuleBook rules, PlantModel model) {
        this.writes = writes;
        this.rules = rules;
        this.model = model;
    }

    /** A new site with the standard catalogue of statuses. */
    public Site openSite(String name, ZoneId zone) {
        return openSite(name, zone, edit());
    }

    Site openSite(String name, ZoneId zone, Edit edit) {
        var id = writes.addSite(RuleBook.requireName("site", name), zone);
        StatusCatalogue.STANDARD.forEach(
                status -> rules.putStatus(id, status, RuleBook.SINCE_EVER, edit));
        return model.site(id);
    }

    /** The site in that zone, opened under the zone's name when there is none. */
    public Site siteIn(ZoneId zone) {
        return model.sites().stream()
                .filter(site -> site.zone().equals(zone))
                .findFirst()
                .orElseGet(() -> openSite(zone.getId(), zone));
    }

    /** The line of that code, opened at the site when no site has it. */
    public Line openLine(Site site, String code, String name) {
        writes.addLine(
                site.id(), RuleBook.requireName("line", code), RuleBook.requireName("line", name));
        return model.line(code.strip()).orElseThrow();
    }

    /**
     * A number for a line that may be opened later; never given twice. Lets millions of rows be
     * written before it is decided whether their line may exist.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public LineId reserveLine() {
        return writes.nextLine();
    }

    /** The same for a product. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public ProductId reserveProduct() {
        return writes.nextProduct();
    }

    /** Opens a line under the number reserved for it. */
    public void openReserved(LineId id, Site site, String code) {
        writes.addLine(id, site.id(), RuleBook.requireName("line", code));
    }

    /** Adds a product under the number reserved for it. */
    public void addReserved(ProductId id, int siteId, String code) {
        writes.addProduct(id, siteId, RuleBook.requireName("product", code));
    }

    public void rename(LineId line, String name) {
        writes.rename(line, RuleBook.requireName("line", name));
    }

    /** Puts the line into an area of its site, which is opened when it is new; null for none. */
    public void setArea(LineId line, @Nullable String area) {
        var known = model.line(line);
        var areas = model.areas(known.siteId());
        var name = area == null ? null : RuleBook.requireName("area", area);
        if (name != null && !areas.contains(name)) {
            writes.putArea(known.siteId(), name, areas.size());
        }
        writes.setArea(known, name);
    }

    /** The areas of a site in their order; others stay, after them. */
    public void orderAreas(int siteId, List<String> areas) {
        var order = new LinkedHashSet<>(areas);
        order.addAll(model.areas(siteId));
        int position = 0;
        for (var area : order) {
            writes.putArea(siteId, RuleBook.requireName("area", area), position++);
        }
    }

    /**
     * From {@code validFrom} on the line shares the status log of another one of its site; with
     * null it has its own again.
     *
     * @param validFrom null: since ever
     */
    public void setStatusLine(
            LineId line, @Nullable LineId statusLine, @Nullable Instant validFrom) {
        var known = model.line(line);
        rules.putLog(known, statusLine, sinceEverOr(validFrom), edit());
        rules.requireNoChain(model.site(known.siteId()));
    }

    /** As if it had not been said; what was said before goes on. */
    public void removeStatusLine(LineId line, @Nullable Instant validFrom) {
        var known = model.line(line);
        rules.removeLog(known, sinceEverOr(validFrom), edit());
        rules.requireNoChain(model.site(known.siteId()));
    }

    /** A unit of the line, added or renamed. */
    public void putUnit(LineId line, String code, String name, int position) {
        writes.putUnit(
                line,
                RuleBook.requireName("unit", code),
                RuleBook.requireName("unit", name),
                position);
    }

    /**
     * Declares which unit sets the pace of a series line, whose ideal cycle is then that unit's.
     *
     * @param unit null for none
     * @param validFrom null: since ever
     */
    public void setConstraint(LineId line, @Nullable String unit, @Nullable Instant validFrom) {
        rules.putConstraint(model.line(line), unit, sinceEverOr(validFrom), edit());
    }

    /** As if it had not been said; what was said before goes on. */
    public void removeConstraint(LineId line, @Nullable Instant validFrom) {
        rules.removeConstraint(model.line(line), sinceEverOr(validFrom), edit());
    }

    /** The product of that code, added to the site when it is new. */
    public Product product(int siteId, String code, String name) {
        writes.addProduct(siteId, code, name);
        return model.products(siteId).stream()
                .filter(product -> product.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    public void rename(ProductId product, String name) {
        writes.rename(product, RuleBook.requireName("product", name));
    }

    /** The numbers of products by their codes; those that are new are added under their code. */
    public Map<String, ProductId> products(int siteId, Set<String> codes) {
        return writes.products(
                siteId, codes.stream().map(code -> RuleBook.requireName("product", code)).toList());
    }

    /**
     * From {@code validFrom} on, one item takes {@code millis} at best; earlier figures keep what
     * held then.
     *
     * @param product null for every product without a cycle of its own
     * @param validFrom null: since ever
     */
    public void addCycle(
            LineId line,
            @Nullable ProductId product,
            @Nullable Instant validFrom,
            long millis,
            String by) {
        rules.addCycle(
                line, new IdealCycles.Row(product, sinceEverOr(validFrom), millis), rules.edit(by));
    }

    /** The same for a unit of the line, or with null for the line. */
    public void addCycle(
            LineId line,
            @Nullable String unit,
            @Nullable ProductId product,
            @Nullable Instant validFrom,
            long millis) {
        rules.addCycle(
                line, new IdealCycles.Row(product, sinceEverOr(validFrom), millis, unit), edit());
    }

    /** Corrects what the status means now, from when it means that; since ever for a new one. */
    public void putStatus(int siteId, Status status) {
        rules.putStatus(siteId, status, rules.inForceSince(siteId, status.code()), edit());
    }

    /**
     * The status means this from an instant on.
     *
     * @param validFrom null: since ever
     */
    public void putStatus(int siteId, Status status, @Nullable Instant validFrom) {
        rules.putStatus(siteId, status, sinceEverOr(validFrom), edit());
    }

    /**
     * @param validFrom null: since ever
     */
    public void putSettings(int siteId, @Nullable Instant validFrom, Settings settings) {
        rules.putSettings(siteId, sinceEverOr(validFrom), settings, edit());
    }

    public void setTarget(LineId line, LocalDate validFrom, double oee) {
        rules.setTarget(model.line(line), validFrom, oee, edit());
    }

    public void removeTarget(LineId line, LocalDate validFrom) {
        rules.removeTarget(model.line(line), validFrom, edit());
    }

    /**
     * The week of shifts from a date on; without shifts there is no calendar from there on.
     *
     * @param line null for every line of the site without a rotation of its own
     */
    public void setWeek(
            int siteId, @Nullable LineId line, LocalDate validFrom, List<ShiftTime> shifts) {
        setRotation(siteId, line, Rotation.week(validFrom, shifts));
    }

    /** The same for a rotation of any length; one from the same date is replaced. */
    public void setRotation(int siteId, @Nullable LineId line, Rotation rotation) {
        rules.setRotation(model.site(siteId), line, rotation, edit());
        rules.requireNoClash(siteId);
    }

    /** As if it had not been said; the one before it goes on. */
    public void removeRotation(int siteId, @Nullable LineId line, LocalDate validFrom) {
        rules.removeRotation(model.site(siteId), line, validFrom, edit());
        rules.requireNoClash(siteId);
    }

    /**
     * One day that differs; what was said of it before is replaced.
     *
     * @param line null for every line of the site that has none of its own that day
     */
    public void putException(int siteId, @Nullable LineId line, CalendarException exception) {
        rules.putException(model.site(siteId), line, exception, edit());
        rules.requireNoClash(siteId);
    }

    public void removeException(int siteId, @Nullable LineId line, LocalDate day) {
        rules.removeException(model.site(siteId), line, day, edit());
        rules.requireNoClash(siteId);
    }

    public void addHoliday(int siteId, LocalDate day, String name) {
        rules.putHoliday(model.site(siteId), day, name, edit());
    }

    public void removeHoliday(int siteId, LocalDate day) {
        rules.removeHoliday(model.site(siteId), day, edit());
        rules.requireNoClash(siteId);
    }

    private Edit edit() {
        return rules.edit(SignedIn.name());
    }

    private static Instant sinceEverOr(@Nullable Instant validFrom) {
        return validFrom == null ? RuleBook.SINCE_EVER : validFrom;
    }
}
