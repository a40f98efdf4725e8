package io.oeeanalytics.forecast.method;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The products of the plain and the seasonal polynomials of an ARMA model: {@code x(t) = sum of
 * ar(i) x(t - arLags(i)) + e(t) + sum of ma(i) e(t - maLags(i))}. Made once for an order and filled
 * for each set of coefficients, which come as p of the autoregression, q of the moving average,
 * then P and Q of the seasonal ones. Only lags that can differ from 0 are kept in the lists.
 */
final class ArmaPolynomials {
    final ArimaOrder order;
    final int[] arLags;
    final int[] maLags;
    final double[] ar;
    final double[] ma;

    /** The same with a place for every lag, from 1 to {@code state}. */
    final double[] denseAr;

    final double[] denseMa;
    final int state;

    ArmaPolynomials(ArimaOrder order) {
        this.order = order;
        arLags = lags(order.p(), order.seasonalP(), order.period());
        maLags = lags(order.q(), order.seasonalQ(), order.period());
        ar = new double[arLags.length];
        ma = new double[maLags.length];
        state = Math.max(1, Math.max(last(arLags), last(maLags)));
        denseAr = new double[state];
        denseMa = new double[state];
    }

    void fill(double[] coefficients) {
        int moving = order.p();
        int seasonalAr = moving + order.q();
        int seasonalMa = seasonalAr + order.seasonalP();
        product(coefficients, 0, order.p(), seasonalAr, order.seasonalP(), -1, denseAr);
        product(coefficients, moving, order.q(), seasonalMa, order.seasonalQ(), 1, denseMa);
        gather(denseAr, arLags, ar);
        gather(denseMa, maLags, ma);
    }

    /** Whether no root of either polynomial lies within {@code radius} of the origin. */
    boolean rootsBeyond(double radius) {
        var moving = new double[state];
        for (int lag = 0; lag < state; lag++) {
            moving[lag] = -denseMa[lag];
        }
        return Levinson.rootsBeyond(radius, denseAr) && Levinson.rootsBeyond(radius, moving);
    }

    private void product(
            double[] from, int plain, int count, int seasonal, int seasons, int sign, double[] to) {
        Arrays.fill(to, 0);
        for (int lag = 1; lag <= count; lag++) {
            to[lag - 1] += from[plain + lag - 1];
        }
        for (int season = 1; season <= seasons; season++) {
            double factor = from[seasonal + season - 1];
            int base = season * order.period();
            to[base - 1] += factor;
            for (int lag = 1; lag <= count; lag++) {
                to[base + lag - 1] += sign * factor * from[plain + lag - 1];
            }
        }
    }

    private static void gather(double[] dense, int[] lags, double[] to) {
        for (int at = 0; at < lags.length; at++) {
            to[at] = dense[lags[at] - 1];
        }
    }

    private static int[] lags(int count, int seasons, int period) {
        return IntStream.rangeClosed(0, seasons)
                .flatMap(
                        season -> IntStream.rangeClosed(0, count).map(lag -> season * period + lag))
                .filter(lag -> lag > 0)
                .sorted()
                .distinct()
                .toArray();
    }

    private static int last(int[] lags) {
        return lags.length == 0 ? 0 : lags[lags.length - 1];
    }
}
