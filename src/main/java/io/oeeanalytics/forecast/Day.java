package io.oeeanalytics.forecast;

import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One production day of a line as it was recorded, sound or not. Ratios are fractions of 1, empty
 * where undefined.
 *
 * @param output pieces made
 * @param coverage share of the planned time for which a status was logged, 0 to 1
 * @param complete false while the day is still running
 */
public record Day(
        LocalDate day,
        OptionalDouble oee,
        OptionalDouble availability,
        OptionalDouble performance,
        OptionalDouble quality,
        OptionalLong plannedMs,
        OptionalLong runMs,
        OptionalLong output,
        double coverage,
        boolean complete) {
    public Day {
        if (!(coverage >= 0 && coverage <= 1)) {
            throw new IllegalArgumentException(
                    "coverage is a share from 0 to 1, but on %s it is %s".formatted(day, coverage));
        }
        requireFinite(day, "OEE", oee);
        requireFinite(day, "availability", availability);
        requireFinite(day, "performance", performance);
        requireFinite(day, "quality", quality);
    }

    /** Whether anything was made or ran, by whichever figure is known. */
    boolean worked() {
        return output.orElse(0) > 0 || runMs.orElse(0) > 0 || oee.orElse(0) > 0;
    }

    /** Whether nothing was planned and nothing made: a day off is no observation. */
    boolean off() {
        return plannedMs.orElse(0) == 0 && !worked() && (plannedMs.isPresent() || oee.isEmpty());
    }

    private static void requireFinite(LocalDate day, String name, OptionalDouble ratio) {
        if (!Double.isFinite(ratio.orElse(0))) {
            throw new IllegalArgumentException(
                    "%s is finite or absent, but on %s it is %s"
                            .formatted(name, day, ratio.getAsDouble()));
        }
    }
}
