package io.oeeanalytics.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemoPaceTest {
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Instant NOON = Instant.parse("2026-03-16T12:00:00Z");

    @Test
    void at_the_pace_of_the_clock_all_that_was_missed_is_told_at_once() {
        assertThat(new DemoPace(1).after(NOON.minus(Duration.ofDays(3)), TICK, NOON))
                .isEqualTo(NOON);
        assertThat(new DemoPace(1).daysBehind()).isZero();
    }

    @Test
    void a_plant_in_a_hurry_catches_up_by_its_speed_each_tick() {
        // 5 s x 600 = 3000 s = 50 min
        assertThat(new DemoPace(600).after(NOON.minus(Duration.ofHours(2)), TICK, NOON))
                .isEqualTo(Instant.parse("2026-03-16T10:50:00Z"));
    }

    @Test
    void it_never_runs_ahead_of_the_clock() {
        assertThat(new DemoPace(600).after(NOON.minusSeconds(60), TICK, NOON)).isEqualTo(NOON);
    }

    @Test
    void a_speed_without_meaning_is_refused_by_the_name_of_its_setting() {
        assertThatThrownBy(() -> new DemoPace(0))
                .hasMessage("oee.demo.speed (OEE_DEMO_SPEED) lies between 1 and 3600, not 0");
        assertThatThrownBy(() -> new DemoPace(3_601)).hasMessageContaining("3601");
    }
}
