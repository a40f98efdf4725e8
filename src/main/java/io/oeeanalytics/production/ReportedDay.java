package io.oeeanalytics.production;

import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A line's day as a daily report states it. Ratios are fractions of 1, unchanged and unchecked.
 *
 * @param output all pieces of the day
 */
public record ReportedDay(
        LocalDate day,
        long plannedMs,
        long runMs,
        long output,
        OptionalLong idealCycleMs,
        OptionalDouble availability,
        OptionalDouble performance,
        OptionalDouble quality,
        OptionalDouble oee) {}
