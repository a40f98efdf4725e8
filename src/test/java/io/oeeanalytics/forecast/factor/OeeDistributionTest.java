package io.oeeanalytics.forecast.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OeeDistributionTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double[] BOUNDS = {0, 1.2};

    private static final OeeDistribution EVEN =
            OeeDistribution.of(
                    0.6, new double[] {0.55, 0.5, 0.4}, new double[] {0.65, 0.7, 0.8}, BOUNDS);

    @Test
    void gives_the_limits_back_at_their_chances() {
        assertThat(EVEN.quantile(0.025)).isCloseTo(0.4, EXACT);
        assertThat(EVEN.quantile(0.1)).isCloseTo(0.5, EXACT);
        assertThat(EVEN.quantile(0.25)).isCloseTo(0.55, EXACT);
        assertThat(EVEN.quantile(0.75)).isCloseTo(0.65, EXACT);
        assertThat(EVEN.quantile(0.9)).isCloseTo(0.7, EXACT);
        assertThat(EVEN.quantile(0.975)).isCloseTo(0.8, EXACT);
    }

    @Test
    void is_straight_between_them_and_as_long_again_beyond() {
        // Half way from 10 to 25 %, and from 2.5 % to the tail's end at 0.4 - (0.5 - 0.4).
        assertThat(EVEN.chanceBelow(0.525)).isCloseTo(0.175, EXACT);
        assertThat(EVEN.quantile(0)).isCloseTo(0.3, EXACT);
        assertThat(EVEN.chanceBelow(0.35)).isCloseTo(0.0125, EXACT);
        assertThat(EVEN.chanceBelow(0.3)).isZero();
        assertThat(EVEN.chanceBelow(0.95)).isEqualTo(1);
    }

    @Test
    void has_the_mean_that_was_forecast_where_the_limits_allow_it() {
        assertThat(EVEN.mean()).isCloseTo(0.6, EXACT);
        assertThat(EVEN.quantile(0.5)).isCloseTo(0.6, EXACT);
        var skewed =
                OeeDistribution.of(
                        0.6,
                        new double[] {0.53, 0.48, 0.4},
                        new double[] {0.66, 0.71, 0.76},
                        BOUNDS);
        assertThat(skewed.mean()).isCloseTo(0.6, EXACT);
        // The long side is below, so the middle of the days lies above the mean: by the areas under
        // the lines 0.444 and a quarter of the median make 0.6.
        assertThat(skewed.quantile(0.5)).isCloseTo(0.624, EXACT);
    }

    @Test
    void never_leaves_what_an_oee_can_be() {
        var low =
                OeeDistribution.of(
                        0.05, new double[] {0.03, 0.01, 0}, new double[] {0.08, 0.2, 0.5}, BOUNDS);
        assertThat(low.quantile(0)).isZero();
        assertThat(low.quantile(1)).isCloseTo(0.8, EXACT);
        assertThat(low.chanceBelow(0)).isZero();
    }

    @Test
    void makes_do_with_the_inner_intervals() {
        var half = OeeDistribution.of(0.6, new double[] {0.55}, new double[] {0.65}, BOUNDS);
        assertThat(half.quantile(0.25)).isCloseTo(0.55, EXACT);
        // As far out as from the forecast to the limit.
        assertThat(half.quantile(0)).isCloseTo(0.5, EXACT);
        assertThatThrownBy(() -> OeeDistribution.of(0.6, new double[0], new double[0], BOUNDS))
                .hasMessageContaining("one to three intervals");
    }

    @Test
    void says_one_thing_of_a_day_that_never_varies() {
        var constant =
                OeeDistribution.of(
                        0.7, new double[] {0.7, 0.7, 0.7}, new double[] {0.7, 0.7, 0.7}, BOUNDS);
        assertThat(constant.chanceBelow(0.69)).isZero();
        assertThat(constant.chanceBelow(0.71)).isEqualTo(1);
        assertThat(constant.mean()).isCloseTo(0.7, EXACT);
    }
}
