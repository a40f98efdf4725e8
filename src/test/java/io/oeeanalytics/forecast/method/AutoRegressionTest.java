package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AutoRegressionTest {
    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void order_and_forecasts_are_those_of_ar_in_r() {
        // predict(ar(lh), n.ahead = 3): order 3; predict(ar(lynx), n.ahead = 3): order 8.
        assertThat(new AutoRegression().forecast(Datasets.LH, 3))
                .containsExactly(new double[] {2.46158813604, 2.27226725244, 2.19915081879}, CLOSE);
        assertThat(new AutoRegression().forecast(Datasets.LYNX, 3))
                .containsExactly(
                        new double[] {3077.169600, 2120.633921, 1256.746770}, within(1e-3));
    }

    @Test
    void coefficients_solve_the_yule_walker_equations() {
        // Autocovariances 1, 0.5, 0.4: (0.5 - 0.5 0.4, 0.4 - 0.25) / 0.75 = (0.4, 0.2).
        var rows = Levinson.yuleWalker(new double[] {1, 0.5, 0.4}, 2);

        assertThat(rows[1][1]).isCloseTo(0.5, within(1e-12));
        assertThat(rows[2][1]).isCloseTo(0.4, within(1e-12));
        assertThat(rows[2][2]).isCloseTo(0.2, within(1e-12));
        // 1 - 0.4 0.5 - 0.2 0.4.
        assertThat(rows[2][0]).isCloseTo(0.72, within(1e-12));
    }

    @Test
    void partials_and_coefficients_are_each_others_way_back() {
        double[] values = {0.7, -0.4, 0.3};
        var work = new double[3];

        Levinson.coefficients(values, 0, 3, work);
        boolean stationary = Levinson.partials(values, 0, 3, work);

        assertThat(stationary).isTrue();
        assertThat(values).containsExactly(new double[] {0.7, -0.4, 0.3}, within(1e-12));
    }

    @Test
    void roots_are_told_from_the_coefficients() {
        // 1 - 0.5 z has its root at 2; 1 - z^2 / 4 at 2 and -2.
        assertThat(Levinson.rootsBeyond(1.99, new double[] {0.5})).isTrue();
        assertThat(Levinson.rootsBeyond(2.01, new double[] {0.5})).isFalse();
        assertThat(Levinson.rootsBeyond(1.99, new double[] {0, 0.25})).isTrue();
        assertThat(Levinson.rootsBeyond(2.01, new double[] {0, 0.25})).isFalse();
    }

    @Test
    void one_broken_day_hardly_moves_the_winsorised_dynamics() {
        var random = new Random(7);
        var history = new double[200];
        for (int at = 1; at < history.length; at++) {
            history[at] = 0.7 * history[at - 1] + random.nextGaussian();
        }
        var broken = history.clone();
        broken[100] = -50;
        var method = new WinsorisedAutoRegression(2);

        double sound = method.forecast(history, 1)[0];

        // The mean falls by about 50 / 200; without winsorising the dynamics vanish as well.
        assertThat(method.forecast(broken, 1)[0]).isCloseTo(sound, within(0.3));
    }

    @Test
    void winsorising_draws_in_to_three_scaled_deviations() {
        // Median 3, absolute deviations 0, 1, 1, 2, 97: median 1, so the reach is 3 * 1.4826.
        assertThat(Winsorising.winsorised(new double[] {1, 2, 3, 4, 100}))
                .containsExactly(new double[] {1, 2, 3, 4, 7.4478}, within(1e-12));
    }

    @Test
    void forecasts_return_to_the_mean() {
        double mean = 0;
        for (double value : Datasets.LH) {
            mean += value / Datasets.LH.length;
        }

        assertThat(new WinsorisedAutoRegression(2).forecast(Datasets.LH, 200)[199])
                .isCloseTo(mean, CLOSE);
        assertThat(new AutoRegression().forecast(Datasets.LH, 200)[199]).isCloseTo(mean, CLOSE);
    }

    @Test
    void an_order_below_one_is_refused() {
        assertThatThrownBy(() -> new WinsorisedAutoRegression(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
    }
}
