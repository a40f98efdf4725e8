package io.oeeanalytics.forecast.method;

/**
 * Counts with many zeros: sizes and intervals of the demands are smoothed apart, and their ratio is
 * the forecast. Croston, Forecasting and stock control for intermittent demands, Operational
 * Research Quarterly 23 (1972). The ratio is too high on average; the correction is that of
 * Syntetos and Boylan, The accuracy of intermittent demand estimates, International Journal of
 * Forecasting 21 (2005).
 *
 * @param alpha the share by which size and interval move with each demand
 * @param corrected whether the correction is applied
 */
public record Croston(double alpha, boolean corrected) implements ForecastMethod {
    private static final double USUAL_ALPHA = 0.1;

    public Croston {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException(
                    "alpha lies above 0 and reaches at most 1, but got " + alpha);
        }
    }

    /** With the correction of Syntetos and Boylan and the usual smoothing. */
    public Croston() {
        this(USUAL_ALPHA, true);
    }

    @Override
    public String name() {
        return corrected ? "Croston (SBA)" : "Croston";
    }

    /** The same at every step: the demand a period. Values up to zero count as no demand. */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        double size = 0;
        double interval = 0;
        int since = 0;
        for (double value : history) {
            since++;
            if (value > 0) {
                boolean first = interval == 0;
                size = first ? value : size + alpha * (value - size);
                interval = first ? since : interval + alpha * (since - interval);
                since = 0;
            }
        }
        double rate = interval == 0 ? 0 : size / interval;
        return ForecastMethod.level(corrected ? rate * (1 - alpha / 2) : rate, horizon);
    }

    @Override
    public int shortestHistory() {
        return 1;
    }
}
