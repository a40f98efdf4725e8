package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevenbergMarquardtTest {
    /** y = a exp(b x) at x = 0 ... 4 for a = 2, b = -0.5. */
    private static double decay(double[] point, double[] gradient, double[] normal) {
        double squares = 0;
        Arrays.fill(gradient, 0);
        Arrays.fill(normal, 0);
        for (int x = 0; x < 5; x++) {
            double curve = Math.exp(point[1] * x);
            double residual = 2 * Math.exp(-0.5 * x) - point[0] * curve;
            double[] slopes = {-curve, -point[0] * x * curve};
            squares += residual * residual;
            for (int row = 0; row < 2; row++) {
                gradient[row] += slopes[row] * residual;
                for (int column = 0; column <= row; column++) {
                    normal[row * 2 + column] += slopes[row] * slopes[column];
                }
            }
        }
        return squares;
    }

    @Test
    void a_curve_is_found_again() {
        double[] point = {1, 0};
        double[] free = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] high = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};

        double squares =
                LevenbergMarquardt.minimise(
                        LevenbergMarquardtTest::decay, point, free, high, 100, 1e-12);

        assertThat(point[0]).isCloseTo(2, within(1e-6));
        assertThat(point[1]).isCloseTo(-0.5, within(1e-6));
        assertThat(squares).isCloseTo(0, within(1e-12));
    }

    @Test
    void a_wall_in_the_way_is_where_the_search_ends() {
        double[] point = {1, 0};

        LevenbergMarquardt.minimise(
                LevenbergMarquardtTest::decay,
                point,
                new double[] {-10, -0.25},
                new double[] {10, 10},
                100,
                1e-12);

        // With b held at -0.25 the best a is sum(y c) / sum(c^2), c = exp(-0.25 x), y = 2 c^2:
        // 2 (1 + e^-.75 + e^-1.5 + e^-2.25 + e^-3) / (1 + e^-.5 + e^-1 + e^-1.5 + e^-2).
        double cubes = 1 + Math.exp(-0.75) + Math.exp(-1.5) + Math.exp(-2.25) + Math.exp(-3);
        double squares = 1 + Math.exp(-0.5) + Math.exp(-1) + Math.exp(-1.5) + Math.exp(-2);
        assertThat(point[1]).isEqualTo(-0.25);
        assertThat(point[0]).isCloseTo(2 * cubes / squares, within(1e-6));
    }
}
