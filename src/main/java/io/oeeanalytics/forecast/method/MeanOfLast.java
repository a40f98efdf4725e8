package io.oeeanalytics.forecast.method;

/**
 * The mean of the last days, or of all of them. The best forecast of a series without dynamics:
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.2 (mean
 * method) and 7.1 (moving window).
 */
public record MeanOfLast(int days) implements ForecastMethod {
    private static final int ALL = Integer.MAX_VALUE;

    public MeanOfLast {
        if (days < 1) {
            throw new IllegalArgumentException("a mean takes at least 1 day, but got " + days);
        }
    }

    public static MeanOfLast all() {
        return new MeanOfLast(ALL);
    }

    @Override
    public String name() {
        return days == ALL ? "mean of all" : "mean of last " + days;
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        int first = days == ALL ? 0 : history.length - days;
        double sum = 0;
        for (int at = first; at < history.length; at++) {
            sum += history[at];
        }
        return ForecastMethod.level(sum / (history.length - first), horizon);
    }

    @Override
    public int shortestHistory() {
        return days == ALL ? 1 : days;
    }
}
