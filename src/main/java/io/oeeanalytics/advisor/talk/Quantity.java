package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.Figure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A number as a text writes it, with its unit.
 *
 * @param start where it begins in the text
 * @param end past the unit
 * @param readings what its digits may mean: 1.204 is 1204 in German and a little more than one in
 *     English
 * @param signed whether a sign stands before it
 * @param unit as written, in lower case
 */
record Quantity(
        int start, int end, Kind kind, List<Reading> readings, boolean signed, String unit) {
    Quantity {
        readings = List.copyOf(readings);
    }

    /** What is measured. */
    enum Kind {
        PERCENT,
        POINTS,
        DURATION,
        PIECES,
        PIECES_PER_HOUR,
        /** Of anything, or of nothing that is said. */
        PLAIN,
        /** Of something no figure is measured in. */
        FOREIGN
    }

    /**
     * @param value in percent, points, milliseconds, or pieces
     * @param tolerance half of the last digit that is written
     */
    record Reading(double value, double tolerance) {
        boolean is(double exact) {
            // Half a digit is rounded either way; what a double cannot hold is no difference.
            return Math.abs(exact - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(exact));
        }
    }

    /**
     * @param scale of the readings of such a unit
     */
    private record Time(Set<String> units, double scale) {}

    private static final Pattern NAME = Pattern.compile(" ");
    private static final Map<String, Time> TIMES_COUNTED =
            Map.of(
                    "minutes", new Time(Set.of("min"), 60_000),
                    "days", new Time(Set.of("d"), 86_400_000),
                    "weeks",
                            new Time(
                                    Set.of(
                                            "week",
                                            "weeks",
                                            "woche",
                                            "wochen",
                                            "semaine",
                                            "semaines"),
                                    1));

    /** Which way a sentence says that things went. */
    enum Direction {
        UP,
        DOWN,
        NONE
    }

    /** Whether the figure, rounded as this is, is this. */
    boolean says(Figure figure, Direction direction) {
        if (figure.unit() == Figure.Unit.COUNT && (kind == Kind.DURATION || kind == Kind.FOREIGN)) {
            return saysTimeCounted(figure);
        }
        if (!unitFits(figure.unit())) {
            return false;
        }
        double exact =
                switch (figure.unit()) {
                    case SHARE, POINTS -> 100 * figure.value();
                    case MILLISECONDS, PIECES, PIECES_PER_HOUR, COUNT -> figure.value();
                };
        if (signed) {
            return readings.stream().anyMatch(reading -> reading.is(exact));
        }
        boolean against =
                switch (direction) {
                    case UP -> exact < 0;
                    case DOWN -> exact > 0 && figure.unit() == Figure.Unit.POINTS;
                    case NONE -> false;
                };
        return !against && readings.stream().anyMatch(reading -> reading.is(Math.abs(exact)));
    }

    /** Minutes, days and weeks that are counted have their unit in their name. */
    private boolean saysTimeCounted(Figure figure) {
        var unitOfFigure =
                TIMES_COUNTED.entrySet().stream()
                        .filter(
                                time ->
                                        NAME.splitAsStream(figure.name())
                                                .anyMatch(time.getKey()::equals))
                        .findFirst();
        return unitOfFigure.isPresent()
                && unitOfFigure.get().getValue().units.contains(unit)
                && readings.stream()
                        .anyMatch(
                                reading ->
                                        reading.is(
                                                unitOfFigure.get().getValue().scale
                                                        * figure.value()));
    }

    private boolean unitFits(Figure.Unit figure) {
        return switch (kind) {
            case PERCENT -> figure == Figure.Unit.SHARE;
            case POINTS -> figure == Figure.Unit.POINTS;
            case DURATION -> figure == Figure.Unit.MILLISECONDS;
            case PIECES -> figure == Figure.Unit.PIECES;
            case PIECES_PER_HOUR -> figure == Figure.Unit.PIECES_PER_HOUR;
            // "Speed (−2.7)": what has a sign and no unit is a difference.
            case PLAIN ->
                    figure == Figure.Unit.COUNT
                            || figure == Figure.Unit.PIECES
                            || (signed && figure == Figure.Unit.POINTS);
            case FOREIGN -> false;
        };
    }

    /** Whether a text that has the other one has this one too, digit by digit. */
    boolean isQuotedFrom(Quantity other) {
        boolean sameUnit = kind == other.kind && (kind != Kind.FOREIGN || unit.equals(other.unit));
        return sameUnit
                && readings.stream()
                        .anyMatch(
                                one ->
                                        other.readings.stream()
                                                .anyMatch(
                                                        two ->
                                                                Math.abs(one.value - two.value)
                                                                        <= 1e-9
                                                                                * Math.max(
                                                                                        1,
                                                                                        Math.abs(
                                                                                                two.value))));
    }
}
