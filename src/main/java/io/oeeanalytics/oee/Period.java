package io.oeeanalytics.oee;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Business dates from the first to the last, both included. */
public record Period(LocalDate first, LocalDate last) {
    public Period {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(
                    "a period from %s cannot end before it, on %s".formatted(first, last));
        }
    }

    public static Period lastDays(LocalDate last, int days) {
        return new Period(last.minusDays(days - 1L), last);
    }

    public long days() {
        return ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** The period of the same length that ends the day before this one begins. */
    public Period previous() {
        return new Period(first.minusDays(days()), first.minusDays(1));
    }

    public boolean contains(LocalDate date) {
        return !date.isBefore(first) && !date.isAfter(last);
    }
}
