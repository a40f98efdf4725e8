package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelShiftsTest {
    @Test
    void two_shifts_are_found_and_dated() {
        var series = noise(3, 200, 0.05);
        for (int at = 60; at < 130; at++) {
            series[at] += 0.3;
        }

        var shifts = LevelShifts.of(series);

        assertThat(shifts).hasSize(2);
        assertThat(shifts.get(0).index()).isBetween(58, 62);
        assertThat(shifts.get(0).after() - shifts.get(0).before()).isCloseTo(0.3, within(0.03));
        assertThat(shifts.get(1).index()).isBetween(128, 132);
        assertThat(shifts.get(1).after() - shifts.get(1).before()).isCloseTo(-0.3, within(0.03));
    }

    @Test
    void the_fall_of_the_nile_is_dated() {
        // The dam at Aswan: 1899 is value 28 from 1871, so the window of 30 moves it to 1901.
        assertThat(LevelShifts.of(Datasets.NILE))
                .singleElement()
                .satisfies(shift -> assertThat(shift.index()).isBetween(28, 31))
                .satisfies(shift -> assertThat(shift.before()).isGreaterThan(shift.after() + 200));
    }

    @Test
    void noise_alone_rarely_shows_a_shift() {
        int found = 0;
        for (long seed = 1; seed <= 200; seed++) {
            found += LevelShifts.of(noise(seed, 250, 1)).isEmpty() ? 0 : 1;
        }

        // One per cent at the first cut, plus what winsorising and the yardstick add.
        assertThat(found).isLessThanOrEqualTo(8);
    }

    @Test
    void dependence_is_not_taken_for_shifts() {
        int found = 0;
        for (long seed = 1; seed <= 200; seed++) {
            var series = noise(seed, 250, 1);
            for (int at = 1; at < series.length; at++) {
                series[at] += 0.4 * series[at - 1];
            }
            found += LevelShifts.of(series).isEmpty() ? 0 : 1;
        }

        assertThat(found).isLessThanOrEqualTo(30);
    }

    @Test
    void broken_days_are_no_shift() {
        var series = noise(5, 150, 0.05);
        series[40] = -20;
        series[90] = 30;

        assertThat(LevelShifts.of(series)).isEmpty();
    }

    @Test
    void scale_and_place_do_not_matter() {
        var series = noise(3, 200, 0.05);
        for (int at = 90; at < 200; at++) {
            series[at] += 0.3;
        }
        var moved = series.clone();
        for (int at = 0; at < moved.length; at++) {
            moved[at] = 1000 * moved[at] - 17;
        }

        var shift = LevelShifts.of(series).getFirst();
        var same = LevelShifts.of(moved).getFirst();

        assertThat(same.index()).isEqualTo(shift.index());
        assertThat(same.after()).isCloseTo(1000 * shift.after() - 17, within(1e-6));
    }

    @Test
    void short_and_constant_series_have_none() {
        assertThat(LevelShifts.of(new double[] {})).isEmpty();
        assertThat(LevelShifts.of(noise(1, 59, 1))).isEmpty();
        assertThat(LevelShifts.of(ForecastMethod.level(0.8, 300))).isEmpty();
    }

    @Test
    void the_method_sees_breaks_of_level_spread_and_dynamics() {
        var level = noise(11, 200, 1);
        var spread = noise(12, 200, 1);
        var dynamics = noise(13, 200, 1);
        for (int at = 120; at < 200; at++) {
            level[at] += 3;
            spread[at] *= 4;
            dynamics[at] -= 0.95 * dynamics[at - 1];
        }
        for (int at = 1; at < 120; at++) {
            dynamics[at] += 0.8 * dynamics[at - 1];
        }

        assertThat(ShiftAwareAutoRegression.lastBreak(level)).isBetween(117, 123);
        assertThat(ShiftAwareAutoRegression.lastBreak(spread)).isBetween(112, 128);
        // Products of neighbours vary far more than values, and date their break less sharply.
        assertThat(ShiftAwareAutoRegression.lastBreak(dynamics)).isBetween(95, 145);
    }

    @Test
    void the_forecast_knows_the_new_level_alone() {
        var series = noise(21, 160, 0.02);
        for (int at = 0; at < series.length; at++) {
            series[at] += at < 100 ? 0.95 : 0.7;
        }

        assertThat(new ShiftAwareAutoRegression().forecast(series, 30)[29])
                .isCloseTo(0.7, within(0.01));
    }

    static double[] noise(long seed, int length, double deviation) {
        var random = new Random(seed);
        var series = new double[length];
        for (int at = 0; at < length; at++) {
            series[at] = deviation * random.nextGaussian();
        }
        return series;
    }
}
