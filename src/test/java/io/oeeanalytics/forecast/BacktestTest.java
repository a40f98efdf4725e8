package io.oeeanalytics.forecast;

import static io.oeeanalytics.forecast.ForecastFixtures.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.auto.TriedSeries;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void the_last_15_percent_are_tested_but_no_fewer_than_14_and_no_more_than_120_days() {
        // 42 * 0.15 = 6.3, so 14; 255 * 0.15 = 38.25, so 39; 1000 * 0.15 = 150, so 120.
        assertThat(Backtest.of(series(42, 0, 1), MethodChoice.AUTO.forecaster(1, 6)).testDays())
                .isEqualTo(14);
        assertThat(Backtest.of(series(255, 0, 1), MethodChoice.AUTO.forecaster(1, 6)).testDays())
                .isEqualTo(39);
        assertThat(Backtest.of(series(1000, 0, 1), MethodChoice.AUTO.forecaster(1, 6)).testDays())
                .isEqualTo(120);
    }

    @Test
    void errors_on_a_series_that_alternates_are_known_in_advance() {
        // 0.6 and 0.8 in turn: naive is off by 0.2 at odd horizons and right at even ones.
        var values = new double[60];
        for (int at = 0; at < values.length; at++) {
            values[at] = at % 2 == 0 ? 0.6 : 0.8;
        }

        var horizons = Backtest.of(values, MethodChoice.MEDIAN_14.forecaster(2, 6)).horizons();

        var one = horizons.get(0);
        assertThat(one.origins()).isEqualTo(14);
        // The median of fourteen days is 0.7 always, off by 0.1 up and down in turn.
        assertThat(one.mae().orElseThrow()).isCloseTo(0.1, EXACT);
        assertThat(one.rmse().orElseThrow()).isCloseTo(0.1, EXACT);
        assertThat(one.bias().orElseThrow()).isCloseTo(0, EXACT);
        assertThat(one.naiveMae().orElseThrow()).isCloseTo(0.2, EXACT);
        assertThat(one.naiveRmse().orElseThrow()).isCloseTo(0.2, EXACT);
        assertThat(one.naiveIsBetter()).isFalse();
        var two = horizons.get(1);
        assertThat(two.naiveMae().orElseThrow()).isZero();
        assertThat(two.naiveIsBetter()).isTrue();
    }

    @Test
    void every_horizon_aims_at_the_same_test_days() {
        var values = series(200, 0.3, 5);

        var backtest = Backtest.of(values, MethodChoice.NAIVE.forecaster(7, 6));

        // 30 test days, indices 170 to 199; naive 7 ahead of index 170 stands at index 163.
        for (int ahead = 1; ahead <= 7; ahead++) {
            var errors = backtest.errors(ahead);
            assertThat(errors).hasSize(30);
            for (int at = 0; at < 30; at++) {
                double expected = values[170 + at] - values[170 + at - ahead];
                assertThat(errors[at]).isCloseTo(expected, EXACT);
            }
        }
    }

    @Test
    void a_short_series_has_fewer_forecasts_far_ahead_and_says_how_many() {
        var horizons =
                Backtest.of(series(42, 0, 1), MethodChoice.AUTO.forecaster(30, 6)).horizons();

        // The first 14 days only teach; of the 28 left, 28 ahead reaches the very last day from
        // there, and 29 ahead none.
        assertThat(horizons.get(0).origins()).isEqualTo(14);
        assertThat(horizons.get(27).origins()).isEqualTo(1);
        assertThat(horizons.get(28).origins()).isZero();
        assertThat(horizons.get(28).mae()).isEmpty();
        assertThat(horizons.get(28).coverage80()).isEmpty();
    }

    @Test
    void an_interval_without_evidence_is_not_counted_as_one_that_held() {
        var one =
                Backtest.of(series(42, 0, 1), MethodChoice.AUTO.forecaster(1, 6))
                        .horizons()
                        .getFirst();

        // 42 days: 14 teach, so 14 to 27 errors are known on the test days; 95 % takes 39.
        assertThat(one.intervals80()).isEqualTo(14);
        assertThat(one.intervals95()).isZero();
        assertThat(one.coverage95()).isEmpty();
    }

    @Test
    void no_forecast_and_no_interval_sees_what_came_after_it() {
        var values = series(200, 0.4, 3);
        var changed = values.clone();
        Arrays.fill(changed, 180, 200, 1.2);
        var forecaster = MethodChoice.AUTO.forecaster(7, 6);

        var one = new TriedSeries(forecaster, values);
        var other = new TriedSeries(forecaster, changed);

        for (int known = 14; known <= 180; known++) {
            assertThat(other.tried(known)).usingRecursiveComparison().isEqualTo(one.tried(known));
        }
        assertThat(other.at(180)).usingRecursiveComparison().isEqualTo(one.at(180));
        assertThat(other.tried(181).mean()[0]).isNotEqualTo(one.tried(181).mean()[0]);
        assertThat(other.tried(200).upper80()[0]).isGreaterThan(one.tried(200).upper80()[0]);
    }

    @Test
    void eighty_percent_intervals_hold_about_that_many_days_of_independent_noise() {
        expectCoverage(0);
    }

    @Test
    void eighty_percent_intervals_hold_about_that_many_days_of_noise_with_memory() {
        expectCoverage(0.5);
    }

    @Test
    void a_series_too_short_is_refused_with_what_it_takes() {
        assertThatThrownBy(() -> Backtest.of(series(41, 0, 1), MethodChoice.AUTO.forecaster(7, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 42 days, but the series has 41");
    }

    private static void expectCoverage(double memory) {
        var held80 = new double[3];
        var held95 = new double[3];
        int seeds = 8;
        for (long seed = 1; seed <= seeds; seed++) {
            var horizons =
                    Backtest.of(series(250, memory, seed), MethodChoice.AUTO.forecaster(14, 6))
                            .horizons();
            for (int at = 0; at < 3; at++) {
                var horizon = horizons.get(new int[] {0, 6, 13}[at]);
                held80[at] += horizon.coverage80().orElseThrow() / seeds;
                held95[at] += horizon.coverage95().orElseThrow() / seeds;
            }
        }
        System.out.printf(
                "memory %.1f, 1, 7 and 14 ahead: inside 80 %%: %s, inside 95 %%: %s%n",
                memory, Arrays.toString(held80), Arrays.toString(held95));
        for (int at = 0; at < 3; at++) {
            assertThat(held80[at]).isBetween(0.74, 0.90);
            assertThat(held95[at]).isBetween(0.90, 0.99);
        }
    }
}
