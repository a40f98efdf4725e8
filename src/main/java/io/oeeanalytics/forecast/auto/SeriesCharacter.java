package io.oeeanalytics.forecast.auto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a series shows: the seasons in it, shortest first, and whether it keeps about a level. A
 * season is tested, never assumed: its lag must stand out among the autocorrelations of the series
 * less a centred mean over one season (Box, Jenkins, Reinsel and Ljung, 2015, chapter 2). Behind a
 * given season one seven times as long is sought, as days make weeks; without one, the periods that
 * calendars make.
 *
 * @param level whether values return to a level, so that their mean has something to say
 */
record SeriesCharacter(List<Integer> periods, boolean level) {
    private static final int[] HIDDEN = {7, 12, 24, 52};
    private static final int SEASONS_TO_SHOW = 3;
    private static final int LONGEST_TESTED = 5_000;
    private static final int DAYS_OF_WEEK = 7;

    /**
     * How high a correlation stands at least, and how many standard errors of noise.
     *
     * @param errors in units of one over the root of the number of values
     */
    private record Proof(double least, double errors) {}

    private static final int YEAR_OF_WEEKS = 52;

    /** A given season needs less proof than a guessed one. */
    private static final Proof GIVEN = new Proof(0.15, 2.5);

    /** Where a level is likely and no trial follows. */
    private static final Proof STRICT = new Proof(0.3, 4);

    /** Where methods without the season compete with those that use it. */
    private static final Proof USUAL = new Proof(0.2, 3);

    private static final Proof YEARLY = new Proof(0.1, 2);

    /** How much closer a value is to that of a week ago than to those of other days. */
    private static final double LEAST_WEEKLY = 0.03;

    /** Persistence of a walk rather than of something that returns. */
    private static final double WALK = 0.9;

    SeriesCharacter {
        periods = List.copyOf(periods);
    }

    /**
     * @param season the given one, or 1
     */
    static SeriesCharacter of(double[] values, int season, ValueBounds bounds) {
        var recent =
                Arrays.copyOfRange(
                        values, Math.max(0, values.length - LONGEST_TESTED), values.length);
        var periods = new ArrayList<Integer>();
        if (season > 1) {
            if (shows(recent, season)) {
                periods.add(season);
                long week = (long) season * DAYS_OF_WEEK;
                if (week * SEASONS_TO_SHOW <= recent.length && weekly(recent, season)) {
                    periods.add(season * DAYS_OF_WEEK);
                }
            }
        } else {
            int found = hidden(recent, bounds);
            if (found > 1) {
                periods.add(found);
                if (found * DAYS_OF_WEEK * SEASONS_TO_SHOW <= recent.length
                        && found == 24
                        && weekly(recent, found)) {
                    periods.add(found * DAYS_OF_WEEK);
                }
            }
        }
        boolean level = periods.isEmpty() && bounds.given() && autocorrelation(recent, 1) < WALK;
        return new SeriesCharacter(periods, level);
    }

    private static int hidden(double[] values, ValueBounds bounds) {
        int best = 1;
        double most = 0;
        for (int period : HIDDEN) {
            if (SEASONS_TO_SHOW * period <= values.length) {
                double share = seasonal(values, period);
                var proof = proof(period, bounds);
                double least = Math.max(proof.least(), proof.errors() / Math.sqrt(values.length));
                if (share > Math.max(least, most)) {
                    most = share;
                    best = period;
                }
            }
        }
        return best;
    }

    private static Proof proof(int period, ValueBounds bounds) {
        return bounds.given() ? STRICT : period == YEAR_OF_WEEKS ? YEARLY : USUAL;
    }

    private static boolean shows(double[] values, int period) {
        return values.length > 2 * period
                && seasonal(values, period)
                        > Math.max(GIVEN.least(), GIVEN.errors() / Math.sqrt(values.length));
    }

    /** The autocorrelation one season back, if none half a season away is as high. */
    private static double seasonal(double[] values, int period) {
        var rest = withoutTrend(values, period);
        double there = autocorrelation(rest, period);
        double between = autocorrelation(rest, (period + 1) / 2);
        return there > between ? there : 0;
    }

    private static boolean weekly(double[] values, int day) {
        var rest = withoutTrend(values, day * DAYS_OF_WEEK);
        double others = 0;
        for (int days = 2; days < DAYS_OF_WEEK - 1; days++) {
            others += autocorrelation(rest, days * day) / (DAYS_OF_WEEK - 3);
        }
        return autocorrelation(rest, day * DAYS_OF_WEEK) > others + LEAST_WEEKLY;
    }

    /** Less the centred mean over one season; half a season is lost at either end. */
    private static double[] withoutTrend(double[] values, int period) {
        int half = period / 2;
        int count = values.length - 2 * half;
        if (count < 2) {
            return new double[0];
        }
        var rest = new double[count];
        double ends = period % 2 == 0 ? 0.5 : 1;
        double sum = 0;
        for (int at = 0; at <= 2 * half; at++) {
            sum += values[at] / period;
        }
        for (int at = 0; at < count; at++) {
            int centre = at + half;
            double edge = (1 - ends) * (values[at] + values[at + 2 * half]) / period;
            rest[at] = values[centre] - (sum - edge);
            if (at + 1 < count) {
                sum += (values[at + 2 * half + 1] - values[at]) / period;
            }
        }
        return rest;
    }

    private static double autocorrelation(double[] values, int lag) {
        if (values.length <= lag + 2) {
            return 0;
        }
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double whole = 0;
        double there = 0;
        for (int at = 0; at < values.length; at++) {
            double away = values[at] - mean;
            whole += away * away;
            if (at >= lag) {
                there += away * (values[at - lag] - mean);
            }
        }
        // As many products in both, or long lags would always look weak.
        return whole > 0 ? there / whole * values.length / (values.length - lag) : 0;
    }
}
