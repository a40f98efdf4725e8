package io.oeeanalytics.forecast.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TwoSamplesTest {
    /** Neighbours lie on either side of the mean, so that no day resembles the one before. */
    private static final double[] LOW = {1, 8, 2, 7, 3, 6, 4, 5};

    @Test
    void the_gap_of_distributions_is_what_two_staircases_leave_between_them() {
        assertThat(new TwoSamples(new double[] {1, 4, 2, 3}, new double[] {3, 6, 4, 5}).distance())
                .isEqualTo(0.5);
        assertThat(new TwoSamples(LOW, LOW).distance()).isZero();
        assertThat(new TwoSamples(LOW, new double[] {10, 9}).distance()).isEqualTo(1);
    }

    /** 8 and 8 days are 4 pairs: (2 + 0.12 + 0.055) x 0.5 is 1.0875, and Q of it 0.187684. */
    @Test
    void the_chance_of_a_gap_is_that_of_kolmogorov_and_smirnov() {
        var later = new double[] {5, 12, 6, 11, 7, 10, 8, 9};
        var samples = new TwoSamples(LOW, later);

        assertThat(samples.distance()).isEqualTo(0.5);
        assertThat(samples.sameDistribution()).isCloseTo(0.187684, within(1e-6));
        assertThat(new TwoSamples(LOW, LOW).sameDistribution()).isEqualTo(1);
    }

    /** All 16 pairs are won, 8 above the mean; the variance is 16 / 12 x 9, so z is 2.3094. */
    @Test
    void the_chance_to_rank_so_high_is_that_of_the_rank_sum() {
        var samples = new TwoSamples(new double[] {1, 4, 2, 3}, new double[] {5, 8, 6, 7});

        assertThat(samples.notLarger()).isCloseTo(0.010461, within(1e-6));
        assertThat(new TwoSamples(samples.recent(), samples.before()).notLarger())
                .isCloseTo(1 - 0.010461, within(1e-6));
    }

    @Test
    void values_that_never_vary_are_no_larger() {
        assertThat(new TwoSamples(new double[] {1, 1, 1}, new double[] {1, 1, 1}).notLarger())
                .isEqualTo(1);
    }

    /** In long runs a level is seen once and not ten times. */
    @Test
    void days_that_resemble_the_day_before_tell_less() {
        var independent =
                new TwoSamples(
                        new double[] {1, 5, 2, 6, 3, 7, 4, 8, 1, 5, 2, 6},
                        new double[] {5, 9, 6, 10, 7, 11, 8, 12, 5, 9, 6, 10});
        var slow =
                new TwoSamples(
                        new double[] {1, 1, 2, 2, 3, 4, 5, 5, 6, 6, 7, 8},
                        new double[] {5, 5, 6, 6, 7, 8, 9, 9, 10, 10, 11, 12});

        assertThat(slow.distance()).isEqualTo(independent.distance());
        assertThat(slow.sameDistribution()).isGreaterThan(2 * independent.sameDistribution());
        assertThat(slow.notLarger()).isGreaterThan(2 * independent.notLarger());
    }

    @Test
    void one_day_is_compared_with_nothing() {
        assertThatThrownBy(() -> new TwoSamples(new double[] {1}, LOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1 and 8");
    }
}
