package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.production.ChangedRanges;
import io.oeeanalytics.production.LineFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes the ledgers of changed business dates anew from the facts. */
@Service
public class RollUp {
    /** Bounds what is held in memory; a month of a fast line is a few hundred thousand pieces. */
    private static final int DATES_AT_ONCE = 31;

    /** How often time that passed is accounted for although nobody said anything. */
    private static final Duration STEP = Duration.ofMinutes(1);

    /** Lines known from files only are looked at again when their last shift may be over. */
    private static final Duration LATER = Duration.ofHours(1);

    /** The figures of a line cannot be computed; its marks stay, others go on. */
    static final class LineFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Line line;

        LineFailed(Line line, RuntimeException cause) {
            super("the figures of %s cannot be computed".formatted(line.code()), cause);
            this.line = line;
        }

        LineId line() {
            return line.id();
        }
    }

    private final PlantModel plant;
    private final LineFacts facts;
    private final ChangedRanges changes;
    private final JooqLedgers ledgers;
    private final FactsOfDays gathered;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RollUp(
            PlantModel plant,
            LineFacts facts,
            ChangedRanges changes,
            JooqLedgers ledgers,
            FactsOfDays gathered,
            ApplicationEventPublisher events,
            Clock clock) {
        this.plant = plant;
        this.facts = facts;
        this.changes = changes;
        this.ledgers = ledgers;
        this.events = events;
        this.gathered = gathered;
        this.clock = clock;
    }

    /**
     * Brings one line with changes up to date.
     *
     * @param except lines to leave alone
     * @return that line, if there was one
     * @throws LineFailed when its figures cannot be computed
     */
    @Transactional
    public Optional<LineId> next(Set<LineId> except) {
        var marked = changes.next(except);
        marked.ifPresent(
                marks -> {
                    var line = plant.line(marks.line());
                    try {
                        var extent = extent(line);
                        extent.ifPresent(known -> account(line, marks.ranges(), known));
                        ledgers.removeOutside(line.id(), extent.map(known -> dates(line, known)));
                    } catch (RuntimeException e) {
                        throw new LineFailed(line, e);
                    }
                    changes.clear(marks);
                    events.publishEvent(new FiguresChanged(line.id()));
                });
        return marked.map(ChangedRanges.Marked::line);
    }

    /**
     * Marks what changed by the mere passing of time: stops that go on, lines gone silent, shifts
     * that ended. To be called every few seconds, by as many instances as there are.
     */
    @Transactional
    public void passTime() {
        var now = clock.instant();
        ledgers.passTime(now.minus(STEP), now)
                .forEach((line, until) -> changes.mark(line, new TimeRange(until, now)));
        ledgers.unfinished(now.minus(LATER)).forEach(changes::mark);
    }

    /** A line that tells of itself is known up to now: its silence counts. */
    private Optional<TimeRange> extent(Line line) {
        var now = clock.instant();
        return facts.extent(line.id())
                .map(
                        known ->
                                facts.liveSince().containsKey(line.id()) && known.to().isBefore(now)
                                        ? new TimeRange(known.from(), now)
                                        : known);
    }

    private void account(Line line, List<TimeRange> changed, TimeRange extent) {
        var calendar = plant.calendar(line);
        var dates = new TreeSet<LocalDate>();
        for (var range : changed) {
            touched(calendar, clipped(range, extent), dates);
        }
        while (!dates.isEmpty()) {
            var last = dates.first().plusDays(DATES_AT_ONCE);
            var some = new TreeSet<>(dates.headSet(last));
            dates.removeAll(some);
            var days = gathered.gather(line, calendar, some);
            ledgers.replace(
                    line.id(),
                    some,
                    some.stream().flatMap(date -> days.ledgers(date).stream()).toList());
        }
    }

    /** Dates with a window that overlaps or touches the range; a night shift reaches two days. */
    private static void touched(
            ShiftCalendar calendar, TimeRange range, NavigableSet<LocalDate> dates) {
        var zone = calendar.zone();
        var from = range.from().atZone(zone).toLocalDate();
        var to = range.to().atZone(zone).toLocalDate();
        for (var date = from; !date.isAfter(to); date = date.plusDays(1)) {
            dates.add(date);
        }
        var before = from.minusDays(1);
        if (calendar.shiftsOn(before).stream()
                .anyMatch(shift -> !shift.range().to().isBefore(range.from()))) {
            dates.add(before);
        }
    }

    private static TimeRange clipped(TimeRange range, TimeRange extent) {
        // A state without an end reaches a day beyond the last fact.
        var known =
                new TimeRange(
                        extent.from().minus(Duration.ofDays(1)),
                        extent.to().plus(LoggedStates.BELIEVED));
        return range.intersection(known).orElseGet(() -> new TimeRange(range.from(), range.from()));
    }

    private static Map.Entry<LocalDate, LocalDate> dates(Line line, TimeRange extent) {
        return Map.entry(
                extent.from().atZone(line.zone()).toLocalDate().minusDays(1),
                extent.to().atZone(line.zone()).toLocalDate().plusDays(1));
    }
}
