package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DynamicOptimisedThetaTest {
    /**
     * Minimised in R by {@code optim} (L-BFGS-B, three starts) over the first level, alpha and 1 -
     * 1/theta, the line at each step by {@code lm} on the values so far.
     */
    @Test
    void the_fit_and_the_forecast_are_those_of_a_direct_search() {
        var method = new DynamicOptimisedTheta();
        double[] flow = Arrays.copyOf(Datasets.NILE, 40);
        double[] users = Arrays.copyOf(Datasets.WWW_USAGE, 40);

        var ofFlow = DynamicOptimisedTheta.fit(flow);
        var ofMiles = DynamicOptimisedTheta.fit(Datasets.AIR_MILES);

        assertThat(ofFlow.alpha()).isCloseTo(0.3773, within(0.001));
        assertThat(ofFlow.lineShare()).isCloseTo(0, within(1e-6));
        assertThat(ofFlow.squaredErrors()).isCloseTo(946863.3, within(1.0));
        assertThat(ofMiles.alpha()).isCloseTo(0.99, within(0.001));
        assertThat(ofMiles.lineShare()).isCloseTo(1, within(1e-6));
        assertThat(ofMiles.squaredErrors()).isCloseTo(35706004.2, within(1000.0));
        assertNear(method.forecast(flow, 4), 951.2514281, 951.2514281, 951.2514281, 951.2514281);
        assertNear(
                method.forecast(Datasets.AIR_MILES, 4),
                31865.07832,
                33256.93323,
                34681.06603,
                36130.82181);
        assertNear(method.forecast(users, 4), 140.2625764, 140.5434637, 140.8156690, 141.0796418);
    }

    private static void assertNear(double[] forecast, double... byR) {
        for (int step = 0; step < byR.length; step++) {
            assertThat(forecast[step])
                    .as("step %d", step + 1)
                    .isCloseTo(byR[step], Percentage.withPercentage(0.1));
        }
    }

    @Test
    void no_other_parameters_fit_better() {
        var random = new Random(5);
        var values = new double[30];
        for (int at = 0; at < values.length; at++) {
            values[at] = 20 + 0.3 * at + 2 * random.nextGaussian();
        }

        var fit = DynamicOptimisedTheta.fit(values);

        for (int run = 0; run < 2000; run++) {
            double alpha = 0.1 + 0.89 * random.nextDouble();
            double share = random.nextDouble();
            double first = 40 * random.nextDouble() - 10;
            assertThat(squaredErrors(values, alpha, first, share))
                    .isGreaterThanOrEqualTo(fit.squaredErrors() * (1 - 1e-6));
        }
        assertThat(squaredErrors(values, fit.alpha(), fit.firstLevel(), fit.lineShare()))
                .isCloseTo(fit.squaredErrors(), within(1e-6));
    }

    /** One-step forecasts from every beginning of the series. */
    private static double squaredErrors(double[] values, double alpha, double first, double share) {
        var fit = new DynamicOptimisedTheta.Fit(alpha, first, share, 0);
        double sum = 0;
        for (int known = 1; known < values.length; known++) {
            double[] next = DynamicOptimisedTheta.continued(Arrays.copyOf(values, known), 1, fit);
            sum += (values[known] - next[0]) * (values[known] - next[0]);
        }
        return sum;
    }

    @Test
    void a_season_found_comes_back_in_the_forecast() {
        double[] forecast = new DynamicOptimisedTheta(12).forecast(Datasets.AIR_PASSENGERS, 12);

        // Summer above winter, as in every year of the data.
        assertThat(forecast[6]).isGreaterThan(1.25 * forecast[0]);
        assertThat(forecast[10]).isLessThan(forecast[0]);
    }
}
