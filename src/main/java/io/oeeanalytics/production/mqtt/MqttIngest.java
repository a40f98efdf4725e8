package io.oeeanalytics.production.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.mqtt.Refusals.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages one after the other, stores what they say, and only then acknowledges them. While
 * the database does not answer they wait, here and at the broker.
 */
final class MqttIngest {
    private static final Logger LOG = LoggerFactory.getLogger(MqttIngest.class);
    private static final int BATCH = 200;

    /** What the broker does not keep for us may take this much memory while it waits. */
    private static final long MOST_WAITING_BYTES = 64L << 20;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final PlainEvents plain;
    private final Sparkplug sparkplug = new Sparkplug();
    private final MqttEvents events;
    private final EventStore store;
    private final Refusals refusals;
    private final Clock clock;
    private final Counter plainReceived;
    private final Counter sparkplugReceived;
    private final Counter stored;
    private final Counter known;
    private final Counter retries;

    private final BlockingQueue<MqttMessage> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong unfinished = new AtomicLong();
    private BiConsumer<String, byte[]> publish = (topic, payload) -> {};
    private @Nullable Instant waitLoggedAt;
    private @Nullable Instant defectLoggedAt;
    private volatile boolean running;
    private volatile boolean stuck;
    private @Nullable Thread worker;

    MqttIngest(
            MqttSettings settings,
            MqttEvents events,
            EventStore store,
            Refusals refusals,
            MeterRegistry meters,
            Clock clock) {
        this.plain = new PlainEvents(settings.host(), settings.topics());
        this.events = events;
        this.store = store;
        this.refusals = refusals;
        this.clock = clock;
        plainReceived = meters.counter("oee.mqtt.received", "format", "json");
        sparkplugReceived = meters.counter("oee.mqtt.received", "format", "sparkplug");
        stored = meters.counter("oee.mqtt.events", "outcome", "stored");
        known = meters.counter("oee.mqtt.events", "outcome", "known");
        retries = meters.counter("oee.mqtt.retries");
        Gauge.builder("oee.mqtt.waiting", unfinished, AtomicLong::get)
                .description("messages received and not stored yet")
                .register(meters);
    }

    /** How much came and what became of it, since the start. */
    record Counts(long received, long stored, long known, long waiting, boolean databaseAwaited) {}

    Counts counts() {
        return new Counts(
                (long) (plainReceived.count() + sparkplugReceived.count()),
                (long) stored.count(),
                (long) known.count(),
                unfinished.get(),
                stuck);
    }

    /**
     * @param publish sends a message by topic and payload
     */
    synchronized void start(BiConsumer<String, byte[]> publish) {
        this.publish = publish;
        running = true;
        worker = Thread.ofPlatform().name("mqtt-events").start(this::work);
    }

    /** Finishes what has come, for so long at most; what is left the broker sends again. */
    synchronized void stop(Duration patience) throws InterruptedException {
        var started = worker;
        if (started == null) {
            return;
        }
        long until = System.nanoTime() + patience.toNanos();
        while (unfinished.get() > 0 && !stuck && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        running = false;
        started.interrupt();
        started.join(patience);
        worker = null;
        waiting.clear();
        waitingBytes.set(0);
        unfinished.set(0);
    }

    void accept(MqttMessage message) {
        (Sparkplug.isTopic(message.topic()) ? sparkplugReceived : plainReceived).increment();
        long bytes = waitingBytes.addAndGet(message.payload().length);
        if (!message.kept() && bytes > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-message.payload().length);
            refusals.add(
                    Cause.OVERFLOW,
                    message.topic(),
                    List.of(
                            new Fault(
                                    "",
                                    "came with quality of service 0 while more than %d MB wait for the database; publish with 1, so that the broker keeps it"
                                            .formatted(MOST_WAITING_BYTES >> 20))));
            return;
        }
        unfinished.incrementAndGet();
        waiting.add(message);
    }

    private void work() {
        var batch = new ArrayList<MqttMessage>();
        while (running) {
            try {
                batch.clear();
                batch.add(waiting.take());
                waiting.drainTo(batch, BATCH - 1);
                take(batch);
            } catch (InterruptedException e) {
                if (running) {
                    LOG.warn("MQTT: interrupted, and goes on");
                }
            }
        }
    }

    private void take(List<MqttMessage> batch) throws InterruptedException {
        var heard = new LinkedHashMap<MqttMessage, Heard>();
        for (var message : batch) {
            heard.put(message, hear(message));
        }
        var resolved = persistently(() -> resolve(heard));
        for (var ofSource : resolved.bySource().entrySet()) {
            append(ofSource.getKey(), ofSource.getValue());
        }
        resolved.refused()
                .forEach(
                        refused ->
                                refusals.add(refused.cause(), refused.topic(), refused.faults()));
        for (var message : batch) {
            if (message.kept()) {
                message.acknowledge().run();
            }
            waitingBytes.addAndGet(-message.payload().length);
            unfinished.decrementAndGet();
        }
    }

    private Heard hear(MqttMessage message) {
        Heard heard;
        try {
            heard =
                    Sparkplug.isTopic(message.topic())
                            ? sparkplug.hear(
                                    message.topic(), message.payload(), message.arrivedAt())
                            : plain.hear(message.topic(), message.payload());
        } catch (RuntimeException e) {
            tellOfDefect(e);
            heard = Heard.refused("", "cannot be understood: " + e);
        }
        refusals.add(Cause.UNREADABLE, message.topic(), heard.faults());
        if (!heard.rebirth().isEmpty()) {
            publish.accept(
                    Sparkplug.commandTopic(heard.rebirth()), Sparkplug.rebirth(clock.instant()));
        }
        return heard;
    }

    /** An event and the topic it came by. */
    private record Arrived(String topic, FactEvent event) {}

    private record Refused(Cause cause, String topic, List<Fault> faults) {}

    private record Resolved(Map<String, List<Arrived>> bySource, List<Refused> refused) {}

    private Resolved resolve(Map<MqttMessage, Heard> heard) {
        var reader = events.reader();
        var resolved = new Resolved(new LinkedHashMap<>(), new ArrayList<>());
        heard.forEach(
                (message, what) -> {
                    for (var told : what.told()) {
                        try {
                            var read = events.read(told, reader);
                            read.events()
                                    .forEach(
                                            event ->
                                                    resolved.bySource()
                                                            .computeIfAbsent(
                                                                    told.source(),
                                                                    first -> new ArrayList<>())
                                                            .add(
                                                                    new Arrived(
                                                                            message.topic(),
                                                                            event)));
                            resolved.refused()
                                    .add(new Refused(Cause.WRONG, message.topic(), read.faults()));
                        } catch (RuntimeException e) {
                            if (StoreFailure.mayPass(e)) {
                                throw e;
                            }
                            resolved.refused().add(unstorable(message.topic(), e));
                        }
                    }
                });
        return resolved;
    }

    /** All at once; where one of them can never be stored, the others are without it. */
    private void append(String source, List<Arrived> arrived) throws InterruptedException {
        var refused =
                persistently(
                        () -> {
                            try {
                                count(source, arrived.stream().map(Arrived::event).toList());
                                return Optional.<Refused>empty();
                            } catch (RuntimeException e) {
                                if (StoreFailure.mayPass(e)) {
                                    throw e;
                                }
                                return Optional.of(unstorable(arrived.getFirst().topic(), e));
                            }
                        });
        if (refused.isEmpty()) {
            return;
        }
        if (arrived.size() == 1) {
            refusals.add(refused.get().cause(), refused.get().topic(), refused.get().faults());
            return;
        }
        int half = arrived.size() / 2;
        append(source, arrived.subList(0, half));
        append(source, arrived.subList(half, arrived.size()));
    }

    private void count(String source, List<FactEvent> batch) {
        var outcome = store.append(source, batch);
        stored.increment(outcome.stored());
        known.increment(outcome.known());
    }

    private Refused unstorable(String topic, RuntimeException e) {
        if (!StoreFailure.isOfData(e)) {
            tellOfDefect(e);
        }
        return new Refused(
                Cause.UNSTORABLE,
                topic,
                List.of(new Fault("", "cannot be stored: " + StoreFailure.reason(e))));
    }

    /** Until it succeeds: nothing is acknowledged before. */
    private <T> T persistently(Supplier<T> attempt) throws InterruptedException {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                var result = attempt.get();
                stuck = false;
                return result;
            } catch (RuntimeException e) {
                if (!running) {
                    throw new InterruptedException();
                }
                stuck = true;
                retries.increment();
                tell(e);
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                var longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        }
    }

    /** Ours, not the sender's: with its trace, but whoever finds it cannot fill the log. */
    private void tellOfDefect(RuntimeException e) {
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
                    "MQTT: {} messages wait, because the database does not take them: {}",
                    unfinished.get(),
                    StoreFailure.reason(e));
        }
    }
}
