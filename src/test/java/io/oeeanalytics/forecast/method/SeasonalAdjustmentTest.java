package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeasonalAdjustmentTest {
    @Test
    void additive_indices_are_those_of_r() {
        // R: decompose(USAccDeaths)$figure
        double[] byR = {
            -805.89236,
            -1523.30903,
            -740.84236,
            -514.78403,
            339.64931,
            744.84097,
            1679.44097,
            986.31597,
            -109.29236,
            263.85764,
            -260.95069,
            -59.03403
        };

        assertThat(SeasonalAdjustment.of(Datasets.ACCIDENTAL_DEATHS, 12, false).indices())
                .containsExactly(byR, within(1e-4));
    }

    @Test
    void multiplicative_indices_are_those_of_r() {
        // R: decompose(AirPassengers, "multiplicative")$figure
        double[] byR = {
            0.91023037,
            0.88362532,
            1.00736629,
            0.97590601,
            0.98137803,
            1.11277583,
            1.22655554,
            1.21991097,
            1.06049193,
            0.92175724,
            0.80117808,
            0.89882439
        };

        assertThat(SeasonalAdjustment.of(Datasets.AIR_PASSENGERS, 12, true).indices())
                .containsExactly(byR, within(1e-8));
    }

    @Test
    void an_odd_period_needs_no_half_weights() {
        double[] values = {1, 2, 6, 1, 2, 6, 1, 2, 6};

        // Every window of three has mean 3: indices 1 - 3, 2 - 3, 6 - 3.
        assertThat(SeasonalAdjustment.of(values, 3, false).indices())
                .containsExactly(new double[] {-2, -1, 3}, within(1e-12));
    }

    @Test
    void what_is_taken_out_is_put_back_where_it_belongs() {
        double[] values = {1, 2, 6, 1, 2, 6, 1, 2};
        var season = SeasonalAdjustment.of(values, 3, false);

        double[] level = season.adjusted(values);
        double[] future = {3, 3};
        season.restore(future, values.length);

        assertThat(level).containsOnly(new double[] {3}, within(1e-12));
        assertThat(future).containsExactly(new double[] {6, 1}, within(1e-12));
    }

    @Test
    void a_season_is_told_from_none() {
        assertThat(SeasonalAdjustment.isSeasonal(Datasets.AIR_PASSENGERS, 12)).isTrue();
        assertThat(SeasonalAdjustment.isSeasonal(Datasets.ACCIDENTAL_DEATHS, 12)).isTrue();
        // R: acf(Nile)$acf[8] is 0.222; the limit is 1.645 sqrt((1 + 2 * 0.665) / 100), 0.251.
        assertThat(SeasonalAdjustment.isSeasonal(Datasets.NILE, 7)).isFalse();
    }

    @Test
    void no_period_few_seasons_and_a_constant_are_no_season() {
        assertThat(SeasonalAdjustment.isSeasonal(Datasets.NILE, 1)).isFalse();
        assertThat(SeasonalAdjustment.isSeasonal(new double[] {1, 5, 1, 5, 1}, 2)).isFalse();
        assertThat(SeasonalAdjustment.isSeasonal(new double[] {4, 4, 4, 4, 4, 4}, 2)).isFalse();
        assertThatThrownBy(() -> SeasonalAdjustment.of(new double[3], 2, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two seasons");
    }
}
