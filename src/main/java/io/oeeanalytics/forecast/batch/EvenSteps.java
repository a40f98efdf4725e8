package io.oeeanalytics.forecast.batch;

import java.util.Arrays;

/**
 * A series as the methods see it: its observations as they are, or on an even grid of time with few
 * holes filled in along straight lines, for seasons that count in time.
 */
final class EvenSteps {
    private static final double MOST_HOLES = 0.05;

    private final long[] times;
    private final double[] values;
    private final int[] places;

    private EvenSteps(long[] times, double[] values, int[] places) {
        this.times = times;
        this.values = values;
        this.places = places;
    }

    static EvenSteps of(ObservedSeries series, boolean seasonal) {
        var times = series.times();
        int count = series.count();
        var places = new int[count];
        Arrays.setAll(places, at -> at);
        if (!seasonal || count < 3) {
            return new EvenSteps(times, series.values(), places);
        }
        long step = usual(times);
        for (int at = 1; at < count; at++) {
            long apart = times[at] - times[at - 1];
            long place = places[at - 1] + apart / step;
            if (apart % step != 0 || place > count / (1 - MOST_HOLES)) {
                Arrays.setAll(places, same -> same);
                return new EvenSteps(times, series.values(), places);
            }
            places[at] = (int) place;
        }
        int size = places[count - 1] + 1;
        if (size == count || size - count > MOST_HOLES * size) {
            Arrays.setAll(places, same -> same);
            return new EvenSteps(times, series.values(), places);
        }
        return new EvenSteps(times, filled(series.values(), places, size), places);
    }

    /** With the holes filled. */
    double[] values() {
        return values;
    }

    /** How many of the values are known, filled ones too, once so many observations are. */
    int known(int observations) {
        return places[observations - 1] + 1;
    }

    /** The time of the last of so many known values. */
    long time(int known) {
        return times[Arrays.binarySearch(places, known - 1)];
    }

    /** The median distance: with few holes it is the step. */
    private static long usual(long[] times) {
        var apart = new long[times.length - 1];
        for (int at = 0; at < apart.length; at++) {
            apart[at] = times[at + 1] - times[at];
        }
        Arrays.sort(apart);
        return Math.max(1, apart[apart.length / 2]);
    }

    private static double[] filled(double[] values, int[] places, int size) {
        var filled = new double[size];
        filled[0] = values[0];
        for (int at = 1; at < places.length; at++) {
            int from = places[at - 1];
            int to = places[at];
            for (int place = from + 1; place <= to; place++) {
                double share = (place - from) / (double) (to - from);
                filled[place] = values[at - 1] * (1 - share) + values[at] * share;
            }
            filled[to] = values[at];
        }
        return filled;
    }
}
