package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-03-16T12:00:00Z");

    private final Jumping machine = new Jumping();
    private long passed = 77;
    private final SteadyClock clock = new SteadyClock(machine, () -> passed);

    /** A clock somebody sets. */
    private static final class Jumping extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private void pass(Duration time) {
        machine.now = machine.now.plus(time);
        passed += time.toNanos();
    }

    @Test
    void before_the_database_was_heard_and_while_it_agrees_the_machine_is_believed() {
        assertThat(clock.instant()).isEqualTo(NOON);

        assertThat(clock.hear(NOON.minusSeconds(4))).isEqualTo(Duration.ofSeconds(4));
        pass(Duration.ofMinutes(10));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(600));
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 6, -6})
    void a_jump_moves_nothing_and_is_told(long seconds) {
        clock.hear(NOON);
        pass(Duration.ofMillis(300));
        machine.now = machine.now.plusSeconds(seconds);

        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(300));

        pass(Duration.ofSeconds(1));
        assertThat(clock.hear(NOON.plusMillis(1301)))
                .isEqualTo(Duration.ofSeconds(seconds).minusMillis(1));
        pass(Duration.ofHours(2));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1301).plus(Duration.ofHours(2)));
    }

    @Test
    void a_clock_set_right_is_believed_again() {
        machine.now = NOON.plusSeconds(3600);
        clock.hear(NOON);
        assertThat(clock.instant()).isEqualTo(NOON);

        machine.now = NOON.plusMillis(5);

        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(5));
    }
}
