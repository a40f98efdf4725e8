package io.oeeanalytics.plant;

/** Where stops shorter than the micro-stop threshold show; OEE itself does not move with it. */
public enum MicroStopBucket {
    /** They count as production time and lower effectiveness. */
    PERFORMANCE,
    /** They stay delays and lower availability. */
    AVAILABILITY
}
