package io.oeeanalytics.production;

import static java.util.stream.Collectors.toSet;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.ChangedRanges.Reach;
import io.oeeanalytics.production.JooqEvents.Counter;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Appends events, each once, and marks what they change. All of a batch is kept when the call
 * returns, or none of it.
 */
@Service
@Transactional
public class EventStore {
    /**
     * What became of a batch.
     *
     * @param stored events that were new
     * @param known events that had been told before
     */
    public record Outcome(int stored, int known) {}

    private final JooqEvents events;
    private final JooqOperatorEntries said;
    private final JooqVoidedEvents voids;
    private final ChangedRanges changes;
    private final Clock clock;

    EventStore(
            JooqEvents events,
            JooqOperatorEntries said,
            JooqVoidedEvents voids,
            ChangedRanges changes,
            Clock clock) {
        this.voids = voids;
        this.events = events;
        this.said = said;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * @param source whose keys they are
     */
    public Outcome append(String source, List<? extends FactEvent> batch) {
        if (batch.isEmpty()) {
            return new Outcome(0, 0);
        }
        var now = clock.instant();
        int sender = events.source(source, now);
        var told =
                batch.stream()
                        .filter(
                                event ->
                                        !(event instanceof FactEvent.Classified
                                                || event instanceof FactEvent.Voided))
                        .toList();
        var stored = new HashMap<LineId, Integer>();
        if (!told.isEmpty()) {
            stored.putAll(events.append(sender, told, now));
            events.heard(told.stream().map(FactEvent::line).collect(toSet()), now);
        }
        var replaced = new HashSet<LineId>();
        for (var event : batch) {
            if (event instanceof FactEvent.Classified word) {
                var added = said.addReason(word, sender, word.author(source), now);
                if (added.isNew()) {
                    stored.merge(event.line(), 1, Integer::sum);
                }
                if (added.replaces()) {
                    replaced.add(event.line());
                }
            }
        }
        var taken = new HashMap<FactEvent, FactEvent>();
        for (var event : batch) {
            if (event instanceof FactEvent.Voided act) {
                var author = act.author(source);
                int before = taken.size();
                voids.take(act, sender, author, now).ifPresent(was -> taken.put(act, was));
                said.takeBack(act, sender, author, now)
                        .ifPresent(
                                word -> {
                                    taken.put(act, word);
                                    replaced.add(act.line());
                                });
                if (taken.size() > before) {
                    stored.merge(act.line(), 1, Integer::sum);
                }
            }
        }
        // What was known is marked with what is new of its line: computing it again changes
        // nothing.
        var touched = new LinkedHashMap<LineId, Touched>();
        for (var event : batch) {
            if (stored.containsKey(event.line())) {
                touched.computeIfAbsent(event.line(), line -> new Touched())
                        .add(taken.getOrDefault(event, event));
            }
        }
        var ranges = new EnumMap<Reach, Map<LineId, TimeRange>>(Reach.class);
        touched.forEach(
                (line, what) -> {
                    if (replaced.contains(line)) {
                        // What was replaced may have gone on for longer.
                        what.reach(now);
                    }
                    ranges.computeIfAbsent(what.farthest, reach -> new LinkedHashMap<>())
                            .put(line, range(line, what, sender, now));
                });
        ranges.forEach((reach, ofLines) -> changes.mark(ofLines, reach));
        int count = stored.values().stream().mapToInt(Integer::intValue).sum();
        return new Outcome(count, batch.size() - count);
    }

    /** Whether the source told of what is taken back, be it taken back already. */
    @Transactional(readOnly = true)
    public boolean isTold(String source, FactEvent.Voided act) {
        return events.known(source)
                .filter(
                        sender ->
                                voids.isTold(act.line(), act.at(), sender, act.voids())
                                        || said.isTold(act, sender))
                .isPresent();
    }

    /**
     * An event reaches as far as the next of its kind: that ends a state or a product. What a
     * counter showed changes the difference to its reading before and to the one after.
     */
    private TimeRange range(LineId line, Touched what, int sender, Instant now) {
        var range = new TimeRange(what.first, what.last);
        for (int kind : what.reaching) {
            var next = events.nextOf(kind, line, what.last).orElse(now);
            range = range.hull(new TimeRange(what.last, later(next, what.last)));
        }
        return what.readings == null
                ? range
                : range.hull(events.aroundReadings(sender, line, what.readings, what.counters));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static final class Touched {
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private final Set<Integer> reaching = new HashSet<>();
        private final Set<Counter> counters = EnumSet.noneOf(Counter.class);
        private @Nullable TimeRange readings;
        private Reach farthest = Reach.LINE;

        void add(FactEvent event) {
            reach(event.at());
            switch (event) {
                case FactEvent.State state -> {
                    // Told again with an end, it gives back the time up to the next.
                    reaching.add(JooqEvents.STATE);
                    reach(Reach.SHARERS);
                    if (state.until() != null) {
                        reach(state.until());
                    }
                }
                case FactEvent.Counted counted -> {
                    if (counted.from() != null) {
                        reach(counted.from());
                    }
                }
                case FactEvent.Reading reading -> {
                    var instant = new TimeRange(reading.at(), reading.at());
                    readings = readings == null ? instant : readings.hull(instant);
                    speaksOf(Counter.GOOD, reading.good());
                    speaksOf(Counter.SCRAP, reading.scrap());
                    speaksOf(Counter.REWORK, reading.rework());
                    speaksOf(Counter.TOTAL, reading.total());
                }
                case FactEvent.ProductStarted started -> reaching.add(JooqEvents.PRODUCT);
                case FactEvent.Voided known -> {
                    // It was taken back before.
                }
                case FactEvent.Classified said -> {
                    reach(Reach.TRACKS);
                    if (said.until() == null) {
                        reaching.add(JooqEvents.STATE);
                    } else {
                        reach(said.until());
                    }
                }
            }
        }

        private void speaksOf(Counter counter, OptionalLong shown) {
            if (shown.isPresent()) {
                counters.add(counter);
            }
        }

        private void reach(Reach lines) {
            farthest = lines.compareTo(farthest) > 0 ? lines : farthest;
        }

        private void reach(Instant instant) {
            first = instant.isBefore(first) ? instant : first;
            last = instant.isAfter(last) ? instant : last;
        }
    }
}
