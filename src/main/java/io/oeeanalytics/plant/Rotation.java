package io.oeeanalytics.plant;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Shifts that come round every so many days, valid from a date until the owner's next rotation.
 * Without shifts it says that there is no calendar from there on.
 *
 * @param days a week is counted from Monday, any other rotation from {@code validFrom}
 */
public record Rotation(LocalDate validFrom, int days, List<ShiftTime> shifts) {
    public static final int WEEK = 7;
    public static final int LONGEST = 366;

    public Rotation {
        shifts = shifts.stream().sorted(ShiftTime.ORDER).toList();
        if (days < 1 || days > LONGEST) {
            throw new IllegalArgumentException(
                    "a rotation has 1 to %d days, not %d".formatted(LONGEST, days));
        }
        for (var shift : shifts) {
            if (shift.day() > days) {
                throw new IllegalArgumentException(
                        "a rotation of %d days has no day %d".formatted(days, shift.day()));
            }
        }
    }

    public static Rotation week(LocalDate validFrom, List<ShiftTime> shifts) {
        return new Rotation(validFrom, WEEK, shifts);
    }

    /** The day of the rotation that falls on the date. */
    public int dayOn(LocalDate date) {
        return days == WEEK
                ? date.getDayOfWeek().getValue()
                : Math.floorMod(ChronoUnit.DAYS.between(validFrom, date), days) + 1;
    }

    List<ShiftTime> shiftsOn(LocalDate date) {
        int day = dayOn(date);
        return shifts.stream().filter(shift -> shift.day() == day).toList();
    }
}
