package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * The median of the last days: follows a new level, and up to half the window may be outliers
 * without moving it far. Tukey, Exploratory Data Analysis (1977), chapter 7 (running medians).
 */
public record MedianOfLast(int days) implements ForecastMethod {
    public MedianOfLast {
        if (days < 1) {
            throw new IllegalArgumentException("a median takes at least 1 day, but got " + days);
        }
    }

    @Override
    public String name() {
        return "median of last " + days;
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        var window = Arrays.copyOfRange(history, history.length - days, history.length);
        Arrays.sort(window);
        double median = (window[(days - 1) / 2] + window[days / 2]) / 2;
        return ForecastMethod.level(median, horizon);
    }

    @Override
    public int shortestHistory() {
        return days;
    }
}
