package io.oeeanalytics.plant;

import static java.util.stream.Collectors.toMap;

import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Changes rules within the caller's transaction and tells the lines whose figures follow. Saying
 * what holds already changes nothing and leaves no row.
 */
@Component
class RuleBook {
    static final Instant SINCE_EVER = Instant.EPOCH;
    static final Duration LONGEST_CYCLE = Duration.ofDays(1);
    static final int MOST_LEVELS = 5;
    static final int LONGEST_NAME = 80;

    private final JooqRules rules;
    private final JooqRuleChanges changes;
    private final JooqPlant plant;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RuleBook(
            JooqRules rules,
            JooqRuleChanges changes,
            JooqPlant plant,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rules = rules;
        this.changes = changes;
        this.plant = plant;
        this.events = events;
        this.clock = clock;
    }

    /** The database keeps microseconds; a finer instant would round into the future. */
    Edit edit(String by) {
        var edit = new Edit(clock.instant().truncatedTo(ChronoUnit.MICROS), by);
        // What it changed stands in the plant's own history under the same instant.
        events.publishEvent(new Audited(AuditAction.PLANT_CHANGED, "edit of " + edit.at()));
        return edit;
    }

    /** No other change of the site's rules until the transaction ends. */
    void lock(int siteId) {
        changes.lock(siteId);
    }

    /** The instant from which on the meaning holds that the status has now. */
    Instant inForceSince(int siteId, int code) {
        var now = clock.instant();
        var since = rules.statuses(siteId, now).changes(code).floor(now);
        return since == null ? SINCE_EVER : since;
    }

    void putStatus(int siteId, Status status, Instant validFrom, Edit edit) {
        requireName("status", status.name());
        requireGroup(status.group());
        changes.lock(siteId);
        var history = rules.statuses(siteId, edit.at());
        var row = new StatusHistory.Row(status, validFrom);
        if (history.rows().contains(row)) {
            return;
        }
        changes.putStatus(siteId, status, validFrom, edit);
        var before = history.at(status.code(), validFrom);
        if (before.filter(one -> one.category() == status.category()).isEmpty()) {
            var next = history.changes(status.code()).higher(validFrom);
            siteChanged(siteId, validFrom, next);
        }
    }

    void putSettings(int siteId, Instant validFrom, Settings settings, Edit edit) {
        changes.lock(siteId);
        var known = rules.settings(siteId, null);
        if (settings.equals(known.rows().get(validFrom))) {
            return;
        }
        changes.putSettings(siteId, validFrom, settings, edit);
        if (!settings.equals(known.at(validFrom))) {
            siteChanged(siteId, validFrom, known.rows().higherKey(validFrom));
        }
    }

    void addCycle(LineId line, IdealCycles.Row cycle, Edit edit) {
        if (cycle.millis() > LONGEST_CYCLE.toMillis()) {
            throw new IllegalArgumentException(
                    "an ideal cycle lies between 0.001 and 86,400 seconds, not %s"
                            .formatted(cycle.millis() / 1000.0));
        }
        requireUnit(line, cycle.unit());
        var known = rules.cycles(line);
        if (known.valid().contains(cycle)) {
            return;
        }
        changes.addCycle(line, cycle, edit);
        if (cycle.unit() == null || known.constraints().containsValue(Optional.of(cycle.unit()))) {
            events.publishEvent(new LineRulesChanged(line, cycle.validFrom()));
        }
    }

    /**
     * @param unit code of the unit that sets the line's pace from then on; null for none
     */
    void putConstraint(Line line, @Nullable String unit, Instant validFrom, Edit edit) {
        requireUnit(line.id(), unit);
        changes.lock(line.siteId());
        var known = rules.cycles(line.id()).constraints();
        if (!isSaid(known, validFrom, Optional.ofNullable(unit))) {
            changes.putConstraint(line.id(), unit, validFrom, edit);
            paceChanged(line, known, validFrom);
        }
    }

    /** As if it had not been said; what was said before goes on. */
    void removeConstraint(Line line, Instant validFrom, Edit edit) {
        changes.lock(line.siteId());
        var known = rules.cycles(line.id()).constraints();
        if (known.containsKey(validFrom)) {
            changes.removeConstraint(line.id(), validFrom, edit);
            paceChanged(line, known, validFrom);
        }
    }

    /** Of a line nothing was said of, "none" holds already. */
    private static <T> boolean isSaid(
            NavigableMap<Instant, Optional<T>> rows, Instant validFrom, Optional<T> wanted) {
        var said = rows.get(validFrom);
        return said == null
                ? wanted.isEmpty() && rows.floorKey(validFrom) == null
                : said.equals(wanted);
    }

    private void paceChanged(
            Line line, NavigableMap<Instant, Optional<String>> before, Instant from) {
        events.publishEvent(changed(line.id(), from, before.higherKey(from)));
    }

    /**
     * {@link #requireNoChain} has to follow when all is said.
     *
     * @param source the line whose status log it shares from then on; null for its own again
     */
    void putLog(Line line, @Nullable LineId source, Instant validFrom, Edit edit) {
        if (line.id().equals(source)) {
            throw new IllegalArgumentException(
                    "line %s cannot share its own status log".formatted(line.code()));
        }
        changes.lock(line.siteId());
        requireSameSite(line, source);
        var known = rules.statusLogs(line);
        if (isSaid(known.rows(), validFrom, Optional.ofNullable(source))) {
            return;
        }
        changes.putLog(line.id(), source, validFrom, edit);
        logChanged(line, known, validFrom);
    }

    /** As if it had not been said; what was said before goes on. */
    void removeLog(Line line, Instant validFrom, Edit edit) {
        changes.lock(line.siteId());
        var known = rules.statusLogs(line);
        if (known.rows().containsKey(validFrom)) {
            changes.removeLog(line.id(), validFrom, edit);
            logChanged(line, known, validFrom);
        }
    }

    /** What people said of one track holds for all: those it leaves and those it comes to. */
    private void logChanged(Line line, StatusLogs before, Instant from) {
        var after = rules.statusLogs(line);
        if (!after.at(from).equals(before.at(from))) {
            Stream.concat(before.tracksFrom(from).stream(), after.tracksFrom(from).stream())
                    .distinct()
                    .forEach(one -> events.publishEvent(new LineRulesChanged(one, from)));
        }
    }

    private void requireSameSite(Line line, @Nullable LineId source) {
        for (var other : plant.lines(clock.instant())) {
            if (other.id().equals(source) && other.siteId() != line.siteId()) {
                throw new IllegalArgumentException(
                        "line %s cannot share the status log of %s, which is at another site"
                                .formatted(line.code(), other.code()));
            }
        }
    }

    /** A log that is shared is its line's own. To be called when a change of them is complete. */
    void requireNoChain(Site site) {
        for (var chain : StatusLogs.chains(StatusLogs.byLine(rules.logRows(site.id())))) {
            var codes = lines(site.id()).stream().collect(toMap(Line::id, Line::code));
            var from = PlantWords.validFrom(chain.from(), site.zone());
            throw new IllegalArgumentException(
                    "line %s cannot share the status log of %s, which shares another's itself%s"
                            .formatted(
                                    codes.get(chain.line()),
                                    codes.get(chain.source()),
                                    from == null ? "" : " from %s on".formatted(from)));
        }
    }

    void setTarget(Line line, LocalDate validFrom, double oee, Edit edit) {
        if (!(oee > 0 && oee <= 1)) {
            throw new IllegalArgumentException(
                    "an OEE target lies above 0 and up to 100 %%, not %s %%".formatted(oee * 100));
        }
        changes.lock(line.siteId());
        if (!Objects.equals(oee, rules.targets(line.id()).get(validFrom))) {
            changes.putTarget(line.id(), validFrom, oee, edit);
        }
    }

    void removeTarget(Line line, LocalDate validFrom, Edit edit) {
        changes.lock(line.siteId());
        changes.removeTarget(line.id(), validFrom, edit);
    }

    /**
     * @param line null for the lines of the site without a rotation of their own
     */
    void setRotation(Site site, @Nullable LineId line, Rotation rotation, Edit edit) {
        requireNoOverlap(rotation.shifts(), rotation.days());
        requireBreaksWithin(rotation.shifts());
        changes.lock(site.id());
        if (!rules.plan(site.id(), line).rotations().contains(rotation)) {
            changes.putRotation(site.id(), line, rotation, edit);
            rotationChanged(site, line, rotation.validFrom());
        }
    }

    void removeRotation(Site site, @Nullable LineId line, LocalDate validFrom, Edit edit) {
        changes.lock(site.id());
        changes.removeRotation(site.id(), line, validFrom, edit);
        rotationChanged(site, line, validFrom);
    }

    void putException(Site site, @Nullable LineId line, CalendarException exception, Edit edit) {
        requireBreaksWithin(exception.shifts());
        changes.lock(site.id());
        if (!rules.plan(site.id(), line).exceptions().contains(exception)) {
            changes.putException(site.id(), line, exception, edit);
            dayChanged(site, line, exception.day());
        }
    }

    void removeException(Site site, @Nullable LineId line, LocalDate day, Edit edit) {
        changes.lock(site.id());
        changes.removeException(site.id(), line, day, edit);
        dayChanged(site, line, day);
    }

    void putHoliday(Site site, LocalDate day, String name, Edit edit) {
        changes.lock(site.id());
        if (!name.equals(rules.holidays(site.id()).get(day))) {
            changes.putHoliday(site.id(), day, name, edit);
            dayChanged(site, null, day);
        }
    }

    void removeHoliday(Site site, LocalDate day, Edit edit) {
        changes.lock(site.id());
        changes.removeHoliday(site.id(), day, edit);
        dayChanged(site, null, day);
    }

    /**
     * Two shifts of one line cannot both be worked, nor bear one number on one day. To be called
     * when a change of calendars is complete.
     */
    void requireNoClash(int siteId) {
        for (var line : lines(siteId)) {
            var calendar = rules.calendar(line);
            for (var day : calendar.exceptionalDays()) {
                calendar.clash(day)
                        .ifPresent(
                                clash -> {
                                    throw new IllegalArgumentException(
                                            "%s on %s: shift %d %s"
                                                    .formatted(
                                                            line.code(),
                                                            day,
                                                            clash.shift().number(),
                                                            clash.words()));
                                });
            }
        }
    }

    private static void requireNoOverlap(List<ShiftTime> shifts, int days) {
        for (int i = 0; i < shifts.size(); i++) {
            for (var other : shifts.subList(0, i)) {
                var shift = shifts.get(i);
                if (shift.day() == other.day() && shift.number() == other.number()) {
                    throw new IllegalArgumentException(
                            "shift %d stands twice on day %d"
                                    .formatted(shift.number(), shift.day()));
                }
                if (shift.overlaps(other, days)) {
                    throw new IllegalArgumentException(
                            "shift %d of day %d overlaps shift %d of day %d; end one before the other"
                                    .formatted(
                                            shift.number(),
                                            shift.day(),
                                            other.number(),
                                            other.day()));
                }
            }
        }
    }

    private static void requireBreaksWithin(List<ShiftTime> shifts) {
        for (var shift : shifts) {
            shift.breakOutOfPlace()
                    .ifPresent(
                            pause -> {
                                throw new IllegalArgumentException(
                                        "the break %s to %s does not lie within shift %d, %s to %s, beside the others"
                                                .formatted(
                                                        pause.start(),
                                                        pause.end(),
                                                        shift.number(),
                                                        shift.start(),
                                                        shift.end()));
                            });
        }
    }

    private void requireUnit(LineId line, @Nullable String unit) {
        if (unit != null
                && plant.units(line, clock.instant()).stream()
                        .noneMatch(one -> one.code().equals(unit))) {
            throw new IllegalArgumentException("the line has no unit '%s'".formatted(unit));
        }
    }

    static String requireName(String what, String name) {
        var stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the name of a %s has 1 to 80 letters, not '%s'".formatted(what, name));
        }
        return stripped;
    }

    static boolean isGroup(String group) {
        var levels = List.of(group.split(Status.LEVEL, -1));
        return group.isEmpty()
                || (levels.size() <= MOST_LEVELS
                        && levels.stream()
                                .allMatch(
                                        level ->
                                                !level.isBlank()
                                                        && level.length() <= LONGEST_NAME));
    }

    private static void requireGroup(String group) {
        if (!isGroup(group)) {
            throw new IllegalArgumentException(
                    "a reason has up to 5 levels of 1 to 80 letters, parted by /, not '%s'"
                            .formatted(group));
        }
    }

    /** The owner's next rotation stays in force; a shift that began before it ends in its time. */
    private void rotationChanged(Site site, @Nullable LineId line, LocalDate from) {
        var next =
                rules.plan(site.id(), line).rotations().stream()
                        .map(Rotation::validFrom)
                        .filter(from::isBefore)
                        .min(LocalDate::compareTo);
        calendarChanged(site, line, from, next.map(date -> date.plusDays(1)).orElse(null));
    }

    /** The last shift of a day may end on the next. */
    private void dayChanged(Site site, @Nullable LineId line, LocalDate day) {
        calendarChanged(site, line, day, day.plusDays(2));
    }

    private void calendarChanged(
            Site site, @Nullable LineId line, LocalDate from, @Nullable LocalDate until) {
        var began = from.atStartOfDay(site.zone()).toInstant();
        var ended = until == null ? null : until.atStartOfDay(site.zone()).toInstant();
        if (line == null) {
            siteChanged(site.id(), began, ended);
        } else {
            events.publishEvent(changed(line, began, ended));
        }
    }

    private void siteChanged(int siteId, Instant from, @Nullable Instant until) {
        lines(siteId).forEach(line -> events.publishEvent(changed(line.id(), from, until)));
    }

    private static LineRulesChanged changed(LineId line, Instant from, @Nullable Instant until) {
        return new LineRulesChanged(line, from, until == null ? Instant.MAX : until);
    }

    private List<Line> lines(int siteId) {
        return plant.lines(clock.instant()).stream()
                .filter(line -> line.siteId() == siteId)
                .toList();
    }
}
