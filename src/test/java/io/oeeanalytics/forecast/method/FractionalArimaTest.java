package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Figures of R are from its package forecast 8.20, by {@code arfima}. */
class FractionalArimaTest {
    @Test
    void forecasts_are_close_to_those_of_arfima_in_r() {
        // forecast(arfima(LakeHuron), h = 4), forecast(arfima(Nile), h = 4)
        assertThat(new FractionalArima().forecast(Datasets.LAKE_HURON, 4))
                .containsExactly(
                        new double[] {579.6706794, 579.4311243, 579.2680737, 579.1606419},
                        within(0.02));
        assertThat(new FractionalArima().forecast(Datasets.NILE, 4))
                .containsExactly(
                        new double[] {811.6570015, 832.8504550, 844.7429355, 852.6777565},
                        within(0.1));
    }

    @Test
    void the_difference_of_fractional_noise_is_found() {
        var noise = LevelShiftsTest.noise(17, 3000, 1);
        var weights = FractionalDifference.weights(-0.3, noise.length);
        var series = new double[1000];
        for (int at = 0; at < series.length; at++) {
            for (int lag = 0; lag < 2000 + at; lag++) {
                series[at] += weights[lag] * noise[2000 + at - lag];
            }
        }

        double d = FractionalArima.difference(series, ArimaOrder.of(0, 0, 0));

        assertThat(d).isCloseTo(0.3, within(0.06));
    }

    @Test
    void innovations_start_with_the_variance_of_the_process() {
        // Gamma(1 - 2d) / Gamma(1 - d)^2 is Gamma(0.6) / Gamma(0.8)^2 = 1.09872 at d = 0.2.
        var series = new double[20_000];
        series[0] = 1;
        var innovations = new double[series.length];

        new FractionalDifference(series).innovations(0.2, innovations);

        assertThat(1 / (innovations[0] * innovations[0])).isCloseTo(1.09872, within(1e-4));
    }

    @Test
    void weights_are_the_binomial_series() {
        // (1 - B)^0.5 = 1 - B/2 - B^2/8 - B^3/16 ...
        assertThat(FractionalDifference.weights(0.5, 4))
                .containsExactly(new double[] {1, -0.5, -0.125, -0.0625}, within(1e-12));
    }
}
