package io.oeeanalytics.drill;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A machine's gateway that tells of events through the proxy, several at a time in one batch, and
 * sends a batch again until it is acknowledged, as every sender must. Remembers what was.
 */
final class Ingest implements AutoCloseable {
    /** Of each batch. */
    static final int EVENTS = 20;

    private static final int NOBODY = 0;

    private final Topology topology;
    private final String key;
    private final String line;
    private final Duration pause;
    private final HttpClient http;
    private final Thread thread;
    private final AtomicBoolean going = new AtomicBoolean(true);

    /** When the events happened that were acknowledged; no two at once. */
    final Set<Instant> acknowledged = new ConcurrentSkipListSet<>();

    /** Answers by status; {@link #NOBODY}: none. */
    final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    private final AtomicLong lastGood = new AtomicLong(System.nanoTime());
    private final AtomicLong longestGap = new AtomicLong();
    private volatile String lastFault = "";

    Ingest(Topology topology, String key, String line, int number, Duration pause) {
        this.topology = topology;
        this.key = key;
        this.line = line;
        this.pause = pause;
        this.http = topology.client(200 + number).build();
        this.thread = Thread.ofPlatform().name("ingest-" + line).start(this::send);
    }

    String line() {
        return line;
    }

    Duration longestGap() {
        return Duration.ofNanos(Math.max(longestGap.get(), System.nanoTime() - lastGood.get()));
    }

    String lastFault() {
        return lastFault;
    }

    int failed() {
        return answers.entrySet().stream()
                .filter(answer -> answer.getKey() != 202)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How often a connection ended under a batch before anybody answered. */
    int cut() {
        return answers.getOrDefault(NOBODY, 0);
    }

    private void send() {
        var at = Instant.parse("2026-03-16T08:00:00Z");
        for (int batch = 0; going.get(); batch++) {
            var body = new StringBuilder("[");
            var told = new ArrayList<Instant>();
            for (int i = 0; i < EVENTS; i++) {
                at = at.plusMillis(100);
                told.add(at);
                body.append(i == 0 ? "" : ",")
                        .append(
                                """
                                {"key": "%s-%d-%d", "line": "%s", "type": "count", "at": "%s", "good": 1}
                                """
                                        .formatted(line, batch, i, line, at));
            }
            var batchText = body.append("]").toString();
            while (going.get()) {
                if (post(batchText)) {
                    acknowledged.addAll(told);
                    break;
                }
                rest(Duration.ofMillis(100));
            }
            rest(pause);
        }
    }

    private boolean post(String body) {
        int status = NOBODY;
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(topology.address("/api/v1/events"))
                                    .timeout(Duration.ofSeconds(30))
                                    .header("Authorization", "Bearer " + key)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            status = answer.statusCode();
            if (status != 202) {
                lastFault = status + " " + answer.body();
            }
        } catch (IOException e) {
            lastFault = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            going.set(false);
        }
        answers.merge(status, 1, Integer::sum);
        if (status == 202) {
            long now = System.nanoTime();
            long gap = now - lastGood.getAndSet(now);
            longestGap.accumulateAndGet(gap, Math::max);
        }
        return status == 202;
    }

    /** Answers to all of them. */
    static Map<Integer, Integer> statuses(List<Ingest> machines) {
        var all = new TreeMap<Integer, Integer>();
        machines.forEach(
                one ->
                        one.answers.forEach(
                                (status, count) -> all.merge(status, count, Integer::sum)));
        return all;
    }

    /** Forgets the gaps until now. */
    void measureAnew() {
        longestGap.set(0);
        lastGood.set(System.nanoTime());
        answers.clear();
    }

    private static void rest(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Override
    public void close() {
        going.set(false);
        try {
            thread.join(Duration.ofSeconds(40));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
