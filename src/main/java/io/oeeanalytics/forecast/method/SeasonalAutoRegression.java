package io.oeeanalytics.forecast.method;

import java.util.List;
import java.util.TreeSet;

/**
 * A regression of each value on the few before it and on those one or two seasons ago with their
 * neighbours: a seasonal autoregression by least squares with all its coefficients free (Box,
 * Jenkins, Reinsel and Ljung, Time Series Analysis, 5th edition, 2015, chapter 9), shrunk by a
 * ridge towards repeating the last of the longest season (Hoerl and Kennard, Technometrics 12,
 * 1970). Several seasons come in together, and their shapes may lean on each other, which sums of
 * seasons cannot show. Fitted to logarithms where all values are positive and {@code logarithms}
 * says so, and to the last {@value #LONGEST} values at most. A history shorter than three of its
 * longest seasons goes on by the shorter ones; without any, the last value stays.
 */
public record SeasonalAutoRegression(List<Integer> periods, boolean logarithms)
        implements ForecastMethod {
    static final int LONGEST = 6_000;
    private static final int NEAR = 3;
    private static final int SEASONS_TO_LEARN = 3;
    private static final double RIDGE = 0.002;

    public SeasonalAutoRegression {
        periods = periods.stream().sorted().distinct().toList();
        if (periods.isEmpty() || periods.getFirst() < 2) {
            throw new IllegalArgumentException(
                    "seasons of at least 2 steps are needed, but the periods are " + periods);
        }
    }

    @Override
    public String name() {
        return "seasonal autoregression " + periods + (logarithms ? " of logarithms" : "");
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        var recent = Scale.last(history, LONGEST);
        double last = recent[recent.length - 1];
        var seen =
                periods.stream()
                        .filter(period -> recent.length >= SEASONS_TO_LEARN * period)
                        .toList();
        boolean logged = logarithms && positive(recent);
        var values = recent.clone();
        for (int at = 0; at < values.length && logged; at++) {
            values[at] = Math.log(values[at]);
        }
        var scale = Scale.of(values);
        if (scale.constant() || seen.isEmpty()) {
            return ForecastMethod.level(last, horizon);
        }
        var lags = lags(seen);
        var scaled = scale.applied(values);
        var coefficients = coefficients(scaled, lags, seen.getLast());
        var future = scale.undone(continued(scaled, lags, coefficients, horizon));
        for (int step = 0; step < horizon; step++) {
            double value = logged ? Math.exp(future[step]) : future[step];
            future[step] = Double.isFinite(value) ? value : last;
        }
        return future;
    }

    @Override
    public int shortestHistory() {
        return 1;
    }

    private static int[] lags(List<Integer> periods) {
        var lags = new TreeSet<Integer>();
        for (int lag = 1; lag <= NEAR; lag++) {
            lags.add(lag);
        }
        for (int period : periods) {
            for (int near = -1; near <= 1; near++) {
                lags.add(Math.max(1, period + near));
            }
        }
        int shortest = periods.getFirst();
        lags.add(2 * shortest);
        return lags.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One for each lag, and the constant last. */
    private static double[] coefficients(double[] values, int[] lags, int season) {
        int size = lags.length + 1;
        int first = lags[lags.length - 1];
        int n = values.length - first;
        var normal = new double[size][size];
        var right = new double[size];
        var row = new double[size];
        for (int at = first; at < values.length; at++) {
            for (int place = 0; place < lags.length; place++) {
                row[place] = values[at - lags[place]];
            }
            row[size - 1] = 1;
            // What is left to explain once the last season is repeated.
            double left = values[at] - values[at - season];
            for (int one = 0; one < size; one++) {
                right[one] += row[one] * left;
                for (int other = 0; other <= one; other++) {
                    normal[one][other] += row[one] * row[other];
                }
            }
        }
        for (int place = 0; place < lags.length; place++) {
            normal[place][place] += RIDGE * n;
        }
        NormalEquations.solve(normal, right, size);
        for (int place = 0; place < lags.length; place++) {
            right[place] += lags[place] == season ? 1 : 0;
        }
        return right;
    }

    private static double[] continued(
            double[] values, int[] lags, double[] coefficients, int horizon) {
        int n = values.length;
        double most = 0;
        for (double value : values) {
            most = Math.max(most, Math.abs(value));
        }
        var future = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double sum = coefficients[lags.length];
            for (int place = 0; place < lags.length; place++) {
                int at = step - lags[place];
                sum += coefficients[place] * (at >= 0 ? future[at] : values[n + at]);
            }
            // An explosive fit must not run away from all that was ever seen.
            future[step] = Math.clamp(sum, -2 * most, 2 * most);
        }
        return future;
    }

    private static boolean positive(double[] values) {
        for (double value : values) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }
}
