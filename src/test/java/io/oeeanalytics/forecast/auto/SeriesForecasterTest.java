package io.oeeanalytics.forecast.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeriesForecasterTest {
    private static final ValueBounds OEE = new ValueBounds(0, 1.2);

    @Test
    void a_series_about_a_level_shows_no_season() {
        for (long seed = 1; seed <= 20; seed++) {
            var character = SeriesCharacter.of(level(250, seed), 1, OEE);

            assertThat(character).isEqualTo(new SeriesCharacter(List.of(), true));
        }
    }

    @Test
    void a_given_season_must_show_before_it_counts() {
        assertThat(SeriesCharacter.of(level(250, 1), 24, OEE).periods()).isEmpty();
        assertThat(SeriesCharacter.of(hours(21 * 24, false), 24, ValueBounds.NONE).periods())
                .containsExactly(24);
    }

    @Test
    void a_week_behind_the_day_is_found() {
        assertThat(SeriesCharacter.of(hours(28 * 24, true), 24, ValueBounds.NONE).periods())
                .containsExactly(24, 168);
        assertThat(SeriesCharacter.of(hours(28 * 24, true), 1, ValueBounds.NONE).periods())
                .containsExactly(24, 168);
    }

    @Test
    void a_year_of_weeks_is_found_unasked() {
        var random = new SplittableRandom(3);
        var values = new double[300];
        for (int at = 0; at < values.length; at++) {
            values[at] = 100 + 10 * Math.sin(2 * Math.PI * at / 52) + random.nextGaussian();
        }

        assertThat(SeriesCharacter.of(values, 1, ValueBounds.NONE).periods()).containsExactly(52);
    }

    @Test
    void hours_of_two_seasons_are_forecast_better_than_by_the_last_day_or_week() {
        var values = hours(30 * 24, true);
        var known = Arrays.copyOf(values, 28 * 24);

        var forecast = forecaster(48, 24, ValueBounds.NONE).forecast(known);

        double ours = 0;
        double day = 0;
        double week = 0;
        for (int step = 0; step < 48; step++) {
            double actual = values[known.length + step];
            ours += Math.abs(forecast.mean()[step] - actual);
            day += Math.abs(known[known.length - 24 + step % 24] - actual);
            week += Math.abs(known[known.length - 168 + step] - actual);
        }
        assertThat(ours).isLessThan(0.8 * Math.min(day, week));
    }

    @Test
    void a_line_without_noise_goes_on_within_its_intervals() {
        var values = new double[60];
        for (int at = 0; at < values.length; at++) {
            values[at] = 10 + 2 * at;
        }

        var forecast = forecaster(5, 1, ValueBounds.NONE).forecast(values);

        for (int step = 0; step < 5; step++) {
            assertThat(forecast.mean()[step]).isCloseTo(130 + 2 * step, within(0.5));
        }
    }

    @Test
    void another_unit_moves_every_figure_with_it() {
        var values = level(120, 7);
        var moved = Arrays.stream(values).map(value -> 8 * value).toArray();

        var one = forecaster(7, 1, OEE).forecast(values);
        var other = forecaster(7, 1, new ValueBounds(0, 9.6)).forecast(moved);

        for (int step = 0; step < 7; step++) {
            assertThat(other.mean()[step]).isCloseTo(8 * one.mean()[step], within(1e-6));
            assertThat(other.lower80()[step]).isCloseTo(8 * one.lower80()[step], within(1e-6));
            assertThat(other.upper95()[step]).isCloseTo(8 * one.upper95()[step], within(1e-6));
        }
    }

    @Test
    void intervals_hold_about_what_they_say() {
        double held50 = 0;
        double held80 = 0;
        double held95 = 0;
        int count = 0;
        for (long seed = 1; seed <= 60; seed++) {
            var values = level(207, seed);
            var forecast = forecaster(7, 1, OEE).forecast(Arrays.copyOf(values, 200));
            for (int step = 0; step < 7; step++) {
                double actual = values[200 + step];
                held50 +=
                        actual >= forecast.lower50()[step] && actual <= forecast.upper50()[step]
                                ? 1
                                : 0;
                held80 +=
                        actual >= forecast.lower80()[step] && actual <= forecast.upper80()[step]
                                ? 1
                                : 0;
                held95 +=
                        actual >= forecast.lower95()[step] && actual <= forecast.upper95()[step]
                                ? 1
                                : 0;
                count++;
            }
        }
        assertThat(held50 / count).isBetween(0.43, 0.57);
        assertThat(held80 / count).isBetween(0.74, 0.86);
        assertThat(held95 / count).isBetween(0.91, 0.99);
    }

    private static SeriesForecaster forecaster(int horizon, int season, ValueBounds bounds) {
        return new SeriesForecaster(horizon, season, bounds, MethodCatalogue.AUTO);
    }

    private static double[] level(int count, long seed) {
        var random = new SplittableRandom(seed);
        var values = new double[count];
        double memory = 0;
        for (int at = 0; at < count; at++) {
            memory = 0.3 * memory + 0.08 * random.nextGaussian();
            values[at] = Math.clamp(0.7 + memory, 0, 1.2);
        }
        return values;
    }

    private static double[] hours(int count, boolean weekends) {
        var random = new SplittableRandom(5);
        var values = new double[count];
        for (int at = 0; at < count; at++) {
            double day = Math.sin(2 * Math.PI * at / 24);
            double weekend = weekends && at / 24 % 7 >= 5 ? -0.8 : 0;
            values[at] = Math.exp(5 + 0.3 * day + weekend + 0.05 * random.nextGaussian());
        }
        return values;
    }
}
