package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComplexExponentialSmoothingTest {
    @Test
    void with_an_imaginary_part_of_1_it_is_simple_exponential_smoothing() {
        var recursion = new CesRecursion(Datasets.NILE, CesRecursion.Season.NONE, 1);

        // The level then moves by alpha0 - 1 of each error, and the potential has no say.
        double[] forecast = recursion.forecast(new double[] {1.25, 1}, 3);

        double level = firstLevelByBackcasting(0.25);
        for (double value : Datasets.NILE) {
            level += 0.25 * (value - level);
        }
        assertThat(forecast).containsExactly(new double[] {level, level, level}, within(1e-9));
    }

    @Test
    void the_errors_are_those_of_the_model_from_backcast_states() {
        var recursion = new CesRecursion(Datasets.NILE, CesRecursion.Season.NONE, 1);

        double squares = recursion.squares(new double[] {1.25, 1});

        double expected = 0;
        double level = firstLevelByBackcasting(0.25);
        for (double value : Datasets.NILE) {
            expected += (value - level) * (value - level);
            level += 0.25 * (value - level);
        }
        assertThat(squares).isCloseTo(expected, within(1e-6));
    }

    private static double firstLevelByBackcasting(double alpha) {
        double level = 0;
        for (int at = 0; at < 10; at++) {
            level += Datasets.NILE[at] / 10;
        }
        for (double value : Datasets.NILE) {
            level += alpha * (value - level);
        }
        for (int at = Datasets.NILE.length - 1; at >= 0; at--) {
            level += alpha * (Datasets.NILE[at] - level);
        }
        return level;
    }

    @Test
    void smoothing_outside_the_stability_region_is_refused() {
        var recursion = new CesRecursion(Datasets.NILE, CesRecursion.Season.NONE, 1);

        // (0.5, 1) lies in the middle of a circle left out, (3, 1) outside the one that holds all.
        assertThat(recursion.squares(new double[] {0.5, 1})).isInfinite();
        assertThat(recursion.squares(new double[] {3, 1})).isInfinite();
    }

    @Test
    void a_fit_is_no_worse_than_the_smoothing_it_covers() {
        for (double[] values : new double[][] {Datasets.NILE, Datasets.LAKE_HURON}) {
            var fit = new ComplexExponentialSmoothing().best(values).orElseThrow();

            var recursion = new CesRecursion(values, CesRecursion.Season.NONE, 1);
            for (double alpha = 0.05; alpha < 1; alpha += 0.05) {
                assertThat(fit.squares())
                        .isLessThanOrEqualTo(
                                recursion.squares(new double[] {1 + alpha, 1}) * (1 + 1e-6));
            }
        }
    }

    @Test
    void a_season_is_chosen_where_there_is_one() {
        var method = new ComplexExponentialSmoothing(12);

        var fit = method.best(Datasets.AIR_PASSENGERS).orElseThrow();
        double[] forecast = method.forecast(Datasets.AIR_PASSENGERS, 12);

        assertThat(fit.season()).isNotEqualTo(CesRecursion.Season.NONE);
        // The next year by R's ets goes from 442 in January to 616 in July.
        assertThat(forecast[0]).isBetween(420.0, 475.0);
        assertThat(forecast[6]).isBetween(570.0, 700.0);
    }

    @Test
    void no_season_is_chosen_where_there_is_none() {
        var fit = new ComplexExponentialSmoothing(7).best(Datasets.NILE).orElseThrow();

        assertThat(fit.season()).isEqualTo(CesRecursion.Season.NONE);
    }

    @Test
    void initial_states_count_as_parameters() {
        // Two smoothing parameters, two states, one variance; and so on for a period of 4.
        assertThat(CesRecursion.Season.NONE.degreesOfFreedom(4)).isEqualTo(5);
        assertThat(CesRecursion.Season.SIMPLE.degreesOfFreedom(4)).isEqualTo(11);
        assertThat(CesRecursion.Season.PARTIAL.degreesOfFreedom(4)).isEqualTo(10);
        assertThat(CesRecursion.Season.FULL.degreesOfFreedom(4)).isEqualTo(15);
    }
}
