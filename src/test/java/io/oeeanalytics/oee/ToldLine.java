package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.LoggedState;
import io.oeeanalytics.production.ManualCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A line of the story, and how much of it has been told: facts in any order, words, corrections.
 */
final class ToldLine {
    final Line line;

    /** Whether people correct its counts; then it makes one product and counts piece by piece. */
    final boolean countedByHand;

    final List<IdealCycles.Row> cycles = new ArrayList<>();
    final TreeMap<LocalDate, List<ShiftTime>> weeks = new TreeMap<>();
    final List<Classification> words = new ArrayList<>();
    final List<ManualCount> reports = new ArrayList<>();
    final List<FactEvent> told = new ArrayList<>();
    private final List<FactEvent> untold = new ArrayList<>();

    ToldLine(Line line, History story, List<ProductId> products, boolean countedByHand) {
        this.line = line;
        this.countedByHand = countedByHand;
        int key = 0;
        for (var state : story.states()) {
            untold.add(
                    new FactEvent.State(
                            "s" + key++,
                            line.id(),
                            state.startedAt(),
                            state.finishedAt(),
                            state.status(),
                            null));
        }
        for (var count : story.counts()) {
            if (count.over().millis() < 23 * 3_600_000L) {
                untold.add(counted("c" + key++, count, products));
            }
        }
        if (!countedByHand) {
            for (var started : story.products().entrySet()) {
                untold.add(
                        new FactEvent.ProductStarted(
                                "p" + key++,
                                line.id(),
                                started.getKey(),
                                products.get(started.getValue().value() - 1),
                                null));
            }
        }
    }

    private FactEvent counted(String key, Count count, List<ProductId> products) {
        long judged = count.good() + count.scrap() + count.rework();
        return new FactEvent.Counted(
                key,
                line.id(),
                count.over().to(),
                count.over().isEmpty() || countedByHand ? null : count.over().from(),
                countedByHand || count.product() == null
                        ? null
                        : products.get(count.product().value() - 1),
                count.good(),
                count.scrap(),
                countedByHand ? 0 : count.rework(),
                countedByHand || judged == count.total()
                        ? OptionalLong.empty()
                        : OptionalLong.of(count.total()));
    }

    /** What can be told by then and was not. */
    List<FactEvent> untold(Instant now) {
        return untold.stream().filter(event -> !over(event).isAfter(now)).toList();
    }

    private static Instant over(FactEvent event) {
        return event instanceof FactEvent.State state && state.until() != null
                ? state.until()
                : event.at();
    }

    void tell(List<FactEvent> events) {
        for (var event : events) {
            if (untold.remove(event)) {
                told.add(event);
            }
        }
    }

    /** As the naive double wants it. */
    History history(ToldSite site, Instant now) {
        var states = new ArrayList<LoggedState>();
        var counts = new ArrayList<Count>();
        var products = new TreeMap<Instant, ProductId>();
        for (var event : told) {
            switch (event) {
                case FactEvent.State state ->
                        states.add(new LoggedState(state.at(), state.until(), state.status()));
                case FactEvent.Counted counted -> counts.add(count(counted));
                case FactEvent.ProductStarted started ->
                        products.put(started.at(), started.product());
                case FactEvent.Reading reading ->
                        throw new IllegalStateException("nobody tells counters here: " + reading);
                case FactEvent.Voided act ->
                        throw new IllegalStateException("nobody takes back here: " + act);
                case FactEvent.Classified said ->
                        throw new IllegalStateException("people say it themselves: " + said);
            }
        }
        counts.sort(Comparator.comparing(count -> count.over().to()));
        var calendar =
                new TreeMap<>(weeks.isEmpty() ? site.weeks : site.weeks.headMap(weeks.firstKey()));
        calendar.putAll(weeks);
        var from = firstFact();
        var zone = line.zone();
        var history =
                new History(
                        line.code(),
                        line,
                        calendar,
                        Set.copyOf(site.holidays),
                        List.copyOf(cycles),
                        site.microStop,
                        site.startUp,
                        Map.copyOf(site.catalogue),
                        states,
                        List.copyOf(words),
                        products,
                        counts,
                        List.copyOf(reports),
                        date(from, zone),
                        date(now, zone),
                        now,
                        RandomPlant.MINUTE);
        return reachesOver(from, history) ? history.fromTheDateBefore() : history;
    }

    /** Whether a shift of the date before holds, or ends with, the first that is known. */
    private static boolean reachesOver(Instant from, History history) {
        return new Engine(history)
                .calendar().shiftsOn(history.first().minusDays(1)).stream()
                        .anyMatch(shift -> !shift.range().to().isBefore(from));
    }

    private Instant firstFact() {
        return Stream.of(
                        told.stream().map(ToldLine::began),
                        words.stream().map(Classification::startedAt),
                        reports.stream().map(ManualCount::countedAt))
                .flatMap(instants -> instants)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant began(FactEvent event) {
        return event instanceof FactEvent.Counted counted && counted.from() != null
                ? counted.from()
                : event.at();
    }

    private static LocalDate date(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }

    private static Count count(FactEvent.Counted counted) {
        long judged = counted.good() + counted.scrap() + counted.rework();
        return new Count(
                new TimeRange(began(counted), counted.at()),
                counted.product(),
                counted.total().orElse(judged),
                counted.good(),
                counted.scrap(),
                counted.rework());
    }
}
