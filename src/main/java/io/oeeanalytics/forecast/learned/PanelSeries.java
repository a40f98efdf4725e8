package io.oeeanalytics.forecast.learned;

/**
 * One series of a panel, oldest first.
 *
 * @param times of the days worked, rising, on one clock for the whole panel: epoch days where the
 *     panel is dated, else numbers that order the values of all series, such as their index. As
 *     many as values, or more where the days ahead are planned
 * @param values by day, in any unit; at least one, all finite
 * @param covariates by day as many as the panel names, known before the day: planned hours, shares
 *     of the product mix; NaN where missing. Either none at all or a row for each of {@code times};
 *     with them the dates of the days ahead count as planned
 */
public record PanelSeries(String name, long[] times, double[] values, double[][] covariates) {
    public PanelSeries {
        if (values.length == 0 || times.length < values.length) {
            throw new IllegalArgumentException(
                    "series %s has %d values and %d times"
                            .formatted(name, values.length, times.length));
        }
        for (int at = 1; at < times.length; at++) {
            if (times[at] <= times[at - 1]) {
                throw new IllegalArgumentException(
                        "times of series %s rise, but %d comes after %d"
                                .formatted(name, times[at], times[at - 1]));
            }
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "values of series %s are finite, not %s".formatted(name, value));
            }
        }
        if (covariates.length != 0 && covariates.length != times.length) {
            throw new IllegalArgumentException(
                    "series %s has covariates of %d days, but %d times"
                            .formatted(name, covariates.length, times.length));
        }
    }

    /** Without anything known in advance. */
    public PanelSeries(String name, long[] times, double[] values) {
        this(name, times, values, new double[0][]);
    }

    /** Whether days after the values, or at past origins after those, were known in advance. */
    boolean planned() {
        return covariates.length > 0 || times.length > values.length;
    }
}
