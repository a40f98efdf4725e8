package io.oeeanalytics.plant;

import java.time.LocalDate;
import java.util.List;

/**
 * One day on which a site or a line does otherwise than its rotation says.
 *
 * @param reason in words, may be empty
 * @param shifts all of day 1
 */
public record CalendarException(LocalDate day, Kind kind, String reason, List<ShiftTime> shifts) {
    /** What the day does to the rotation. */
    public enum Kind {
        /** Nothing is planned. */
        CLOSED,
        /** These shifts in place of the rotation's. */
        INSTEAD,
        /** These besides what else is planned: overtime. */
        EXTRA
    }

    public CalendarException {
        shifts = shifts.stream().sorted(ShiftTime.ORDER).toList();
        if (shifts.isEmpty() != (kind == Kind.CLOSED)) {
            throw new IllegalArgumentException(
                    "%s is %s with %d shifts; a closed day has none, any other at least one"
                            .formatted(day, kind, shifts.size()));
        }
    }
}
