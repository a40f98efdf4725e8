package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** Two instances that share the work, on a real PostgreSQL. */
@SpringBootTest(properties = "oee.job-threads=0")
class JobRunnerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    @Autowired private DataSource database;
    @Autowired private JobQueue queue;
    @Autowired private Clock clock;
    @Autowired private JobEnds ends;
    @Autowired private TransactionOperations transactions;

    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private Consumer<String> work = item -> {};
    private JobRunner one;
    private JobRunner other;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-jobs").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void twoInstances() throws SQLException {
        execute("truncate ops.scheduled_task");
        var job =
                new QueuedJob() {
                    @Override
                    public String name() {
                        return "counting";
                    }

                    @Override
                    public void run(String item) {
                        done.computeIfAbsent(item, key -> new AtomicInteger()).incrementAndGet();
                        work.accept(item);
                    }
                };
        one = instance(job);
        other = instance(job);
    }

    private JobRunner instance(QueuedJob job) {
        return new JobRunner(
                database, List.of(), List.of(job), clock, ends, Optional.empty(), 2, HEARTBEAT, "");
    }

    @AfterEach
    void stop() {
        one.stop();
        other.stop();
    }

    @Test
    void each_item_is_worked_on_once_by_one_of_two() {
        var items = IntStream.range(0, 50).mapToObj(i -> "item " + i).toList();
        items.forEach(item -> assertThat(queue.put("counting", item)).isTrue());
        assertThat(queue.put("counting", "item 7")).isFalse();

        one.work();
        other.work();

        await().atMost(PATIENCE).until(() -> waiting() == 0);
        assertThat(done.keySet()).containsExactlyInAnyOrderElementsOf(items);
        assertThat(done.values()).allMatch(count -> count.get() == 1);
    }

    /** Two are begun at once. */
    @Test
    void what_somebody_waits_for_goes_before_what_was_put_earlier() {
        var order = Collections.synchronizedList(new ArrayList<String>());
        work = order::add;
        IntStream.range(0, 10).forEach(i -> queue.put("counting", "night " + i));
        queue.putFirst("counting", "person");

        one.work();

        await().atMost(PATIENCE).until(() -> waiting() == 0);
        assertThat(order).hasSize(11);
        assertThat(order.indexOf("person")).isLessThan(2);
    }

    @Test
    void what_fails_stays_and_is_put_off() throws SQLException {
        work =
                item -> {
                    throw new IllegalStateException("on purpose");
                };
        queue.put("counting", "stubborn");

        one.work();

        await().atMost(PATIENCE).until(() -> failures() == 1);
        assertThat(waiting()).isOne();
        assertThat(number("select count(*) from ops.scheduled_task where execution_time > now()"))
                .isOne();
    }

    @Test
    void the_work_of_an_instance_that_died_is_taken_over() throws SQLException {
        queue.put("counting", "orphan");
        // It was picked and its instance has been silent since.
        execute(
                "update ops.scheduled_task set picked = true, picked_by = 'dead', version = version + 1, last_heartbeat = now() - interval '10 minutes'");

        one.work();

        await().atMost(PATIENCE).until(() -> waiting() == 0);
        assertThat(done.get("orphan")).hasValue(1);
    }

    @Test
    void what_is_asked_for_in_a_transaction_that_fails_was_never_asked_for() throws SQLException {
        assertThatThrownBy(
                        () ->
                                transactions.executeWithoutResult(
                                        status -> {
                                            queue.put("counting", "never");
                                            throw new IllegalStateException("on purpose");
                                        }))
                .hasMessage("on purpose");

        assertThat(waiting()).isZero();
    }

    private long waiting() throws SQLException {
        return number("select count(*) from ops.scheduled_task");
    }

    private long failures() throws SQLException {
        return number("select coalesce(sum(consecutive_failures), 0) from ops.scheduled_task");
    }

    private long number(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
