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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application is killed again and again while a machine tells of events and sends again what
 * was not acknowledged. How often: {@code -Doee.kills=20}.
 */
class EventsKilledIT {
    private static final int KILLS = Integer.getInteger("oee.kills", 2);
    private static final int BATCH = 100;
    private static final int BETWEEN_KILLS = 40;
    private static final int DAYS_BETWEEN_KILLS = 5;
    private static final String KEY = "oee_key_of_a_test";
    private static final Instant START = Instant.parse("2024-01-01T08:00:00Z");

    @TempDir Path folder;

    @Test
    void the_application_is_killed_while_events_pour_in() throws Exception {
        int port = FreePorts.next();
        try (var postgres = postgres()) {
            var application = new Process[] {start(postgres, port)};
            pourIn(
                    postgres,
                    port,
                    () -> {
                        application[0].destroyForcibly().waitFor();
                        application[0] = start(postgres, port);
                    });
            application[0].destroy();
            application[0].waitFor();
        }
    }

    @Test
    void the_database_is_killed_while_events_pour_in() throws Exception {
        int port = FreePorts.next();
        try (var postgres = postgres()) {
            var application = start(postgres, port);
            var server = new Server(folder.resolve("postgres"));
            pourIn(postgres, port, server::killAndRestart);
            application.destroy();
            application.waitFor();
            server.stop();
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

        var acknowledged = new AtomicInteger();
        var killed = new AtomicInteger();
        var done = new AtomicBoolean();
        var machine = Thread.ofPlatform().start(() -> tell(client, acknowledged, killed, done));
        for (int kills = 1; kills <= KILLS; kills++) {
            int enough = kills * BETWEEN_KILLS;
            await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= enough);
            kill.now();
            killed.set(kills);
        }
        int enough = (KILLS + 1) * BETWEEN_KILLS;
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= enough);
        done.set(true);
        machine.join();

        int told = acknowledged.get() * BATCH;
        assertThat(count(postgres, "select count(*) from production.event")).isEqualTo(told);
        var question =
                "/api/v1/oee?line=K-1&by=total&from=2024-01-01&to="
                        + LocalDate.parse("2024-01-01").plusDays((KILLS + 1L) * DAYS_BETWEEN_KILLS);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !client.get(question).json().path("pending").booleanValue());
        var kept = client.get(question).json().path("total");
        assertThat(kept.path("pieces").path("good").longValue()).isEqualTo(told);
        // Computed from the facts themselves, at an instant after the last of them.
        var rebuilt =
                client.get(question + "&knownAt=" + Instant.now().plusSeconds(1))
                        .json()
                        .path("total");
        assertThat(kept.path("ledger")).isEqualTo(rebuilt.path("ledger"));
        assertThat(kept.path("pieces")).isEqualTo(rebuilt.path("pieces"));
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
     * A piece a millisecond; a batch is sent until it is acknowledged. They tell of some days in
     * turn, and after a kill of others.
     */
    private static void tell(
            ApiClient client,
            AtomicInteger acknowledged,
            AtomicInteger killed,
            AtomicBoolean done) {
        while (!done.get()) {
            var batch = new StringBuilder("[");
            int number = acknowledged.get();
            int first = number * BATCH;
            int day = killed.get() * DAYS_BETWEEN_KILLS + number % DAYS_BETWEEN_KILLS;
            for (int i = first; i < first + BATCH; i++) {
                batch.append(i == first ? "" : ",")
                        .append(
                                "{\"key\":\"%d\",\"line\":\"K-1\",\"type\":\"count\",\"at\":\"%s\",\"good\":1}"
                                        .formatted(
                                                i, START.plus(day, ChronoUnit.DAYS).plusMillis(i)));
            }
            String told = batch.append(']').toString();
            while (!isTaken(client, told)) {
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
