package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.forecast.RetrainingRules.Cause;
import io.oeeanalytics.forecast.RetrainingRules.Reason;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetrainingRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-16T03:30:00Z");
    private static final List<Line> LINES =
            IntStream.rangeClosed(1, 20)
                    .mapToObj(id -> new Line(new LineId(id), 1, "L" + id, "Line", ZoneOffset.UTC))
                    .toList();

    @Test
    void the_first_needs_no_other_reason() {
        assertThat(causes(null, List.of(), LINES, List.of("P")))
                .containsExactly(new Cause(Reason.FIRST, List.of()));
    }

    @Test
    void four_weeks_are_a_reason_and_a_minute_less_is_none() {
        var old = NOW.minus(Duration.ofDays(28));

        assertThat(causes(old, List.of(), List.of(), List.of()))
                .containsExactly(new Cause(Reason.SCHEDULE, List.of()));
        assertThat(causes(old.plusSeconds(60), List.of(), List.of(), List.of())).isEmpty();
    }

    @Test
    void one_line_in_ten_that_became_different_is_a_reason() {
        var last = NOW.minus(Duration.ofDays(10));

        assertThat(causes(last, LINES.subList(0, 1), List.of(), List.of())).isEmpty();
        assertThat(causes(last, LINES.subList(0, 2), List.of(), List.of()))
                .containsExactly(new Cause(Reason.DRIFT, List.of("L1", "L2")));
    }

    @Test
    void so_are_new_lines_and_a_single_new_product() {
        var last = NOW.minus(Duration.ofDays(10));

        assertThat(causes(last, List.of(), LINES.subList(18, 20), List.of("P7")))
                .containsExactly(
                        new Cause(Reason.NEW_LINES, List.of("L19", "L20")),
                        new Cause(Reason.NEW_PRODUCTS, List.of("P7")));
    }

    @Test
    void what_changed_yesterday_cannot_be_learned_yet() {
        assertThat(
                        causes(
                                NOW.minus(Duration.ofDays(3)).plusSeconds(60),
                                LINES,
                                LINES,
                                List.of("P")))
                .isEmpty();
        assertThat(causes(NOW.minus(Duration.ofDays(3)), LINES, List.of(), List.of())).hasSize(1);
    }

    private static List<Cause> causes(
            @Nullable Instant trained, List<Line> drifting, List<Line> unseen, List<String> made) {
        return RetrainingRules.causes(trained, NOW, LINES, drifting, unseen, made);
    }
}
