package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In tenths of a point, which are thousandths of 1. */
class ShownPointsTest {
    @Test
    void what_is_left_over_goes_where_rounding_took_most() {
        assertThat(ShownPoints.shared(new double[] {0.0014, 0.0014, 0.0022}, 5))
                .containsExactly(2, 1, 2);
    }

    @Test
    void falls_and_rises_close_to_a_difference_that_is_rounded_for_itself() {
        // -16.65, 0.04 and 3.15 points are -13.46; between 64.8 and 51.3 stand -13.5.
        assertThat(ShownPoints.shared(new double[] {-0.1665, 0.0004, 0.0315}, -135))
                .containsExactly(-166, 0, 31);
        // And between ends that round the other way, -13.4.
        assertThat(ShownPoints.shared(new double[] {-0.1665, 0.0004, 0.0315}, -134))
                .containsExactly(-166, 0, 32);
    }

    @Test
    void nothing_is_shown_as_nothing_while_there_is_anything_else() {
        assertThat(ShownPoints.shared(new double[] {0, 0.0011, 0}, 2)).containsExactly(0, 2, 0);
        assertThat(ShownPoints.shared(new double[] {0, 0.0011, 0}, 0)).containsExactly(0, 0, 0);
        assertThat(ShownPoints.shared(new double[] {-1e-17, 0.0123}, 12)).containsExactly(0, 12);
        assertThat(ShownPoints.shared(new double[] {1e-17, -0.0123}, -12)).containsExactly(0, -12);
    }

    @Test
    void any_parts_add_up_and_none_moves_by_more_than_two_tenths() {
        var random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            var parts = random.doubles(1 + random.nextInt(8), -0.2, 0.2).toArray();
            long total = Math.round(Arrays.stream(parts).sum() * 1000) + random.nextInt(3) - 1;

            var shared = ShownPoints.shared(parts, total);

            assertThat(Arrays.stream(shared).sum()).isEqualTo(total);
            for (int part = 0; part < parts.length; part++) {
                assertThat(Math.abs(shared[part] - parts[part] * 1000)).isLessThanOrEqualTo(2);
            }
        }
    }
}
