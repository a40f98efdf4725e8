package io.oeeanalytics.forecast.method;

/**
 * An autoregression of fixed order whose dynamics are learned from, and started on, a history with
 * its outliers drawn in to the median plus or minus three scaled median absolute deviations; a day
 * of breakdown hides what there is to predict and does not come back the day after. The level it
 * returns to is the mean of all values as they are. Huber and Ronchetti, Robust Statistics, 2nd
 * edition (2009), section 1.5; coefficients by the Yule-Walker equations. Fitted to the last
 * {@value AutoRegression#LONGEST} values at most.
 */
public record WinsorisedAutoRegression(int order) implements ForecastMethod {
    public WinsorisedAutoRegression {
        if (order < 1) {
            throw new IllegalArgumentException(
                    "an autoregression has an order of at least 1, but got " + order);
        }
    }

    @Override
    public String name() {
        return "winsorised AR(%d)".formatted(order);
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        var recent = Scale.last(history, AutoRegression.LONGEST);
        var scale = Scale.of(recent);
        if (scale.constant()) {
            return ForecastMethod.level(scale.centre(), horizon);
        }
        var values = Winsorising.winsorised(scale.applied(recent));
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        var coefficients = AutoRegression.coefficients(values, mean, order);
        // The scaled history has mean 0, so the recursion returns to the mean of all.
        return scale.undone(AutoRegression.continued(values, coefficients, horizon));
    }

    @Override
    public int shortestHistory() {
        return 3 * order + 1;
    }
}
