package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every method that is fitted has to stand. */
class FittedMethodsTest {
    private static List<ForecastMethod> methods() {
        return List.of(
                Ets.automatic(),
                Ets.automatic(4),
                Ets.automatic(60),
                new Holt(),
                new DampedTrend(),
                new HoltWinters(4, false),
                new HoltWinters(4, true),
                new Theta(),
                new Theta(4),
                new DynamicOptimisedTheta(),
                new DynamicOptimisedTheta(4),
                new ComplexExponentialSmoothing(),
                new ComplexExponentialSmoothing(4),
                new Croston(),
                new Tsb(),
                new Drift());
    }

    @Test
    void a_constant_stays() {
        for (var method : methods()) {
            for (int length = method.shortestHistory(); length < 30; length++) {
                var history = new double[length];
                Arrays.fill(history, 0.7);
                double expected = method.name().equals("Croston (SBA)") ? 0.7 * 0.95 : 0.7;

                assertThat(method.forecast(history, 5))
                        .as("%s of %d", method.name(), length)
                        .containsOnly(new double[] {expected}, within(1e-9));
            }
        }
    }

    @Test
    void every_history_of_numbers_is_forecast_by_numbers() {
        for (var method : methods()) {
            for (double[] history : nasty()) {
                if (history.length >= method.shortestHistory()) {
                    for (double value : method.forecast(history, 30)) {
                        assertThat(value)
                                .as("%s of %s", method.name(), beginning(history))
                                .isFinite();
                    }
                }
            }
        }
    }

    private static String beginning(double[] history) {
        return Arrays.toString(Arrays.copyOf(history, Math.min(8, history.length)))
                + " of "
                + history.length;
    }

    private static List<double[]> nasty() {
        var random = new Random(17);
        var histories = new ArrayList<double[]>();
        for (int length : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 50}) {
            for (double scale :
                    new double[] {1, 1e300, Double.MAX_VALUE / 2, 1e-300, Double.MIN_VALUE}) {
                var noise = new double[length];
                var positive = new double[length];
                var spike = new double[length];
                var growth = new double[length];
                var season = new double[length];
                for (int at = 0; at < length; at++) {
                    noise[at] = scale * Math.clamp(random.nextGaussian(), -1.9, 1.9);
                    positive[at] = scale * (0.1 + random.nextDouble());
                    spike[at] = at == length / 2 ? scale : 0;
                    growth[at] = scale * Math.pow(2, at - length);
                    season[at] = scale * ((at % 4 + 1) / 4.0);
                }
                histories.addAll(List.of(noise, positive, spike, growth, season));
            }
            var far = new double[length];
            var alternating = new double[length];
            var step = new double[length];
            for (int at = 0; at < length; at++) {
                far[at] = 1e9 + random.nextDouble();
                alternating[at] = at % 2 == 0 ? 1e-8 : 1e8;
                step[at] = at < length / 2 ? 0.9 : 1e-12;
            }
            histories.addAll(List.of(far, alternating, step));
        }
        return histories;
    }

    @Test
    void the_same_history_gives_the_same_forecast_and_stays_as_it_is() {
        for (var method : methods()) {
            double[] history = Datasets.ACCIDENTAL_DEATHS.clone();

            double[] once = method.forecast(history, 6);

            assertThat(method.forecast(history, 6)).as(method.name()).containsExactly(once);
            assertThat(history).as(method.name()).containsExactly(Datasets.ACCIDENTAL_DEATHS);
        }
    }

    @Test
    void a_longer_horizon_begins_like_a_shorter_one() {
        for (var method : methods()) {
            double[] near = method.forecast(Datasets.ACCIDENTAL_DEATHS, 3);
            double[] far = method.forecast(Datasets.ACCIDENTAL_DEATHS, 10);

            assertThat(Arrays.copyOf(far, 3)).as(method.name()).containsExactly(near);
        }
    }

    @Test
    void of_a_very_long_history_the_last_values_count() {
        var random = new Random(23);
        var history = new double[1_000_000];
        for (int at = 0; at < history.length; at++) {
            history[at] = (at < 900_000 ? 5 : 50) + random.nextGaussian();
        }

        for (var method : methods()) {
            if (!(method instanceof Drift)) {
                assertThat(method.forecast(history, 2)[1])
                        .as(method.name())
                        .isCloseTo(method instanceof Croston ? 47.5 : 50, within(3.0));
            }
        }
    }

    @Test
    void a_short_history_and_no_horizon_are_refused() {
        for (var method : methods()) {
            var tooShort = new double[method.shortestHistory() - 1];

            assertThatThrownBy(() -> method.forecast(tooShort, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(method.name());
            assertThatThrownBy(() -> method.forecast(Datasets.NILE, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("horizon is 0");
        }
    }

    @Test
    void drift_follows_the_line_through_the_ends() {
        // R: rwf(Nile, drift = TRUE, h = 3)$mean
        assertThat(new Drift().forecast(Datasets.NILE, 3))
                .containsExactly(
                        new double[] {736.1616162, 732.3232323, 728.4848485}, within(1e-6));
    }
}
