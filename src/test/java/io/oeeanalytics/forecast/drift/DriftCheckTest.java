package io.oeeanalytics.forecast.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.forecast.drift.DriftCheck.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftCheckTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    @Test
    void a_level_that_dropped_is_found_and_dated() {
        var values = days(new Random(1), 120, 0.2, 0.05);
        drop(values, 103, 0.15);

        var drift = DriftCheck.level(DriftKind.AVAILABILITY, values).orElseThrow();

        assertThat(drift.kind()).isEqualTo(DriftKind.AVAILABILITY);
        assertThat(drift.since()).isBetween(FIRST.plusDays(101), FIRST.plusDays(105));
        assertThat(drift.days()).isEqualTo(20);
        assertThat(drift.before() - drift.recent()).isBetween(0.1, 0.15);
    }

    @Test
    void days_come_in_any_order() {
        var values = days(new Random(1), 120, 0.2, 0.05);
        drop(values, 103, 0.15);
        var shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(2));

        assertThat(DriftCheck.level(DriftKind.OEE, shuffled))
                .isPresent()
                .isEqualTo(DriftCheck.level(DriftKind.OEE, values));
    }

    @Test
    void what_was_a_hundred_and_twenty_days_ago_does_not_count() {
        var values = days(new Random(1), 300, 0, 0.05);
        for (int at = 0; at < 150; at++) {
            values.set(at, new Value(FIRST.plusDays(at), 0.1));
        }

        assertThat(DriftCheck.level(DriftKind.OEE, values)).isEmpty();
    }

    @Test
    void fifty_days_are_needed() {
        var values = days(new Random(1), 50, 0, 0.01);
        drop(values, 30, 0.3);

        assertThat(DriftCheck.level(DriftKind.OEE, values)).isPresent();
        assertThat(DriftCheck.level(DriftKind.OEE, values.subList(1, 50))).isEmpty();
    }

    @Test
    void a_difference_no_plan_depends_on_is_none() {
        var values = days(new Random(1), 120, 0, 0.001);
        drop(values, 100, 0.019);

        assertThat(DriftCheck.level(DriftKind.QUALITY, values)).isEmpty();
    }

    @Test
    void errors_that_grew_are_found_and_errors_that_shrank_are_good_news() {
        var errors = new ArrayList<Value>();
        var random = new Random(3);
        for (int at = 0; at < 120; at++) {
            double spread = at < 100 ? 0.03 : 0.09;
            errors.add(new Value(FIRST.plusDays(at), Math.abs(random.nextGaussian()) * spread));
        }
        var other = new ArrayList<Value>();
        for (int at = 0; at < 120; at++) {
            other.add(new Value(FIRST.plusDays(at), errors.get(119 - at).value()));
        }

        assertThat(DriftCheck.error(errors).orElseThrow().recent()).isGreaterThan(0.05);
        assertThat(DriftCheck.error(other)).isEmpty();
    }

    /** 2,000 lines on which nothing happened, half of them with days that resemble each other. */
    @Test
    void a_plant_is_not_told_of_what_chance_explains() {
        int levels = 0;
        int errors = 0;
        for (int line = 0; line < 2_000; line++) {
            var random = new Random(line);
            levels +=
                    DriftCheck.level(
                                    DriftKind.OEE, days(random, 120, line % 2 == 0 ? 0 : 0.5, 0.05))
                            .map(drift -> 1)
                            .orElse(0);
            errors +=
                    DriftCheck.error(days(random, 120, line % 2 == 0 ? 0 : 0.5, 0.4))
                            .map(drift -> 1)
                            .orElse(0);
        }

        // Fewer than one in two hundred a night.
        assertThat(levels).isLessThan(10);
        assertThat(errors).isLessThan(10);
    }

    @Test
    void two_standard_deviations_are_found_on_nearly_every_line() {
        int found = 0;
        for (int line = 0; line < 200; line++) {
            var values = days(new Random(line), 120, 0.2, 0.05);
            drop(values, 100, 0.1);
            found += DriftCheck.level(DriftKind.OEE, values).isPresent() ? 1 : 0;
        }

        assertThat(found).isGreaterThan(180);
    }

    /** An autoregressive series about 0.7. */
    private static List<Value> days(Random random, int count, double memory, double deviation) {
        var values = new ArrayList<Value>();
        double off = 0;
        for (int at = 0; at < count; at++) {
            off = memory * off + Math.sqrt(1 - memory * memory) * deviation * random.nextGaussian();
            values.add(new Value(FIRST.plusDays(at), 0.7 + off));
        }
        return values;
    }

    private static void drop(List<Value> values, int from, double by) {
        for (int at = from; at < values.size(); at++) {
            var one = values.get(at);
            values.set(at, new Value(one.day(), one.value() - by));
        }
    }
}
