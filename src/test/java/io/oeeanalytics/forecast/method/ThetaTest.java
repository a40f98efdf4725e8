package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ThetaTest {
    /** R 4.2.2, forecast 8.20: {@code thetaf(Nile, h = 4)$mean} and so on. */
    @Test
    void without_a_season_the_forecasts_are_those_of_r() {
        assertNear(
                new Theta().forecast(Datasets.NILE, 4),
                799.8119962,
                798.4548435,
                797.0976908,
                795.7405381);
        assertNear(
                new Theta().forecast(Datasets.WWW_USAGE, 4),
                220.3096281,
                220.6190250,
                220.9284220,
                221.2378189);
    }

    @Test
    void with_a_season_the_forecasts_are_those_of_r() {
        assertNear(
                new Theta(12).forecast(Datasets.AIR_PASSENGERS, 14),
                440.0781911,
                428.3842806,
                489.7070987,
                475.7046277,
                479.6703887,
                545.3662722,
                602.7520018,
                601.1007631,
                523.9514922,
                456.6271449,
                397.9537347,
                447.6449087,
                454.5297689,
                442.4134545);
        assertNear(
                new Theta(12).forecast(Datasets.ACCIDENTAL_DEATHS, 4),
                8270.693806,
                7508.923867,
                8322.124807,
                8554.143505);
    }

    private static void assertNear(double[] forecast, double... byR) {
        assertThat(forecast).hasSameSizeAs(byR);
        for (int step = 0; step < byR.length; step++) {
            assertThat(forecast[step])
                    .as("step %d", step + 1)
                    .isCloseTo(byR[step], Percentage.withPercentage(0.1));
        }
    }

    @Test
    void a_line_goes_on_with_half_its_slope() {
        double[] line = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        // Least squares: alpha 1, level 10. From there on half the slope, and half a step of lag.
        assertThat(new Theta().forecast(line, 2))
                .containsExactly(new double[] {10.5, 11}, within(0.01));
    }

    @Test
    void values_moved_and_stretched_move_and_stretch_the_forecast() {
        var other = new double[Datasets.NILE.length];
        for (int at = 0; at < other.length; at++) {
            other[at] = 3 * Datasets.NILE[at] - 4000;
        }

        double[] forecast = new Theta().forecast(Datasets.NILE, 3);
        double[] moved = new Theta().forecast(other, 3);
        for (int step = 0; step < 3; step++) {
            assertThat(moved[step]).isCloseTo(3 * forecast[step] - 4000, within(1.0));
        }
    }

    @Test
    void a_season_of_values_around_zero_is_a_sum() {
        var values = new double[40];
        for (int at = 0; at < values.length; at++) {
            values[at] = at % 4 == 0 ? 6 : -2;
        }

        assertThat(new Theta(4).forecast(values, 4))
                .containsExactly(new double[] {6, -2, -2, -2}, within(0.01));
    }

    @Test
    void a_period_below_1_is_refused() {
        assertThatThrownBy(() -> new Theta(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
