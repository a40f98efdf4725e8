package io.oeeanalytics.forecast.method;

/**
 * The frame of the Theta methods: a season that passes the test is taken out, as factors where all
 * values are positive and as sums otherwise, and put back into the forecast.
 */
final class Deseasonalised {
    /** Continues values without a season. */
    @FunctionalInterface
    interface Continuation {
        double[] of(double[] values, int horizon);
    }

    private Deseasonalised() {}

    /** A constant, and a forecast that leaves the range of numbers, stay at the last value. */
    static double[] forecast(
            double[] history, int period, int horizon, int mostValues, Continuation continuation) {
        double last = history[history.length - 1];
        var scaling = Scaling.of(history);
        double[] values = scaling.down(history, mostValues);
        if (Scaling.isConstant(values)) {
            return ForecastMethod.level(last, horizon);
        }
        double[] future;
        if (SeasonalAdjustment.isSeasonal(values, period)) {
            future = seasonal(values, period, horizon, continuation);
        } else {
            future = continuation.of(values, horizon);
        }
        scaling.up(future);
        return Scaling.isFinite(future) ? future : ForecastMethod.level(last, horizon);
    }

    private static double[] seasonal(
            double[] values, int period, int horizon, Continuation continuation) {
        var season = SeasonalAdjustment.of(values, period, isPositive(values));
        if (season.isDegenerate()) {
            return continuation.of(values, horizon);
        }
        double[] future = continuation.of(season.adjusted(values), horizon);
        season.restore(future, values.length);
        return future;
    }

    private static boolean isPositive(double[] values) {
        for (double value : values) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }
}
