package io.oeeanalytics.forecast.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerceptronTest {
    /**
     * Two inputs, two hidden units, one output: max(0, 1 - 2 + 0.5) = 0, max(0, 2 * 1 + 2 - 1) = 3,
     * and so 5 * 0 - 3 + 0.25.
     */
    @Test
    void units_sum_and_shut_below_zero() {
        var network =
                new Perceptron(
                        new int[] {2, 2, 1},
                        new double[][] {{1, -1, 0.5, 2, 1, -1}, {5, -1, 0.25}});

        assertThat(network.answer(new double[] {1, 2})).isEqualTo(-2.75);
    }

    @Test
    void it_learns_a_product_that_no_linear_model_sees() {
        var random = new SplittableRandom(5);
        var rows = new double[3_000][2];
        var targets = new double[rows.length];
        for (int at = 0; at < rows.length; at++) {
            rows[at][0] = random.nextDouble(-1.5, 1.5);
            rows[at][1] = random.nextDouble(-1.5, 1.5);
            targets[at] = rows[at][0] * rows[at][1];
        }

        var network = PerceptronTraining.train(new int[] {2, 16, 8, 1}, rows, targets, 1);

        assertThat(network.answer(new double[] {1, 1})).isCloseTo(1, within(0.3));
        assertThat(network.answer(new double[] {-1, 1})).isCloseTo(-1, within(0.3));
        assertThat(network.answer(new double[] {0, 0})).isCloseTo(0, within(0.3));
    }

    @Test
    void weights_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> new Perceptron(new int[] {2, 1}, new double[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 weights do not lead from 2 to 1 units");
    }
}
