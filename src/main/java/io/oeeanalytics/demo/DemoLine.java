package io.oeeanalytics.demo;

import java.time.DayOfWeek;
import java.util.List;

/**
 * A line of the demo plant.
 *
 * @param targetOee fraction of 1
 * @param logsStates false for a line that only counts pieces
 */
public record DemoLine(
        String code,
        String name,
        double targetOee,
        boolean logsStates,
        List<DemoProduct> products,
        List<ShiftPattern> weekdayShifts,
        List<ShiftPattern> saturdayShifts) {
    public DemoLine {
        products = List.copyOf(products);
        weekdayShifts = List.copyOf(weekdayShifts);
        saturdayShifts = List.copyOf(saturdayShifts);
    }

    public List<ShiftPattern> patterns(DayOfWeek day) {
        return switch (day) {
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> weekdayShifts;
            case SATURDAY -> saturdayShifts;
            case SUNDAY -> List.of();
        };
    }
}
