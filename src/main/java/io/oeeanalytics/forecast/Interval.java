package io.oeeanalytics.forecast;

/** Where the OEE of a day will lie with a stated chance. */
public record Interval(double lower, double upper, Evidence evidence) {
    /** What the width rests on. */
    public enum Evidence {
        /** Past errors of forecasts exactly as many days ahead. */
        OWN_HORIZON,
        /** Past errors of forecasts about as many days ahead: too few of its own. */
        NEIGHBOURING_HORIZONS,
        /** Too few errors for this chance: the interval is all an OEE can be. */
        TOO_FEW_ERRORS
    }

    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "an interval runs upwards, but got %s to %s".formatted(lower, upper));
        }
    }

    public boolean contains(double oee) {
        return lower <= oee && oee <= upper;
    }

    boolean holds(Interval other) {
        return lower <= other.lower && other.upper <= upper;
    }

    public double width() {
        return upper - lower;
    }
}
