package io.oeeanalytics.forecast.method;

import java.util.ArrayList;
import java.util.List;

/**
 * Decomposition with several seasons, STL for each in turn, shortest first, twice over: Bandara,
 * Hyndman and Bergmeir, MSTL: a seasonal-trend decomposition algorithm for time series with
 * multiple seasonal patterns, arXiv:2107.13462 (2021). The windows of the seasons are 11, 15, 19
 * and so on, as there. A season that the series does not hold twice is left out.
 */
public record Mstl(List<Integer> periods, boolean robust) {
    private static final int ROUNDS = 2;
    private static final int WINDOW_STEP = 4;

    public Mstl {
        periods = periods.stream().sorted().distinct().toList();
        if (periods.isEmpty() || periods.getFirst() < 2) {
            throw new IllegalArgumentException(
                    "seasons of at least 2 steps are needed, but the periods are " + periods);
        }
    }

    /** The parts of a series, each as long as it; together they add up to it. */
    public static final class Parts {
        private final List<Integer> periods;
        private final List<double[]> seasons;
        private final double[] trend;
        private final double[] remainder;

        private Parts(
                List<Integer> periods, List<double[]> seasons, double[] trend, double[] rest) {
            this.periods = periods;
            this.seasons = seasons;
            this.trend = trend;
            remainder = rest;
        }

        /** Those found in the series, shortest first. */
        public List<Integer> periods() {
            return periods;
        }

        public double[] season(int period) {
            return seasons.get(periods.indexOf(period)).clone();
        }

        public double[] trend() {
            return trend.clone();
        }

        public double[] remainder() {
            return remainder.clone();
        }

        /** What the seasons are on the step {@code ahead} after the series, from 0. */
        double seasonsAhead(int ahead) {
            double sum = 0;
            for (int at = 0; at < periods.size(); at++) {
                var season = seasons.get(at);
                int period = periods.get(at);
                sum += season[season.length - period + ahead % period];
            }
            return sum;
        }
    }

    /** Whether the series is long enough for any of the seasons. */
    public boolean seenIn(int length) {
        return length > 2 * periods.getFirst();
    }

    public Parts of(double[] series) {
        if (!seenIn(series.length)) {
            throw new IllegalArgumentException(
                    "a season of %d steps shows in more than %d values, but there are %d"
                            .formatted(periods.getFirst(), 2 * periods.getFirst(), series.length));
        }
        var seen = periods.stream().filter(period -> series.length > 2 * period).toList();
        var seasons = new ArrayList<double[]>();
        seen.forEach(period -> seasons.add(new double[series.length]));
        var rest = series.clone();
        var trend = new double[series.length];
        int rounds = seen.size() == 1 ? 1 : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            for (int at = 0; at < seen.size(); at++) {
                move(rest, seasons.get(at), 1);
                int window = SeasonalStrength.SEASONAL_WINDOW + WINDOW_STEP * at;
                var parts = Stl.of(seen.get(at), window, robust).of(rest);
                seasons.set(at, parts.season());
                move(rest, seasons.get(at), -1);
                trend = parts.trend();
            }
        }
        move(rest, trend, -1);
        return new Parts(seen, List.copyOf(seasons), trend, rest);
    }

    private static void move(double[] values, double[] by, int sign) {
        for (int at = 0; at < values.length; at++) {
            values[at] += sign * by[at];
        }
    }
}
