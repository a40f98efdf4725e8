package io.oeeanalytics.forecast;

import java.util.OptionalDouble;

/**
 * How forecasts of one horizon went on the test days. Errors are in OEE, as fractions of 1.
 *
 * @param horizon working days ahead
 * @param origins forecasts judged; where 0, every figure is empty
 * @param bias mean of actual minus forecast: positive where the method was too low
 * @param intervals80 forecasts whose 80 % interval could be drawn from errors known at the time
 * @param coverage80 share of those intervals that held the actual value
 */
public record HorizonAccuracy(
        int horizon,
        int origins,
        OptionalDouble mae,
        OptionalDouble rmse,
        OptionalDouble bias,
        OptionalDouble naiveMae,
        OptionalDouble naiveRmse,
        int intervals80,
        OptionalDouble coverage80,
        int intervals95,
        OptionalDouble coverage95) {
    public boolean naiveIsBetter() {
        return origins > 0 && naiveMae.getAsDouble() < mae.getAsDouble();
    }
}
