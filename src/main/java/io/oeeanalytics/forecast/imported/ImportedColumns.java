package io.oeeanalytics.forecast.imported;

import java.util.ArrayList;
import java.util.List;

/**
 * What a row tells of one step ahead, in OEE as fractions of 1: {@code lag-1} to {@code lag-28},
 * the last sound days, the newest first; {@code step}, working days ahead from 1; {@code weekday}
 * of the day forecast, 1 for Monday to 7; {@code planned-hours} of it, 0 where nobody knows. A
 * model names those of them it wants, in its order, or takes all of them in this one.
 */
public final class ImportedColumns {
    /** Four weeks of seven days. */
    static final int LAGS = 28;

    private static final String LAG = "lag-";
    private static final String STEP = "step";
    private static final String WEEKDAY = "weekday";
    private static final String PLANNED_HOURS = "planned-hours";

    /** All, in their order. */
    public static final List<String> ALL = all();

    private final List<String> wanted;

    private ImportedColumns(List<String> wanted) {
        this.wanted = wanted;
    }

    private static List<String> all() {
        var names = new ArrayList<String>();
        for (int lag = 1; lag <= LAGS; lag++) {
            names.add(LAG + lag);
        }
        names.addAll(List.of(STEP, WEEKDAY, PLANNED_HOURS));
        return List.copyOf(names);
    }

    /**
     * @param names of the model's columns
     * @throws IllegalArgumentException if it wants something else than there is
     */
    public static ImportedColumns of(List<String> names) {
        if (ALL.containsAll(names)) {
            return new ImportedColumns(List.copyOf(names));
        }
        if (names.size() == ALL.size() && names.stream().noneMatch(ALL::contains)) {
            return new ImportedColumns(ALL);
        }
        var unknown = names.stream().filter(name -> !ALL.contains(name)).toList();
        throw new IllegalArgumentException(
                "the model asks for the columns %s; there are lag-1 to lag-%d, %s, %s and %s"
                        .formatted(unknown, LAGS, STEP, WEEKDAY, PLANNED_HOURS));
    }

    /**
     * @param known values known at the origin, 28 at least
     * @param step from 1
     */
    double[] row(double[] values, int known, int step, int weekday, double plannedHours) {
        var row = new double[wanted.size()];
        for (int column = 0; column < row.length; column++) {
            var name = wanted.get(column);
            row[column] =
                    switch (name) {
                        case STEP -> step;
                        case WEEKDAY -> weekday;
                        case PLANNED_HOURS -> Double.isFinite(plannedHours) ? plannedHours : 0;
                        default -> values[known - Integer.parseInt(name.substring(LAG.length()))];
                    };
        }
        return row;
    }
}
