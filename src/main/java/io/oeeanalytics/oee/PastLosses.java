package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What took planned busy time from production, each loss under the reason that held when it
 * happened: a reason changed later, or from a date on, leaves the time before where it was. The
 * instant that decides is the start of the shift; where a status changed its category within one,
 * its time is known apart and stands under both.
 */
@Component
class PastLosses {
    private final JooqLedgers ledgers;
    private final FiguresAsKnown asKnown;
    private final PlantModel plant;

    PastLosses(JooqLedgers ledgers, FiguresAsKnown asKnown, PlantModel plant) {
        this.ledgers = ledgers;
        this.asKnown = asKnown;
        this.plant = plant;
    }

    /**
     * As known now, the longest first.
     *
     * @param by what lines are added up by; those of one have one catalogue of statuses
     */
    <K> Map<K, List<LossOfStatus>> lost(
            Collection<Line> lines, Period range, Function<Line, K> by) {
        var sums = new HashMap<K, Sums>();
        lines.stream()
                .collect(Collectors.groupingBy(Line::siteId))
                .forEach((site, ofSite) -> add(site, ofSite, range, by, sums));
        return longestFirst(sums);
    }

    /** The same as known at that instant, computed from the facts. */
    <K> Map<K, List<LossOfStatus>> lost(
            Collection<Line> lines, Period range, Function<Line, K> by, Instant knownAt) {
        var sums = new HashMap<K, Sums>();
        for (var line : lines) {
            var history = plant.rules(line, knownAt, knownAt, knownAt).statuses();
            var sum = sums.computeIfAbsent(by.apply(line), key -> new Sums(line.siteId()));
            for (var shift : asKnown.shifts(line, range, knownAt)) {
                shift.statusTimes().stream()
                        .filter(StatusTime::isLoss)
                        .forEach(time -> sum.add(meaning(history, time, shift.range()), time));
            }
        }
        return longestFirst(sums);
    }

    private static <K> Map<K, List<LossOfStatus>> longestFirst(Map<K, Sums> sums) {
        var losses = new HashMap<K, List<LossOfStatus>>();
        sums.forEach((key, sum) -> losses.put(key, sum.longestFirst()));
        return losses;
    }

    /** Dates on which all reasons stay are read at once, those around a change shift by shift. */
    private <K> void add(
            int site, List<Line> lines, Period range, Function<Line, K> by, Map<K, Sums> sums) {
        var history = plant.statusHistory(site);
        var zone = lines.getFirst().zone();
        var keys = lines.stream().collect(Collectors.toMap(Line::id, by));
        Function<LineId, Sums> sumOf =
                line ->
                        sums.computeIfAbsent(
                                Objects.requireNonNull(keys.get(line)), key -> new Sums(site));
        var from = range.first();
        for (var change : around(changes(history, zone), range)) {
            if (from.isBefore(change.first())) {
                addWhole(history, zone, keys.keySet(), before(from, change.first()), sumOf);
            }
            addShifts(history, zone, keys.keySet(), change, sumOf);
            from = change.last().plusDays(1);
        }
        if (!from.isAfter(range.last())) {
            addWhole(history, zone, keys.keySet(), new Period(from, range.last()), sumOf);
        }
    }

    private static Period before(LocalDate from, LocalDate next) {
        return new Period(from, next.minusDays(1));
    }

    private void addWhole(
            StatusHistory history,
            ZoneId zone,
            Collection<LineId> lines,
            Period dates,
            Function<LineId, Sums> sumOf) {
        var end = LineDays.day(dates.last(), zone).to().minusMillis(1);
        ledgers.statusTimes(lines, StatusTime.LOSSES, dates.first(), dates.last())
                .forEach(
                        (line, times) ->
                                times.forEach(
                                        time ->
                                                sumOf.apply(line)
                                                        .add(
                                                                history.at(time.status(), end),
                                                                time)));
    }

    private void addShifts(
            StatusHistory history,
            ZoneId zone,
            Collection<LineId> lines,
            Period dates,
            Function<LineId, Sums> sumOf) {
        for (var shift :
                ledgers.shiftStatusTimes(
                        lines, StatusTime.LOSSES, dates.first(), dates.last(), zone)) {
            sumOf.apply(shift.line())
                    .add(meaning(history, shift.time(), shift.range()), shift.time());
        }
    }

    /** What the status meant at the start, or as soon as it meant the category. */
    private static Optional<Status> meaning(
            StatusHistory history, StatusTime time, TimeRange shift) {
        var atStart = history.at(time.status(), shift.from());
        return history
                .changes(time.status())
                .subSet(shift.from(), false, shift.to(), false)
                .stream()
                .flatMap(change -> history.at(time.status(), change).stream())
                .filter(status -> status.category() == time.category())
                .findFirst()
                .filter(later -> atStart.map(Status::category).orElse(null) != time.category())
                .or(() -> atStart);
    }

    /** The local dates on which any status begins to stand for another reason. */
    private static TreeSet<LocalDate> changes(StatusHistory history, ZoneId zone) {
        var dates = new TreeSet<LocalDate>();
        var last = new HashMap<Integer, Status>();
        for (var row : history.rows()) {
            var before = last.put(row.status().code(), row.status());
            if (before == null || !isSameReason(before, row.status())) {
                dates.add(row.validFrom().atZone(zone).toLocalDate());
            }
        }
        return dates;
    }

    private static boolean isSameReason(Status one, Status other) {
        return one.category() == other.category() && one.group().equals(other.group());
    }

    /** With the date before, whose last shift may reach into it. */
    private static List<Period> around(TreeSet<LocalDate> changes, Period range) {
        var dates = new TreeSet<LocalDate>();
        changes.subSet(range.first(), true, range.last().plusDays(1), true)
                .forEach(
                        date -> {
                            dates.add(date.minusDays(1));
                            dates.add(date);
                        });
        var periods = new ArrayList<Period>();
        for (var date : dates.subSet(range.first(), true, range.last(), true)) {
            if (!periods.isEmpty() && periods.getLast().last().plusDays(1).equals(date)) {
                periods.set(periods.size() - 1, new Period(periods.getLast().first(), date));
            } else {
                periods.add(new Period(date, date));
            }
        }
        return periods;
    }

    /** One for each status and reason; by the name that came last, for a name is no reason. */
    private static final class Sums {
        private record Reason(int status, TimeCategory category, String group) {}

        private final int site;
        private final Map<Reason, LossOfStatus> losses = new LinkedHashMap<>();

        Sums(int site) {
            this.site = site;
        }

        void add(Optional<Status> meant, StatusTime time) {
            losses.merge(
                    new Reason(time.status(), time.category(), meant.map(Status::group).orElse("")),
                    new LossOfStatus(site, meant, time),
                    (one, later) -> later.status().isPresent() ? later.plus(one) : one.plus(later));
        }

        List<LossOfStatus> longestFirst() {
            return losses.values().stream()
                    .sorted(
                            Comparator.comparingLong((LossOfStatus loss) -> -loss.time().millis())
                                    .thenComparing(loss -> loss.time().status()))
                    .toList();
        }
    }
}
