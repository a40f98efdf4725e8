package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.method.ForecastMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a method would have forecast on each past day, knowing only the days before. Origin o means
 * that o values were known, so horizon h aims at the value with index o + h - 1.
 */
final class RollingForecasts {
    private final double[] values;
    private final int horizon;
    private final int firstOrigin;
    private final double[][] points;

    private RollingForecasts(double[] values, int horizon, int firstOrigin, double[][] points) {
        this.values = values;
        this.horizon = horizon;
        this.firstOrigin = firstOrigin;
        this.points = points;
    }

    static RollingForecasts of(
            double[] values, ForecastMethod method, int horizon, int firstOrigin) {
        int origins = Math.max(0, values.length - firstOrigin);
        var points = new double[origins][];
        for (int at = 0; at < origins; at++) {
            var known = Arrays.copyOf(values, firstOrigin + at);
            points[at] = method.forecast(known, horizon);
            for (int step = 0; step < horizon; step++) {
                points[at][step] = OeeBounds.clip(points[at][step]);
            }
        }
        return new RollingForecasts(values, horizon, firstOrigin, points);
    }

    int firstOrigin() {
        return firstOrigin;
    }

    double point(int origin, int ahead) {
        return points[origin - firstOrigin][ahead - 1];
    }

    /** Actual minus forecast. */
    double error(int origin, int ahead) {
        return values[origin + ahead - 1] - point(origin, ahead);
    }

    /** Intervals as they could be drawn with the first {@code known} values in hand. */
    ConformalIntervals intervals(int known) {
        List<double[]> errors = new ArrayList<>(horizon);
        for (int ahead = 1; ahead <= horizon; ahead++) {
            int last = known - ahead;
            int first = Math.max(firstOrigin, last - ConformalIntervals.WINDOW + 1);
            var own = new double[Math.max(0, last - first + 1)];
            for (int at = 0; at < own.length; at++) {
                own[at] = error(first + at, ahead);
            }
            errors.add(own);
        }
        return ConformalIntervals.calibrated(errors);
    }
}
