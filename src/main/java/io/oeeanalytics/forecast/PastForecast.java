package io.oeeanalytics.forecast;

import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * What had been said of a day, and what it became.
 *
 * @param step working days ahead it was said
 * @param origin the last date that was known then
 * @param actual OEE of the day; empty while it runs, and where nobody can say
 */
public record PastForecast(FutureDay said, int step, LocalDate origin, OptionalDouble actual) {
    /** Actual minus said. */
    public OptionalDouble error() {
        return actual.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(actual.getAsDouble() - said.point());
    }
}
