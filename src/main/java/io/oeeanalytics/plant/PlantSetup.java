package io.oeeanalytics.plant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Builds the plant model, for rooms that bring lines with them. People change it through {@link
 * PlantAdministration}, which asks who they are.
 */
@Component
@Transactional
public class PlantSetup {
    private static final Instant SINCE_EVER = Instant.EPOCH;

    private final JooqPlantSetup writes;
    private final PlantModel model;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PlantSetup(
            JooqPlantSetup writes,
            PlantModel model,
            ApplicationEventPublisher events,
            Clock clock) {
        this.writes = writes;
        this.model = model;
        this.events = events;
        this.clock = clock;
    }

    /** A new site with the standard catalogue of statuses. */
    public Site openSite(String name, ZoneId zone) {
        var id = writes.addSite(named("site", name), zone);
        StatusCatalogue.STANDARD.forEach(status -> writes.putStatus(id, status));
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
        writes.addLine(site.id(), named("line", code), named("line", name));
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
        writes.addLine(id, site.id(), named("line", code));
    }

    /** Adds a product under the number reserved for it. */
    public void addReserved(ProductId id, int siteId, String code) {
        writes.addProduct(id, siteId, named("product", code));
    }

    public void rename(LineId line, String name) {
        writes.rename(line, named("line", name));
    }

    /** The product of that code, added to the site when it is new. */
    public Product product(int siteId, String code, String name) {
        writes.addProduct(siteId, code, name);
        return model.products(siteId).stream()
                .filter(product -> product.code().equals(code))
                .findFirst()
                .orElseThrow();
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
        if (millis <= 0 || millis > Duration.ofDays(1).toMillis()) {
            throw new IllegalArgumentException(
                    "an ideal cycle lies between 0.001 and 86,400 seconds, not %s"
                            .formatted(millis / 1000.0));
        }
        var from = validFrom == null ? SINCE_EVER : validFrom;
        writes.addCycle(line, product, from, millis, clock.instant(), by);
        events.publishEvent(new LineRulesChanged(line, from));
    }

    public void putStatus(int siteId, Status status) {
        var before = model.statuses(siteId).get(status.code());
        writes.putStatus(siteId, status);
        if (before == null || before.category() != status.category()) {
            siteRulesChanged(siteId, SINCE_EVER);
        }
    }

    public void setTarget(LineId line, LocalDate validFrom, double oee) {
        if (!(oee > 0 && oee <= 1)) {
            throw new IllegalArgumentException(
                    "an OEE target lies above 0 and up to 100 %%, not %s %%".formatted(oee * 100));
        }
        writes.putTarget(line, validFrom, oee);
    }

    public void setMicroStop(int siteId, Duration shorterThan) {
        if (shorterThan.isNegative()) {
            throw new IllegalArgumentException(
                    "micro-stops cannot be shorter than %s".formatted(shorterThan));
        }
        writes.setMicroStop(siteId, shorterThan.toMillis());
        siteRulesChanged(siteId, SINCE_EVER);
    }

    /**
     * The week of shifts from a date on.
     *
     * @param line null for every line of the site without a week of its own
     */
    public void setWeek(
            int siteId, @Nullable LineId line, LocalDate validFrom, List<ShiftTime> shifts) {
        writes.putWeek(siteId, line, validFrom, shifts);
        var from = validFrom.atStartOfDay(model.site(siteId).zone()).toInstant();
        if (line == null) {
            siteRulesChanged(siteId, from);
        } else {
            events.publishEvent(new LineRulesChanged(line, from));
        }
    }

    public void addHoliday(int siteId, LocalDate day, String name) {
        writes.putHoliday(siteId, day, name);
        siteRulesChanged(siteId, day.atStartOfDay(model.site(siteId).zone()).toInstant());
    }

    public void removeHoliday(int siteId, LocalDate day) {
        writes.removeHoliday(siteId, day);
        siteRulesChanged(siteId, day.atStartOfDay(model.site(siteId).zone()).toInstant());
    }

    private void siteRulesChanged(int siteId, Instant from) {
        model.lines().stream()
                .filter(line -> line.siteId() == siteId)
                .forEach(line -> events.publishEvent(new LineRulesChanged(line.id(), from)));
    }

    private static String named(String what, String name) {
        var stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > 80) {
            throw new IllegalArgumentException(
                    "the name of a %s has 1 to 80 letters, not '%s'".formatted(what, name));
        }
        return stripped;
    }
}
