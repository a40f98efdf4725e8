package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.JooqLedgers.Sum;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.production.FactRetention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Figures as they were known at an instant, computed from the facts themselves: what is kept is
 * only what is known now.
 */
@Component
class FiguresAsKnown {
    /** A line for a year, or ten lines for a month: a few seconds. */
    static final int MOST_LINE_DAYS = 400;

    private static final int DATES_AT_ONCE = 31;

    private static final Duration HOUR = Duration.ofHours(1);

    private record Key(int line, LocalDate first, int shift, Instant hour, int product)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingInt(Key::line)
                        .thenComparing(Key::first)
                        .thenComparingInt(Key::shift)
                        .thenComparing(Key::hour)
                        .thenComparingInt(Key::product);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final FactsOfDays gathered;

    private final FactRetention retention;
    private final Clock clock;

    FiguresAsKnown(FactsOfDays gathered, FactRetention retention, Clock clock) {
        this.gathered = gathered;
        this.retention = retention;
        this.clock = clock;
    }

    /** The first date whose facts are all there. */
    LocalDate from(ZoneId zone) {
        return FactRetention.firstDate(retention.settledBefore(), zone);
    }

    /**
     * Line by line, whatever they are asked by.
     *
     * @param asked an instant to come is now: nothing that has not happened yet is known
     */
    List<Sum> sums(Collection<Line> lines, Period range, Grouping by, Instant asked) {
        var now = clock.instant();
        var knownAt = asked.isAfter(now) ? now : asked;
        var sums = new TreeMap<Key, Sum>();
        for (var line : lines) {
            for (var dates : portions(range)) {
                var days = gathered.gather(line, dates, Knowledge.at(knownAt));
                var all = new TimeRange(Instant.EPOCH, knownAt);
                for (var date : dates) {
                    for (var slice : days.slices(date, all)) {
                        if (by != Grouping.HOUR || slice.origin() != Origin.REPORT) {
                            sums.merge(
                                    key(line, slice, range, by),
                                    sum(line, slice, range, by, knownAt),
                                    FiguresAsKnown::plus);
                        }
                    }
                }
            }
        }
        return new ArrayList<>(sums.values());
    }

    /** Shifts with their status times, by date. */
    List<ShiftLedger> shifts(Line line, Period range, Instant knownAt) {
        var shifts = new ArrayList<ShiftLedger>();
        for (var dates : portions(range)) {
            var days = gathered.gather(line, dates, Knowledge.at(knownAt));
            dates.forEach(date -> shifts.addAll(days.ledgers(date)));
        }
        return shifts;
    }

    private static List<NavigableSet<LocalDate>> portions(Period range) {
        var portions = new ArrayList<NavigableSet<LocalDate>>();
        for (var first = range.first();
                !first.isAfter(range.last());
                first = first.plusDays(DATES_AT_ONCE)) {
            var dates = new TreeSet<LocalDate>();
            for (int i = 0; i < DATES_AT_ONCE; i++) {
                if (!first.plusDays(i).isAfter(range.last())) {
                    dates.add(first.plusDays(i));
                }
            }
            portions.add(dates);
        }
        return portions;
    }

    private static Key key(Line line, Slice slice, Period range, Grouping by) {
        return new Key(
                line.id().value(),
                // An hour may hold the end of one date and the start of the next.
                by == Grouping.HOUR ? range.first() : by.first(slice.businessDate(), range),
                by == Grouping.SHIFT ? slice.shift() : 0,
                by == Grouping.HOUR ? Hours.start(slice.range().from(), line.zone()) : Instant.MIN,
                by == Grouping.PRODUCT ? slice.product() : 0);
    }

    private static Sum sum(Line line, Slice slice, Period range, Grouping by, Instant knownAt) {
        var key = key(line, slice, range, by);
        return new Sum(
                key.line(),
                by.first(slice.businessDate(), range),
                key.shift(),
                by == Grouping.HOUR ? slice.range() : null,
                key.product(),
                slice.origin() == Origin.REPORT,
                by == Grouping.HOUR
                        ? endsHour(slice, key.hour())
                        : !slice.endsAt().isAfter(knownAt),
                slice.ledger());
    }

    /** Slices are cut at the present, so the last one of a running hour does not reach its end. */
    private static boolean endsHour(Slice slice, Instant hour) {
        var end = hour.plus(HOUR);
        return !slice.range().to().isBefore(slice.endsAt().isBefore(end) ? slice.endsAt() : end);
    }

    private static Sum plus(Sum one, Sum other) {
        var hour = one.hour();
        var otherHour = other.hour();
        return new Sum(
                one.line(),
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.shift(),
                hour == null || otherHour == null ? null : hour.hull(otherHour),
                one.product(),
                one.imported() || other.imported(),
                hour == null || otherHour == null
                        ? one.complete() && other.complete()
                        : (otherHour.to().isAfter(hour.to()) ? other : one).complete(),
                one.ledger().plus(other.ledger()));
    }
}
