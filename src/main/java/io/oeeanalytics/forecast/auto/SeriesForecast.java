package io.oeeanalytics.forecast.auto;

/**
 * The steps after the last known value. Of each, the 95 % interval holds the 80 % one, that the 50
 * % one, and that the mean; all are finite and within the bounds.
 *
 * @param known how many values were known
 * @param method what made it
 * @param errors by step, how many past errors of forecasts so far ahead the intervals rest on;
 *     those of other steps help
 * @param note what is to be said of it; empty if nothing
 * @param standIn whether it was made by another method than was asked for
 */
public record SeriesForecast(
        int known,
        String method,
        double[] mean,
        double[] lower50,
        double[] upper50,
        double[] lower80,
        double[] upper80,
        double[] lower95,
        double[] upper95,
        int[] errors,
        String note,
        boolean standIn) {
    /**
     * Means with intervals of past errors, each of which holds the narrower ones.
     *
     * @param mean within the bounds
     */
    public static SeriesForecast about(
            double[] mean,
            int known,
            String method,
            IntervalCalibration calibration,
            ValueBounds bounds) {
        int horizon = mean.length;
        var lower = new double[3][horizon];
        var upper = new double[3][horizon];
        var errors = new int[horizon];
        for (int step = 0; step < horizon; step++) {
            var below =
                    new double[] {
                        calibration.lower50(step),
                        calibration.lower80(step),
                        calibration.lower95(step)
                    };
            var above =
                    new double[] {
                        calibration.upper50(step),
                        calibration.upper80(step),
                        calibration.upper95(step)
                    };
            double low = mean[step];
            double high = mean[step];
            for (int limit = 0; limit < below.length; limit++) {
                low = Math.min(low, bounds.clip(mean[step] + below[limit]));
                high = Math.max(high, bounds.clip(mean[step] + above[limit]));
                lower[limit][step] = low;
                upper[limit][step] = high;
            }
            errors[step] = calibration.count(step);
        }
        return new SeriesForecast(
                known,
                method,
                mean.clone(),
                lower[0],
                upper[0],
                lower[1],
                upper[1],
                lower[2],
                upper[2],
                errors,
                "",
                false);
    }

    /**
     * The same as a stand-in.
     *
     * @param words why it is one
     */
    public SeriesForecast standingIn(String words) {
        return new SeriesForecast(
                known,
                method,
                mean,
                lower50,
                upper50,
                lower80,
                upper80,
                lower95,
                upper95,
                errors,
                note.isEmpty() ? words : words + "; " + note,
                true);
    }
}
