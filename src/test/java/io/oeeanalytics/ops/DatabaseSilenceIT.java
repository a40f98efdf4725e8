package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.drill.FaultyLine;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A real database behind a line that swallows what is said. */
class DatabaseSilenceIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir private Path folder;
    private EmbeddedDatabase database;
    private FaultyLine line;
    private DatabasePool pool;
    private DatabaseWatch watch;

    @BeforeEach
    void connect() throws SQLException {
        database = EmbeddedDatabase.open(folder, false);
        var direct = database.jdbcUrl();
        int port = URI.create(direct.substring("jdbc:".length())).getPort();
        line = new FaultyLine(port);
        var address =
                new DatabaseAddress(
                        direct.replace(":" + port + "/", ":" + line.port() + "/"), null, null);
        pool = new DatabasePool(address, 4);
        watch =
                new DatabaseWatch(
                        address,
                        pool,
                        new SteadyClock(Clock.systemUTC(), System::nanoTime),
                        new StaticListableBeanFactory().getBeanProvider(MeterRegistry.class));
        ask("select 1");
        watch.start();
    }

    @AfterEach
    void hangUp() throws Exception {
        watch.stop();
        line.close();
        pool.close();
        database.close();
    }

    private void ask(String question) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(question);
        }
    }

    private CompletableFuture<Duration> asked(String question) {
        var asked =
                CompletableFuture.supplyAsync(
                        () -> {
                            long began = System.nanoTime();
                            try {
                                ask(question);
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                            return Duration.ofNanos(System.nanoTime() - began);
                        });
        await().atMost(SOON).until(() -> pool.getHikariPoolMXBean().getActiveConnections() > 0);
        return asked;
    }

    @Test
    void who_waits_in_a_long_silence_is_cut_off_and_nobody_else_is_let_wait() throws Exception {
        var waiting = asked("select pg_sleep(60)");
        line.silence();

        await().atMost(SOON).until(waiting::isCompletedExceptionally);
        assertThat(watch.answers()).isFalse();
        long began = System.nanoTime();
        assertThatThrownBy(() -> ask("select 1")).isInstanceOf(SQLException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));

        line.speak();
        await().atMost(SOON).until(watch::answers);
        ask("select 1");
    }

    @Test
    void who_was_cut_off_in_a_transaction_keeps_nobody_waiting_for_its_locks() throws Exception {
        ask("create table guarded (n integer)");
        ask("insert into guarded values (0)");
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update guarded set n = n + 1");

            // The server never hears of the end of this connection.
            line.forget();
            assertThatThrownBy(() -> statement.execute("select 1"))
                    .isInstanceOf(SQLException.class);
        } catch (SQLException e) {
            // Nobody can end it any more.
            assertThat(e.getSQLState()).startsWith("08");
        }

        await().atMost(SOON).until(watch::answers);
        var waiting = asked("update guarded set n = n + 1");
        await().atMost(SOON).until(waiting::isDone);
        assertThat(waiting).isCompleted();
    }

    @Test
    void a_transaction_that_rests_for_long_is_ended_by_the_server() throws Exception {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("show idle_in_transaction_session_timeout")) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getString(1)).isEqualTo("10min");
        }
    }

    @Test
    void a_statement_that_takes_long_survives_a_short_silence() throws Exception {
        var working = asked("select pg_sleep(12)");
        line.silence();
        await().atMost(SOON).until(() -> !watch.answers());

        line.speak();

        await().atMost(SOON).until(watch::answers);
        assertThat(working.get()).isGreaterThan(Duration.ofSeconds(11));
    }

    @Test
    void an_answer_lost_on_its_way_is_not_waited_for_for_ever() throws Exception {
        var waiting = asked("select pg_sleep(1)");
        line.forget();

        await().atMost(Duration.ofSeconds(20)).until(waiting::isCompletedExceptionally);
        ask("select 1");
        assertThat(watch.answers()).isTrue();
    }
}
