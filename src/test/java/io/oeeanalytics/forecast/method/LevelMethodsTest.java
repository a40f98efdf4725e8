package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LevelMethodsTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double[] HISTORY = {0.5, 0.9, 0.1, 0.7, 0.8};

    @Test
    void naive_repeats_the_last_value() {
        assertThat(new Naive().forecast(HISTORY, 3)).containsExactly(0.8, 0.8, 0.8);
    }

    @Test
    void seasonal_naive_repeats_the_last_season_over_and_over() {
        assertThat(new SeasonalNaive(3).forecast(HISTORY, 5))
                .containsExactly(0.1, 0.7, 0.8, 0.1, 0.7);
    }

    @Test
    void mean_takes_all_or_the_last_days() {
        // (0.5 + 0.9 + 0.1 + 0.7 + 0.8) / 5 = 3.0 / 5; (0.7 + 0.8) / 2.
        assertThat(MeanOfLast.all().forecast(HISTORY, 2))
                .containsExactly(new double[] {0.6, 0.6}, EXACT);
        assertThat(new MeanOfLast(2).forecast(HISTORY, 1))
                .containsExactly(new double[] {0.75}, EXACT);
    }

    @Test
    void median_takes_the_middle_of_the_last_days() {
        // Last three in order: 0.1, 0.7, 0.8; last four: 0.1, 0.7, 0.8, 0.9, the middle of 0.7,
        // 0.8.
        assertThat(new MedianOfLast(3).forecast(HISTORY, 2)).containsExactly(0.7, 0.7);
        assertThat(new MedianOfLast(4).forecast(HISTORY, 1))
                .containsExactly(new double[] {0.75}, EXACT);
    }

    @Test
    void one_outlier_does_not_move_a_median() {
        double[] broken = {0.8, 0.8, 0.8, 0.8, 0.0};

        assertThat(new MedianOfLast(5).forecast(broken, 1)).containsExactly(0.8);
    }

    @Test
    void combination_is_the_mean_of_its_members_step_by_step() {
        var method = Combination.of(new Naive(), new SeasonalNaive(2), MeanOfLast.all());

        // Step 1: (0.8 + 0.7 + 0.6) / 3; step 2: (0.8 + 0.8 + 0.6) / 3.
        assertThat(method.forecast(HISTORY, 2)).containsExactly(new double[] {0.7, 2.2 / 3}, EXACT);
        assertThat(method.name()).isEqualTo("mean of (naive, seasonal naive (2), mean of all)");
        assertThat(method.shortestHistory()).isEqualTo(2);
    }

    @Test
    void no_method_changes_the_history() {
        var history = HISTORY.clone();

        for (var method : methods()) {
            method.forecast(history, 4);
        }

        assertThat(history).containsExactly(HISTORY);
    }

    @Test
    void every_method_refuses_a_history_that_is_too_short_and_says_how_short() {
        for (var method : methods()) {
            var tooShort = new double[method.shortestHistory() - 1];

            assertThatThrownBy(() -> method.forecast(tooShort, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(method.name())
                    .hasMessageContaining("the history has " + tooShort.length);
            assertThat(method.forecast(new double[method.shortestHistory()], 2)).hasSize(2);
        }
    }

    @Test
    void every_method_refuses_a_horizon_without_a_step() {
        for (var method : methods()) {
            assertThatThrownBy(() -> method.forecast(HISTORY, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("horizon is 0");
        }
    }

    private static List<ForecastMethod> methods() {
        return List.of(
                new Naive(),
                new SeasonalNaive(3),
                MeanOfLast.all(),
                new MeanOfLast(2),
                new MedianOfLast(4),
                new SimpleExponentialSmoothing(),
                Combination.of(new Naive(), new MedianOfLast(5)));
    }
}
