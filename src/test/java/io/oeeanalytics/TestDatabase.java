package io.oeeanalytics;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A database of a test's own on the one server of this JVM: a copy of one that was migrated once,
 * there in 0.1 s, where a server of its own with all migrations takes 3 s. Nothing of it is meant
 * to survive, so the server waits for no disk; who asks about durability, faults or migrations
 * starts a server himself.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String MIGRATED = "migrated";
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** Begun by the first who asks; ends with the JVM, and its files with it. */
    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                var server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "off")
                                .setServerConfig("synchronous_commit", "off")
                                .setServerConfig("full_page_writes", "off")
                                .setServerConfig("wal_level", "minimal")
                                .setServerConfig("max_wal_senders", "0")
                                .setServerConfig("max_wal_size", "2GB")
                                .setServerConfig("checkpoint_timeout", "15min")
                                // As the embedded server of the product has them.
                                .setServerConfig("shared_buffers", "256MB")
                                .setServerConfig("jit", "off")
                                .setServerConfig("max_connections", "100")
                                .setPGStartupWait(Duration.ofSeconds(60))
                                .setRegisterShutdownHook(false)
                                .start();
                // After the applications that still use it.
                SpringApplication.getShutdownHandlers().add(() -> stop(server));
                execute(server, "create database " + MIGRATED);
                Flyway.configure()
                        .dataSource(server.getDatabase("postgres", MIGRATED))
                        .load()
                        .migrate();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("the server of the tests does not start", e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the server of the tests does not stop", e);
            }
        }
    }

    /** The demo plant and its year as a first start leaves them; begun by the first who asks. */
    private static final class Demo {
        static final TestDatabase STARTED = start();

        private static TestDatabase start() {
            var database = open();
            try {
                new SpringApplicationBuilder(Application.class)
                        .profiles("demo")
                        .run(
                                "--DATABASE_URL=" + database.url(),
                                "--oee.data-folder=" + Files.createTempDirectory("oee-demo"),
                                "--oee.job-threads=0",
                                "--server.port=0")
                        .close();
            } catch (IOException e) {
                throw new UncheckedIOException("the demo has no folder", e);
            }
            return database;
        }
    }

    /** All tables, and nothing in them but what the migrations put there. */
    public static TestDatabase open() {
        return copyOf(MIGRATED);
    }

    /** With the demo plant, as if the demo was started before. */
    public static TestDatabase ofDemo() {
        return copyOf(Demo.STARTED.name);
    }

    private static TestDatabase copyOf(String template) {
        var name = "test_" + MADE.incrementAndGet();
        execute(
                Shared.SERVER,
                "create database %s template %s strategy file_copy".formatted(name, template));
        return new TestDatabase(name);
    }

    /** As DATABASE_URL takes it. */
    public String url() {
        return Shared.SERVER.getJdbcUrl("postgres", name);
    }

    /** Whoever is still connected is cut off. */
    @Override
    public void close() {
        execute(Shared.SERVER, "drop database %s with (force)".formatted(name));
    }

    private static void execute(EmbeddedPostgres server, String order) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(order);
        } catch (SQLException e) {
            throw new IllegalStateException(order, e);
        }
    }
}
