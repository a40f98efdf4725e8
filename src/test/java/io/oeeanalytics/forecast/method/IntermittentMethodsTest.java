package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntermittentMethodsTest {
    private static final double[] DEMAND = {0, 0, 3, 0, 2, 0, 0, 0, 5, 1, 0, 0, 4, 0};

    @Test
    void croston_is_the_ratio_of_smoothed_size_and_interval() {
        // R: croston(c(0, 0, 3, 0, 2, 0, 0, 0, 5, 1, 0, 0, 4, 0), h = 2)$mean
        assertThat(new Croston(0.1, false).forecast(DEMAND, 2))
                .containsExactly(new double[] {1.064000566, 1.064000566}, within(1e-9));
    }

    @Test
    void the_correction_takes_half_of_alpha_off() {
        assertThat(new Croston().forecast(DEMAND, 1)[0])
                .isCloseTo(1.064000566 * 0.95, within(1e-9));
    }

    @Test
    void tsb_lowers_the_chance_every_period_without_demand() {
        double[] once = {0, 4, 0, 0};

        // Size 4; chance 1/2 at the demand, then 0.9 of it, twice: 4 * 0.5 * 0.81 = 1.62.
        assertThat(new Tsb().forecast(once, 2))
                .containsExactly(new double[] {1.62, 1.62}, within(1e-12));
    }

    @Test
    void tsb_moves_the_size_at_a_demand_only() {
        double[] twice = {2, 0, 6};

        // Size 2 + 0.5 (6 - 2) = 4; chance 1, then 0.8, then 0.8 + 0.2 * 0.2 = 0.84; 3.36.
        assertThat(new Tsb(0.5, 0.2).forecast(twice, 1)[0]).isCloseTo(3.36, within(1e-12));
    }

    @Test
    void demand_of_one_size_every_period_stays() {
        double[] steady = {3, 3, 3, 3};

        assertThat(new Croston(0.1, false).forecast(steady, 1)[0]).isCloseTo(3, within(1e-12));
        assertThat(new Tsb().forecast(steady, 1)[0]).isCloseTo(3, within(1e-12));
    }

    @Test
    void without_any_demand_none_is_expected() {
        assertThat(new Croston().forecast(new double[5], 2)).containsExactly(0, 0);
        assertThat(new Tsb().forecast(new double[5], 2)).containsExactly(0, 0);
    }

    @Test
    void smoothing_by_nothing_or_by_more_than_all_is_refused() {
        assertThatThrownBy(() -> new Croston(0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> new Tsb(0.1, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }
}
