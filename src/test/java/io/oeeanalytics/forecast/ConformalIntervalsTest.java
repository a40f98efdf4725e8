package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.ConformalIntervals.Level;
import io.oeeanalytics.forecast.Interval.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConformalIntervalsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void tails_are_the_errors_of_the_finite_sample_rank() {
        // Errors -0.019 to 0.019 by 0.001: 39 of them.
        var errors = IntStream.rangeClosed(-19, 19).mapToDouble(step -> step / 1000.0).toArray();

        var intervals = ConformalIntervals.calibrated(List.of(errors));

        // 80 %: rank ceil(40 * 0.9) = 36 of 39, three from the top: 0.016, and -0.016 below.
        var eighty = intervals.around(0.5, 1, Level.EIGHTY);
        assertThat(eighty.lower()).isCloseTo(0.484, EXACT);
        assertThat(eighty.upper()).isCloseTo(0.516, EXACT);
        // 95 %: rank ceil(40 * 0.975) = 39 of 39: the greatest error of all.
        var ninetyFive = intervals.around(0.5, 1, Level.NINETY_FIVE);
        assertThat(ninetyFive.lower()).isCloseTo(0.481, EXACT);
        assertThat(ninetyFive.upper()).isCloseTo(0.519, EXACT);
        assertThat(ninetyFive.evidence()).isEqualTo(Evidence.OWN_HORIZON);
    }

    @Test
    void tails_may_differ_but_the_point_stays_inside() {
        // Nine errors: rank ceil(10 * 0.9) = 9, the greatest; the least is above 0, so 0 it is.
        double[] errors = {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09};

        var interval = ConformalIntervals.calibrated(List.of(errors)).around(0.5, 1, Level.EIGHTY);

        assertThat(interval.lower()).isCloseTo(0.5, EXACT);
        assertThat(interval.upper()).isCloseTo(0.59, EXACT);
    }

    @Test
    void too_few_errors_give_the_whole_range_and_say_so() {
        var intervals = ConformalIntervals.calibrated(List.of(new double[8]));

        var interval = intervals.around(0.5, 1, Level.EIGHTY);

        // Rank ceil(9 * 0.9) = 9 of 8 does not exist.
        assertThat(interval).isEqualTo(new Interval(0, OeeBounds.MOST, Evidence.TOO_FEW_ERRORS));
    }

    @Test
    void neighbouring_horizons_help_out() {
        // Eight errors at each of two horizons: 16 together, rank ceil(17 * 0.9) = 16.
        var near = IntStream.rangeClosed(1, 8).mapToDouble(step -> step / 100.0).toArray();
        var far = IntStream.rangeClosed(1, 8).mapToDouble(step -> -step / 50.0).toArray();

        var intervals = ConformalIntervals.calibrated(List.of(near, far));

        for (int horizon = 1; horizon <= 2; horizon++) {
            var interval = intervals.around(0.5, horizon, Level.EIGHTY);
            assertThat(interval.evidence()).isEqualTo(Evidence.NEIGHBOURING_HORIZONS);
            assertThat(interval.lower()).isCloseTo(0.34, EXACT);
            assertThat(interval.upper()).isCloseTo(0.58, EXACT);
        }
    }

    @Test
    void intervals_never_narrow_with_the_horizon() {
        // Greatest errors 0.05, 0.03, 0.09: the first two violate the order and share their mean.
        var intervals = ConformalIntervals.calibrated(List.of(nine(0.05), nine(0.03), nine(0.09)));

        assertThat(intervals.around(0.5, 1, Level.EIGHTY).upper()).isCloseTo(0.54, EXACT);
        assertThat(intervals.around(0.5, 2, Level.EIGHTY).upper()).isCloseTo(0.54, EXACT);
        assertThat(intervals.around(0.5, 3, Level.EIGHTY).upper()).isCloseTo(0.59, EXACT);
        assertThat(intervals.around(0.5, 3, Level.EIGHTY).lower()).isCloseTo(0.41, EXACT);
    }

    @Test
    void any_errors_give_nested_growing_intervals_within_the_range() {
        for (long seed = 1; seed <= 100; seed++) {
            var intervals = ConformalIntervals.calibrated(wild(seed));
            double width80 = 0;
            double width95 = 0;
            for (int horizon = 1; horizon <= 30; horizon++) {
                var eighty = intervals.around(0.6, horizon, Level.EIGHTY);
                var ninetyFive = intervals.around(0.6, horizon, Level.NINETY_FIVE);

                assertThat(eighty.contains(0.6)).isTrue();
                assertThat(ninetyFive.lower()).isBetween(0.0, eighty.lower());
                assertThat(ninetyFive.upper()).isBetween(eighty.upper(), 1.2);
                assertThat(eighty.width()).isGreaterThanOrEqualTo(width80 - 1e-12);
                assertThat(ninetyFive.width()).isGreaterThanOrEqualTo(width95 - 1e-12);
                width80 = eighty.width();
                width95 = ninetyFive.width();
            }
        }
    }

    @Test
    void the_ends_are_clipped_to_what_an_oee_can_be() {
        var intervals = ConformalIntervals.calibrated(List.of(nine(0.4)));

        assertThat(intervals.around(0.1, 1, Level.EIGHTY).lower()).isZero();
        assertThat(intervals.around(1.1, 1, Level.EIGHTY).upper()).isEqualTo(1.2);
    }

    @Test
    void a_horizon_without_errors_is_refused() {
        var intervals = ConformalIntervals.calibrated(List.of(nine(0.1)));

        assertThatThrownBy(() -> intervals.around(0.5, 2, Level.EIGHTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("horizons 1 to 1, but asked for 2");
    }

    /** Nine errors, the rank of the 80 % tails being the outermost. */
    private static double[] nine(double greatest) {
        return new double[] {-greatest, 0, 0, 0, 0, 0, 0, 0, greatest};
    }

    private static List<double[]> wild(long seed) {
        var random = new Random(seed);
        var errors = new ArrayList<double[]>();
        for (int horizon = 1; horizon <= 30; horizon++) {
            var own = new double[Math.max(0, 35 + random.nextInt(40) - horizon)];
            for (int at = 0; at < own.length; at++) {
                own[at] = 0.2 * random.nextGaussian() + 0.05;
            }
            errors.add(own);
        }
        return errors;
    }
}
