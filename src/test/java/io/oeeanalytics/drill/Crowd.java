package io.oeeanalytics.drill;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gateways of one line that send at a rate of their own, whether they are answered or not, and
 * never send anything twice: whatever is refused is theirs to keep.
 */
final class Crowd implements AutoCloseable {
    /** Each at an address of its own, since limits go by it. */
    private static final int GATEWAYS = 24;

    private static final Instant BEGIN = Instant.parse("2026-03-16T08:00:00Z");

    /** More would only measure this program. */
    private static final int MOST_UNDER_WAY = 3_000;

    private final Topology topology;
    private final Factory factory;
    private final String line;
    private final List<HttpClient> gateways = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong();

    /** Refusals that do not say when to come again. */
    final AtomicInteger unsaid = new AtomicInteger();

    /** By status; 0: none came. */
    final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    Crowd(Topology topology, Factory factory) {
        this.topology = topology;
        this.factory = factory;
        this.line = factory.nextLine();
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(topology.client(3_000 + i).build());
        }
    }

    long acknowledged() {
        return acknowledged.get();
    }

    String line() {
        return line;
    }

    /**
     * As many at a time as are answered soonest.
     *
     * @return batches a second that were taken
     */
    double capacity(int atATime, Duration time) throws InterruptedException {
        long taken = acknowledged.get();
        long began = System.nanoTime();
        var senders = new ArrayList<Thread>();
        for (int i = 0; i < atATime; i++) {
            senders.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (System.nanoTime() - began < time.toNanos()) {
                                            send().join();
                                        }
                                    }));
        }
        for (var sender : senders) {
            sender.join();
        }
        return (acknowledged.get() - taken)
                / (double) Ingest.EVENTS
                / ((System.nanoTime() - began) / 1e9);
    }

    /**
     * Until all are answered.
     *
     * @return how many a second were sent
     */
    double offer(double batchesPerSecond, Duration time) {
        long began = System.nanoTime();
        int sent = 0;
        while (System.nanoTime() - began < time.toNanos()) {
            long due = began + (long) (sent / batchesPerSecond * 1e9);
            LockSupport.parkNanos(due - System.nanoTime());
            if (underWay.get() < MOST_UNDER_WAY) {
                var _ = send();
                sent++;
            }
        }
        double rate = sent / ((System.nanoTime() - began) / 1e9);
        Programs.await("all are answered", Topology.START, () -> underWay.get() == 0);
        return rate;
    }

    private CompletableFuture<Void> send() {
        int number = numbers.getAndIncrement();
        var body =
                IntStream.range(0, Ingest.EVENTS)
                        .mapToObj(
                                i ->
                                        "{\"key\": \"c-%d-%d\", \"line\": \"%s\", \"type\": \"count\", \"at\": \"%s\", \"good\": 1}"
                                                .formatted(
                                                        number,
                                                        i,
                                                        line,
                                                        BEGIN.plusMillis(number * 20L + i)))
                        .collect(Collectors.joining(",", "[", "]"));
        underWay.incrementAndGet();
        return gateways.get(number % GATEWAYS)
                .sendAsync(
                        HttpRequest.newBuilder(topology.address("/api/v1/events"))
                                .timeout(Duration.ofSeconds(40))
                                .header("Authorization", "Bearer " + factory.key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .handle(this::answered);
    }

    private Void answered(HttpResponse<Void> answer, Throwable fault) {
        int status = fault == null ? answer.statusCode() : 0;
        if (status == 202) {
            acknowledged.addAndGet(Ingest.EVENTS);
        } else if (status != 0 && answer.headers().firstValue("Retry-After").isEmpty()) {
            unsaid.incrementAndGet();
        }
        answers.merge(status, 1, Integer::sum);
        underWay.decrementAndGet();
        return null;
    }

    @Override
    public void close() {
        gateways.forEach(HttpClient::shutdownNow);
    }
}
