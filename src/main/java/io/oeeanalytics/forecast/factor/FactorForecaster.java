package io.oeeanalytics.forecast.factor;

import io.oeeanalytics.forecast.method.Combination;
import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.MeanOfLast;
import io.oeeanalytics.forecast.method.ShiftAwareAutoRegression;
import io.oeeanalytics.forecast.method.WinsorisedAutoRegression;
import java.util.Arrays;

/**
 * Forecasts the three factors apart and keeps what went wrong with them together: of every past
 * origin the errors of the three at each step. Adding those of one origin to the forecast gives one
 * way the day may go; a breakdown that costs speed and scrap as well stays one breakdown. Hyndman
 * and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.5 (bootstrapped
 * residuals).
 */
public final class FactorForecaster {
    /** Origins looked back to; older errors say less. */
    static final int ORIGINS = 100;

    private static final int FIRST_ORIGIN = 20;

    /** Fewer errors of one step leave too much to each; those of the last step with enough do. */
    private static final int FEW = 20;

    /** Days a history needs. */
    public static final int SHORTEST_HISTORY = FIRST_ORIGIN + FEW;

    /** Level and dynamics in equal parts; without a search, as it is fitted a hundred times. */
    private static final ForecastMethod METHOD =
            Combination.of(
                    MeanOfLast.all(),
                    new WinsorisedAutoRegression(2),
                    new ShiftAwareAutoRegression());

    private FactorForecaster() {}

    /**
     * @param horizon working days ahead, from 1
     * @return by step
     */
    public static FactorDraws[] forecast(FactorHistory history, int horizon) {
        int days = history.days();
        if (days < SHORTEST_HISTORY) {
            throw new IllegalArgumentException(
                    "factors are forecast from %d days on, but there are %d"
                            .formatted(SHORTEST_HISTORY, days));
        }
        int first = Math.max(FIRST_ORIGIN, days - ORIGINS);
        var drawn = new double[Factor.values().length][horizon][];
        for (var factor : Factor.values()) {
            drawn[factor.ordinal()] = drawn(factor, history.of(factor), first, horizon);
        }
        var steps = new FactorDraws[horizon];
        for (int step = 0; step < horizon; step++) {
            steps[step] = new FactorDraws(drawn[0][step], drawn[1][step], drawn[2][step]);
        }
        return steps;
    }

    /** By step, one value for each origin whose error at that step is known. */
    private static double[][] drawn(Factor factor, double[] values, int first, int horizon) {
        var scaled = Arrays.stream(values).map(factor::scaled).toArray();
        var ahead = METHOD.forecast(scaled, horizon);
        var made = new double[scaled.length - first][];
        for (int origin = first; origin < scaled.length; origin++) {
            made[origin - first] = METHOD.forecast(Arrays.copyOf(scaled, origin), horizon);
        }
        var drawn = new double[horizon][];
        for (int step = 0; step < horizon; step++) {
            int tried = Math.min(step, made.length - FEW);
            drawn[step] = new double[made.length - tried];
            for (int at = 0; at < drawn[step].length; at++) {
                double error = scaled[first + at + tried] - made[at][tried];
                drawn[step][at] = factor.unscaled(ahead[step] + error);
            }
        }
        return drawn;
    }
}
