package io.oeeanalytics.forecast.auto;

/** Forecasts of one series as they were, or would have been, made at any of its values. */
public interface Origins {
    /**
     * The forecast once so many values are known, as if no later ones were there.
     *
     * @param known 1 to the length of the series
     */
    SeriesForecast at(int known);

    /**
     * The same, or nearly, at less cost: methods may keep what they learned at an origin shortly
     * before.
     */
    SeriesForecast tried(int known);
}
