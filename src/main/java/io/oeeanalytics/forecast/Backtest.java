package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.auto.Origins;
import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.TriedSeries;
import java.time.LocalDate;
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
    private static final int WARM_UP = 14;
    private static final int MOST_STEPS_KEPT = 7;

    /** Days to learn from, then as many to draw the first intervals from as there are to test. */
    static final int SHORTEST_SERIES = WARM_UP + 2 * LEAST_TEST_DAYS;

    private final double[] values;
    private final int horizon;
    private final int testDays;
    private final int firstOrigin;
    private final List<SeriesForecast> made = new ArrayList<>();

    private Backtest(double[] values, Origins tried, int horizon) {
        this.values = values;
        this.horizon = horizon;
        testDays = testDays(values.length);
        firstOrigin = firstTestOrigin(horizon);
        for (int origin = firstOrigin; origin < values.length; origin++) {
            made.add(tried.tried(origin));
        }
    }

    public static Backtest of(double[] values, SeriesForecaster forecaster) {
        return of(values, new TriedSeries(forecaster, values), forecaster.horizon());
    }

    static Backtest of(double[] values, Origins tried, int horizon) {
        if (values.length < SHORTEST_SERIES) {
            throw new IllegalArgumentException(
                    "a backtest needs %d days, but the series has %d"
                            .formatted(SHORTEST_SERIES, values.length));
        }
        return new Backtest(values.clone(), tried, horizon);
    }

    public int testDays() {
        return testDays;
    }

    /** Signed one-by-one errors on the test days, actual minus forecast, oldest first. */
    public double[] errors(int ahead) {
        var errors = new double[count(ahead)];
        for (int at = 0; at < errors.length; at++) {
            int origin = firstTestOrigin(ahead) + at;
            errors[at] = actual(origin, ahead) - made(origin).mean()[ahead - 1];
        }
        return errors;
    }

    /**
     * What was said of the test days, up to a week of working days ahead, by step and date.
     *
     * @param days of the series
     */
    List<Trial> trials(List<Day> days) {
        var trials = new ArrayList<Trial>();
        for (int ahead = 1; ahead <= Math.min(horizon, MOST_STEPS_KEPT); ahead++) {
            for (int origin = firstTestOrigin(ahead); origin + ahead <= values.length; origin++) {
                var day = days.get(origin + ahead - 1);
                trials.add(
                        new Trial(
                                ahead,
                                days.get(origin - 1).day(),
                                Level.day(day.day(), made(origin), ahead, values[origin - 1]),
                                actual(origin, ahead),
                                day.plannedMs().orElse(0)));
            }
        }
        return trials;
    }

    /**
     * The first origin from which on no other method stood in.
     *
     * @param days of the series
     */
    LocalDate ownFrom(List<Day> days) {
        int origin = values.length;
        while (origin > firstOrigin && !made(origin - 1).standIn()) {
            origin--;
        }
        return days.get(origin - 1).day();
    }

    public List<HorizonAccuracy> horizons() {
        var measured = new ArrayList<HorizonAccuracy>(horizon);
        for (int ahead = 1; ahead <= horizon; ahead++) {
            var eighty = coverage(ahead, Level.EIGHTY);
            var ninetyFive = coverage(ahead, Level.NINETY_FIVE);
            var own = errors(ahead);
            var baseline = naiveErrors(ahead);
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

    private static int testDays(int days) {
        int share = (int) Math.ceil(days * TEST_SHARE);
        return Math.clamp(share, LEAST_TEST_DAYS, MOST_TEST_DAYS);
    }

    private int firstTestOrigin(int ahead) {
        return Math.max(WARM_UP, values.length - testDays - ahead + 1);
    }

    private int count(int ahead) {
        return Math.max(0, values.length - ahead - firstTestOrigin(ahead) + 1);
    }

    private SeriesForecast made(int origin) {
        return made.get(origin - firstOrigin);
    }

    private double actual(int origin, int ahead) {
        return values[origin + ahead - 1];
    }

    private double[] naiveErrors(int ahead) {
        var errors = new double[count(ahead)];
        for (int at = 0; at < errors.length; at++) {
            int origin = firstTestOrigin(ahead) + at;
            errors[at] = actual(origin, ahead) - values[origin - 1];
        }
        return errors;
    }

    private Coverage coverage(int ahead, Level level) {
        var coverage = Coverage.NONE;
        for (int origin = firstTestOrigin(ahead); origin + ahead <= values.length; origin++) {
            coverage = coverage.plus(level.of(made(origin), ahead), actual(origin, ahead));
        }
        return coverage;
    }

    private static OptionalDouble mean(double[] errors) {
        return Arrays.stream(errors).average();
    }

    static OptionalDouble meanAbsolute(double[] errors) {
        return Arrays.stream(errors).map(Math::abs).average();
    }

    static OptionalDouble rootMeanSquare(double[] errors) {
        var square = Arrays.stream(errors).map(error -> error * error).average();
        return square.isEmpty() ? square : OptionalDouble.of(Math.sqrt(square.getAsDouble()));
    }
}
