package io.oeeanalytics.forecast.method;

/**
 * The order (p,d,q)(P,D,Q)[m] of a seasonal ARIMA model. A constant is the mean of a series that is
 * not differenced, the drift of one differenced once; with two differences or more there is none.
 * Box, Jenkins, Reinsel and Ljung, Time Series Analysis, 5th edition (2015), chapters 4 and 9.
 */
public record ArimaOrder(
        int p,
        int d,
        int q,
        int seasonalP,
        int seasonalD,
        int seasonalQ,
        int period,
        boolean constant) {
    public ArimaOrder {
        if (Math.min(Math.min(p, d), q) < 0
                || Math.min(Math.min(seasonalP, seasonalD), seasonalQ) < 0) {
            throw new IllegalArgumentException(
                    "an order has no negative part, but got (%d,%d,%d)(%d,%d,%d)"
                            .formatted(p, d, q, seasonalP, seasonalD, seasonalQ));
        }
        if (period < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 step, but the period is " + period);
        }
        if (period == 1 && seasonalP + seasonalD + seasonalQ > 0) {
            throw new IllegalArgumentException(
                    "the seasonal part (%d,%d,%d) needs a period of at least 2, but got 1"
                            .formatted(seasonalP, seasonalD, seasonalQ));
        }
        if (constant && d + seasonalD > 1) {
            throw new IllegalArgumentException(
                    "a constant needs at most 1 difference, but d is %d and D is %d"
                            .formatted(d, seasonalD));
        }
    }

    public static ArimaOrder of(int p, int d, int q) {
        return new ArimaOrder(p, d, q, 0, 0, 0, 1, false);
    }

    public ArimaOrder seasonal(int seasonalP, int seasonalD, int seasonalQ, int period) {
        return new ArimaOrder(p, d, q, seasonalP, seasonalD, seasonalQ, period, constant);
    }

    public ArimaOrder withConstant(boolean constant) {
        return new ArimaOrder(p, d, q, seasonalP, seasonalD, seasonalQ, period, constant);
    }

    /** The coefficients of both autoregressions and both moving averages. */
    int coefficients() {
        return p + q + seasonalP + seasonalQ;
    }

    /** How many values differencing takes. */
    int lostToDifferences() {
        return d + seasonalD * period;
    }

    /** How far back the autoregressions reach. */
    int reach() {
        return p + seasonalP * period;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("ARIMA(%d,%d,%d)".formatted(p, d, q));
        if (seasonalP + seasonalD + seasonalQ > 0) {
            text.append("(%d,%d,%d)[%d]".formatted(seasonalP, seasonalD, seasonalQ, period));
        }
        if (constant) {
            text.append(d + seasonalD == 0 ? " with mean" : " with drift");
        }
        return text.toString();
    }
}
