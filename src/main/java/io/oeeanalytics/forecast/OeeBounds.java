package io.oeeanalytics.forecast;

/**
 * The OEE a line can show: never below 0; above 1 where ideal cycles are set too slow, and beyond
 * 1.2 only where the recording is at fault.
 */
final class OeeBounds {
    static final double LEAST = 0;
    static final double MOST = 1.2;

    private OeeBounds() {}

    static double clip(double oee) {
        return Math.clamp(oee, LEAST, MOST);
    }

    static boolean contain(double oee) {
        return oee >= LEAST && oee <= MOST;
    }
}
