package io.oeeanalytics.forecast.learned;

import io.oeeanalytics.forecast.method.LevelShifts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A series as its origins see it: level, spread, last break and expected working days, each from
 * nothing but the values and dates before.
 */
final class SeriesHistory {
    /** Fewer known values tell neither level nor spread. */
    static final int FEWEST = 14;

    /** Values further back teach nothing, and would cost time. */
    private static final int LONGEST = 1_000;

    /** Spread and break are looked for at every so many values; between them the last ones hold. */
    private static final int KEPT = 5;

    private static final int WEEKS = 8;
    private static final double NORMAL_MEDIAN = 1.4826;
    private static final double NORMAL_MEAN = 1.2533;

    /** With larger values, or smaller spreads, squares would leave the range of numbers. */
    private static final double HUGE = 0x1p300;

    private static final double TINY = 0x1p-300;

    private final PanelSeries series;
    private final double[] sums;
    private final @Nullable Scale[] scales;
    private final int usual;

    SeriesHistory(PanelSeries series) {
        this.series = series;
        var values = series.values();
        sums = new double[values.length + 1];
        int before = 0;
        for (int at = 0; at < values.length; at++) {
            sums[at + 1] = sums[at] + values[at];
            before += before == at && Math.abs(values[at]) < HUGE ? 1 : 0;
        }
        usual = before;
        scales = new Scale[values.length / KEPT + 1];
    }

    /**
     * @param spread a robust standard deviation; 0 while nothing varied
     * @param start the first value since the last break
     */
    private record Scale(double spread, int start) {}

    PanelSeries series() {
        return series;
    }

    int count() {
        return series.values().length;
    }

    double value(int at) {
        return series.values()[at];
    }

    long time(int at) {
        return series.times()[at];
    }

    /** How many values were known at a time of the panel's clock. */
    int known(long time) {
        int place = Arrays.binarySearch(series.times(), 0, count(), time);
        return place >= 0 ? place + 1 : -place - 1;
    }

    /** Whether rows can be made once so many values are known. */
    boolean usable(int known) {
        return known >= FEWEST && known <= usual && spread(known) > TINY;
    }

    /** The mean of the values {@code from} to before {@code to}. */
    double mean(int from, int to) {
        return (sums[to] - sums[from]) / (to - from);
    }

    /**
     * The mean of three: of all values, of those since the last break, and the median of the last
     * 14. What a model learns is added to it.
     */
    double level(int known) {
        double all = mean(Math.max(0, known - LONGEST), known);
        return (all + levelSinceBreak(known) + median(last(known, FEWEST))) / 3;
    }

    double spread(int known) {
        return scale(known).spread();
    }

    double levelSinceBreak(int known) {
        return mean(scale(known).start(), known);
    }

    double[] last(int known, int count) {
        return Arrays.copyOfRange(series.values(), Math.max(0, known - count), known);
    }

    private Scale scale(int known) {
        int at = known / KEPT;
        var found = scales[at];
        if (found == null) {
            int base = Math.max(FEWEST, at * KEPT);
            var seen = last(base, LONGEST);
            var shifts = LevelShifts.of(seen);
            int start = shifts.isEmpty() ? 0 : shifts.getLast().index();
            found = new Scale(spread(seen), base - seen.length + start);
            scales[at] = found;
        }
        return found;
    }

    /** The median absolute deviation, or the mean one where most values are alike. */
    private static double spread(double[] values) {
        double median = median(values);
        var distances = new double[values.length];
        double sum = 0;
        for (int at = 0; at < values.length; at++) {
            distances[at] = Math.abs(values[at] - median);
            sum += distances[at];
        }
        double robust = NORMAL_MEDIAN * median(distances);
        return robust > 0 ? robust : NORMAL_MEAN * sum / values.length;
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The actual times of the steps after an origin whose targets are known. */
    long[] actualTimes(int known, int steps) {
        return Arrays.copyOfRange(series.times(), known, known + steps);
    }

    /**
     * The times of the steps after an origin as they were expected there: the plan where there is
     * one, else days on whose weekday at least half of the last eight weeks saw work.
     */
    long[] expectedTimes(int known, int steps, boolean dated) {
        var expected = new long[steps];
        long last = time(known - 1);
        var worked = dated ? workedWeekdays(known) : new boolean[0];
        for (int step = 0; step < steps; step++) {
            int at = known + step;
            if (series.planned() && at < series.times().length) {
                last = time(at);
            } else {
                last++;
                while (dated && !worked[weekday(last)]) {
                    last++;
                }
            }
            expected[step] = last;
        }
        return expected;
    }

    private boolean[] workedWeekdays(int known) {
        long last = time(known - 1);
        long first = Math.max(time(0), last - WEEKS * FeatureSpec.WEEKDAYS + 1);
        double weeks = Math.max(1, (last - first + 1) / (double) FeatureSpec.WEEKDAYS);
        var counts = new int[FeatureSpec.WEEKDAYS];
        for (int at = known - 1; at >= 0 && time(at) >= first; at--) {
            counts[weekday(time(at))]++;
        }
        var worked = new boolean[FeatureSpec.WEEKDAYS];
        boolean any = false;
        for (int day = 0; day < worked.length; day++) {
            worked[day] = counts[day] >= weeks / 2;
            any |= worked[day];
        }
        if (!any) {
            Arrays.fill(worked, true);
        }
        return worked;
    }

    /** 0 for Monday; epoch day 0 was a Thursday. */
    static int weekday(long epochDay) {
        return (int) Math.floorMod(epochDay + 3, (long) FeatureSpec.WEEKDAYS);
    }
}
