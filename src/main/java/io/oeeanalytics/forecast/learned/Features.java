package io.oeeanalytics.forecast.learned;

import java.util.Arrays;

/**
 * Rows of one series. Values stand as distances from the level of the series at the origin, in
 * units of its own robust spread, so that lines of different levels share one model: Montero-Manso
 * and Hyndman, Principles and algorithms for forecasting groups of time series: locality and
 * globality, International Journal of Forecasting 37 (2021); Januschowski et al., Forecasting with
 * trees, the same 38 (2022). A row of an origin knows nothing after it but what was planned.
 */
final class Features {
    /** Spreads beyond which a value counts no further: a broken day is no lesson in size. */
    static final double FARTHEST = 5;

    private static final int SHORT = 7;
    private static final int MIDDLE = 14;
    private static final int LONG = 28;

    /** Values of a weekday, or of a place in the season, that make its own mean. */
    private static final int OWN = 8;

    /** Values that pull such a mean towards the level. */
    private static final double SHRINK = 4;

    private static final int MOST_DAYS_OFF = 7;
    private static final int COVARIATE_DAYS = 250;

    private final FeatureSpec spec;
    private final int width;
    private final SeriesHistory history;

    Features(FeatureSpec spec, SeriesHistory history) {
        this.spec = spec;
        this.history = history;
        width = spec.names().size();
    }

    /** A distance from the level as the target of a row. */
    double target(int known, int step) {
        return scaled(history.value(known + step), known);
    }

    /** The value that a target, or a forecast of one, stands for. */
    double value(int known, double target) {
        return history.level(known) + history.spread(known) * target;
    }

    private double scaled(double value, int known) {
        double away = (value - history.level(known)) / history.spread(known);
        return Math.clamp(away, -FARTHEST, FARTHEST);
    }

    /**
     * The row of one step, counted from 0.
     *
     * @param times of the steps from the first on, actual or expected
     */
    double[] row(int known, int step, long[] times) {
        var row = new double[width];
        int at = 0;
        for (int lag = 1; lag <= FeatureSpec.LAGS; lag++) {
            row[at++] = scaled(history.value(known - lag), known);
        }
        double recent = mean(known, SHORT);
        row[at++] = recent;
        row[at++] = mean(known, MIDDLE);
        row[at++] = mean(known, LONG);
        row[at++] = scaled(SeriesHistory.median(history.last(known, MIDDLE)), known);
        row[at++] = Math.min(FARTHEST, deviation(known) / history.spread(known));
        row[at++] = scaled(history.levelSinceBreak(known), known);
        row[at++] = step + 1;
        // What a linear model cannot see by itself: the last days count less for days far ahead.
        row[at++] = row[0] / (step + 1);
        row[at++] = recent / (step + 1);
        if (spec.dated()) {
            int weekday = SeriesHistory.weekday(times[step]);
            row[at + weekday] = 1;
            at += FeatureSpec.WEEKDAYS;
            long before = step == 0 ? history.time(known - 1) : times[step - 1];
            row[at++] = Math.min(MOST_DAYS_OFF, times[step] - before);
            row[at++] = ownWeekday(known, weekday);
        }
        if (spec.season() > 1) {
            int back = known + step;
            while (back >= known) {
                back -= spec.season();
            }
            row[at++] = back < 0 ? Double.NaN : scaled(history.value(back), known);
            row[at++] = ownSeason(known, back);
        }
        for (int covariate = 0; covariate < spec.covariates().size(); covariate++) {
            row[at++] = covariate(known, step, covariate);
        }
        return row;
    }

    private double mean(int known, int days) {
        return scaled(history.mean(Math.max(0, known - days), known), known);
    }

    private double deviation(int known) {
        var last = history.last(known, MIDDLE);
        double mean = Arrays.stream(last).sum() / last.length;
        double squares = 0;
        for (double value : last) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / last.length);
    }

    private double ownWeekday(int known, int weekday) {
        double sum = 0;
        int count = 0;
        int first = Math.max(0, known - OWN * FeatureSpec.WEEKDAYS);
        for (int at = known - 1; at >= first && count < OWN; at--) {
            if (SeriesHistory.weekday(history.time(at)) == weekday) {
                sum += scaled(history.value(at), known);
                count++;
            }
        }
        return sum / (count + SHRINK);
    }

    private double ownSeason(int known, int last) {
        double sum = 0;
        int count = 0;
        for (int at = last; at >= 0 && count < OWN; at -= spec.season()) {
            sum += scaled(history.value(at), known);
            count++;
        }
        return sum / (count + SHRINK);
    }

    /** The day's own less what was usual for the series so far: its level holds the usual. */
    private double covariate(int known, int step, int covariate) {
        var days = history.series().covariates();
        int day = known + step;
        if (day >= days.length) {
            return Double.NaN;
        }
        double sum = 0;
        int count = 0;
        for (int at = Math.max(0, known - COVARIATE_DAYS); at < known; at++) {
            double value = days[at][covariate];
            if (Double.isFinite(value)) {
                sum += value;
                count++;
            }
        }
        double own = days[day][covariate];
        return count == 0 || !Double.isFinite(own) ? Double.NaN : own - sum / count;
    }
}
