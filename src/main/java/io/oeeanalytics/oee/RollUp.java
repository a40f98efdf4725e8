package io.oeeanalytics.oee;

import static java.util.stream.Collectors.toMap;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.LineRules;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.StatusLogs;
import io.oeeanalytics.production.ChangedRanges;
import io.oeeanalytics.production.ChangedRanges.Reach;
import io.oeeanalytics.production.FactRetention;
import io.oeeanalytics.production.LineFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes the ledgers of changed business dates anew from the facts. */
@Service
public class RollUp {
    /** Bounds what is held in memory; a month of a fast line is a few hundred thousand pieces. */
    private static final Duration AT_ONCE = Duration.ofDays(31);

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
    private final JooqSlices slices;
    private final JooqLedgers ledgers;
    private final JooqShiftReports reports;
    private final ChangedSlices changedSlices;
    private final FactsOfDays gathered;
    private final FactRetention retention;
    private final Clock clock;

    RollUp(
            PlantModel plant,
            LineFacts facts,
            ChangedRanges changes,
            JooqSlices slices,
            JooqLedgers ledgers,
            JooqShiftReports reports,
            ChangedSlices changedSlices,
            FactsOfDays gathered,
            FactRetention retention,
            Clock clock) {
        this.plant = plant;
        this.facts = facts;
        this.changes = changes;
        this.slices = slices;
        this.ledgers = ledgers;
        this.reports = reports;
        this.changedSlices = changedSlices;
        this.gathered = gathered;
        this.retention = retention;
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
                        account(line, marks.ranges());
                    } catch (RuntimeException e) {
                        throw new LineFailed(line, e);
                    }
                    changes.clear(marks);
                    slices.tell(line.id());
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
        slices.passTime(now.minus(STEP), now)
                .forEach(
                        (line, until) ->
                                changes.mark(line, new TimeRange(until, now), Reach.SHARERS));
        changes.mark(slices.unfinished(now.minus(LATER)), Reach.LINE);
    }

    private void account(Line line, List<TimeRange> changed) {
        var rules = plant.rules(line);
        var known = known(line, rules);
        // What is settled stays as it is: the facts behind it are gone.
        var settled = new TimeRange(Instant.EPOCH, retention.settledBefore());
        var open = new TimeRange(settled.to(), Instant.MAX);
        slices.removeOutside(
                line.id(),
                known.map(span -> settled.isEmpty() ? span : span.hull(settled)).orElse(settled));
        var ranges = new ArrayList<TimeRange>();
        var all = new ArrayList<>(changed);
        known.ifPresent(span -> all.addAll(beyondKept(line, rules.calendar(), span)));
        for (var range : all) {
            // Its end is part of it: what happened in one instant shares no time with the dates.
            var touched = new TimeRange(range.from(), range.to().plusMillis(1));
            known.flatMap(touched::intersection)
                    .flatMap(open::intersection)
                    .ifPresent(within -> ranges.addAll(changed(line, rules, within, known.get())));
        }
        for (var range : merged(ranges)) {
            account(line, rules, range);
        }
    }

    /** Dates between what is kept and what became known far from it: nobody told of them. */
    private List<TimeRange> beyondKept(Line line, ShiftCalendar calendar, TimeRange known) {
        var kept = ledgers.dates(line.id());
        if (kept.isEmpty()) {
            return List.of(known);
        }
        var beyond = new ArrayList<TimeRange>();
        var first = calendar.span(kept.get().first()).from();
        var last = calendar.span(kept.get().last()).to();
        if (known.from().isBefore(first)) {
            beyond.add(new TimeRange(known.from(), first));
        }
        var now = clock.instant();
        var to = known.to().isBefore(now) ? known.to() : now;
        if (last.isBefore(to)) {
            beyond.add(new TimeRange(last, to));
        }
        return beyond;
    }

    private void account(Line line, LineRules rules, TimeRange range) {
        var dates = ChangedSlices.dates(rules.calendar(), range);
        if (dates.isEmpty()) {
            slices.replace(line.id(), range, List.of());
            return;
        }
        var days = gathered.gather(line, rules, dates, range);
        slices.replace(
                line.id(),
                range,
                dates.stream().flatMap(date -> days.slices(date, range).stream()).toList());
        slices.replaceStatusTimes(
                line.id(), dates.stream().collect(toMap(date -> date, days::statusTimes)));
        reports.freeze(line.id(), dates, days.now());
    }

    private List<TimeRange> changed(Line line, LineRules rules, TimeRange range, TimeRange known) {
        var ranges = new ArrayList<TimeRange>();
        for (var from = range.from(); !from.isAfter(range.to()); from = from.plus(AT_ONCE)) {
            var to = from.plus(AT_ONCE).isBefore(range.to()) ? from.plus(AT_ONCE) : range.to();
            // A change that ends with what is known touches the border, not the date behind it.
            changedSlices
                    .around(line, rules, new TimeRange(from, to))
                    .intersection(known)
                    .ifPresent(ranges::add);
        }
        return ranges;
    }

    /**
     * All that is accounted to the dates from the first to the last fact; up to today where the
     * line or its log tells of itself, since its silence counts.
     */
    private Optional<TimeRange> known(Line line, LineRules rules) {
        var now = clock.instant();
        var calendar = rules.calendar();
        return Stream.concat(facts.extent(line.id()).stream(), shared(line, rules.logs()))
                .reduce(TimeRange::hull)
                .map(
                        extent ->
                                isLive(line, rules.logs().at(now))
                                        ? extent.hull(
                                                new TimeRange(
                                                        extent.from(), later(now, extent.from())))
                                        : extent)
                .map(extent -> spanAt(extent.from(), calendar).hull(spanAt(extent.to(), calendar)));
    }

    private boolean isLive(Line line, LineId log) {
        var live = facts.liveSince();
        return live.containsKey(line.id()) || live.containsKey(log);
    }

    /** What the logs it shared tell, and people of the other tracks, while it shared them. */
    private Stream<TimeRange> shared(Line line, StatusLogs logs) {
        var extents = new ArrayList<TimeRange>();
        for (var stretch : logs.stretches()) {
            var range = stretch.range();
            for (var track : stretch.tracks()) {
                if (!track.equals(line.id())) {
                    Stream.of(
                                    facts.wordsExtent(track),
                                    track.equals(stretch.log())
                                            ? facts.statesExtent(track)
                                            : Optional.<TimeRange>empty())
                            .flatMap(Optional::stream)
                            .filter(all -> range.overlaps(all) || range.contains(all.from()))
                            .map(all -> within(all, range))
                            .forEach(extents::add);
                }
            }
        }
        return extents.stream();
    }

    private static TimeRange within(TimeRange range, TimeRange border) {
        return new TimeRange(
                later(range.from(), border.from()),
                range.to().isBefore(border.to()) ? range.to() : border.to());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Of the date an instant is accounted to. */
    private static TimeRange spanAt(Instant instant, ShiftCalendar calendar) {
        return ChangedSlices.dates(calendar, new TimeRange(instant, instant.plusMillis(1))).stream()
                .map(date -> calendar.span(date))
                .reduce(TimeRange::hull)
                .orElseGet(() -> new TimeRange(instant, instant));
    }

    /**
     * So that nothing is accounted twice: what overlaps as one, as far as memory holds it; beyond
     * that only what is left of the later one.
     */
    private static List<TimeRange> merged(List<TimeRange> ranges) {
        var merged = new ArrayList<TimeRange>();
        ranges.stream()
                .sorted(Comparator.comparing(TimeRange::from))
                .forEach(
                        range -> {
                            if (merged.isEmpty() || range.from().isAfter(merged.getLast().to())) {
                                merged.add(range);
                                return;
                            }
                            var last = merged.getLast();
                            if (last.hull(range).duration().compareTo(AT_ONCE) <= 0) {
                                merged.set(merged.size() - 1, last.hull(range));
                            } else if (range.to().isAfter(last.to())) {
                                merged.add(new TimeRange(last.to(), range.to()));
                            }
                        });
        return merged;
    }
}
