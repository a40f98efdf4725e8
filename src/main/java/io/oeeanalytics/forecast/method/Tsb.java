package io.oeeanalytics.forecast.method;

/**
 * Counts with many zeros whose demand may die out: the chance of a demand is smoothed every period,
 * its size at each demand. Teunter, Syntetos and Babai, Intermittent demand: linking forecasting to
 * inventory obsolescence, European Journal of Operational Research 214 (2011).
 *
 * @param alpha the share by which the size moves with each demand
 * @param beta the share by which the chance moves every period
 */
public record Tsb(double alpha, double beta) implements ForecastMethod {
    private static final double USUAL_SHARE = 0.1;

    public Tsb {
        if (!(alpha > 0 && alpha <= 1 && beta > 0 && beta <= 1)) {
            throw new IllegalArgumentException(
                    "alpha and beta lie above 0 and reach at most 1, but got %s and %s"
                            .formatted(alpha, beta));
        }
    }

    public Tsb() {
        this(USUAL_SHARE, USUAL_SHARE);
    }

    @Override
    public String name() {
        return "TSB";
    }

    /**
     * The same at every step: the demand a period. Values up to zero count as no demand; the first
     * demand starts the size, the wait for it the chance.
     */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        double size = 0;
        double chance = 0;
        boolean started = false;
        for (int at = 0; at < history.length; at++) {
            double value = history[at];
            if (started) {
                chance += beta * ((value > 0 ? 1 : 0) - chance);
                if (value > 0) {
                    size += alpha * (value - size);
                }
            } else if (value > 0) {
                started = true;
                size = value;
                chance = 1.0 / (at + 1);
            }
        }
        return ForecastMethod.level(chance * size, horizon);
    }

    @Override
    public int shortestHistory() {
        return 1;
    }
}
