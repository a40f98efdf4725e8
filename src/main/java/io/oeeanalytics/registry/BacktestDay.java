package io.oeeanalytics.registry;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One forecast of the past beside what came.
 *
 * @param origin the last day the forecast knew
 * @param day what it was for
 * @param band80 null where it gave none
 * @param baselines what simple methods said on the same origin, by their names
 */
public record BacktestDay(
        LocalDate origin,
        LocalDate day,
        double actual,
        double forecast,
        @Nullable Band band80,
        @Nullable Band band95,
        Map<String, Double> baselines) {
    public BacktestDay {
        if (!day.isAfter(origin)) {
            throw new IllegalArgumentException(
                    "a forecast is of a day after %s, not of %s".formatted(origin, day));
        }
        if (!Double.isFinite(actual) || !Double.isFinite(forecast)) {
            throw new IllegalArgumentException(
                    "on %s %s was forecast and %s came; both are numbers"
                            .formatted(day, forecast, actual));
        }
        var sorted = new TreeMap<>(baselines);
        sorted.forEach(
                (name, value) -> {
                    if (!Double.isFinite(value)) {
                        throw new IllegalArgumentException(
                                "baseline %s said %s on %s".formatted(name, value, day));
                    }
                });
        baselines = Collections.unmodifiableSortedMap(sorted);
    }

    /** What came less what was forecast. */
    public double residual() {
        return actual - forecast;
    }

    double error() {
        return Math.abs(residual());
    }

    double error(String baseline) {
        var said = baselines.get(baseline);
        if (said == null) {
            throw new IllegalArgumentException("no baseline %s on %s".formatted(baseline, day));
        }
        return Math.abs(actual - said);
    }

    SortedMap<String, Double> sortedBaselines() {
        return new TreeMap<>(baselines);
    }
}
