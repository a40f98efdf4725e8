package io.oeeanalytics.forecast.batch;

import java.util.Arrays;
import java.util.OptionalInt;

/** The rows of one series in arrays that grow; a missing value is NaN until {@link #settle}. */
final class ObservedSeries {
    private static final int FIRST_SIZE = 16;

    private final String name;
    private long[] times = new long[FIRST_SIZE];
    private double[] values = new double[FIRST_SIZE];
    private int[] lines = new int[FIRST_SIZE];
    private int count;
    private boolean ordered = true;

    ObservedSeries(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    int firstLine() {
        return lines.length == 0 ? 0 : lines[0];
    }

    void add(long time, double value, int line) {
        if (count == times.length) {
            int size = count + (count >> 1);
            times = Arrays.copyOf(times, size);
            values = Arrays.copyOf(values, size);
            lines = Arrays.copyOf(lines, size);
        }
        ordered &= count == 0 || times[count - 1] < time;
        times[count] = time;
        values[count] = value;
        lines[count] = line;
        count++;
    }

    /** A line whose time stood on an earlier one; sorts by time. */
    OptionalInt duplicate() {
        if (!ordered) {
            sort();
        }
        for (int at = 1; at < count; at++) {
            if (times[at] == times[at - 1]) {
                return OptionalInt.of(lines[at]);
            }
        }
        return OptionalInt.empty();
    }

    /** Leaves the known values only, and lets go of the lines. */
    void settle() {
        lines = new int[] {lines[0]};
        int kept = 0;
        for (int at = 0; at < count; at++) {
            if (!Double.isNaN(values[at])) {
                times[kept] = times[at];
                values[kept] = values[at];
                kept++;
            }
        }
        count = kept;
        if (times.length > kept) {
            times = Arrays.copyOf(times, kept);
            values = Arrays.copyOf(values, kept);
        }
    }

    int count() {
        return count;
    }

    /** Times of the known values, rising; not to be written to. */
    long[] times() {
        return times;
    }

    double[] values() {
        return values;
    }

    private void sort() {
        var order = new Integer[count];
        Arrays.setAll(order, at -> at);
        // Stable, so that of two rows with one time the later line is the duplicate.
        Arrays.sort(order, (one, other) -> Long.compare(times[one], times[other]));
        var sortedTimes = new long[count];
        var sortedValues = new double[count];
        var sortedLines = new int[count];
        for (int at = 0; at < count; at++) {
            sortedTimes[at] = times[order[at]];
            sortedValues[at] = values[order[at]];
            sortedLines[at] = lines[order[at]];
        }
        times = sortedTimes;
        values = sortedValues;
        lines = sortedLines;
        ordered = true;
    }
}
