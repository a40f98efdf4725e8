package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
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
    private final ChangedRanges changes;
    private final Clock clock;

    EventStore(JooqEvents events, ChangedRanges changes, Clock clock) {
        this.events = events;
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
        var stored = events.append(events.source(source, now), batch, now);
        var touched = new LinkedHashMap<LineId, Touched>();
        for (var event : batch) {
            touched.computeIfAbsent(event.line(), line -> new Touched()).add(event);
        }
        events.heard(touched.keySet(), now);
        // What was known is marked with what is new of its line: computing it again changes
        // nothing.
        var ranges = new LinkedHashMap<LineId, TimeRange>();
        touched.forEach(
                (line, what) -> {
                    if (stored.containsKey(line)) {
                        ranges.put(line, range(line, what, now));
                    }
                });
        changes.mark(ranges);
        int count = stored.values().stream().mapToInt(Integer::intValue).sum();
        return new Outcome(count, batch.size() - count);
    }

    /** An event reaches as far as the next of its kind: that ends a state, a product, a count. */
    private TimeRange range(LineId line, Touched what, Instant now) {
        var last = what.last;
        for (int kind : what.reaching) {
            var next = events.nextOf(kind, line, last).orElse(now);
            last = next.isAfter(last) ? next : last;
        }
        return new TimeRange(what.first, last);
    }

    private static final class Touched {
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private final Set<Integer> reaching = new HashSet<>();

        void add(FactEvent event) {
            reach(event.at());
            switch (event) {
                case FactEvent.State state -> {
                    if (state.until() == null) {
                        reaching.add(JooqEvents.STATE);
                    } else {
                        reach(state.until());
                    }
                }
                case FactEvent.Counted counted -> {
                    if (counted.from() != null) {
                        reach(counted.from());
                    }
                }
                case FactEvent.Reading reading -> reaching.add(JooqEvents.READING);
                case FactEvent.ProductStarted started -> reaching.add(JooqEvents.PRODUCT);
            }
        }

        private void reach(Instant instant) {
            first = instant.isBefore(first) ? instant : first;
            last = instant.isAfter(last) ? instant : last;
        }
    }
}
