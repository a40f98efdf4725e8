package io.oeeanalytics.production.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be taken: counted, the newest kept to look at, and logged at most once a minute a
 * topic. Its sender is told nothing by MQTT, so it must be seen here.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int KEPT = 50;
    private static final int TOPICS = 1_000;
    private static final int LONGEST = 500;
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** Why something was refused, for the counter. */
    enum Cause {
        /** No JSON, no Sparkplug. */
        UNREADABLE,
        /** Readable, but no event of this plant. */
        WRONG,
        /** The database does not take it, whatever happens. */
        UNSTORABLE,
        /** More came unacknowledged than can wait. */
        OVERFLOW
    }

    /** One of them. */
    record Refusal(Instant at, String topic, String path, String reason) {}

    private final MeterRegistry meters;
    private final Clock clock;
    private final Runnable told;
    private final Deque<Refusal> newest = new ArrayDeque<>();
    private final Map<String, Instant> logged =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > TOPICS;
                }
            };
    private long count;

    /**
     * @param told of each, once: a message that cannot be read counts as one event
     */
    Refusals(MeterRegistry meters, Clock clock, Runnable told) {
        this.meters = meters;
        this.clock = clock;
        this.told = told;
    }

    synchronized void add(Cause cause, String topic, List<Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        count++;
        told.run();
        meters.counter("oee.mqtt.refused", "reason", cause.name().toLowerCase(Locale.ROOT))
                .increment();
        var now = clock.instant();
        for (var fault : faults) {
            if (newest.size() == KEPT) {
                newest.removeFirst();
            }
            newest.addLast(
                    new Refusal(
                            now,
                            printable(topic),
                            printable(fault.path()),
                            printable(fault.reason())));
        }
        var named = printable(topic);
        var before = logged.get(named);
        if (before == null || now.isAfter(before.plus(BETWEEN_LINES))) {
            logged.remove(named);
            logged.put(named, now);
            var first = faults.getFirst();
            LOG.warn(
                    "MQTT: {} {}: {}",
                    printable(topic),
                    printable(first.path()),
                    printable(first.reason()));
        }
    }

    /** The newest first. */
    synchronized List<Refusal> newest() {
        return List.copyOf(newest).reversed();
    }

    synchronized long count() {
        return count;
    }

    /** Senders cannot forge lines of the log, or fill it. */
    private static String printable(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }
}
