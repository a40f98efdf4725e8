package io.oeeanalytics.production.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.mqtt.MqttEvents.Read;
import io.oeeanalytics.production.mqtt.Refusals.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what messages say into the database, and tries again until it is there or can never be.
 * What fails for a reason nobody can explain is tried for some minutes, because the fault may be
 * ours and end; then it is refused, because it would hold up all the others.
 */
final class MqttStore {
    private static final Logger LOG = LoggerFactory.getLogger(MqttStore.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Supplier<Function<Told, Read>> readers;
    private final Events events;
    private final Patience patience;
    private final Refusals refusals;
    private final Clock clock;
    private final Counter stored;
    private final Counter known;
    private final Counter retries;
    private @Nullable Instant waitLoggedAt;
    private @Nullable Instant defectLoggedAt;
    private volatile boolean ended;
    private volatile boolean stuck;

    /** Keeps all of the events or none. */
    interface Events {
        EventStore.Outcome append(String source, List<FactEvent> events);
    }

    /**
     * How long something is tried again.
     *
     * @param first pause; each is twice as long as the one before
     * @param longest of them
     * @param tries of an event whose failure nobody can explain, before it is refused
     */
    record Patience(Duration first, Duration longest, int tries) {
        /** An event alone holds the others up for two minutes at most. */
        static final Patience USUAL =
                new Patience(Duration.ofMillis(200), Duration.ofSeconds(15), 14);
    }

    /** What a message says, and the topic it came by. */
    record Said(String topic, Told told) {}

    /**
     * @param readers of one batch each
     */
    MqttStore(
            Supplier<Function<Told, Read>> readers,
            Events events,
            Patience patience,
            Refusals refusals,
            MeterRegistry meters,
            Clock clock) {
        this.readers = readers;
        this.events = events;
        this.patience = patience;
        this.refusals = refusals;
        this.clock = clock;
        stored = meters.counter("oee.mqtt.events", "outcome", "stored");
        known = meters.counter("oee.mqtt.events", "outcome", "known");
        retries = meters.counter("oee.mqtt.retries");
    }

    long stored() {
        return (long) stored.count();
    }

    long known() {
        return (long) known.count();
    }

    /** It tries again. */
    boolean isStuck() {
        return stuck;
    }

    void begin() {
        ended = false;
    }

    /** What is not stored yet is taken for interrupted, and not for refused. */
    void giveUp() {
        ended = true;
    }

    /** When it returns, all of it is stored or refused. */
    void take(List<Said> said) throws InterruptedException {
        var resolved = resolve(said);
        for (var ofSource : resolved.bySource().entrySet()) {
            append(ofSource.getKey(), ofSource.getValue());
        }
        resolved.refused().forEach(this::refuse);
        stuck = false;
    }

    private void refuse(Refused refused) {
        refusals.add(refused.cause(), refused.topic(), refused.faults());
    }

    /** An event and the topic it came by. */
    private record Arrived(String topic, FactEvent event) {}

    private record Refused(Cause cause, String topic, List<Fault> faults) {}

    private record Resolved(Map<String, List<Arrived>> bySource, List<Refused> refused) {}

    private Resolved resolve(List<Said> batch) throws InterruptedException {
        var reader = persistently(readers);
        var resolved = new Resolved(new LinkedHashMap<>(), new ArrayList<>());
        for (var said : batch) {
            var told = said.told();
            try {
                var read = persistently(() -> reader.apply(told), patience.tries());
                for (var event : read.events()) {
                    resolved.bySource()
                            .computeIfAbsent(told.source(), first -> new ArrayList<>())
                            .add(new Arrived(said.topic(), event));
                }
                resolved.refused().add(new Refused(Cause.WRONG, said.topic(), read.faults()));
            } catch (Hopeless e) {
                resolved.refused().add(unstorable(said.topic(), e));
            }
        }
        return resolved;
    }

    /** All at once; where one of them cannot be stored, the others are without it. */
    private void append(String source, List<Arrived> arrived) throws InterruptedException {
        boolean alone = arrived.size() == 1;
        try {
            var outcome =
                    persistently(
                            () ->
                                    events.append(
                                            source, arrived.stream().map(Arrived::event).toList()),
                            alone ? patience.tries() : 1);
            stored.increment(outcome.stored());
            known.increment(outcome.known());
        } catch (Hopeless e) {
            if (alone) {
                refuse(unstorable(arrived.getFirst().topic(), e));
                return;
            }
            int half = arrived.size() / 2;
            append(source, arrived.subList(0, half));
            append(source, arrived.subList(half, arrived.size()));
        }
    }

    private static Refused unstorable(String topic, Hopeless e) {
        return new Refused(
                Cause.UNSTORABLE,
                topic,
                List.of(new Fault("", "cannot be stored: " + StoreFailure.reason(e.failure))));
    }

    /** Trying again would not help, or was tried for long enough. */
    private static final class Hopeless extends Exception {
        private static final long serialVersionUID = 1;

        private final transient RuntimeException failure;

        Hopeless(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** Until it succeeds, whatever is wrong: it is none of the messages' fault. */
    private <T> T persistently(Supplier<T> attempt) throws InterruptedException {
        while (true) {
            try {
                return persistently(attempt, Integer.MAX_VALUE);
            } catch (Hopeless e) {
                hold(e.failure, patience.longest());
            }
        }
    }

    /**
     * Until it succeeds, for nothing is acknowledged before.
     *
     * @param tries after so many unexplained failures it is taken for the event's fault
     */
    private <T> T persistently(Supplier<T> attempt, int tries)
            throws InterruptedException, Hopeless {
        var pause = patience.first();
        int unexplained = 0;
        while (true) {
            try {
                var result = attempt.get();
                stuck = false;
                return result;
            } catch (RuntimeException e) {
                if (ended || Thread.interrupted()) {
                    throw new InterruptedException();
                }
                switch (StoreFailure.of(e)) {
                    case OF_DATA -> throw new Hopeless(e);
                    case UNEXPLAINED -> {
                        if (++unexplained >= tries) {
                            throw new Hopeless(e);
                        }
                        if (!StoreFailure.isOfDatabase(e)) {
                            tellOfDefect(e);
                        }
                    }
                    case PASSES -> {}
                }
                pause = hold(e, pause);
            }
        }
    }

    private Duration hold(RuntimeException failure, Duration pause) throws InterruptedException {
        stuck = true;
        retries.increment();
        tell(failure);
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        return longer(pause);
    }

    private Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(patience.longest()) < 0 ? twice : patience.longest();
    }

    /** What should never fail did. */
    void failed(Throwable e) {
        stuck = true;
        retries.increment();
        tellOfDefect(e);
    }

    /** Ours, not the sender's: with its trace, but whoever finds it cannot fill the log. */
    void tellOfDefect(Throwable e) {
        var now = clock.instant();
        if (defectLoggedAt == null || now.isAfter(defectLoggedAt.plus(BETWEEN_LINES))) {
            defectLoggedAt = now;
            LOG.error("MQTT: a message led to a failure of this program", e);
        }
    }

    private void tell(RuntimeException e) {
        var now = clock.instant();
        if (waitLoggedAt == null || now.isAfter(waitLoggedAt.plus(BETWEEN_LINES))) {
            waitLoggedAt = now;
            LOG.warn(
                    "MQTT: messages wait, because the database does not take them: {}",
                    StoreFailure.reason(e));
        }
    }
}
