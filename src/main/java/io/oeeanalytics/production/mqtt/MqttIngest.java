package io.oeeanalytics.production.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.production.mqtt.MqttStore.Said;
import io.oeeanalytics.production.mqtt.Refusals.Cause;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
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

    /** What a message takes in memory beside its topic and payload. */
    private static final int MESSAGE_BYTES = 256;

    /** Payloads of a batch: what they say takes many times as much while it is stored. */
    private static final long BATCH_BYTES = 2L << 20;

    /** Topics become names of sources, and are kept to tell of refusals. */
    static final int LONGEST_TOPIC = 512;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final PlainEvents plain;
    private final Sparkplug sparkplug = new Sparkplug();
    private final MqttStore store;
    private final Refusals refusals;
    private final Clock clock;
    private final Counter plainReceived;
    private final Counter sparkplugReceived;

    private final BlockingQueue<MqttMessage> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong unfinished = new AtomicLong();
    private BiConsumer<String, byte[]> publish = (topic, payload) -> {};
    private volatile boolean running;
    private @Nullable Thread worker;

    MqttIngest(
            MqttSettings settings,
            MqttStore store,
            Refusals refusals,
            MeterRegistry meters,
            Clock clock) {
        this.plain = new PlainEvents(settings.host(), settings.topics());
        this.store = store;
        this.refusals = refusals;
        this.clock = clock;
        plainReceived = meters.counter("oee.mqtt.received", "format", "json");
        sparkplugReceived = meters.counter("oee.mqtt.received", "format", "sparkplug");
        Gauge.builder("oee.mqtt.waiting", unfinished, AtomicLong::get)
                .description("messages received and not stored yet")
                .register(meters);
    }

    /** How much came and what became of it, since the start. */
    record Counts(long received, long stored, long known, long waiting, boolean databaseAwaited) {}

    Counts counts() {
        return new Counts(
                (long) (plainReceived.count() + sparkplugReceived.count()),
                store.stored(),
                store.known(),
                unfinished.get(),
                store.isStuck());
    }

    /**
     * @param publish sends a message by topic and payload
     */
    synchronized void start(BiConsumer<String, byte[]> publish) {
        this.publish = publish;
        running = true;
        store.begin();
        worker = Thread.ofPlatform().name("mqtt-events").start(this::work);
    }

    /** Finishes what has come, for so long at most; what is left the broker sends again. */
    synchronized void stop(Duration longest) throws InterruptedException {
        var started = worker;
        if (started == null) {
            return;
        }
        long until = System.nanoTime() + longest.toNanos();
        while (unfinished.get() > 0 && !store.isStuck() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        running = false;
        store.giveUp();
        started.interrupt();
        started.join(longest);
        worker = null;
        waiting.clear();
        waitingBytes.set(0);
        unfinished.set(0);
    }

    void accept(MqttMessage message) {
        (Sparkplug.isTopic(message.topic()) ? sparkplugReceived : plainReceived).increment();
        long bytes = waitingBytes.addAndGet(weight(message));
        if (!message.kept() && bytes > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-weight(message));
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

    private static long weight(MqttMessage message) {
        return MESSAGE_BYTES + message.topic().length() + message.payload().length;
    }

    private void work() {
        var batch = new ArrayDeque<Message>();
        var pause = FIRST_PAUSE;
        while (running) {
            try {
                if (batch.isEmpty()) {
                    fill(batch);
                }
                take(batch);
                pause = FIRST_PAUSE;
            } catch (InterruptedException e) {
                if (running) {
                    LOG.warn("MQTT: interrupted, and goes on");
                }
            } catch (RuntimeException | Error e) {
                // Without this thread all that comes would wait, and nobody would know.
                store.failed(e);
                pause = rest(pause);
            }
        }
    }

    /** As many as one transaction and the memory bear. */
    private void fill(Deque<Message> batch) throws InterruptedException {
        var next = waiting.take();
        long bytes = 0;
        while (next != null) {
            batch.add(new Message(next));
            bytes += next.payload().length;
            next = batch.size() < BATCH && bytes < BATCH_BYTES ? waiting.poll() : null;
        }
    }

    /** What was acknowledged leaves the batch; the rest can be taken again. */
    private void take(Deque<Message> batch) throws InterruptedException {
        for (var message : batch) {
            if (message.heard == null) {
                message.heard = hear(message.sent);
            }
        }
        store.take(batch.stream().flatMap(message -> message.said()).toList());
        while (!batch.isEmpty()) {
            var done = batch.removeFirst().sent;
            waitingBytes.addAndGet(-weight(done));
            unfinished.decrementAndGet();
            if (done.kept()) {
                acknowledge(done);
            }
        }
    }

    /** It is stored: where the broker does not hear of that, it sends it again and it is known. */
    private void acknowledge(MqttMessage message) {
        try {
            message.acknowledge().run();
        } catch (RuntimeException e) {
            store.tellOfDefect(e);
        }
    }

    private Heard hear(MqttMessage message) {
        Heard heard;
        try {
            if (message.topic().length() > LONGEST_TOPIC) {
                heard =
                        Heard.refused(
                                "",
                                "its topic is longer than %d characters".formatted(LONGEST_TOPIC));
            } else {
                heard =
                        Sparkplug.isTopic(message.topic())
                                ? sparkplug.hear(
                                        message.topic(), message.payload(), message.arrivedAt())
                                : plain.hear(message.topic(), message.payload());
            }
        } catch (RuntimeException | StackOverflowError e) {
            // No database is asked here, so it would be the same again.
            store.tellOfDefect(e);
            heard = Heard.refused("", "cannot be understood: " + e);
        }
        refusals.add(Cause.UNREADABLE, message.topic(), heard.faults());
        if (!heard.rebirth().isEmpty()) {
            askRebirth(heard.rebirth());
        }
        return heard;
    }

    /** Asked again later, where it does not come. */
    private void askRebirth(String node) {
        try {
            publish.accept(Sparkplug.commandTopic(node), Sparkplug.rebirth(clock.instant()));
        } catch (RuntimeException e) {
            store.tellOfDefect(e);
        }
    }

    /** One of the batch, which is understood once: what was heard changes how the next is. */
    private static final class Message {
        private final MqttMessage sent;
        private @Nullable Heard heard;

        Message(MqttMessage sent) {
            this.sent = sent;
        }

        Stream<Said> said() {
            return heard == null
                    ? Stream.of()
                    : heard.told().stream().map(told -> new Said(sent.topic(), told));
        }
    }

    private Duration rest(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            LOG.debug("MQTT: woken up");
        }
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
