package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures of R are from its packages stats and forecast 8.20. */
class DecompositionTest {
    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void season_and_trend_are_those_of_mstl_in_r() {
        // mstl(nottem)[c(1, 100, 240), ]
        var parts = new Mstl(List.of(12), false).of(Datasets.NOTTINGHAM);

        assertThat(at(parts.trend()))
                .containsExactly(new double[] {49.0401542122, 48.7670338584, 48.9752703253}, CLOSE);
        assertThat(at(parts.season(12)))
                .containsExactly(
                        new double[] {-8.2809649154, -2.1193721827, -10.3317276455}, CLOSE);
        assertThat(at(parts.remainder()))
                .containsExactly(new double[] {-0.1591892968, 0.6523383243, -0.8435426799}, CLOSE);
    }

    @Test
    void an_outlier_stays_out_of_a_robust_season() {
        var broken = Datasets.NOTTINGHAM.clone();
        broken[100] += 100;

        var sound = Stl.of(12, 11, true).of(Datasets.NOTTINGHAM);
        var robust = Stl.of(12, 11, true).of(broken);

        for (int at = 0; at < broken.length; at++) {
            assertThat(robust.season()[at]).isCloseTo(sound.season()[at], within(1.0));
        }
        assertThat(robust.remainder()[100]).isGreaterThan(95);
    }

    @Test
    void strength_of_season_is_that_of_r() {
        // forecast:::seas.heuristic, which nsdiffs uses; LakeHuron as ts(frequency = 4)
        assertThat(SeasonalStrength.of(Datasets.NOTTINGHAM, 12)).isCloseTo(0.9534244932, CLOSE);
        assertThat(SeasonalStrength.of(Datasets.AIR_PASSENGERS, 12)).isCloseTo(0.9406724903, CLOSE);
        assertThat(SeasonalStrength.of(Datasets.LAKE_HURON, 4)).isCloseTo(0.2079991629, CLOSE);
        assertThat(SeasonalStrength.of(ForecastMethod.level(1, 60), 12)).isZero();
        assertThat(SeasonalStrength.of(new double[] {1, 2, 3, 4}, 2)).isZero();
    }

    @Test
    void forecasts_of_the_decomposed_series_are_those_of_stlf_in_r() {
        // stlf(AirPassengers, method = "naive", h = 4), and the same with lambda = 0
        assertThat(
                        new Decomposed(new Naive(), List.of(12), false)
                                .forecast(Datasets.AIR_PASSENGERS, 4))
                .containsExactly(
                        new double[] {443.5090671, 424.9972863, 465.9385876, 463.3144941}, CLOSE);
        assertThat(
                        new Decomposed(new Naive(), List.of(12), true)
                                .forecast(Datasets.AIR_PASSENGERS, 4))
                .containsExactly(
                        new double[] {442.5215736, 418.1119320, 477.8502466, 472.0561636}, CLOSE);
    }

    @Test
    void two_seasons_are_told_apart_and_continued() {
        var history = new double[24 * 7 * 6];
        for (int at = 0; at < history.length; at++) {
            history[at] = twoSeasons(at);
        }

        var future =
                new Decomposed(MeanOfLast.all(), List.of(168, 24), false).forecast(history, 200);

        for (int step = 0; step < future.length; step++) {
            assertThat(future[step]).isCloseTo(twoSeasons(history.length + step), within(0.1));
        }
    }

    @Test
    void the_parts_add_up() {
        var history = new double[400];
        for (int at = 0; at < history.length; at++) {
            history[at] = twoSeasons(at);
        }
        var parts = new Mstl(List.of(24, 168, 1000), false).of(history);

        assertThat(parts.periods()).containsExactly(24, 168);
        for (int at = 0; at < history.length; at++) {
            double sum =
                    parts.trend()[at]
                            + parts.season(24)[at]
                            + parts.season(168)[at]
                            + parts.remainder()[at];
            assertThat(sum).isCloseTo(history[at], within(1e-9));
        }
    }

    @Test
    void a_history_without_two_seasons_goes_to_the_other_method() {
        double[] history = {1, 2, 3, 4, 5};

        assertThat(new Decomposed(new Naive(), List.of(7), false).forecast(history, 2))
                .containsExactly(5, 5);
    }

    @Test
    void bad_windows_are_refused() {
        assertThatThrownBy(() -> new Stl(12, 10, 21, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 10");
        assertThatThrownBy(() -> new Mstl(List.of(1), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Stl.of(12, 11, false).of(new double[24]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 24");
    }

    private static double twoSeasons(int at) {
        return 5 + Math.sin(2 * Math.PI * at / 24) + 2 * Math.cos(2 * Math.PI * at / 168);
    }

    private static double[] at(double[] values) {
        return new double[] {values[0], values[99], values[239]};
    }
}
