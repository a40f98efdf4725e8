package io.oeeanalytics.ops;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows at any time whether the database answers: asks it every second over a line of its own, so
 * that whoever wants to know never waits for it, nor for a connection of the pool, which it tells
 * when nobody is there. {@code oee_database_up} is 1 or 0; {@code oee_clock_skew_seconds} tells
 * this machine's clock less the database's.
 */
@Component
public class DatabaseWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** What takes longer counts as no answer. */
    private static final int PATIENCE_SECONDS = 2;

    private static final long STALE_NANOS = Duration.ofSeconds(2L * PATIENCE_SECONDS).toNanos();

    private static final double NANOS = 1e9;
    private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Of SQL states: the other side said nothing, or nobody was there. */
    private static final String NO_CONNECTION = "08";

    private final DatabaseAddress address;
    private final DataSource pool;
    private final SteadyClock clock;
    private volatile double skewSeconds;
    private volatile long answeredAt;
    private volatile boolean answered;
    private volatile boolean running;
    private @Nullable Connection line;
    private long silentAt;
    private boolean wasSilent;

    DatabaseWatch(
            DatabaseAddress address,
            DataSource pool,
            SteadyClock clock,
            ObjectProvider<MeterRegistry> meters) {
        this.clock = clock;
        this.address = address;
        this.pool = pool;
        meters.ifAvailable(
                registry -> {
                    registry.gauge("oee.database.up", this, watch -> watch.answers() ? 1 : 0);
                    registry.gauge(
                            "oee.clock.skew.seconds",
                            this,
                            watch -> watch.answers() ? watch.skewSeconds : Double.NaN);
                });
    }

    /** Without waiting for it. Whoever measures asks this first, so that a scrape never hangs. */
    public boolean answers() {
        return answered && System.nanoTime() - answeredAt < STALE_NANOS;
    }

    @Override
    public void start() {
        ask();
        running = true;
        Thread.ofPlatform().daemon().name("database-watch").start(this::watch);
    }

    private void watch() {
        while (running) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            ask();
        }
        hangUp();
    }

    private void ask() {
        boolean before = answered;
        try {
            var open = line == null ? call() : line;
            line = open;
            skewSeconds = skew(open);
            answeredAt = System.nanoTime();
            if (pool instanceof DatabasePool connections) {
                connections.admit();
                endOrphans(connections, open);
                lookForLost(connections, open);
            }
            answered = true;
        } catch (SQLException e) {
            answered = false;
            hangUp();
            if (pool instanceof DatabasePool connections) {
                if (isSilence(e)) {
                    silence(connections);
                } else {
                    connections.admit();
                }
            }
        }
        if (before && !answered) {
            LOG.warn("The database does not answer");
        } else if (answered && !before && running) {
            LOG.info("The database answers again");
        }
    }

    /** Who says why it refuses is there, and may serve others. */
    private static boolean isSilence(SQLException e) {
        return e.getSQLState() == null || e.getSQLState().startsWith(NO_CONNECTION);
    }

    /** A short one may be of this one line; after a longer one no answer is waited for. */
    private void silence(DatabasePool connections) {
        connections.refuse();
        silentAt = System.nanoTime();
        wasSilent = true;
        if (silentAt - answeredAt > STALE_NANOS) {
            connections.cutOff();
        }
    }

    /** A server that was started anew gives the same numbers again, to processes begun since. */
    private static void endOrphans(DatabasePool connections, Connection open) throws SQLException {
        var orphans = connections.orphans();
        if (orphans.isEmpty()) {
            return;
        }
        try (var order =
                open.prepareStatement(
                        "select pg_terminate_backend(pid) from pg_stat_activity join unnest(?::integer[], ?::float8[]) as cut (pid, seconds_ago) using (pid) where usename = current_user and backend_start < clock_timestamp() - seconds_ago * interval '1 second'")) {
            long now = System.nanoTime();
            var cut = List.copyOf(orphans.entrySet());
            var processes = cut.stream().map(Map.Entry::getKey).toArray(Integer[]::new);
            var secondsAgo =
                    cut.stream()
                            .map(process -> (now - process.getValue()) / NANOS)
                            .toArray(Double[]::new);
            order.setArray(1, open.createArrayOf("integer", processes));
            order.setArray(2, open.createArrayOf("float8", secondsAgo));
            order.execute();
        }
        connections.ended(orphans.keySet());
    }

    /** When those who can have got their answer. */
    private void lookForLost(DatabasePool connections, Connection open) throws SQLException {
        if (!wasSilent || System.nanoTime() - silentAt < GRACE_NANOS) {
            return;
        }
        var working = new HashSet<Integer>();
        try (var question = open.createStatement();
                var answer =
                        question.executeQuery(
                                "select pid from pg_stat_activity where usename = current_user and state = 'active'")) {
            while (answer.next()) {
                working.add(answer.getInt(1));
            }
        }
        wasSilent = connections.cutOffLost(working);
    }

    /** Of this machine's clock against the database's, as exactly as the way is short. */
    private double skew(Connection open) throws SQLException {
        try (var question = open.createStatement();
                var answer = question.executeQuery("select clock_timestamp()")) {
            answer.next();
            var database = answer.getObject(1, OffsetDateTime.class).toInstant();
            return clock.hear(database).toNanos() / NANOS;
        }
    }

    private Connection call() throws SQLException {
        var properties = new Properties();
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("connectTimeout", String.valueOf(PATIENCE_SECONDS));
        properties.setProperty("loginTimeout", String.valueOf(PATIENCE_SECONDS));
        properties.setProperty("socketTimeout", String.valueOf(PATIENCE_SECONDS));
        properties.setProperty("ApplicationName", "oee-watch");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    private void hangUp() {
        var open = line;
        line = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("The line to the database was cut", e);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
