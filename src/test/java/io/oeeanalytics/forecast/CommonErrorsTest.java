package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.factor.OeeDistribution;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CommonErrorsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final OeeDistribution LIKELY =
            OeeDistribution.of(
                    0.6,
                    new double[] {0.55, 0.5, 0.4},
                    new double[] {0.65, 0.7, 0.8},
                    new double[] {0, 1.2});

    @Test
    void scores_are_normal_values_of_the_ranks() {
        // Of three values the ranks are 1/4, 2/4 and 3/4.
        assertThat(CommonErrors.scores(new double[] {5, -1, 2}))
                .containsExactly(
                        new double[] {0.6744897501960817, -0.6744897501960817, 0}, within(1e-9));
        assertThat(CommonErrors.scores(new double[] {1, 1})).containsExactly(0, 0);
    }

    @Test
    void finds_the_correlation_there_is() {
        assertThat(drawn(0.6).correlation()).isCloseTo(0.6, within(0.08));
        assertThat(drawn(0).correlation()).isCloseTo(0, within(0.08));
    }

    @Test
    void lines_that_err_against_each_other_or_were_never_seen_together_count_as_apart() {
        var one = new HashMap<LocalDate, Double>();
        var other = new HashMap<LocalDate, Double>();
        for (int day = 0; day < 40; day++) {
            one.put(FIRST.plusDays(day), (double) day);
            other.put(FIRST.plusDays(day), (double) -day);
        }
        assertThat(CommonErrors.of(List.of(one, other)).correlation()).isZero();
        assertThat(CommonErrors.of(List.of(one)).correlation()).isZero();
        assertThat(CommonErrors.of(List.of()).correlation()).isZero();
    }

    @Test
    void apart_errors_cancel_and_together_they_do_not() {
        var lines = List.of(LIKELY, LIKELY, LIKELY, LIKELY);
        double[] weights = {1, 1, 1, 1};
        double own = spread(new CommonErrors(0).together(List.of(LIKELY), new double[] {1}, 2_000));

        // Of four alike the spread halves; erring as one they are one.
        assertThat(spread(new CommonErrors(0).together(lines, weights, 2_000)))
                .isCloseTo(own / 2, within(0.05 * own));
        assertThat(spread(new CommonErrors(0.95).together(lines, weights, 2_000)))
                .isCloseTo(own, within(0.05 * own));
    }

    @Test
    void weighs_by_planned_time_and_keeps_the_mean() {
        var sure =
                OeeDistribution.of(
                        0.9, new double[] {0.9}, new double[] {0.9}, new double[] {0, 1.2});
        var draws =
                new CommonErrors(0.3).together(List.of(LIKELY, sure), new double[] {1, 3}, 2_000);

        assertThat(Arrays.stream(draws).average().orElseThrow())
                .isCloseTo(0.25 * 0.6 + 0.75 * 0.9, within(0.003));
        assertThat(draws)
                .isEqualTo(
                        new CommonErrors(0.3)
                                .together(List.of(LIKELY, sure), new double[] {1, 3}, 2_000));
    }

    /** The standard deviation. */
    private static double spread(double[] draws) {
        double mean = Arrays.stream(draws).average().orElseThrow();
        return Math.sqrt(
                Arrays.stream(draws)
                        .map(draw -> (draw - mean) * (draw - mean))
                        .average()
                        .orElseThrow());
    }

    /** Five lines over 400 days whose errors share so much. */
    private static CommonErrors drawn(double correlation) {
        var random = new SplittableRandom(11);
        List<Map<LocalDate, Double>> lines =
                List.of(
                        new HashMap<>(),
                        new HashMap<>(),
                        new HashMap<>(),
                        new HashMap<>(),
                        new HashMap<>());
        for (int day = 0; day < 400; day++) {
            double common = random.nextGaussian();
            for (var line : lines) {
                line.put(
                        FIRST.plusDays(day),
                        Math.sqrt(correlation) * common
                                + Math.sqrt(1 - correlation) * random.nextGaussian());
            }
        }
        return CommonErrors.of(lines);
    }
}
