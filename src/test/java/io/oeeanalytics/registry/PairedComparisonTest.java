package io.oeeanalytics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The standard error of a mean, against a bootstrap that draws and against what is true. */
class PairedComparisonTest {
    @Test
    void it_is_what_drawing_blocks_gives() {
        var random = new Random(7);
        for (int length : List.of(4, 6, 10)) {
            var series = series(60, 0.6, random);

            double drawn = drawn(series, length, random);

            assertThat(PairedComparison.of(series, 1, length).standardError())
                    .isCloseTo(drawn / Math.sqrt(1 - length / 60.0), withPercentage(5));
        }
    }

    /** The second implementation: six blocks after another, drawn with putting back. */
    private static double drawn(List<Double> series, int length, Random random) {
        int draws = 20_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double mean = 0;
            for (int block = 0; block < series.size() / length; block++) {
                int from = random.nextInt(series.size() - length + 1);
                for (int j = 0; j < length; j++) {
                    mean += series.get(from + j);
                }
            }
            mean /= series.size() / length * length;
            sum += mean;
            squares += mean * mean;
        }
        return Math.sqrt(squares / draws - sum / draws * (sum / draws));
    }

    /** AR(1) with 0.5: the mean of 200 scatters by about 1 / (1 - 0.5) / sqrt(200) = 0.141. */
    @Test
    void it_is_about_how_means_of_series_that_remember_scatter() {
        var random = new Random(11);
        double errors = 0;
        for (int i = 0; i < 200; i++) {
            errors += PairedComparison.of(series(200, 0.5, random), 1, 12).standardError() / 200;
        }

        assertThat(errors).isCloseTo(0.141, withPercentage(15));
    }

    @Test
    void noise_is_called_better_as_seldom_as_two_standard_errors_say() {
        var random = new Random(3);
        int better = 0;
        for (int i = 0; i < 1_000; i++) {
            better += PairedComparison.of(series(80, 0.3, random), 1, 7).isBeyond(2) ? 1 : 0;
        }

        // 2.3 % of a normal one; blocks of so short a series are a little too sure.
        assertThat(better).isBetween(5, 80);
    }

    @Test
    void a_difference_of_rounding_is_none() {
        var series = Collections.nCopies(50, 1e-17);

        assertThat(PairedComparison.of(series, 0.05, 1).isBeyond(2)).isFalse();
        assertThat(PairedComparison.of(Collections.nCopies(50, 1e-3), 0.05, 1).isBeyond(2))
                .isTrue();
        assertThat(PairedComparison.of(List.of(1.0), 0.05, 1).isBeyond(2)).isFalse();
    }

    private static List<Double> series(int length, double memory, Random random) {
        var series = new ArrayList<Double>();
        double last = random.nextGaussian() / Math.sqrt(1 - memory * memory);
        for (int i = 0; i < length; i++) {
            series.add(last);
            last = memory * last + random.nextGaussian();
        }
        return series;
    }
}
