package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeasonalAutoRegressionTest {
    @Test
    void a_season_without_noise_is_repeated() {
        var values = new double[40];
        for (int at = 0; at < values.length; at++) {
            values[at] = new double[] {3, 7, 1, 9}[at % 4];
        }

        var future = new SeasonalAutoRegression(List.of(4), false).forecast(values, 6);

        for (int step = 0; step < 6; step++) {
            assertThat(future[step]).isCloseTo(values[step], within(0.01));
        }
    }

    @Test
    void a_history_without_three_seasons_stays_at_its_last_value() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

        assertThat(new SeasonalAutoRegression(List.of(4), false).forecast(values, 2))
                .containsExactly(11, 11);
    }

    @Test
    void another_unit_moves_the_forecast_with_it() {
        var values = noisy(1);
        var moved = Arrays.stream(values).map(value -> 1000 * value).toArray();

        for (boolean logarithms : new boolean[] {false, true}) {
            var method = new SeasonalAutoRegression(List.of(6), logarithms);
            var one = method.forecast(values, 12);
            var other = method.forecast(moved, 12);
            for (int step = 0; step < 12; step++) {
                assertThat(other[step]).isCloseTo(1000 * one[step], within(1e-3));
            }
        }
    }

    @Test
    void growth_never_runs_away() {
        var values = noisy(2);
        for (int at = 0; at < values.length; at++) {
            values[at] *= Math.exp(0.1 * at);
        }

        var future = new SeasonalAutoRegression(List.of(6), false).forecast(values, 1000);

        double most = Arrays.stream(values).max().orElseThrow();
        assertThat(Arrays.stream(future).map(Math::abs).max().orElseThrow())
                .isLessThanOrEqualTo(20 * most);
    }

    @Test
    void seasons_of_one_step_are_refused() {
        assertThatThrownBy(() -> new SeasonalAutoRegression(List.of(1), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1]");
    }

    private static double[] noisy(long seed) {
        var random = new SplittableRandom(seed);
        var values = new double[90];
        for (int at = 0; at < values.length; at++) {
            values[at] = 5 + Math.sin(at * Math.PI / 3) + 0.2 * random.nextGaussian();
        }
        return values;
    }
}
