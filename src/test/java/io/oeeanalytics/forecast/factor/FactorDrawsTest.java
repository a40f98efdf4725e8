package io.oeeanalytics.forecast.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FactorDrawsTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double[] BOUNDS = {0, 1.2};

    /**
     * Half of the days run 80 % at ideal speed without scrap, half 40 % at half speed, half good.
     */
    private static final FactorDraws TWO =
            new FactorDraws(new double[] {0.8, 0.4}, new double[] {1, 0.5}, new double[] {1, 0.5});

    @Test
    void pools_as_the_ledger_does() {
        // Of 2 planned units 1.2 ran, 1.0 was made in ideal time, 0.9 of it good.
        assertThat(TWO.mean(Factor.AVAILABILITY)).isCloseTo(0.6, EXACT);
        assertThat(TWO.mean(Factor.EFFECTIVENESS)).isCloseTo(1.0 / 1.2, EXACT);
        assertThat(TWO.mean(Factor.QUALITY)).isCloseTo(0.9, EXACT);
        assertThat(TWO.meanOee()).isCloseTo(0.45, EXACT);
    }

    @Test
    void losses_and_oee_add_up_to_planned_time() {
        assertThat(TWO.loss(Factor.AVAILABILITY)).isCloseTo(0.4, EXACT);
        assertThat(TWO.loss(Factor.EFFECTIVENESS)).isCloseTo(0.1, EXACT);
        assertThat(TWO.loss(Factor.QUALITY)).isCloseTo(0.05, EXACT);
        var random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            var draws = random(random, 1 + random.nextInt(50));
            double sum = draws.meanOee();
            for (var factor : Factor.values()) {
                sum += draws.loss(factor);
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void agrees_with_what_is_said_of_the_oee() {
        var random = new SplittableRandom(2);
        for (int round = 0; round < 200; round++) {
            double mean = 0.2 + 0.7 * random.nextDouble();
            double width = 0.02 + 0.15 * random.nextDouble();
            var said =
                    OeeDistribution.of(
                            mean,
                            new double[] {
                                mean - 0.4 * width, mean - 0.8 * width, mean - 1.1 * width
                            },
                            new double[] {
                                mean + 0.3 * width, mean + 0.7 * width, mean + 1.3 * width
                            },
                            BOUNDS);
            var draws = random(random, 100);
            var coherent = draws.coherentWith(said, said.mean());
            assertThat(coherent.meanOee()).isCloseTo(said.mean(), within(1e-6));
            assertThat(coherent.oeeQuantile(0.1))
                    .isCloseTo(said.quantile(0.1), within(0.06 * width));
            assertThat(coherent.oeeQuantile(0.9))
                    .isCloseTo(said.quantile(0.9), within(0.06 * width));
            assertThat(coherent.chanceBelow(said.quantile(0.3))).isCloseTo(0.3, within(0.02));
            assertThat(coherent.quantile(Factor.AVAILABILITY, 1)).isLessThanOrEqualTo(1);
            assertThat(coherent.quantile(Factor.QUALITY, 1)).isLessThanOrEqualTo(1);
            assertThat(order(coherent.oee())).isEqualTo(order(draws.oee()));
        }
    }

    @Test
    void leaves_alone_what_is_certain() {
        // Availability alone varies, so that it alone gives way.
        var draws =
                new FactorDraws(
                        new double[] {0.5, 0.6, 0.7, 0.8},
                        new double[] {0.9, 0.9, 0.9, 0.9},
                        new double[] {1, 1, 1, 1});
        var lower = OeeDistribution.of(0.45, new double[] {0.4}, new double[] {0.5}, BOUNDS);
        var coherent = draws.coherentWith(lower, 0.45);
        assertThat(coherent.mean(Factor.EFFECTIVENESS)).isCloseTo(0.9, within(1e-9));
        assertThat(coherent.mean(Factor.QUALITY)).isCloseTo(1, within(1e-9));
        assertThat(coherent.mean(Factor.AVAILABILITY)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void changes_stay_in_range() {
        var changed =
                TWO.with(
                        factors -> {
                            factors[0] += 0.5;
                            factors[1] -= 0.7;
                            factors[2] += 0.1;
                        });
        assertThat(changed.oee()).containsExactly(new double[] {0.3, 0}, EXACT);
    }

    @Test
    void lives_with_days_on_which_nothing_ran() {
        var stopped =
                new FactorDraws(new double[] {0, 0}, new double[] {1, 1}, new double[] {1, 1});
        assertThat(stopped.mean(Factor.EFFECTIVENESS)).isZero();
        assertThat(stopped.loss(Factor.AVAILABILITY)).isEqualTo(1);
        var said = OeeDistribution.of(0.3, new double[] {0.2}, new double[] {0.4}, BOUNDS);
        assertThat(stopped.coherentWith(said, 0.3).meanOee()).isCloseTo(0.3, within(1e-9));
    }

    private static FactorDraws random(SplittableRandom random, int draws) {
        return new FactorDraws(
                random.doubles(draws, 0.3, 1).toArray(),
                random.doubles(draws, 0.5, 1.1).toArray(),
                random.doubles(draws, 0.9, 1).toArray());
    }

    private static int[] order(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return Arrays.stream(values)
                .mapToInt(value -> Arrays.binarySearch(sorted, value))
                .toArray();
    }
}
