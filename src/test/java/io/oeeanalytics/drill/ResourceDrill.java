package io.oeeanalytics.drill;

import static io.oeeanalytics.drill.Factory.forAWhile;
import static io.oeeanalytics.drill.Factory.print;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everything rests on fails: lines, disks, and time to answer all who ask. */
class ResourceDrill {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration HOLE = Duration.ofSeconds(15);
    private static final int DATABASE_MB = 600;
    private static final int LOG_MB = 2;
    private static final int LOG_FILES = 40;
    private static final int AT_A_TIME = 8;
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private static final List<SmallDisk> DISKS = new ArrayList<>();
    private static Topology topology;
    private static Factory factory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void up() throws Exception {
        if (Programs.isRoot()) {
            DISKS.add(new SmallDisk("database", DATABASE_MB));
            DISKS.add(new SmallDisk("log", LOG_MB));
        }
        topology =
                Topology.up(
                        new Topology.Site(
                                DISKS.stream()
                                        .findFirst()
                                        .map(disk -> disk.folder().resolve("postgres")),
                                true,
                                DISKS.isEmpty()
                                        ? Map.of()
                                        : Map.of("app1", onDisk(DISKS.getLast()))));
        factory = new Factory(topology);
    }

    private static Map<String, String> onDisk(SmallDisk disk) {
        return Map.of(
                "OEE_LOG_FILE",
                disk.folder().resolve("app1.log").toString(),
                "OEE_DATA",
                disk.folder().resolve("data").toString());
    }

    @AfterAll
    static void down() {
        if (topology != null) {
            topology.close();
        }
        DISKS.forEach(SmallDisk::close);
    }

    @BeforeEach
    void allIsWell() {
        Topology.WEB.forEach(topology::awaitReady);
        topology.awaitReady(Topology.WORKER);
    }

    @AfterEach
    void close() throws Exception {
        topology.line("postgres").speak();
        topology.line("redis").speak();
        DISKS.forEach(SmallDisk::makeRoom);
        for (var one : open) {
            one.close();
        }
    }

    private List<Ingest> machines(int count) {
        var machines = factory.machines(count, Duration.ofMillis(100));
        open.addAll(machines);
        return machines;
    }

    private List<Reader> readers(int count) {
        var readers = new ArrayList<Reader>();
        for (int i = 0; i < count; i++) {
            readers.add(new Reader(topology, factory, i));
        }
        open.addAll(readers);
        return readers;
    }

    @Test
    void a_database_that_swallows_everything_is_given_up_on_and_found_again() throws Exception {
        var person = factory.people(1).getFirst();
        open.add(person);
        var machines = machines(2);
        var readers = readers(4);
        forAWhile(Duration.ofSeconds(3));
        var beats = new Beats(person);
        open.add(beats);

        topology.line("postgres").silence();
        long began = System.nanoTime();
        var red = Programs.await("ready is red", SOON, () -> topology.webIs(503));
        long given = System.nanoTime();
        forAWhile(HOLE.minus(red));
        long ended = System.nanoTime();
        topology.line("postgres").speak();
        var back = factory.untilAllIsTaken(machines);
        forAWhile(Duration.ofSeconds(3));

        for (var reader : readers) {
            reader.close();
        }
        var during =
                readers.stream()
                        .flatMap(reader -> reader.askedSince(began - SOON.toNanos()).stream())
                        .filter(one -> one.askedAt() + one.took().toNanos() - began > 0)
                        .filter(one -> one.askedAt() - ended < 0)
                        .toList();
        var late = during.stream().filter(one -> one.askedAt() - given > 0).toList();
        print(
                "database in a black hole",
                "ready red after %d ms; %d questions of then answered after %d ms at most, %d later ones after %d ms; a page waited %d ms; all back %d ms after it",
                red.toMillis(),
                during.size() - late.size(),
                Reader.longest(during).toMillis(),
                late.size(),
                Reader.longest(late).toMillis(),
                beats.longest().toMillis(),
                back.toMillis());
        assertThat(red).isLessThan(Duration.ofSeconds(5));
        assertThat(during)
                // What was asked before may have had its answer from the database already.
                .filteredOn(one -> one.askedAt() - began > 0)
                .filteredOn(one -> one.askedAt() + one.took().toNanos() - ended < 0)
                .isNotEmpty()
                .allMatch(
                        one -> one.status() == 503 && one.isProblem() && one.saysWhenAgain(),
                        "says when to ask again");
        assertThat(Reader.longest(during)).isLessThan(Duration.ofSeconds(10));
        assertThat(Reader.longest(late)).isLessThan(Duration.ofSeconds(1));
        assertThat(beats.longest()).as("a page waits").isLessThan(Duration.ofSeconds(5));
        assertThat(back).isLessThan(Duration.ofSeconds(10));
        assertThat(person.isSignedIn()).isTrue();
        factory.nothingLostOrDoubled("database in a black hole", machines);
    }

    @Test
    void connections_that_fell_mute_for_ever_are_replaced() throws Exception {
        var machines = machines(2);
        var readers = readers(4);
        forAWhile(Duration.ofSeconds(3));
        machines.forEach(Ingest::measureAnew);

        topology.line("postgres").forget();
        long began = System.nanoTime();
        forAWhile(HOLE);
        var back = factory.untilAllIsTaken(machines);
        for (var reader : readers) {
            reader.close();
        }
        var answers = readers.stream().flatMap(one -> one.askedSince(began).stream()).toList();
        var lastFault =
                answers.stream()
                        .filter(one -> !one.isGood())
                        .mapToLong(one -> one.askedAt() + one.took().toNanos() - began)
                        .max()
                        .orElse(0);
        Programs.await(
                "no connection is in use",
                SOON,
                () ->
                        Topology.WEB.stream()
                                .allMatch(
                                        name ->
                                                topology.meter(
                                                                name,
                                                                "hikaricp_connections_active",
                                                                "")
                                                        < 3));
        print(
                "connections forgotten",
                "questions failed for %d ms, the longest took %d ms; machines are answered %s",
                Duration.ofNanos(lastFault).toMillis(),
                Reader.longest(answers).toMillis(),
                Ingest.statuses(machines));
        assertThat(Duration.ofNanos(lastFault)).isLessThan(Duration.ofSeconds(12));
        assertThat(back).isLessThan(Duration.ofSeconds(5));
        factory.nothingLostOrDoubled("connections forgotten", machines);
    }

    @Test
    void over_a_slow_and_thin_line_to_the_database_everything_works() throws Exception {
        var machines = machines(2);
        var readers = readers(1);
        forAWhile(Duration.ofSeconds(3));
        var usual = readers.getFirst().median(System.nanoTime() - SOON.toNanos());
        machines.forEach(Ingest::measureAnew);

        topology.line("postgres").delay(Duration.ofMillis(100));
        topology.line("postgres").limit(256 << 10);
        long began = System.nanoTime();
        int red = 0;
        while (System.nanoTime() - began < HOLE.toNanos()) {
            if (!topology.webIs(200)) {
                red++;
            }
            forAWhile(Duration.ofSeconds(1));
        }
        var slow = readers.getFirst().median(began);
        print(
                "200 ms to the database",
                "figures after %d ms instead of %d ms; machines are answered %s; ready red %d times",
                slow.toMillis(),
                usual.toMillis(),
                Ingest.statuses(machines),
                red);
        topology.line("postgres").speak();
        assertThat(Ingest.statuses(machines).keySet()).containsExactly(202);
        assertThat(readers.getFirst().failed()).isEmpty();
        assertThat(red).isZero();
        factory.nothingLostOrDoubled("200 ms to the database", machines);
    }

    @Test
    void a_redis_that_swallows_everything_holds_nobody_up() throws Exception {
        var machines = machines(2);
        var readers = readers(2);
        forAWhile(Duration.ofSeconds(2));
        machines.forEach(Ingest::measureAnew);

        topology.line("redis").silence();
        long began = System.nanoTime();
        forAWhile(Duration.ofSeconds(5));
        var person = factory.people(1).getFirst();
        open.add(person);
        assertThat(person.beat()).isTrue();
        forAWhile(Duration.ofSeconds(10));
        var answers = readers.stream().flatMap(one -> one.askedSince(began).stream()).toList();
        topology.line("redis").speak();
        print(
                "Redis in a black hole",
                "%d questions, the longest took %d ms; machines are answered %s; sign-in works",
                answers.size(),
                Reader.longest(answers).toMillis(),
                Ingest.statuses(machines));
        assertThat(answers).allMatch(Reader.Answer::isGood);
        assertThat(Reader.longest(answers)).isLessThan(Duration.ofSeconds(3));
        assertThat(Ingest.statuses(machines).keySet()).containsExactly(202);
        factory.nothingLostOrDoubled("Redis in a black hole", machines);
    }

    @Test
    void a_full_disk_of_the_database_refuses_and_loses_nothing() throws Exception {
        assumeTrue(!DISKS.isEmpty(), "needs root to mount a small disk");
        var machines = machines(4);
        var readers = readers(1);
        forAWhile(Duration.ofSeconds(3));
        machines.forEach(Ingest::measureAnew);

        DISKS.getFirst().fill();
        Programs.await(
                "events are refused",
                SOON,
                () -> machines.stream().allMatch(one -> one.answers.containsKey(507)));
        var refusal = machines.getFirst().lastFault();
        forAWhile(Duration.ofSeconds(5));
        var whenFull = Ingest.statuses(machines);
        boolean panicked = logFindsNoRoom();
        forAWhile(Duration.ofSeconds(5));

        DISKS.getFirst().makeRoom();
        topology.superviseDatabase();
        var back = factory.untilAllIsTaken(machines);
        print(
                "disk of the database full",
                "machines were answered %s, then the log of PostgreSQL found no room (ended its processes: %s); all taken %d ms after there was room and a start",
                whenFull,
                panicked,
                back.toMillis());
        assertThat(panicked).as("the log found no room").isTrue();
        assertThat(refusal).contains("disk of the database is full");
        assertThat(whenFull.keySet()).isSubsetOf(202, 503, 507);
        assertThat(back).isLessThan(Duration.ofSeconds(10));
        assertThat(readers.getFirst().failed())
                .allMatch(one -> one.isProblem() && one.saysWhenAgain(), "says when to ask again");
        for (var machine : machines) {
            machine.close();
            assertThat(factory.kept(machine.line()) % Ingest.EVENTS)
                    .as("events of batches that are there in part")
                    .isZero();
        }
        factory.nothingLostOrDoubled("disk of the database full", machines);
    }

    /** With the files of its log that lay ready used up, PostgreSQL ends all its processes. */
    private static boolean logFindsNoRoom() {
        for (int i = 0; i < LOG_FILES; i++) {
            if (topology.databaseFails(
                    "select pg_logical_emit_message(true, 'drill', 'x'); select pg_switch_wal()")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void a_full_disk_of_an_instance_does_not_stop_it() throws Exception {
        assumeTrue(!DISKS.isEmpty(), "needs root to mount a small disk");
        DISKS.getLast().fill();
        topology.drain("app2");
        forAWhile(Duration.ofSeconds(2));
        var machines = machines(2);
        var readers = readers(1);
        // Something to write down.
        var person = factory.people(1).getFirst();
        open.add(person);
        forAWhile(Duration.ofSeconds(8));
        print(
                "disk of an instance full",
                "machines are answered %s, %d questions, %d failed; sign-in works",
                Ingest.statuses(machines),
                readers.getFirst().good(),
                readers.getFirst().failed().size());
        assertThat(Ingest.statuses(machines).keySet()).containsExactly(202);
        assertThat(readers.getFirst().failed()).isEmpty();
        assertThat(readers.getFirst().good()).isGreaterThan(5);
        assertThat(person.beat()).isTrue();
        assertThat(topology.health("app1", "ready")).isEqualTo(200);
        topology.drain();
        factory.nothingLostOrDoubled("disk of an instance full", machines);
    }

    @Test
    void twice_as_much_as_it_can_take_is_put_off_and_leaves_nothing_behind() throws Exception {
        var time = Duration.ofSeconds(Integer.getInteger("oee.overload-seconds", 30));
        var crowd = new Crowd(topology, factory);
        open.add(crowd);
        var reader = readers(1).getFirst();
        forAWhile(Duration.ofSeconds(5));
        var usual = reader.median(System.nanoTime() - SOON.toNanos());
        double capacity = crowd.capacity(AT_A_TIME, Duration.ofSeconds(8));
        long before = topology.heap("app1");
        crowd.answers.clear();

        var pulse = new Pulse(topology);
        double offered = crowd.offer(2 * capacity, time);
        pulse.close();
        long ended = System.nanoTime();
        var back =
                Programs.await(
                        "latency is usual",
                        SOON,
                        () -> {
                            long since = Math.max(ended, System.nanoTime() - A_WHILE.toNanos());
                            return reader.askedSince(since).stream()
                                                    .filter(Reader.Answer::isGood)
                                                    .count()
                                            > 5
                                    && reader.median(since)
                                            .minus(usual.multipliedBy(2))
                                            .isNegative();
                        });
        long after = topology.heap("app1");
        print(
                "twice the capacity",
                "%.0f batches/s taken, %.0f offered over %d s: answers %s, without Retry-After %d; live %d of %d; latency usual (%d ms) after %d ms; heap %d and %d MB",
                capacity,
                offered,
                time.toSeconds(),
                new TreeMap<>(crowd.answers),
                crowd.unsaid.get(),
                pulse.good(),
                pulse.asked(),
                usual.toMillis(),
                back.toMillis(),
                before >> 20,
                after >> 20);
        assertThat(crowd.answers.keySet()).isSubsetOf(202, 429, 503);
        assertThat(crowd.unsaid.get()).isZero();
        assertThat(pulse.good()).isPositive().isEqualTo(pulse.asked());
        assertThat(after).isLessThan(before + before / 10);
        assertThat(factory.kept(crowd.line())).isGreaterThanOrEqualTo(crowd.acknowledged());
    }
}
