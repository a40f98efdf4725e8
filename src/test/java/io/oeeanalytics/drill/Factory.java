package io.oeeanalytics.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A plant before a topology: its lines, whose machines tell, and the people who look at them. */
final class Factory {
    private static final int LINES = 40;
    static final String QUESTION = "/api/v1/oee?from=2026-03-16&by=line";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Topology topology;
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicInteger people = new AtomicInteger();

    /** Opens every door. */
    final String key;

    Factory(Topology topology) throws Exception {
        this.topology = topology;
        // The first password must be changed before anything else; a drill does it where it is
        // kept.
        topology.order(
                "update identity.account set must_change_password = false where name = 'admin'");
        key = key();
        plant();
    }

    static void print(String drill, String words, Object... figures) {
        System.out.printf("DRILL %-28s %s%n", drill, words.formatted(figures));
    }

    static void forAWhile(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** By the public door, as a program of the administrator's. */
    String key() throws IOException, InterruptedException {
        try (var http = topology.client(1).build()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(topology.address("/api/v1/auth/token"))
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"username\": \"admin\", \"password\": \"%s\"}"
                                                            .formatted(
                                                                    topology.administratorPassword)))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body()).path("access_token").stringValue();
        }
    }

    private void plant() throws IOException, InterruptedException {
        var document =
                """
                {"sites": [{"name": "Drill", "zone": "UTC",
                  "weeks": [{"validFrom": "2026-01-01", "shifts": [
                    {"weekday": "MONDAY", "number": 1, "start": "06:00", "end": "22:00"}]}],
                  "lines": [%s]}]}
                """
                        .formatted(
                                IntStream.range(0, LINES)
                                        .mapToObj(
                                                i ->
                                                        "{\"code\": \"D-%d\", \"name\": \"Drill %d\", \"idealCycles\": [{\"seconds\": 1}]}"
                                                                .formatted(i, i))
                                        .collect(Collectors.joining(",")));
        try (var http = topology.client(1).build()) {
            var answer = ask(http, "PUT", "/api/v1/plant", document);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    HttpResponse<String> ask(HttpClient http, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(topology.address(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Signed in, with a page open each. */
    List<Person> people(int count) throws IOException, InterruptedException {
        var came = new ArrayList<Person>();
        for (int i = 0; i < count; i++) {
            var person = new Person(topology, 1_000 + people.getAndIncrement());
            person.signIn("admin", topology.administratorPassword);
            person.open();
            came.add(person);
        }
        return came;
    }

    /** Each of a line that nobody told of before. */
    List<Ingest> machines(int count, Duration pause) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Ingest(topology, key, nextLine(), i, pause))
                .toList();
    }

    String nextLine() {
        int next = lines.getAndIncrement();
        assertThat(next).as("lines of the plant").isLessThan(LINES);
        return "D-" + next;
    }

    /** Both instances are ready and every machine is answered well; how long that took. */
    Duration untilAllIsTaken(List<Ingest> machines) {
        machines.forEach(Ingest::measureAnew);
        return Programs.await(
                "ready and taken",
                Duration.ofSeconds(60),
                () ->
                        machines.stream().allMatch(one -> one.answers.containsKey(202))
                                && topology.webIs(200));
    }

    /** That all that was acknowledged is there, and nothing twice. */
    void nothingLostOrDoubled(String drill, List<Ingest> machines) {
        machines.forEach(Ingest::close);
        long acknowledged = 0;
        long stored = 0;
        for (var machine : machines) {
            var kept = instants(machine.line());
            // A machine tells of no two things at once, so one instant twice is one event twice.
            assertThat(kept).as(machine.line()).doesNotHaveDuplicates();
            assertThat(new HashSet<>(kept)).as(machine.line()).containsAll(machine.acknowledged);
            acknowledged += machine.acknowledged.size();
            stored += kept.size();
        }
        print(
                drill,
                "%d events acknowledged, each found once; %d stored, with those whose answer was lost",
                acknowledged,
                stored);
    }

    private List<Instant> instants(String line) {
        try (var connection = topology.database();
                var statement =
                        connection.prepareStatement(
                                "select e.at from production.event e join plant.line l on l.id = e.line_id where l.code = ?")) {
            statement.setString(1, line);
            var kept = new ArrayList<Instant>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.add(rows.getObject(1, OffsetDateTime.class).toInstant());
                }
            }
            return kept;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long kept(String line) {
        return topology.count(
                "select count(*) from production.event e join plant.line l on l.id = e.line_id where l.code = '%s'"
                        .formatted(line));
    }
}
