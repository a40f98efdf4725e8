package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimpleExponentialSmoothingTest {
    @Test
    void a_step_that_stays_is_followed_at_once() {
        double[] history = {0.5, 0.5, 0.5, 0.9, 0.9, 0.9};

        var fit = SimpleExponentialSmoothing.fit(history);

        // With alpha 1 and first level 0.5 the one error is the step, 0.4; 0.4 * 0.4 = 0.16.
        assertThat(fit.alpha()).isCloseTo(1, within(0.001));
        assertThat(fit.firstLevel()).isCloseTo(0.5, within(0.001));
        assertThat(fit.lastLevel()).isCloseTo(0.9, within(0.001));
        assertThat(fit.squaredErrors()).isCloseTo(0.16, within(0.001));
    }

    @Test
    void a_value_that_alternates_is_met_by_its_mean() {
        double[] history = {0.6, 0.8, 0.6, 0.8, 0.6, 0.8};

        var future = new SimpleExponentialSmoothing().forecast(history, 2);

        // Every move towards the last value is a move away from the next: alpha 0, level 0.7.
        assertThat(future[0]).isCloseTo(0.7, within(0.001));
        assertThat(future[1]).isEqualTo(future[0]);
    }

    @Test
    void a_constant_stays_as_it_is() {
        double[] history = {0.7, 0.7, 0.7, 0.7};

        assertThat(new SimpleExponentialSmoothing().forecast(history, 1)[0])
                .isCloseTo(0.7, within(1e-12));
    }

    @Test
    void the_fit_is_as_good_as_trying_every_alpha_and_first_level() {
        for (long seed = 1; seed <= 20; seed++) {
            var history = wandering(seed, 12);

            var fit = SimpleExponentialSmoothing.fit(history);

            double tried = leastByTrying(history);
            assertThat(fit.squaredErrors()).as("seed %d", seed).isLessThanOrEqualTo(tried + 1e-6);
            assertThat(fit.squaredErrors())
                    .as("seed %d: the errors stated are those of its alpha and level", seed)
                    .isCloseTo(squaredErrors(history, fit.alpha(), fit.firstLevel()), within(1e-9));
        }
    }

    private static double leastByTrying(double[] history) {
        double low = Arrays.stream(history).min().orElseThrow();
        double high = Arrays.stream(history).max().orElseThrow();
        double least = Double.POSITIVE_INFINITY;
        for (int alpha = 1; alpha < 1000; alpha++) {
            for (int level = 0; level <= 400; level++) {
                double first = low + (high - low) * level / 400;
                least = Math.min(least, squaredErrors(history, alpha / 1000.0, first));
            }
        }
        return least;
    }

    private static double squaredErrors(double[] history, double alpha, double first) {
        double sum = 0;
        double level = first;
        for (double value : history) {
            sum += (value - level) * (value - level);
            level = alpha * value + (1 - alpha) * level;
        }
        return sum;
    }

    private static double[] wandering(long seed, int length) {
        var random = new Random(seed);
        var values = new double[length];
        double level = 0.7;
        for (int at = 0; at < length; at++) {
            level += 0.05 * random.nextGaussian();
            values[at] = level + 0.05 * random.nextGaussian();
        }
        return values;
    }
}
