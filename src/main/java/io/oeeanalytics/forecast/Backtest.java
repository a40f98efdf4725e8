package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.ConformalIntervals.Level;
import io.oeeanalytics.forecast.Interval.Evidence;
import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.Naive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Rolling-origin evaluation on the last 15 % of the days: Tashman, Out-of-sample tests of
 * forecasting accuracy, International Journal of Forecasting 16 (2000). Every horizon aims at the
 * same test days; each forecast and each interval knows only what was known at its origin.
 */
public final class Backtest {
    static final int LEAST_TEST_DAYS = 14;
    static final int MOST_TEST_DAYS = 120;
    private static final double TEST_SHARE = 0.15;
    private static final int LEAST_WARM_UP = 14;

    private final int values;
    private final int horizon;
    private final int testDays;
    private final RollingForecasts rolling;
    private final RollingForecasts naive;

    private Backtest(double[] values, ForecastMethod method, int horizon) {
        this.values = values.length;
        this.horizon = horizon;
        testDays = testDays(values.length);
        // A full window of errors was known even to the first forecast of the farthest horizon.
        int earliest = values.length - testDays - 2 * horizon + 1 - ConformalIntervals.WINDOW;
        int firstOrigin = Math.max(warmUp(method), earliest);
        rolling = RollingForecasts.of(values, method, horizon, firstOrigin);
        naive = RollingForecasts.of(values, new Naive(), horizon, firstOrigin);
    }

    public static Backtest of(double[] values, ForecastMethod method, int horizon) {
        if (horizon < 1) {
            throw new IllegalArgumentException("a horizon is at least 1, but got " + horizon);
        }
        if (values.length < shortestSeries(method)) {
            throw new IllegalArgumentException(
                    "a backtest of %s needs %d days, but the series has %d"
                            .formatted(method.name(), shortestSeries(method), values.length));
        }
        return new Backtest(values.clone(), method, horizon);
    }

    /** Days to learn from, then as many to draw the first intervals from as there are to test. */
    public static int shortestSeries(ForecastMethod method) {
        return warmUp(method) + 2 * LEAST_TEST_DAYS;
    }

    public int testDays() {
        return testDays;
    }

    /** Signed one-by-one errors on the test days, actual minus forecast, oldest first. */
    public double[] errors(int ahead) {
        return errors(rolling, ahead);
    }

    public List<HorizonAccuracy> horizons() {
        var intervals = new ConformalIntervals[values - firstTestOrigin(horizon)];
        for (int at = 0; at < intervals.length; at++) {
            intervals[at] = rolling.intervals(firstTestOrigin(horizon) + at);
        }
        var measured = new ArrayList<HorizonAccuracy>(horizon);
        for (int ahead = 1; ahead <= horizon; ahead++) {
            var eighty = coverage(intervals, ahead, Level.EIGHTY);
            var ninetyFive = coverage(intervals, ahead, Level.NINETY_FIVE);
            var own = errors(rolling, ahead);
            var baseline = errors(naive, ahead);
            measured.add(
                    new HorizonAccuracy(
                            ahead,
                            own.length,
                            meanAbsolute(own),
                            rootMeanSquare(own),
                            mean(own),
                            meanAbsolute(baseline),
                            rootMeanSquare(baseline),
                            eighty.drawn(),
                            eighty.share(),
                            ninetyFive.drawn(),
                            ninetyFive.share()));
        }
        return measured;
    }

    /** The intervals for the days after the last one. */
    ConformalIntervals intervals() {
        return rolling.intervals(values);
    }

    private static int warmUp(ForecastMethod method) {
        return Math.max(LEAST_WARM_UP, method.shortestHistory());
    }

    private static int testDays(int days) {
        int share = (int) Math.ceil(days * TEST_SHARE);
        return Math.clamp(share, LEAST_TEST_DAYS, MOST_TEST_DAYS);
    }

    private int firstTestOrigin(int ahead) {
        return Math.max(rolling.firstOrigin(), values - testDays - ahead + 1);
    }

    private double[] errors(RollingForecasts forecasts, int ahead) {
        int first = firstTestOrigin(ahead);
        var errors = new double[Math.max(0, values - ahead - first + 1)];
        for (int at = 0; at < errors.length; at++) {
            errors[at] = forecasts.error(first + at, ahead);
        }
        return errors;
    }

    private record Coverage(int drawn, int held) {
        OptionalDouble share() {
            return drawn == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) held / drawn);
        }
    }

    /** An interval as wide as can be, for want of errors, holds everything and would flatter. */
    private Coverage coverage(ConformalIntervals[] intervals, int ahead, Level level) {
        int drawn = 0;
        int held = 0;
        for (int origin = firstTestOrigin(ahead); origin + ahead <= values; origin++) {
            double point = rolling.point(origin, ahead);
            var interval = intervals[origin - firstTestOrigin(horizon)].around(point, ahead, level);
            if (interval.evidence() != Evidence.TOO_FEW_ERRORS) {
                drawn++;
                held += interval.contains(point + rolling.error(origin, ahead)) ? 1 : 0;
            }
        }
        return new Coverage(drawn, held);
    }

    private static OptionalDouble mean(double[] errors) {
        return Arrays.stream(errors).average();
    }

    private static OptionalDouble meanAbsolute(double[] errors) {
        return Arrays.stream(errors).map(Math::abs).average();
    }

    private static OptionalDouble rootMeanSquare(double[] errors) {
        var square = Arrays.stream(errors).map(error -> error * error).average();
        return square.isEmpty() ? square : OptionalDouble.of(Math.sqrt(square.getAsDouble()));
    }
}
