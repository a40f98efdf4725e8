package io.oeeanalytics.plant;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a change of rules would do to the figures of a line.
 *
 * @param first of the days looked at
 * @param last of them, included
 * @param days each day looked at that has figures before or after, by date
 */
public record LineEffect(
        Line line,
        LocalDate first,
        LocalDate last,
        Reading before,
        Reading after,
        List<DayEffect> days) {
    /**
     * The figures of some days as the site reads OEE; ratios are fractions of 1 and empty where
     * undefined.
     *
     * @param plannedBusyMs the time OEE is measured against in ISO 22400
     * @param coverage share of it of which something is known
     */
    public record Reading(
            OeeDefinition definition,
            OptionalDouble oee,
            OptionalDouble availability,
            OptionalDouble effectiveness,
            OptionalDouble quality,
            long plannedBusyMs,
            OptionalDouble coverage) {}

    /**
     * OEE of one day.
     *
     * @param plannedBusyMsBefore tells of changes that leave OEE where it is, or without it
     */
    public record DayEffect(
            LocalDate date,
            OptionalDouble before,
            OptionalDouble after,
            long plannedBusyMsBefore,
            long plannedBusyMsAfter) {
        /** Empty where there is no OEE before or none after. */
        public OptionalDouble points() {
            return difference(before, after);
        }

        boolean isChanged() {
            return !before.equals(after) || plannedBusyMsBefore != plannedBusyMsAfter;
        }

        /** A day that gains or loses its OEE changes most. */
        private double size() {
            return before.isPresent() != after.isPresent() ? 2 : Math.abs(points().orElse(0));
        }
    }

    public LineEffect {
        days = List.copyOf(days);
    }

    /** After minus before; empty where there is no OEE before or none after. */
    public OptionalDouble points() {
        return difference(before.oee(), after.oee());
    }

    /** The days that change, most first. */
    public List<DayEffect> changed() {
        return days.stream()
                .filter(DayEffect::isChanged)
                .sorted(
                        Comparator.comparingDouble(DayEffect::size)
                                .reversed()
                                .thenComparing(DayEffect::date))
                .toList();
    }

    private static OptionalDouble difference(OptionalDouble before, OptionalDouble after) {
        return before.isEmpty() || after.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(after.getAsDouble() - before.getAsDouble());
    }
}
