package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EtsRecursionTest {
    private static final int PERIOD = 4;

    @Test
    void derivatives_are_those_of_differences() {
        for (var model : EtsModel.candidates(true)) {
            var recursion = new EtsRecursion(values(), model, PERIOD);
            double[] point = point(model);
            var gradient = new double[point.length];
            var normal = new double[point.length * point.length];

            double squares = recursion.squares(point, gradient, normal);

            assertThat(squares)
                    .as(model.name())
                    .isCloseTo(
                            recursion.squares(point, Double.POSITIVE_INFINITY),
                            within(1e-9 * squares));
            for (int at = 0; at < point.length; at++) {
                // J'r is half the slope of the sum of squares.
                double slope = difference(recursion, point, at) / 2;
                assertThat(gradient[at])
                        .as("%s, parameter %d", model.name(), at)
                        .isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
            }
        }
    }

    private static double difference(EtsRecursion recursion, double[] point, int at) {
        double step = 1e-6;
        double[] moved = point.clone();
        moved[at] = point[at] + step;
        double above = recursion.squares(moved, Double.POSITIVE_INFINITY);
        moved[at] = point[at] - step;
        double below = recursion.squares(moved, Double.POSITIVE_INFINITY);
        return (above - below) / (2 * step);
    }

    @Test
    void a_season_whose_shocks_never_fade_is_not_admissible() {
        var model =
                new EtsModel(
                        EtsModel.ErrorTerm.ADDITIVE,
                        EtsModel.Trend.ADDITIVE,
                        EtsModel.Season.ADDITIVE);
        var recursion = new EtsRecursion(values(), model, 12);
        var point = new double[model.parameterCount(12)];

        // R: forecast:::admissible(0.9, 0.9, 0.05, NULL, 12) is 0, and (0.3, 0.03, 0.1, ..) is 1.
        point[0] = 0.9;
        point[model.trendShareAt()] = 1;
        point[model.seasonShareAt()] = 0.5;
        assertThat(recursion.squares(point, Double.POSITIVE_INFINITY)).isInfinite();
        point[0] = 0.3;
        point[model.trendShareAt()] = 0.1;
        point[model.seasonShareAt()] = 0.14;
        assertThat(recursion.squares(point, Double.POSITIVE_INFINITY)).isFinite();
    }

    @Test
    void a_limit_passed_ends_the_sum() {
        var model =
                new EtsModel(
                        EtsModel.ErrorTerm.ADDITIVE, EtsModel.Trend.NONE, EtsModel.Season.NONE);
        var recursion = new EtsRecursion(new double[] {1, 2, 3}, model, 1);

        // Alpha 0.5 and level 1: errors 0, 1 and 1.5; squares 0, 1 and 2.25.
        double[] point = {0.5, 1};
        assertThat(recursion.squares(point, 4)).isCloseTo(3.25, within(1e-12));
        assertThat(recursion.squares(point, 3)).isInfinite();
    }

    private static double[] values() {
        var random = new Random(11);
        var values = new double[60];
        for (int at = 0; at < values.length; at++) {
            values[at] = (5 + 0.05 * at) * (1 + 0.1 * (at % PERIOD)) + random.nextGaussian() / 5;
        }
        return values;
    }

    private static double[] point(EtsModel model) {
        var point = new double[model.parameterCount(PERIOD)];
        point[0] = 0.3;
        point[model.levelAt()] = 5.5;
        if (model.hasTrend()) {
            point[model.trendShareAt()] = 0.2;
            point[model.slopeAt()] = 0.04;
        }
        if (model.isDamped()) {
            point[model.dampingAt()] = 0.93;
        }
        if (model.isSeasonal()) {
            point[model.seasonShareAt()] = 0.15;
            boolean factors = model.season() == EtsModel.Season.MULTIPLICATIVE;
            double[] indices =
                    factors ? new double[] {0.87, 0.96, 1.04} : new double[] {-0.7, 0, 0.2};
            System.arraycopy(indices, 0, point, model.indicesAt(), 3);
        }
        return point;
    }
}
