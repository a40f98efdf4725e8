package io.oeeanalytics.forecast.auto;

/** A method on one series: what it says now, and what it would have said before. */
interface CalibratedMethod {
    String name();

    /** The next steps once the first {@code known} values are known. */
    double[] points(int known);

    /**
     * The same, or nearly, at less cost: the forecasts of past origins that calibration rests on.
     */
    default double[] tried(int known) {
        return points(known);
    }

    /** The intervals for them; only the first {@code known} values may count. */
    IntervalCalibration calibration(int known);
}
