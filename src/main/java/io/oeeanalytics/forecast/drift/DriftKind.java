package io.oeeanalytics.forecast.drift;

/** What became different. */
public enum DriftKind {
    /** Forecasts of the next working day miss by more than they used to. */
    ERROR,
    OEE,
    AVAILABILITY,
    EFFECTIVENESS,
    QUALITY;

    /** Whether it is the line that changed, rather than how well it is forecast. */
    public boolean isOfData() {
        return this != ERROR;
    }
}
