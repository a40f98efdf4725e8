package io.oeeanalytics.drill;

import static io.oeeanalytics.drill.Factory.forAWhile;
import static io.oeeanalytics.drill.Factory.print;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The clock of one instance jumps, as it does on a machine that wakes up or asks a wrong server.
 */
class ClockDrill {
    private static final List<Path> FAKE_TIME =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
                    Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final double DAY = Duration.ofDays(1).toSeconds();

    private static Optional<Topology> topology = Optional.empty();
    private static Path clock = Path.of("");

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void up() throws IOException {
        var library = FAKE_TIME.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "needs libfaketime to make a clock jump");
        clock = Files.createTempFile("oee-clock", "");
        jump("+0");
        topology =
                Optional.of(
                        Topology.up(
                                new Topology.Site(
                                        Optional.empty(),
                                        false,
                                        Map.of(
                                                "app2",
                                                Map.of(
                                                        "LD_PRELOAD",
                                                        library.get().toString(),
                                                        "FAKETIME_TIMESTAMP_FILE",
                                                        clock.toString(),
                                                        "FAKETIME_NO_CACHE",
                                                        "1",
                                                        // Time that passes goes on as it does.
                                                        "FAKETIME_DONT_FAKE_MONOTONIC",
                                                        "1")))));
    }

    @AfterAll
    static void down() throws IOException {
        topology.ifPresent(Topology::close);
        Files.deleteIfExists(clock);
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    /**
     * @param to as libfaketime has it, such as {@code +2d}
     */
    private static void jump(String to) throws IOException {
        Files.writeString(clock, to + "\n");
    }

    /** Tokens of a day are in use, and sessions of half an hour. */
    @Test
    void an_instance_whose_clock_jumps_goes_by_the_time_of_the_others() throws Exception {
        var all = topology.orElseThrow();
        var factory = new Factory(all);
        var people = factory.people(8);
        open.addAll(people);
        var machines = factory.machines(4, Duration.ofMillis(100));
        open.addAll(machines);
        var reader = new Reader(all, factory, 0);
        open.add(reader);
        forAWhile(A_WHILE);
        assertThat(people).allMatch(Person::beat);
        assertThat(people).anyMatch(person -> person.instance().equals("app2"));

        for (var days : List.of(2, -2)) {
            jump((days > 0 ? "+" : "") + days + "d");
            var noticed =
                    Programs.await("app2 notices", SOON, () -> Math.signum(days) * skew(all) > DAY);
            forAWhile(A_WHILE);

            assertThat(people).as("by %d days", days).allMatch(Person::isSignedIn);
            print(
                    "clock jumps",
                    "by %+d days, noticed after %d ms; %d people still signed in, %d reads, failed %d; %d events dated wrongly",
                    days,
                    noticed.toMillis(),
                    people.size(),
                    reader.good(),
                    reader.failed().size(),
                    datedWrongly(all));
            assertThat(reader.failed()).isEmpty();
            assertThat(datedWrongly(all)).isZero();
        }
        jump("+0");
        factory.nothingLostOrDoubled("clock jumps", machines);
    }

    private static double skew(Topology all) {
        return all.meter("app2", "oee_clock_skew_seconds", "");
    }

    private static long datedWrongly(Topology all) {
        return all.count(
                "select count(*) from production.event where arrived_at > now() + interval '1 hour' or arrived_at < now() - interval '1 hour'");
    }
}
