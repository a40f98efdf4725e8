package io.oeeanalytics.drill;

import static io.oeeanalytics.drill.Factory.forAWhile;
import static io.oeeanalytics.drill.Factory.print;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The clock of one instance jumps, as it does on a machine that wakes up or asks a wrong server.
 */
class ClockDrill {
    private static final Path SHIFT = Path.of("src/test/production/clock_shift.c");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final double DAY = Duration.ofDays(1).toSeconds();

    private static Optional<Topology> topology = Optional.empty();
    private static Path folder = Path.of("");

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void up() throws IOException {
        folder = Files.createTempDirectory("oee-clock");
        var library = folder.resolve("clock_shift.so");
        Programs.run(
                List.of(
                        Programs.find("gcc").toString(),
                        "-O2",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        SHIFT.toString(),
                        "-ldl"),
                Map.of());
        jump(Duration.ZERO);
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
                                                        library.toString(),
                                                        "CLOCK_SHIFT",
                                                        clock().toString())))));
    }

    @AfterAll
    static void down() throws IOException {
        topology.ifPresent(Topology::close);
        FileSystemUtils.deleteRecursively(folder);
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    private static Path clock() {
        return folder.resolve("seconds");
    }

    /** In place, as the process looks at these bytes. */
    private static void jump(Duration by) throws IOException {
        var seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        seconds.putLong(by.toSeconds()).flip();
        try (var file =
                FileChannel.open(clock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        }
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
            jump(Duration.ofDays(days));
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
        jump(Duration.ZERO);
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
