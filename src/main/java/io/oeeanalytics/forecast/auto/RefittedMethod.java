package io.oeeanalytics.forecast.auto;

import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.MeanOfLast;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One method of the catalogue, fitted anew at every origin that calibrates its intervals. */
final class RefittedMethod implements CalibratedMethod {
    private static final int FIRST_ORIGIN = 20;

    private final double[] values;
    private final int horizon;
    private final ValueBounds bounds;
    private final ForecastMethod method;
    private final int origins;
    private final double[] @Nullable [] made;

    /**
     * @param origins how many calibrate; fewer for a method that takes its time
     */
    RefittedMethod(
            double[] values, int horizon, ValueBounds bounds, ForecastMethod method, int origins) {
        this.values = values;
        this.horizon = horizon;
        this.bounds = bounds;
        this.method = method;
        this.origins = origins;
        made = new double[values.length + 1][];
    }

    @Override
    public String name() {
        return method.name();
    }

    @Override
    public double[] points(int known) {
        var steps = made[known];
        if (steps == null) {
            var history =
                    Arrays.copyOfRange(values, Math.max(0, known - LevelBlend.LONGEST), known);
            var able = known < method.shortestHistory() ? MeanOfLast.all() : method;
            steps = able.forecast(history, horizon);
            for (int step = 0; step < horizon; step++) {
                steps[step] = bounds.clip(steps[step]);
            }
            made[known] = steps;
        }
        return steps.clone();
    }

    @Override
    public IntervalCalibration calibration(int known) {
        int least = Math.max(method.shortestHistory(), Math.min(FIRST_ORIGIN, known / 3));
        int first = Math.max(Math.max(1, least), known - LevelBlend.WINDOW);
        int stride = Math.max(1, (known - first) / origins);
        return RollingErrors.calibration(values, known, first, stride, horizon, this::points);
    }
}
