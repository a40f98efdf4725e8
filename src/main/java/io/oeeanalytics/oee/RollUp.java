package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.production.ChangedRanges;
import io.oeeanalytics.production.LineFacts;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes the ledgers of changed business dates anew from the facts. */
@Service
public class RollUp {
    /** Bounds what is held in memory; a month of a fast line is a few hundred thousand pieces. */
    private static final int DATES_AT_ONCE = 31;

    private final PlantModel plant;
    private final LineFacts facts;
    private final ChangedRanges changes;
    private final JooqLedgers ledgers;
    private final FactsOfDays gathered;
    private final ApplicationEventPublisher events;

    RollUp(
            PlantModel plant,
            LineFacts facts,
            ChangedRanges changes,
            JooqLedgers ledgers,
            FactsOfDays gathered,
            ApplicationEventPublisher events) {
        this.plant = plant;
        this.facts = facts;
        this.changes = changes;
        this.ledgers = ledgers;
        this.events = events;
        this.gathered = gathered;
    }

    /**
     * Brings one line with changes up to date.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean next() {
        var marked = changes.next();
        marked.ifPresent(
                marks -> {
                    var line = plant.line(marks.line());
                    facts.extent(line.id())
                            .ifPresent(extent -> account(line, marks.ranges(), extent));
                    ledgers.removeOutside(
                            line.id(), facts.extent(line.id()).map(known -> dates(line, known)));
                    changes.clear(marks);
                    events.publishEvent(new FiguresChanged(line.id()));
                });
        return marked.isPresent();
    }

    private void account(Line line, List<TimeRange> changed, TimeRange extent) {
        var calendar = plant.calendar(line);
        var dates = new TreeSet<LocalDate>();
        for (var range : changed) {
            touched(calendar, clipped(range, extent), dates);
        }
        while (!dates.isEmpty()) {
            var some = new TreeSet<LocalDate>();
            while (!dates.isEmpty() && some.size() < DATES_AT_ONCE) {
                some.add(dates.pollFirst());
            }
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
