package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
            touched.computeIfAbsent(event.line(), line -> new Touched());
            if (stored.contains(JooqEvents.identity(event))) {
                touched.get(event.line()).add(event);
            }
        }
        events.heard(touched.keySet(), now);
        touched.forEach(
                (line, what) -> {
                    if (!what.instants.isEmpty()) {
                        changes.mark(line, range(line, what, now));
                    }
                });
        return new Outcome(stored.size(), batch.size() - stored.size());
    }

    /** An event reaches as far as the next of its kind: that ends a state, a product, a count. */
    private TimeRange range(LineId line, Touched what, Instant now) {
        what.instants.sort(null);
        var last = what.instants.getLast();
        for (int kind : what.reaching) {
            var next = events.nextOf(kind, line, last).orElse(now);
            last = next.isAfter(last) ? next : last;
        }
        return new TimeRange(what.instants.getFirst(), last);
    }

    private static final class Touched {
        private final List<Instant> instants = new ArrayList<>();
        private final Set<Integer> reaching = new HashSet<>();

        void add(FactEvent event) {
            instants.add(event.at());
            switch (event) {
                case FactEvent.State state -> {
                    if (state.until() == null) {
                        reaching.add(JooqEvents.STATE);
                    } else {
                        instants.add(state.until());
                    }
                }
                case FactEvent.Counted counted -> {
                    if (counted.from() != null) {
                        instants.add(counted.from());
                    }
                }
                case FactEvent.Reading reading -> reaching.add(JooqEvents.READING);
                case FactEvent.ProductStarted started -> reaching.add(JooqEvents.PRODUCT);
            }
        }
    }
}
