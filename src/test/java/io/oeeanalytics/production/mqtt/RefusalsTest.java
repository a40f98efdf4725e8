package io.oeeanalytics.production.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.production.mqtt.Refusals.Cause;
import io.oeeanalytics.production.mqtt.Refusals.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Instant EIGHT = Instant.parse("2026-03-16T08:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int told;
    private final Refusals refusals =
            new Refusals(meters, Clock.fixed(EIGHT, ZoneOffset.UTC), () -> told++);

    @Test
    void each_is_counted_by_cause_and_the_newest_are_kept() {
        for (int i = 0; i < 60; i++) {
            refusals.add(Cause.WRONG, "oee/P-1/events", List.of(new Fault("[" + i + "]", "no")));
        }
        refusals.add(Cause.UNREADABLE, "oee/P-2/events", List.of(new Fault("", "no JSON")));
        refusals.add(Cause.WRONG, "oee/P-1/events", List.of());

        assertThat(refusals.count()).isEqualTo(61);
        assertThat(told).isEqualTo(61);
        assertThat(refusals.newest()).hasSize(50);
        assertThat(refusals.newest().getFirst())
                .isEqualTo(new Refusal(EIGHT, "oee/P-2/events", "", "no JSON"));
        assertThat(meters.counter("oee.mqtt.refused", "reason", "wrong").count()).isEqualTo(60);
        assertThat(meters.counter("oee.mqtt.refused", "reason", "unreadable").count()).isOne();
    }

    @Test
    void a_sender_can_neither_forge_lines_nor_fill_the_memory() {
        refusals.add(
                Cause.WRONG, "a\nb", List.of(new Fault("\u001b[31m", "x".repeat(100_000) + "\n")));

        var kept = refusals.newest().getFirst();
        assertThat(kept.topic()).isEqualTo("a?b");
        assertThat(kept.path()).isEqualTo("?[31m");
        assertThat(kept.reason()).hasSize(501);
    }
}
