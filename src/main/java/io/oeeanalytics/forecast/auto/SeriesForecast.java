package io.oeeanalytics.forecast.auto;

/**
 * The steps after the last known value. Of each, the 95 % interval holds the 80 % one, that the 50
 * % one, and that the mean; all are finite and within the bounds.
 *
 * @param known how many values were known
 * @param method what made it
 * @param errors by step, how many past errors of forecasts so far ahead the intervals rest on;
 *     those of other steps help
 * @param note why it is a stand-in; empty if it is none
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
        String note) {}
