package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.Interval.Evidence;
import io.oeeanalytics.forecast.factor.OeeDistribution;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The OEE expected on a working day to come.
 *
 * @param interval50 null in forecasts published before it was kept
 * @param naive what repeating the last sound day would say
 */
public record FutureDay(
        LocalDate day,
        double point,
        @Nullable Interval interval50,
        Interval interval80,
        Interval interval95,
        double naive) {
    private static final double[] BOUNDS = {OeeBounds.LEAST, OeeBounds.MOST};

    public FutureDay {
        if (!interval80.contains(point)
                || !interval95.holds(interval80)
                || (interval50 != null
                        && (!interval50.contains(point) || !interval80.holds(interval50)))) {
            throw new IllegalArgumentException(
                    "the intervals of %s lie inside each other, but got %s, %s, %s and point %s"
                            .formatted(day, interval95, interval80, interval50, point));
        }
    }

    /** How likely each OEE is; empty where too few errors speak even for the 50 % interval. */
    public Optional<OeeDistribution> distribution() {
        if (interval50 == null || interval50.evidence() == Evidence.TOO_FEW_ERRORS) {
            return Optional.empty();
        }
        var known =
                Stream.of(interval50, interval80, interval95)
                        .takeWhile(interval -> interval.evidence() != Evidence.TOO_FEW_ERRORS)
                        .toList();
        return Optional.of(
                OeeDistribution.of(
                        point,
                        known.stream().mapToDouble(Interval::lower).toArray(),
                        known.stream().mapToDouble(Interval::upper).toArray(),
                        BOUNDS));
    }

    /** The chance that the day stays below that OEE, from 0 to 1. */
    public OptionalDouble chanceBelow(double oee) {
        return distribution()
                .map(likely -> OptionalDouble.of(likely.chanceBelow(oee)))
                .orElse(OptionalDouble.empty());
    }
}
