package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every method that learns dynamics owes its callers, whatever the history. */
class DynamicMethodsTest {
    private static final int[] LENGTHS = {4, 5, 7, 10, 13, 24, 61, 90, 160};

    @Test
    void forecasts_are_finite_and_the_history_is_left_as_it_was() {
        var random = new Random(1);
        for (int kind = 0; kind < 14; kind++) {
            for (int length : LENGTHS) {
                var history = history(kind, length, random);
                for (var method : methods()) {
                    if (length >= method.shortestHistory()) {
                        var before = history.clone();

                        var future = method.forecast(history, 9);

                        assertThat(history).containsExactly(before);
                        assertThat(future)
                                .as("%s of kind %d, length %d", method.name(), kind, length)
                                .hasSize(9)
                                .doesNotContain(
                                        Double.NaN,
                                        Double.POSITIVE_INFINITY,
                                        Double.NEGATIVE_INFINITY);
                    }
                }
            }
        }
    }

    @Test
    void a_constant_stays_as_it_is() {
        for (var method : methods()) {
            assertThat(method.forecast(ForecastMethod.level(0.75, 80), 3))
                    .as(method.name())
                    .containsExactly(0.75, 0.75, 0.75);
        }
    }

    @Test
    void the_same_history_gives_the_same_forecast() {
        for (var method : methods()) {
            assertThat(method.forecast(Datasets.NILE, 5))
                    .as(method.name())
                    .containsExactly(method.forecast(Datasets.NILE, 5));
        }
    }

    @Test
    void a_history_that_is_too_short_is_refused() {
        for (var method : methods()) {
            var history = new double[method.shortestHistory() - 1];

            assertThatThrownBy(() -> method.forecast(history, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(method.name());
        }
    }

    private static List<ForecastMethod> methods() {
        return List.of(
                new AutoRegression(),
                new WinsorisedAutoRegression(2),
                new ShiftAwareAutoRegression(),
                AutoArima.withoutSeason(),
                new AutoArima(7),
                new AutoArima(30),
                new FractionalArima(),
                new Arima(ArimaOrder.of(2, 0, 2).withConstant(true)),
                new Arima(ArimaOrder.of(2, 1, 2).seasonal(1, 1, 1, 7)),
                new Decomposed(new AutoRegression(), List.of(6, 24), true));
    }

    private static double[] history(int kind, int length, Random random) {
        var history = new double[length];
        double walk = 0;
        for (int at = 0; at < length; at++) {
            double noise = random.nextGaussian();
            walk += noise;
            history[at] =
                    switch (kind) {
                        case 0 -> noise;
                        case 1 -> walk;
                        case 2 -> 1e300 * noise;
                        case 3 -> 1e-300 * noise;
                        case 4 -> at;
                        case 5 -> at * at;
                        case 6 -> at % 7;
                        case 7 -> at == length / 2 ? 1 : 0;
                        case 8 -> 1e12 + noise;
                        case 9 -> Double.MAX_VALUE * Math.signum(noise);
                        case 10 -> Double.MIN_VALUE * (1 + at % 3);
                        case 11 -> Math.scalb(1.0, at % 1000);
                        case 12 -> at == length - 1 ? 5 : 1;
                        default -> at % 2 + 1e-9 * noise;
                    };
        }
        return history;
    }
}
