package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NelderMeadTest {
    @Test
    void rosenbrocks_valley_is_followed_to_its_end() {
        NelderMead.Objective valley =
                x -> Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2);

        var best =
                NelderMead.minimise(
                        valley, new double[] {-1.2, 1}, new double[] {0.5, 0.5}, 1000, 1e-14);

        assertThat(best[0]).isCloseTo(1, within(1e-4));
        assertThat(best[1]).isCloseTo(1, within(1e-4));
    }

    @Test
    void a_bound_told_by_infinity_is_kept() {
        NelderMead.Objective bounded =
                x -> x[0] < 2 ? Double.POSITIVE_INFINITY : x[0] * x[0] + x[1] * x[1];

        var best =
                NelderMead.minimise(bounded, new double[] {5, 3}, new double[] {1, 1}, 1000, 1e-12);

        assertThat(best[0]).isCloseTo(2, within(1e-3));
        assertThat(best[1]).isCloseTo(0, within(1e-2));
    }

    @Test
    void a_value_that_is_no_number_is_never_the_best() {
        NelderMead.Objective broken = x -> x[0] > 1 ? Double.NaN : -x[0];

        var best = NelderMead.minimise(broken, new double[] {0}, new double[] {0.3}, 200, 1e-12);

        assertThat(best[0]).isCloseTo(1, within(1e-3)).isLessThanOrEqualTo(1);
    }

    @Test
    void the_evaluations_allowed_end_the_search() {
        var count = new int[1];
        NelderMead.Objective counted =
                x -> {
                    count[0]++;
                    return x[0] * x[0] + x[1] * x[1];
                };

        NelderMead.minimise(counted, new double[] {9, 9}, new double[] {1, 1}, 20, 0);

        // The step that crosses the limit may shrink the simplex: two probes and two corners.
        assertThat(count[0]).isBetween(20, 24);
    }

    @Test
    void a_step_for_every_variable_is_asked_for() {
        assertThatThrownBy(
                        () -> NelderMead.minimise(x -> 0, new double[2], new double[1], 10, 1e-6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 variables")
                .hasMessageContaining("got 1");
    }
}
