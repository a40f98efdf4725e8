package io.oeeanalytics.forecast.auto;

import java.util.function.IntFunction;

/** Signed errors of past origins, as they were known at one of them. */
public final class RollingErrors {
    private RollingErrors() {}

    /**
     * @param known values known where the intervals are drawn
     * @param first the first origin; origin o knew o values
     * @param stride every how many origins a forecast was made, counted back from the last
     */
    public static IntervalCalibration calibration(
            double[] values,
            int known,
            int first,
            int stride,
            int horizon,
            IntFunction<double[]> points) {
        var errors = new double[horizon][];
        var ages = new double[horizon][];
        int last = known - 1;
        int origins = last < first ? 0 : (last - first) / stride + 1;
        for (int step = 0; step < horizon; step++) {
            // Origins count back from the last one; those nearer than the step have no actual.
            int missing = Math.min(origins, (step + stride - 1) / stride);
            errors[step] = new double[origins - missing];
            ages[step] = new double[origins - missing];
        }
        for (int back = origins - 1; back >= 0; back--) {
            int origin = last - back * stride;
            var made = points.apply(origin);
            int row = origins - 1 - back;
            for (int step = 0; step < horizon && origin + step < known; step++) {
                errors[step][row] = values[origin + step] - made[step];
                ages[step][row] = back * stride;
            }
        }
        return IntervalCalibration.of(errors, ages);
    }
}
