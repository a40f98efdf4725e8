package io.oeeanalytics.forecast.method;

import java.util.List;

/**
 * Takes the seasons out by MSTL, lets another method forecast what is left, and adds the last of
 * each season again: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition,
 * section 5.7. With {@code logarithms} all that is done to the logarithms of the values, for
 * seasons that grow with the level; values that are not all above 0 are taken as they are. A
 * history that does not hold the shortest season twice goes to the other method unchanged.
 * Decomposes the last {@value #LONGEST} values at most, or six of the longest season if that is
 * more.
 */
public record Decomposed(ForecastMethod rest, List<Integer> periods, boolean logarithms)
        implements ForecastMethod {
    static final int LONGEST = 10_000;
    private static final int LONGEST_SEASONS = 6;
    private static final int MOST = 100_000;

    public Decomposed {
        periods = new Mstl(periods, false).periods();
    }

    @Override
    public String name() {
        return "MSTL %s with %s%s"
                .formatted(periods, rest.name(), logarithms ? " of logarithms" : "");
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        long seasons = (long) LONGEST_SEASONS * periods.getLast();
        var recent = Scale.last(history, Math.clamp(seasons, LONGEST, MOST));
        var mstl = new Mstl(periods, false);
        if (!mstl.seenIn(recent.length)) {
            return rest.forecast(recent, horizon);
        }
        boolean logged = logarithms && positive(recent);
        var values = logged ? logarithms(recent) : recent;
        var scale = Scale.of(values);
        if (scale.constant()) {
            return ForecastMethod.level(recent[recent.length - 1], horizon);
        }
        var scaled = scale.applied(values);
        var parts = mstl.of(scaled);
        var trend = parts.trend();
        var adjusted = parts.remainder();
        for (int at = 0; at < adjusted.length; at++) {
            adjusted[at] += trend[at];
        }
        // In the unit of the series, for methods that are not free of it.
        var future = rest.forecast(scale.undone(adjusted), horizon);
        for (int step = 0; step < horizon; step++) {
            double value = future[step] + parts.seasonsAhead(step) * scale.unit();
            value = logged ? Math.exp(value) : value;
            future[step] = Double.isFinite(value) ? value : recent[recent.length - 1];
        }
        return future;
    }

    @Override
    public int shortestHistory() {
        return rest.shortestHistory();
    }

    private static boolean positive(double[] values) {
        for (double value : values) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }

    private static double[] logarithms(double[] values) {
        var result = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            result[at] = Math.log(values[at]);
        }
        return result;
    }
}
