package io.oeeanalytics.oee;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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

    /** The calendar months that lie within as a whole; empty when there is none. */
    Optional<Period> wholeMonths() {
        var from = first.getDayOfMonth() == 1 ? first : first.plusMonths(1).withDayOfMonth(1);
        var next = last.plusDays(1);
        var to = next.withDayOfMonth(1).minusDays(1);
        return to.isAfter(from) ? Optional.of(new Period(from, to)) : Optional.empty();
    }
}
