package io.oeeanalytics.plant;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do to the plant model; every change of a cycle keeps their name. */
@Service
@Transactional
@PreAuthorize("hasRole('ADMIN')")
public class PlantAdministration {
    private final PlantSetup setup;
    private final PlantModel model;
    private final Clock clock;

    PlantAdministration(PlantSetup setup, PlantModel model, Clock clock) {
        this.setup = setup;
        this.model = model;
        this.clock = clock;
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
        return setup.openLine(site, code, name.isBlank() ? code : name);
    }

    public void rename(LineId line, String name) {
        setup.rename(line, name);
    }

    /** Takes effect at the start of a day of the line's site, or since ever. */
    public void addCycle(
            Line line, @Nullable ProductId product, @Nullable LocalDate validFrom, long millis) {
        setup.addCycle(
                line.id(),
                product,
                validFrom == null ? null : validFrom.atStartOfDay(line.zone()).toInstant(),
                millis,
                signedIn());
    }

    public void putStatus(int siteId, Status status) {
        setup.putStatus(siteId, status);
    }

    public void setTarget(LineId line, LocalDate validFrom, double oee) {
        setup.setTarget(line, validFrom, oee);
    }

    public void setMicroStop(int siteId, Duration shorterThan) {
        setup.setMicroStop(siteId, shorterThan);
    }

    public void setWeek(
            int siteId, @Nullable LineId line, LocalDate validFrom, List<ShiftTime> shifts) {
        setup.setWeek(siteId, line, validFrom, shifts);
    }

    public void addHoliday(int siteId, LocalDate day, String name) {
        setup.addHoliday(siteId, day, name);
    }

    public void removeHoliday(int siteId, LocalDate day) {
        setup.removeHoliday(siteId, day);
    }

    private static String signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? "unknown" : authentication.getName();
    }
}
