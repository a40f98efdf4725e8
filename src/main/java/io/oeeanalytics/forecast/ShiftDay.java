package io.oeeanalytics.forecast;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A planned shift to come.
 *
 * @param number 1 for the first of the day
 * @param plannedMs planned busy time
 * @param point OEE expected; those of a day, weighed by planned time, give the day's
 * @param interval80 empty where the shift was worked too seldom
 */
public record ShiftDay(
        LocalDate day, int number, long plannedMs, double point, Optional<Interval> interval80) {}
