package io.oeeanalytics.forecast.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IntervalCalibrationTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void few_errors_give_normal_limits_made_wider() {
        // Four errors of size 0.1: the spread is 0.1; limits by 1 + 1/4 and 1 + 7/16.
        var intervals = of(new double[][] {{0.1, -0.1, 0.1, -0.1}});

        assertThat(intervals.upper80(0)).isCloseTo(0.1 * 1.2815515655446004 * 1.25, EXACT);
        assertThat(intervals.lower80(0)).isCloseTo(-intervals.upper80(0), EXACT);
        assertThat(intervals.upper50(0)).isCloseTo(0.1 * 0.6744897501960817 * 1.25, EXACT);
        assertThat(intervals.upper95(0)).isCloseTo(0.1 * 1.959963984540054 * 1.4375, EXACT);
        assertThat(intervals.count(0)).isEqualTo(4);
    }

    @Test
    void no_error_at_all_gives_no_width() {
        var intervals = of(new double[][] {{0, 0, 0}, {}});

        assertThat(intervals.upper95(0)).isZero();
        assertThat(intervals.upper95(1)).isZero();
    }

    @Test
    void steps_never_tried_widen_as_a_walk() {
        // Tried to step 1 only; step 4 is twice as wide, as the root of four.
        var intervals = of(new double[][] {{0.1, -0.1}, {}, {}, {}});

        assertThat(intervals.upper80(3)).isCloseTo(2 * intervals.upper80(0), EXACT);
    }

    @Test
    void widths_never_shrink_with_the_horizon() {
        var random = new SplittableRandom(4);
        var errors = new double[10][];
        for (int step = 0; step < errors.length; step++) {
            errors[step] = noise(random, 40, step % 3 == 0 ? 0.2 : 0.1);
        }

        var intervals = of(errors);

        for (int step = 1; step < errors.length; step++) {
            assertThat(intervals.upper80(step)).isGreaterThanOrEqualTo(intervals.upper80(step - 1));
            assertThat(intervals.lower95(step)).isLessThanOrEqualTo(intervals.lower95(step - 1));
        }
    }

    @Test
    void limits_of_normal_noise_lie_where_they_should() {
        var intervals = of(new double[][] {noise(new SplittableRandom(1), 4000, 1)});

        assertThat(intervals.upper80(0)).isCloseTo(1.28, within(0.35));
        assertThat(intervals.upper95(0)).isCloseTo(1.96, within(0.35));
        assertThat(intervals.lower95(0)).isCloseTo(-1.96, within(0.35));
    }

    @Test
    void they_scale_with_the_errors() {
        var errors = new double[][] {noise(new SplittableRandom(2), 60, 1)};
        var larger = new double[][] {errors[0].clone()};
        for (int at = 0; at < 60; at++) {
            larger[0][at] *= 1024;
        }

        assertThat(of(larger).upper80(0)).isEqualTo(1024 * of(errors).upper80(0));
        assertThat(of(larger).lower95(0)).isEqualTo(1024 * of(errors).lower95(0));
    }

    private static double[] noise(SplittableRandom random, int count, double size) {
        var errors = new double[count];
        for (int at = 0; at < count; at++) {
            errors[at] = size * random.nextGaussian();
        }
        return errors;
    }

    /** Each step's errors are of neighbouring origins, the last one youngest. */
    private static IntervalCalibration of(double[][] errors) {
        var ages = new double[errors.length][];
        for (int step = 0; step < errors.length; step++) {
            ages[step] = new double[errors[step].length];
            for (int at = 0; at < ages[step].length; at++) {
                ages[step][at] = ages[step].length - 1 - at;
            }
        }
        return IntervalCalibration.of(errors, ages);
    }
}
