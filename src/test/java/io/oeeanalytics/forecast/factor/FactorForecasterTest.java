package io.oeeanalytics.forecast.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FactorForecasterTest {
    @Test
    void scales_lead_there_and_back() {
        for (var factor : Factor.values()) {
            for (double value : new double[] {0.01, 0.3, 0.77, 0.999, 1}) {
                assertThat(factor.unscaled(factor.scaled(value))).isCloseTo(value, within(1e-9));
            }
        }
        assertThat(Factor.EFFECTIVENESS.unscaled(Factor.EFFECTIVENESS.scaled(1.3)))
                .isCloseTo(1.3, within(1e-9));
        assertThat(Factor.QUALITY.unscaled(50)).isEqualTo(1);
        assertThat(Factor.AVAILABILITY.unscaled(-50)).isZero();
    }

    @Test
    void keeps_to_the_level_of_each_factor_and_its_range() {
        var steps = FactorForecaster.forecast(history(200, 3), 15);
        assertThat(steps).hasSize(15);
        for (var step : steps) {
            assertThat(step.mean(Factor.AVAILABILITY)).isCloseTo(0.8, within(0.04));
            assertThat(step.mean(Factor.EFFECTIVENESS)).isCloseTo(0.9, within(0.04));
            assertThat(step.mean(Factor.QUALITY)).isCloseTo(0.98, within(0.01));
            assertThat(step.quantile(Factor.QUALITY, 1)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void what_went_wrong_together_stays_together() {
        // Every tenth day a breakdown halves availability, and effectiveness with it.
        int days = 200;
        var availability = new double[days];
        var effectiveness = new double[days];
        var quality = new double[days];
        var random = new SplittableRandom(5);
        for (int day = 0; day < days; day++) {
            boolean broken = random.nextInt(10) == 0;
            availability[day] = (broken ? 0.4 : 0.85) + 0.01 * random.nextDouble();
            effectiveness[day] = (broken ? 0.5 : 0.9) + 0.01 * random.nextDouble();
            quality[day] = 0.99;
        }
        var draws =
                FactorForecaster.forecast(
                        new FactorHistory(availability, effectiveness, quality), 1)[0];
        // Apart, a bad tenth of each would seldom meet: the worst OEE tells they do.
        assertThat(draws.oeeQuantile(0.02)).isCloseTo(0.4 * 0.5 * 0.99, within(0.05));
        assertThat(draws.oeeQuantile(0.5)).isCloseTo(0.85 * 0.9 * 0.99, within(0.05));
    }

    @Test
    void is_the_same_every_time_and_leaves_the_history_alone() {
        var history = history(120, 8);
        var before = history.availability().clone();
        var one = FactorForecaster.forecast(history, 7);
        var other = FactorForecaster.forecast(history, 7);
        for (int step = 0; step < 7; step++) {
            assertThat(other[step].oee()).isEqualTo(one[step].oee());
        }
        assertThat(history.availability()).isEqualTo(before);
    }

    @Test
    void few_days_still_give_every_step_its_ways() {
        var steps = FactorForecaster.forecast(history(FactorForecaster.SHORTEST_HISTORY, 4), 30);
        assertThat(steps)
                .allSatisfy(step -> assertThat(step.oee()).hasSizeGreaterThanOrEqualTo(20));
        assertThatThrownBy(
                        () ->
                                FactorForecaster.forecast(
                                        history(FactorForecaster.SHORTEST_HISTORY - 1, 4), 1))
                .hasMessageContaining("40 days");
    }

    @Test
    void constant_factors_are_forecast_as_they_were() {
        var always = new double[60];
        Arrays.fill(always, 0.5);
        var perfect = new double[60];
        Arrays.fill(perfect, 1);
        var step = FactorForecaster.forecast(new FactorHistory(always, perfect, perfect), 3)[2];
        assertThat(step.meanOee()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void refuses_what_is_no_factor() {
        double[] one = {0.5};
        assertThatThrownBy(() -> new FactorHistory(new double[] {1.01}, one, one))
                .hasMessageContaining("availability");
        assertThatThrownBy(() -> new FactorHistory(one, new double[] {Double.NaN}, one))
                .hasMessageContaining("effectiveness");
        assertThatThrownBy(() -> new FactorHistory(one, one, new double[0]))
                .hasMessageContaining("all three");
    }

    private static FactorHistory history(int days, long seed) {
        var random = new SplittableRandom(seed);
        return new FactorHistory(
                random.doubles(days, 0.7, 0.9).toArray(),
                random.doubles(days, 0.8, 1.0).toArray(),
                random.doubles(days, 0.96, 1.0).toArray());
    }
}
