package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineRules;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.LineFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds what must be accounted anew for a change of facts or rules, and nothing else. */
@Component
class ChangedSlices {
    private static final Duration DAY = Duration.ofDays(1);

    private final FactsOfDays gathered;
    private final LineFacts facts;
    private final JooqSlices slices;
    private final Clock clock;

    ChangedSlices(FactsOfDays gathered, LineFacts facts, JooqSlices slices, Clock clock) {
        this.gathered = gathered;
        this.facts = facts;
        this.slices = slices;
        this.clock = clock;
    }

    /**
     * Where slices are accounted anew, from a border of theirs to another. A stop that grew is
     * measured anew from its start; what was counted over a stretch stands at its start; the start
     * up after a set-up reaches beyond it; people and counters judge all pieces of a shift; a
     * report stands for a whole day; and a date that is kept is kept from its start up to now.
     *
     * @param changed its end is part of it
     */
    TimeRange around(Line line, LineRules rules, TimeRange changed) {
        var calendar = rules.calendar();
        var near = new TimeRange(changed.from().minus(DAY), changed.to().plus(DAY));
        var states = gathered.states(line, rules, near);
        var reached = withStretches(line, withDelays(states, changed));
        var startedUp = reached.to().plus(rules.settings().at(reached.to()).startUp());
        var range =
                new TimeRange(
                        borderBefore(reached.from(), calendar), borderAfter(startedUp, calendar));
        var whole = judgedWhole(line, calendar, near);
        // Once: with a clock that goes on, a date that reaches up to now would grow for ever.
        var now = clock.instant();
        while (true) {
            var before = range;
            for (var window : whole) {
                range = window.overlaps(range) ? range.hull(window) : range;
            }
            range = complete(line, calendar, states, range, now);
            if (range.equals(before)) {
                return range;
            }
        }
    }

    private List<TimeRange> judgedWhole(Line line, ShiftCalendar calendar, TimeRange near) {
        var first = near.from().atZone(calendar.zone()).toLocalDate();
        var last = near.to().atZone(calendar.zone()).toLocalDate();
        var whole = new ArrayList<TimeRange>();
        for (var report : facts.manualCounts(line.id(), near)) {
            whole.add(FactsOfDays.shiftAround(report.countedAt(), calendar));
        }
        for (var report : facts.reportedDays(line.id(), first, last)) {
            whole.add(calendar.span(report.day()));
        }
        if (facts.hasReadings(line.id(), near)) {
            for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
                calendar.stretches(date).stream()
                        .filter(window -> facts.hasReadings(line.id(), window))
                        .forEach(whole::add);
            }
        }
        return whole;
    }

    /** No date is kept in part: one without figures begins anew, one that ran on is caught up. */
    private TimeRange complete(
            Line line,
            ShiftCalendar calendar,
            List<StateInterval> states,
            TimeRange changed,
            Instant now) {
        var dates = dates(calendar, changed);
        if (dates.isEmpty()) {
            return changed;
        }
        var kept = slices.keptUntil(line.id(), dates.first(), dates.last());
        var range = changed;
        for (var date : dates) {
            var all = calendar.span(date);
            var end = all.to().isBefore(now) ? all.to() : now;
            var until = kept.get(date);
            if (until == null
                    || (!calendar.covers(date)
                            && !isKnown(line, states, LineDays.day(date, calendar.zone())))) {
                range =
                        all.from().isBefore(end)
                                ? range.hull(new TimeRange(all.from(), end))
                                : range;
            } else if (until.isBefore(end)) {
                range = range.hull(new TimeRange(until, end));
            }
        }
        return range;
    }

    private boolean isKnown(Line line, List<StateInterval> states, TimeRange day) {
        return states.stream().anyMatch(state -> state.range().overlaps(day))
                || facts.hasPieces(line.id(), day);
    }

    /** Dates to which some of the range is accounted; a night shift reaches into the next day. */
    static NavigableSet<LocalDate> dates(ShiftCalendar calendar, TimeRange range) {
        var first = range.from().atZone(calendar.zone()).toLocalDate().minusDays(1);
        var last = range.to().atZone(calendar.zone()).toLocalDate();
        var dates = new TreeSet<LocalDate>();
        for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
            if (calendar.stretches(date).stream().anyMatch(range::overlaps)) {
                dates.add(date);
            }
        }
        return dates;
    }

    private static TimeRange withDelays(List<StateInterval> states, TimeRange changed) {
        var range = changed;
        for (var claim :
                Event.claims(
                        states.stream()
                                .filter(state -> state.category() == TimeCategory.DELAY)
                                .toList())) {
            var event = claim.event();
            if (event != null
                    && event.fromMs <= Millis.of(changed.to())
                    && event.fromMs + event.lengthMs() >= Millis.of(changed.from())) {
                range =
                        range.hull(
                                new TimeRange(
                                        Instant.ofEpochMilli(event.fromMs),
                                        Instant.ofEpochMilli(event.fromMs + event.lengthMs())));
            }
        }
        return range;
    }

    private TimeRange withStretches(Line line, TimeRange changed) {
        return facts.earliestStretch(line.id(), changed)
                .filter(start -> start.isBefore(changed.from()))
                .map(start -> new TimeRange(start, changed.to()))
                .orElse(changed);
    }

    private static Instant borderBefore(Instant instant, ShiftCalendar calendar) {
        var hour = Hours.start(instant, calendar.zone());
        return shiftBorders(instant, calendar)
                .filter(border -> border.isAfter(hour) && !border.isAfter(instant))
                .max(Instant::compareTo)
                .orElse(hour);
    }

    private static Instant borderAfter(Instant instant, ShiftCalendar calendar) {
        var hour = Hours.next(instant, calendar.zone());
        return shiftBorders(instant, calendar)
                .filter(border -> border.isAfter(instant) && border.isBefore(hour))
                .min(Instant::compareTo)
                .orElse(hour);
    }

    private static Stream<Instant> shiftBorders(Instant instant, ShiftCalendar calendar) {
        var date = instant.atZone(calendar.zone()).toLocalDate();
        return Stream.of(date.minusDays(1), date, date.plusDays(1))
                .flatMap(near -> calendar.shiftsOn(near).stream())
                .flatMap(shift -> Stream.of(shift.range().from(), shift.range().to()));
    }
}
