package io.oeeanalytics.forecast.learned;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows and targets in the order of the days their targets fell on.
 *
 * @param features by row the columns of the {@link FeatureSpec}; NaN where missing
 * @param targets distances from the level in spreads
 * @param series how many series they come from
 */
record TrainingRows(double[][] features, double[] targets, int series) {
    /** More rows teach little more, and cost in proportion. */
    static final int MOST = 20_000;

    private record Row(long time, double[] features, double target) {}

    int count() {
        return targets.length;
    }

    /** Of everything that had happened at a time of the panel's clock, thinned evenly if much. */
    static TrainingRows until(List<SeriesHistory> panel, FeatureSpec spec, long time) {
        long all = 0;
        for (var history : panel) {
            int known = history.known(time);
            for (int origin = SeriesHistory.FEWEST; origin < known; origin++) {
                all += Math.min(spec.horizon(), known - origin);
            }
        }
        long stride = Math.ceilDiv(Math.max(1, all), MOST);
        // With a factor in common, some steps ahead would never be met.
        while (stride > 1 && common(stride, spec.horizon()) > 1) {
            stride++;
        }
        var rows = new ArrayList<Row>();
        long place = 0;
        int series = 0;
        for (var history : panel) {
            int known = history.known(time);
            int before = rows.size();
            var features = new Features(spec, history);
            for (int origin = SeriesHistory.FEWEST; origin < known; origin++) {
                int steps = Math.min(spec.horizon(), known - origin);
                boolean usable = history.usable(origin);
                for (int step = 0; step < steps; step++, place++) {
                    if (usable && place % stride == 0) {
                        rows.add(
                                new Row(
                                        history.time(origin + step),
                                        features.row(
                                                origin,
                                                step,
                                                history.actualTimes(origin, step + 1)),
                                        features.target(origin, step)));
                    }
                }
            }
            series += rows.size() > before ? 1 : 0;
        }
        rows.sort(Comparator.comparingLong(Row::time));
        return new TrainingRows(
                rows.stream().map(Row::features).toArray(double[][]::new),
                rows.stream().mapToDouble(Row::target).toArray(),
                series);
    }

    private static long common(long one, long other) {
        return other == 0 ? one : common(other, one % other);
    }
}
