package io.oeeanalytics.production.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.EventStore.Outcome;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.mqtt.MqttEvents.Read;
import io.oeeanalytics.production.mqtt.MqttStore.Patience;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What becomes of messages while what is behind fails in one way or another. */
class MqttIngestTest {
    private static final Instant EIGHT = Instant.parse("2026-03-16T08:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int TRIES = 4;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Clock clock = Clock.fixed(EIGHT, ZoneOffset.UTC);
    private final Refusals refusals = new Refusals(meters, clock, () -> {});

    /** Keys, in their order. */
    private final List<String> stored = new CopyOnWriteArrayList<>();

    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile Function<String, @Nullable Throwable> alwaysFailing = key -> null;

    private final MqttIngest ingest =
            new MqttIngest(
                    new MqttSettings("broker", 1883, false, "", "", "here", List.of("oee/#")),
                    new MqttStore(
                            () -> MqttIngestTest::read,
                            (source, events) -> append(events),
                            new Patience(Duration.ofMillis(5), Duration.ofMillis(20), TRIES),
                            refusals,
                            meters,
                            clock),
                    refusals,
                    meters,
                    clock);

    private static Read read(Told told) {
        var key = ((Told.Event) told).json().path("key").asString();
        return new Read(
                List.of(new FactEvent.State(key, new LineId(1), EIGHT, null, 1, null)), List.of());
    }

    private Outcome append(List<FactEvent> events) {
        fail(failures.poll());
        events.forEach(event -> fail(alwaysFailing.apply(event.key())));
        events.forEach(event -> stored.add(event.key()));
        return new Outcome(events.size(), 0);
    }

    private static void fail(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private static RuntimeException sql(String state) {
        return new DataAccessResourceFailureException(
                "no", new SQLException("the database says no", state));
    }

    @BeforeEach
    void start() {
        ingest.start((topic, payload) -> {});
    }

    @AfterEach
    void stop() throws InterruptedException {
        ingest.stop(Duration.ofSeconds(5));
    }

    private void send(String key) {
        ingest.accept(message("oee/P-1/events", key, () -> acknowledged.add(key)));
    }

    private static MqttMessage message(String topic, String key, Runnable acknowledge) {
        return new MqttMessage(
                topic,
                "{\"key\":\"%s\"}".formatted(key).getBytes(StandardCharsets.UTF_8),
                true,
                EIGHT,
                acknowledge);
    }

    private void awaitAcknowledged(String... keys) {
        await().atMost(SOON).untilAsserted(() -> assertThat(acknowledged).containsExactly(keys));
    }

    @Test
    void whatever_fails_for_a_while_is_stored_once_and_in_order_when_it_works_again() {
        failures.add(new IllegalStateException("a defect"));
        failures.add(sql("08006"));
        failures.add(sql("23514"));
        failures.add(new OutOfMemoryError("as if"));
        failures.add(sql("57014"));

        send("a");
        send("b");
        send("c");

        awaitAcknowledged("a", "b", "c");
        assertThat(stored).containsExactly("a", "b", "c");
        assertThat(refusals.count()).isZero();
        assertThat(ingest.counts().databaseAwaited()).isFalse();
        assertThat(ingest.counts().waiting()).isZero();
    }

    @Test
    void what_fails_for_ever_alone_is_refused_after_some_tries_and_the_others_are_stored() {
        alwaysFailing = key -> key.equals("poison") ? new IllegalStateException("a defect") : null;

        send("a");
        send("poison");
        send("b");

        awaitAcknowledged("a", "poison", "b");
        assertThat(stored).containsExactly("a", "b");
        assertThat(refusals.newest())
                .singleElement()
                .satisfies(
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(
                                                "cannot be stored: java.lang.IllegalStateException: a defect"));
        assertThat(meters.counter("oee.mqtt.refused", "reason", "unstorable").count()).isOne();
        assertThat(meters.counter("oee.mqtt.retries").count()).isEqualTo(TRIES - 1);
    }

    @Test
    void what_the_database_cannot_hold_is_refused_at_once() {
        alwaysFailing = key -> key.equals("poison") ? sql("22021") : null;

        send("poison");
        send("a");

        awaitAcknowledged("poison", "a");
        assertThat(stored).containsExactly("a");
        assertThat(meters.counter("oee.mqtt.retries").count()).isZero();
    }

    @Test
    void a_database_that_is_away_is_waited_for_however_long_it_takes() {
        alwaysFailing = key -> sql("42P01");
        send("a");

        await().atMost(SOON).until(() -> meters.counter("oee.mqtt.retries").count() > 5 * TRIES);
        assertThat(acknowledged).isEmpty();
        assertThat(ingest.counts().databaseAwaited()).isTrue();

        alwaysFailing = key -> null;
        awaitAcknowledged("a");
        assertThat(stored).containsExactly("a");
    }

    @Test
    void what_is_not_stored_when_it_ends_is_not_acknowledged() throws InterruptedException {
        var asked = new CountDownLatch(1);
        alwaysFailing =
                key -> {
                    asked.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return new AssertionError("nobody woke it up");
                    } catch (InterruptedException e) {
                        return new IllegalStateException("a driver says it its own way", e);
                    }
                };
        send("a");
        asked.await();

        ingest.stop(Duration.ofMillis(200));

        assertThat(acknowledged).isEmpty();
        assertThat(refusals.count()).isZero();
    }

    @Test
    void an_acknowledgement_that_fails_stops_nothing() {
        ingest.accept(
                message(
                        "oee/P-1/events",
                        "a",
                        () -> {
                            throw new IllegalStateException("gone");
                        }));
        send("b");

        awaitAcknowledged("b");
        assertThat(stored).containsExactly("a", "b");
        assertThat(ingest.counts().waiting()).isZero();
    }

    @Test
    void a_topic_that_is_too_long_is_refused() {
        ingest.accept(message("oee/" + "x".repeat(600), "a", () -> acknowledged.add("a")));

        awaitAcknowledged("a");
        assertThat(refusals.newest())
                .singleElement()
                .satisfies(
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo("its topic is longer than 512 characters"));
    }

    /** Each is counted with its 256 bytes and its topic: 64 MB are some 240,000 of them. */
    @Test
    void empty_messages_nobody_keeps_cannot_fill_the_memory() {
        alwaysFailing = key -> sql("08006");
        send("a");
        var empty = new MqttMessage("oee/P-1/events", new byte[0], false, EIGHT, () -> {});

        for (int i = 0; i < 300_000; i++) {
            ingest.accept(empty);
        }

        assertThat(ingest.counts().waiting()).isBetween(200_000L, 270_000L);
        assertThat(meters.counter("oee.mqtt.refused", "reason", "overflow").count())
                .isGreaterThan(30_000);
        alwaysFailing = key -> null;
        awaitAcknowledged("a");
    }
}
