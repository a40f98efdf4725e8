package io.oeeanalytics.plant;

import io.oeeanalytics.identity.SiteScopes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The plant as it is, for every room and everyone signed in to read: everyone the sites and lines
 * they reach, to whom others do not exist.
 */
@Service
@Transactional(readOnly = true)
public class PlantModel {
    private final JooqPlant plant;
    private final JooqRules rules;
    private final JooqPlantEdits edits;
    private final SiteScopes scopes;
    private final Clock clock;

    PlantModel(
            JooqPlant plant,
            JooqRules rules,
            JooqPlantEdits edits,
            SiteScopes scopes,
            Clock clock) {
        this.scopes = scopes;
        this.plant = plant;
        this.rules = rules;
        this.edits = edits;
        this.clock = clock;
    }

    public List<Site> sites() {
        var scope = scopes.now();
        return plant.sites().stream().filter(site -> scope.reaches(site.id())).toList();
    }

    public Site site(int id) {
        return sites().stream()
                .filter(site -> site.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no site " + id));
    }

    /** By site, position and code. */
    public List<Line> lines() {
        var scope = scopes.now();
        return everyLine().stream().filter(line -> scope.reaches(line.siteId())).toList();
    }

    /** Whoever asks: for what is computed once for all, such as a model of all lines. */
    public List<Line> everyLine() {
        return plant.lines(clock.instant());
    }

    public Optional<Line> line(String code) {
        return lines().stream().filter(line -> line.code().equals(code)).findFirst();
    }

    public Line line(LineId id) {
        return lines().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no line " + id.value()));
    }

    /** Names of the site's areas, in its order. */
    public List<String> areas(int siteId) {
        return plant.areas(siteId);
    }

    /** The machines and stations of the line, in its order. */
    public List<WorkUnit> units(LineId line) {
        return plant.units(line, clock.instant());
    }

    public List<Product> products(int siteId) {
        return plant.products(siteId);
    }

    /** Empty when there is no such product. */
    public Optional<Product> product(ProductId id) {
        return plant.product(id);
    }

    public IdealCycles cycles(LineId line) {
        return rules.cycles(line);
    }

    /** By status code, as they are valid and known now. */
    public Map<Integer, Status> statuses(int siteId) {
        return statusHistory(siteId).current();
    }

    public StatusHistory statusHistory(int siteId) {
        return rules.statuses(siteId, clock.instant());
    }

    public SiteSettings settings(int siteId) {
        return rules.settings(siteId, null);
    }

    /** As they were known at that instant. */
    public SiteSettings settings(int siteId, Instant knownAt) {
        return rules.settings(siteId, knownAt);
    }

    /** The OEE aimed at on that date, a fraction of 1; lines without a target are absent. */
    public Map<LineId, Double> targets(LocalDate date) {
        return rules.targets(date);
    }

    /** Whose status log the line shares, and when. */
    public StatusLogs statusLogs(Line line) {
        return rules.statusLogs(line);
    }

    /** The targets of a line by the date each is valid from. */
    public NavigableMap<LocalDate, Double> targets(LineId line) {
        return rules.targets(line);
    }

    public ShiftCalendar calendar(Line line) {
        return rules.calendar(line);
    }

    /**
     * Rotations and exceptions as they were said.
     *
     * @param line null for those of the site
     */
    public ShiftCalendar.Plan plan(int siteId, @Nullable LineId line) {
        return rules.plan(siteId, line);
    }

    /** The closed days of the site and their names. */
    public NavigableMap<LocalDate, String> holidays(int siteId) {
        return rules.holidays(siteId);
    }

    /** The rules of the line as known now. */
    public LineRules rules(Line line) {
        return rules.rules(line, clock.instant(), null, null, null);
    }

    /**
     * The rules of the line as they were known at earlier instants: what was recorded up to then
     * and not superseded yet. Settings and shared status logs go with the statuses.
     */
    public LineRules rules(
            Line line, Instant statusesKnownAt, Instant cyclesKnownAt, Instant calendarKnownAt) {
        return rules.rules(line, clock.instant(), statusesKnownAt, cyclesKnownAt, calendarKnownAt);
    }

    /** What changed of the line's rules after an instant and up to another, by time. */
    public List<PlantEdit> edits(Line line, Instant after, Instant upTo) {
        return edits.edits(line, after, upTo);
    }
}
