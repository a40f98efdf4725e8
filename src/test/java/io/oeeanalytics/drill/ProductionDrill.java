package io.oeeanalytics.drill;

import static io.oeeanalytics.drill.Factory.forAWhile;
import static io.oeeanalytics.drill.Factory.print;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults on purpose, while people look and machines tell. */
class ProductionDrill {
    private static final int PEOPLE = Integer.getInteger("oee.people", 100);

    /** Each of the instances is taken out and put back. */
    private static final int RELOADS = 2 * Topology.WEB.size();

    private static final Duration SOON = Duration.ofSeconds(60);

    private static Topology topology;
    private static Factory factory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void up() throws Exception {
        topology = Topology.up();
        factory = new Factory(topology);
    }

    @AfterAll
    static void down() {
        if (topology != null) {
            topology.close();
        }
    }

    @BeforeEach
    void allIsWell() {
        Topology.WEB.forEach(topology::awaitReady);
        topology.awaitReady("worker");
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    private List<Person> people(int count) throws Exception {
        var people = factory.people(count);
        open.addAll(people);
        return people;
    }

    private List<Ingest> machines(int count, Duration pause) {
        var machines = factory.machines(count, pause);
        open.addAll(machines);
        return machines;
    }

    @Test
    void an_instance_killed_costs_nobody_a_sign_in_and_no_event() throws Exception {
        var people = people(PEOPLE);
        var machines = machines(4, Duration.ofMillis(50));
        forAWhile(Duration.ofSeconds(3));
        assertThat(people).allMatch(Person::beat);
        assertThat(people.stream().map(Person::instance).distinct().sorted())
                .containsExactly("app1", "app2");
        var there = people.stream().filter(one -> one.instance().equals("app1")).toList();
        machines.forEach(Ingest::measureAnew);

        topology.kill("app1");
        var others =
                Programs.await(
                        "somebody of app1 is answered by app2",
                        SOON,
                        () -> there.getFirst().isSignedIn());
        forAWhile(Duration.ofSeconds(5));
        var gap = machines.stream().map(Ingest::longestGap).max(Duration::compareTo).orElseThrow();

        assertThat(there).as("signed in without signing in").allMatch(Person::isSignedIn);
        assertThat(there).allMatch(one -> one.instance().equals("app2"));
        assertThat(people).filteredOn(one -> !there.contains(one)).allMatch(Person::beat);
        print(
                "kill -9 of an instance",
                "%d people (%d on it), answered elsewhere after %d ms, longest gap of ingest %d ms",
                people.size(),
                there.size(),
                others.toMillis(),
                gap.toMillis());
        assertThat(others).isLessThan(Duration.ofSeconds(5));
        assertThat(gap).isLessThan(Duration.ofSeconds(5));
        factory.nothingLostOrDoubled("kill -9 of an instance", machines);
        topology.start("app1");
    }

    @Test
    void both_instances_restarted_one_after_the_other_fail_no_request() throws Exception {
        var machines = machines(4, Duration.ofMillis(50));
        var reader = new Reader(topology, factory, 0);
        open.add(reader);
        forAWhile(Duration.ofSeconds(2));
        machines.forEach(Ingest::measureAnew);
        for (var name : Topology.WEB) {
            topology.drain(name);
            forAWhile(Duration.ofSeconds(2));
            var left = topology.leave(name);
            print("rolling restart", "%s left in %d ms", name, left.toMillis());
            assertThat(left).isLessThan(Duration.ofSeconds(30));
            topology.start(name);
            topology.awaitReady(name);
            topology.drain();
            forAWhile(Duration.ofSeconds(1));
        }
        int told = machines.stream().mapToInt(one -> one.answers.getOrDefault(202, 0)).sum();
        int cut = machines.stream().mapToInt(Ingest::cut).sum();
        int failed = machines.stream().mapToInt(Ingest::failed).sum() - cut;
        print(
                "rolling restart",
                "%d batches and %d reads, failed %d and %d; %d sent again as their connection ended %s",
                told,
                reader.good(),
                failed,
                reader.failed().size(),
                cut,
                machines.stream().map(Ingest::lastFault).distinct().toList());
        assertThat(failed).isZero();
        // nginx closes a connection that rests when it reads its list anew, and a batch may be on
        // its way just then; nobody answered it, and its sender sends it again.
        assertThat(cut).isLessThanOrEqualTo(RELOADS * machines.size());
        assertThat(reader.failed()).isEmpty();
        factory.nothingLostOrDoubled("rolling restart", machines);
    }

    @Test
    void without_its_database_for_half_a_minute_it_says_so_and_comes_back_by_itself()
            throws Exception {
        var machines = machines(2, Duration.ofMillis(100));
        forAWhile(Duration.ofSeconds(3));
        double threads = topology.meter("app1", "jvm_threads_live_threads", "");
        long heap = topology.heap("app1");

        topology.stopPostgres();
        var red =
                Programs.await(
                        "ready is red",
                        SOON,
                        () ->
                                Topology.WEB.stream()
                                        .allMatch(name -> topology.health(name, "ready") == 503));
        assertThat(topology.health("app1", "live")).as("a restart would not help").isEqualTo(200);
        forAWhile(Duration.ofSeconds(30).minus(red));
        double threadsWithout = topology.meter("app1", "jvm_threads_live_threads", "");
        long heapWithout = topology.heap("app1");
        topology.startPostgres();
        var green =
                Programs.await(
                        "ready is green",
                        SOON,
                        () ->
                                Topology.WEB.stream()
                                        .allMatch(name -> topology.health(name, "ready") == 200));
        machines.forEach(Ingest::measureAnew);
        var taken =
                Programs.await(
                        "events are taken again",
                        SOON,
                        () -> machines.stream().allMatch(one -> one.answers.containsKey(202)));
        print(
                "database away for 30 s",
                "ready red after %d ms, green %d ms and events taken %d ms after it was back; threads %d, %d without it; heap %d MB, %d MB",
                red.toMillis(),
                green.toMillis(),
                green.plus(taken).toMillis(),
                (int) threads,
                (int) threadsWithout,
                heap >> 20,
                heapWithout >> 20);
        assertThat(red).isLessThan(Duration.ofSeconds(5));
        assertThat(green.plus(taken)).isLessThan(Duration.ofSeconds(10));
        assertThat(threadsWithout).isLessThan(threads + 40);
        // What is kept while nobody answers is a batch or two.
        assertThat(heapWithout).isLessThan(heap + (20 << 20));
        factory.nothingLostOrDoubled("database away for 30 s", machines);
    }

    @Test
    void without_redis_everything_goes_on_and_with_an_empty_one_too() throws Exception {
        var away = Duration.ofSeconds(Integer.getInteger("oee.redis-seconds", 60));
        var people = people(10);
        var machines = machines(2, Duration.ofMillis(100));
        var reader = new Reader(topology, factory, 0);
        open.add(reader);
        forAWhile(Duration.ofSeconds(2));
        machines.forEach(Ingest::measureAnew);

        topology.kill("redis");
        forAWhile(away);
        var late = new Person(topology, 1_500);
        open.add(late);
        late.signIn("admin", topology.administratorPassword);
        late.open();
        assertThat(late.beat()).isTrue();
        assertThat(people).allMatch(Person::beat);
        topology.startRedis();
        forAWhile(Duration.ofSeconds(8));

        int failed = machines.stream().mapToInt(Ingest::failed).sum();
        print(
                "Redis away for " + away.toSeconds() + " s",
                "sign-in and %d pages went on; batches failed %d, reads %d of %d; Redis answers again: %s",
                people.size(),
                failed,
                reader.failed().size(),
                reader.good(),
                topology.meter("app1", "oee_redis_up", "") == 1);
        assertThat(failed).as(machines.getFirst().lastFault()).isZero();
        assertThat(reader.failed()).isEmpty();
        assertThat(topology.meter("app1", "oee_redis_up", "")).isEqualTo(1);
        factory.nothingLostOrDoubled("Redis away", machines);
    }

    @Test
    void pages_behind_the_proxy_stay_where_they_are() throws Exception {
        var time = Duration.ofSeconds(Integer.getInteger("oee.push-seconds", 60));
        int count = Integer.getInteger("oee.push-people", 200);
        var people = people(count);
        var instances = people.stream().map(Person::instance).toList();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            assertThat(people).allMatch(Person::beat);
            forAWhile(Duration.ofSeconds(5));
        }
        long lost = people.stream().filter(one -> !one.beat()).count();
        long cut = people.stream().filter(one -> one.cut.get()).count();
        print(
                "push through the proxy",
                "%d pages over %d s on %s: %d lost, %d push lines cut",
                count,
                time.toSeconds(),
                instances.stream()
                        .collect(Collectors.groupingBy(one -> one, Collectors.counting())),
                lost,
                cut);
        assertThat(people.stream().map(Person::instance).toList()).isEqualTo(instances);
        assertThat(lost).isZero();
        assertThat(cut).isZero();
    }

    @Test
    void the_role_of_the_application_can_change_no_table_and_no_entry_of_the_trail()
            throws SQLException {
        try (var app = topology.as("oee_app", "drill-DATABASE_PASSWORD");
                var reads = topology.as("oee_read", "drill-DATABASE_READ_PASSWORD")) {
            for (var statement :
                    List.of(
                            "drop table production.event",
                            "alter table plant.line add column x int",
                            "create table plant.mine (x int)",
                            "truncate plant.line",
                            "delete from ops.audit_entry",
                            "update ops.audit_entry set who = 'nobody'",
                            "create role more",
                            "copy plant.line to program 'cat'")) {
                assertThat(refused(app, statement)).as(statement).isTrue();
            }
            for (var statement :
                    List.of(
                            "update plant.line set name = 'x'",
                            "select password_hash from identity.account",
                            "create temporary table x (y int)")) {
                assertThat(refused(reads, statement)).as(statement).isTrue();
            }
            assertThat(refused(reads, "select count(*) from plant.line")).isFalse();
        }
    }

    private static boolean refused(Connection connection, String statement) {
        try (var order = connection.createStatement()) {
            order.execute(statement);
            return false;
        } catch (SQLException e) {
            return List.of("42501", "25006").contains(e.getSQLState());
        }
    }
}
