package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The application is killed again and again while a machine tells of events and sends again what
 * was not acknowledged. How often: {@code -Doee.kills=20}.
 */
class EventsKilledIT {
    private static final int KILLS = Integer.getInteger("oee.kills", 2);
    private static final int BATCH = 100;
    private static final int BETWEEN_KILLS = 40;
    private static final int DAYS = 2_000;

    /** More at once are not told as they were known. */
    private static final int DAYS_AS_KNOWN = 400;

    private static final String KEY = "oee_key_of_a_test";
    private static final Instant START = Instant.parse("2020-01-01T08:00:00Z");

    @TempDir Path folder;

    @Test
    void the_application_is_killed_while_events_pour_in() throws Exception {
        int port = FreePorts.next();
        try (var postgres = postgres()) {
            var application = new Process[] {start(postgres, port)};
            try {
                pourIn(
                        postgres,
                        port,
                        () -> {
                            application[0].destroyForcibly().waitFor();
                            application[0] = start(postgres, port);
                        });
            } finally {
                application[0].destroy();
                application[0].waitFor();
            }
        }
    }

    @Test
    void the_database_is_killed_while_events_pour_in() throws Exception {
        int port = FreePorts.next();
        try (var postgres = postgres()) {
            var application = start(postgres, port);
            var server = new Server(folder.resolve("postgres"));
            try {
                pourIn(postgres, port, server::killAndRestart);
            } finally {
                application.destroy();
                application.waitFor();
                server.stop();
            }
        }
    }

    private EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private interface Kill {
        void now() throws Exception;
    }

    private static void pourIn(EmbeddedPostgres postgres, int port, Kill kill) throws Exception {
        openDoor(postgres);
        var client = new ApiClient(port, KEY);
        awaitHealth(client);
        assertThat(
                        client.put(
                                        "/api/v1/plant",
                                        "application/yaml",
                                        """
                                        sites:
                                        - name: Killed
                                          zone: UTC
                                          lines:
                                          - code: K-1
                                            name: K
                                            idealCycles: [{seconds: 1}]
                                        """)
                                .status())
                .isEqualTo(200);

        // Whatever lies beyond the days with figures is computed with them, marked or not; so the
        // machine tells of days between two that have figures already.
        tellOfBothEnds(client);
        var everything = question(0, DAYS);
        await().atMost(Duration.ofSeconds(30)).until(() -> isUpToDate(client, everything));

        var acknowledged = new AtomicInteger();
        var done = new AtomicBoolean();
        var machine = Thread.ofPlatform().start(() -> tell(client, acknowledged, done));
        for (int kills = 1; kills <= KILLS; kills++) {
            int enough = kills * BETWEEN_KILLS;
            await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= enough);
            kill.now();
        }
        int enough = (KILLS + 1) * BETWEEN_KILLS;
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= enough);
        done.set(true);
        machine.join();

        int batches = acknowledged.get();
        int told = batches * BATCH + 2;
        assertThat(count(postgres, "select count(*) from production.event")).isEqualTo(told);
        await().atMost(Duration.ofSeconds(30)).until(() -> isUpToDate(client, everything));
        assertThat(total(client, everything).path("pieces").path("good").longValue())
                .isEqualTo(told);
        // Computed from the facts themselves, at an instant after the last of them.
        var question = question(Math.max(0, batches - DAYS_AS_KNOWN + 2), batches + 1);
        var kept = total(client, question);
        var rebuilt = total(client, question + "&knownAt=" + Instant.now().plusSeconds(1));
        assertThat(kept.path("pieces").path("good").longValue()).isPositive();
        assertThat(kept.path("ledger")).isEqualTo(rebuilt.path("ledger"));
        assertThat(kept.path("pieces")).isEqualTo(rebuilt.path("pieces"));
    }

    private static String question(int firstDay, int lastDay) {
        return "/api/v1/oee?line=K-1&by=total&from=%tF&to=%tF"
                .formatted(date(firstDay), date(lastDay));
    }

    private static JsonNode total(ApiClient client, String question) {
        return client.get(question).json().path("total");
    }

    private static boolean isUpToDate(ApiClient client, String question) {
        return !client.get(question).json().path("pending").booleanValue();
    }

    private static void tellOfBothEnds(ApiClient client) {
        var batch = "[" + event("first", START) + "," + event("last", day(DAYS)) + "]";
        assertThat(isTaken(client, batch)).isTrue();
    }

    private static LocalDate date(int number) {
        return day(number).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static Instant day(int number) {
        return START.plus(number, ChronoUnit.DAYS);
    }

    private static String event(String key, Instant at) {
        return "{\"key\":\"%s\",\"line\":\"K-1\",\"type\":\"count\",\"at\":\"%s\",\"good\":1}"
                .formatted(key, at);
    }

    /** The server of a data folder, killed and started again as it was. */
    private static final class Server {
        private final Path folder;

        Server(Path folder) {
            this.folder = folder;
        }

        private ProcessHandle process() throws IOException {
            var pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        }

        void killAndRestart() throws Exception {
            var server = process();
            var command = new ArrayList<String>();
            if (System.getProperty("user.name").equals("root")) {
                // The server refuses root, so it was started as nobody in particular.
                command.addAll(List.of("unshare", "-U"));
            }
            command.add(server.info().command().orElseThrow());
            command.addAll(List.of(server.info().arguments().orElseThrow()));
            var workers = server.children().toList();
            server.destroyForcibly();
            server.onExit().get();
            // Workers end by themselves when they find their parent gone; a new one must wait.
            for (var worker : workers) {
                worker.onExit().get();
            }
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        void stop() throws Exception {
            var server = process();
            server.destroy();
            server.onExit().get();
        }
    }

    /**
     * A piece a millisecond; a batch is sent until it is acknowledged. Each tells of a day of its
     * own, so that what is forgotten of it is not made good by another.
     */
    private static void tell(ApiClient client, AtomicInteger acknowledged, AtomicBoolean done) {
        while (!done.get()) {
            int number = acknowledged.get();
            var day = day(1 + number);
            var batch = new StringJoiner(",", "[", "]");
            for (int i = 0; i < BATCH; i++) {
                batch.add(event(number + "-" + i, day.plusMillis(i)));
            }
            while (!isTaken(client, batch.toString())) {
                LockSupport.parkNanos(50_000_000);
            }
            acknowledged.incrementAndGet();
        }
    }

    private static boolean isTaken(ApiClient client, String batch) {
        try {
            return client.post("/api/v1/events?backfill=true", batch).status() == 202;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static Process start(EmbeddedPostgres postgres, int port) throws IOException {
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                TestClassPath.get(),
                                "io.oeeanalytics.Application")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        return builder.start();
    }

    private static void awaitHealth(ApiClient client) {
        await().atMost(Duration.ofMinutes(2))
                .ignoreException(UncheckedIOException.class)
                .until(() -> client.get("/health").status() == 200);
    }

    /** The tables are there as soon as the application has migrated them. */
    private static void openDoor(EmbeddedPostgres postgres) {
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(
                        () -> {
                            try (var connection = postgres.getPostgresDatabase().getConnection();
                                    var statement = connection.createStatement()) {
                                return statement.executeUpdate(
                                                """
                                                insert into identity.api_key
                                                    (name, digest, scopes, created_at, created_by)
                                                values ('test', sha256('%s'), '{ADMIN}', now(), 'test')
                                                """
                                                        .formatted(KEY))
                                        == 1;
                            }
                        });
    }

    private static long count(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
