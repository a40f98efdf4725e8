package io.oeeanalytics.forecast.method;

/**
 * Maps the four sets of ARMA coefficients one to one onto unbounded numbers, the inverse hyperbolic
 * tangents of their partial autocorrelations, so that every point a search tries is stationary and
 * invertible: Jones, Maximum likelihood fitting of ARMA models to time series with missing
 * observations, Technometrics 22 (1980).
 */
final class PartialTransform {
    /** A start nearer to a unit root than this is too flat to leave. */
    private static final double NEAREST_START = 0.99;

    private static final double SHRINK = 0.95;

    private final ArimaOrder order;
    private final double[] work;

    PartialTransform(ArimaOrder order) {
        this.order = order;
        work = new double[order.coefficients()];
    }

    void coefficients(double[] free, double[] coefficients) {
        for (int at = 0; at < coefficients.length; at++) {
            coefficients[at] = Math.tanh(free[at]);
        }
        int from = 0;
        for (int block = 0; block < 4; block++) {
            int count = count(block);
            Levinson.coefficients(coefficients, from, count, work);
            turn(coefficients, from, count, block);
            from += count;
        }
    }

    /** Coefficients outside the region are first drawn into it. */
    double[] free(double[] coefficients) {
        var free = new double[order.coefficients()];
        int from = 0;
        for (int block = 0; block < 4; block++) {
            int count = count(block);
            double shrink = 1;
            do {
                double power = 1;
                for (int at = from; at < from + count; at++) {
                    power *= shrink;
                    free[at] = coefficients[at] * power;
                }
                shrink *= SHRINK;
                turn(free, from, count, block);
            } while (!Levinson.partials(free, from, count, work));
            from += count;
        }
        for (int at = 0; at < free.length; at++) {
            double partial = Math.clamp(free[at], -NEAREST_START, NEAREST_START);
            free[at] = Math.log((1 + partial) / (1 - partial)) / 2;
        }
        return free;
    }

    private int count(int block) {
        return switch (block) {
            case 0 -> order.p();
            case 1 -> order.q();
            case 2 -> order.seasonalP();
            default -> order.seasonalQ();
        };
    }

    /** A moving average carries the opposite signs: 1 + theta B. */
    private static void turn(double[] values, int from, int count, int block) {
        if (block % 2 == 1) {
            for (int at = from; at < from + count; at++) {
                values[at] = -values[at];
            }
        }
    }
}
