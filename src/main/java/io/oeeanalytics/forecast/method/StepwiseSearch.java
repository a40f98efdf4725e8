package io.oeeanalytics.forecast.method;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stepwise search of Hyndman and Khandakar, Automatic time series forecasting: the forecast
 * package for R, Journal of Statistical Software 27 (2008), section 3.2: from a few simple models
 * to the neighbour with a lower corrected Akaike criterion, until none has. Models with a root near
 * the unit circle are refused. With many values the candidates are compared by the conditional sum
 * of squares, and the best of them is fitted again exactly.
 */
final class StepwiseSearch {
    private static final double NEAREST_ROOT = 1.01;
    private static final int MOST_MODELS = 94;
    private static final int MOST_ORDER = 5;
    private static final int MOST_SEASONAL = 2;

    /** More values than this, or a longer season, are searched by the conditional criterion. */
    static final int MOST_EXACT_VALUES = 150;

    private static final int LONGEST_EXACT_SEARCH = 12;

    /** Steps in p, q, P and Q, in the order they are tried. */
    private static final int[][] NEIGHBOURS = {
        {0, 0, -1, 0},
        {0, 0, 0, -1},
        {0, 0, 1, 0},
        {0, 0, 0, 1},
        {0, 0, -1, -1},
        {0, 0, -1, 1},
        {0, 0, 1, -1},
        {0, 0, 1, 1},
        {-1, 0, 0, 0},
        {0, -1, 0, 0},
        {1, 0, 0, 0},
        {0, 1, 0, 0},
        {-1, -1, 0, 0},
        {-1, 1, 0, 0},
        {1, -1, 0, 0},
        {1, 1, 0, 0}
    };

    private final DifferencedSeries data;
    private final double[][] regressors;
    private final int d;
    private final int seasonalD;
    private final int period;
    private final boolean mayHaveConstant;
    private final boolean exact;
    private final int mostP;
    private final int mostQ;
    private final int mostSeasonal;
    private final Map<ArimaOrder, ArimaFit> accepted = new HashMap<>();
    private final Set<ArimaOrder> tried = new HashSet<>();
    private @Nullable ArimaFit best;
    private double least = Double.POSITIVE_INFINITY;

    /** Of {@code differences} only d, D and the period count. */
    StepwiseSearch(double[] values, double[][] regressors, ArimaOrder differences) {
        this(values, regressors, differences, MOST_EXACT_VALUES);
    }

    /** Compares by the exact likelihood only if there are {@code mostExact} values at most. */
    StepwiseSearch(double[] values, double[][] regressors, ArimaOrder differences, int mostExact) {
        this.regressors = regressors;
        data = new DifferencedSeries(values, regressors, differences);
        d = differences.d();
        seasonalD = differences.seasonalD();
        period = differences.period();
        mayHaveConstant = d + seasonalD <= 1;
        exact = values.length <= mostExact && period <= LONGEST_EXACT_SEARCH;
        int third = values.length / 3;
        mostSeasonal = period == 1 ? 0 : Math.min(MOST_SEASONAL, third / period);
        // A seasonal lag and a plain lag of the same length could not be told apart.
        int below = mostSeasonal > 0 ? Math.min(MOST_ORDER, period - 1) : MOST_ORDER;
        mostP = Math.min(below, third);
        mostQ = Math.min(below, third);
    }

    /** The best model; if every one is refused, the differences and the constant alone. */
    ArimaFit run() {
        boolean few = data.length() < 10;
        int start = Math.min(few ? 1 : 2, mostP);
        int seasonal = few ? 0 : Math.min(1, mostSeasonal);
        boolean constant = mayHaveConstant;
        attempt(order(start, start, seasonal, seasonal, constant));
        attempt(order(0, 0, 0, 0, constant));
        attempt(order(Math.min(1, mostP), 0, seasonal, 0, constant));
        attempt(order(0, Math.min(1, mostQ), 0, seasonal, constant));
        if (constant) {
            attempt(order(0, 0, 0, 0, false));
        }
        var at = best == null ? order(start, start, seasonal, seasonal, constant) : best.order();
        var next = better(at);
        while (next != null && tried.size() < MOST_MODELS) {
            next = better(next);
        }
        return refitted();
    }

    private ArimaOrder order(int p, int q, int seasonalP, int seasonalQ, boolean constant) {
        return new ArimaOrder(p, d, q, seasonalP, seasonalD, seasonalQ, period, constant);
    }

    /** The first neighbour that is better than all before it. */
    private @Nullable ArimaOrder better(ArimaOrder from) {
        for (var step : NEIGHBOURS) {
            int p = from.p() + step[0];
            int q = from.q() + step[1];
            int seasonalP = from.seasonalP() + step[2];
            int seasonalQ = from.seasonalQ() + step[3];
            boolean inside =
                    Math.min(Math.min(p, q), Math.min(seasonalP, seasonalQ)) >= 0
                            && p <= mostP
                            && q <= mostQ
                            && Math.max(seasonalP, seasonalQ) <= mostSeasonal;
            if (inside) {
                var neighbour = order(p, q, seasonalP, seasonalQ, from.constant());
                if (attempt(neighbour)) {
                    return neighbour;
                }
            }
        }
        if (mayHaveConstant) {
            var neighbour = from.withConstant(!from.constant());
            if (attempt(neighbour)) {
                return neighbour;
            }
        }
        return null;
    }

    /** Whether the order is new and its model the best so far. */
    private boolean attempt(ArimaOrder order) {
        if (tried.size() >= MOST_MODELS || !tried.add(order)) {
            return false;
        }
        var fit =
                exact
                        ? ArimaFit.exact(order, data, regressors)
                        : ArimaFit.conditional(order, data, regressors);
        double criterion = fit.aicc();
        if (!(criterion < Double.POSITIVE_INFINITY) || !fit.rootsBeyond(NEAREST_ROOT)) {
            return false;
        }
        accepted.put(order, fit);
        if (criterion >= least) {
            return false;
        }
        least = criterion;
        best = fit;
        return true;
    }

    private ArimaFit refitted() {
        var byCriterion =
                accepted.values().stream()
                        .sorted((one, other) -> Double.compare(one.aicc(), other.aicc()))
                        .toList();
        if (period > Arima.LONGEST_EXACT_SEASON) {
            return byCriterion.isEmpty()
                    ? ArimaFit.conditional(order(0, 0, 0, 0, mayHaveConstant), data, regressors)
                    : byCriterion.getFirst();
        }
        return exact ? firstOf(byCriterion) : firstExact(byCriterion);
    }

    private ArimaFit firstOf(List<ArimaFit> byCriterion) {
        return byCriterion.isEmpty()
                ? ArimaFit.exact(order(0, 0, 0, 0, mayHaveConstant), data, regressors)
                : byCriterion.getFirst();
    }

    private ArimaFit firstExact(List<ArimaFit> byCriterion) {
        for (var candidate : byCriterion) {
            var fit = candidate.refined();
            if (fit.aicc() < Double.POSITIVE_INFINITY && fit.rootsBeyond(NEAREST_ROOT)) {
                return fit;
            }
        }
        return firstOf(List.of());
    }
}
