package io.oeeanalytics.advisor.tool;

/**
 * A number the engine computed, as exact as it has it. Whatever number an answer says must be one
 * of these, rounded.
 *
 * @param name what it is, in English and for a model: {@code oee}, {@code availability of LINE-03}
 * @param value in its unit
 */
public record Figure(String name, double value, Unit unit) {
    /** What a value is measured in. */
    public enum Unit {
        /** A fraction of 1, said in percent. */
        SHARE,
        /** A difference of two shares, a fraction of 1, said in percentage points. */
        POINTS,
        /** Said in hours, minutes and seconds, or in one of them. */
        MILLISECONDS,
        PIECES,
        PIECES_PER_HOUR,
        /** Of stops, lines, days and whatever else is counted. */
        COUNT
    }
}
