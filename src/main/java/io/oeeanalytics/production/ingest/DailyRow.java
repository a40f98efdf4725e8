package io.oeeanalytics.production.ingest;

import java.time.Duration;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * One line's day from a daily report; ratios are fractions of 1, as the report states them.
 *
 * @param fileLine line of the file, counted from 1
 */
public record DailyRow(
        long fileLine,
        String line,
        LocalDate date,
        Duration planned,
        Duration run,
        long output,
        OptionalDouble idealCycleSeconds,
        OptionalDouble availability,
        OptionalDouble performance,
        OptionalDouble quality,
        OptionalDouble oee) {
    public DailyRow {
        if (planned.isNegative() || run.isNegative() || output < 0) {
            throw new IllegalArgumentException(
                    "line %s on %s cannot have planned %s, run %s, output %d below zero"
                            .formatted(line, date, planned, run, output));
        }
    }
}
