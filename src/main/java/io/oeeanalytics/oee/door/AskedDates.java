package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The business dates a question is about, and the clock it goes by. */
final class AskedDates {
    private static final LocalDate EARLIEST = LocalDate.EPOCH;
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    private AskedDates() {}

    /**
     * The period from one date to the other.
     *
     * @param to without it, the first date alone
     * @param most days that the last date may lie after the first
     * @return the period, or any one and a fault
     */
    static Period read(@Nullable String from, @Nullable String to, int most, List<Fault> faults) {
        return read(new Names("from", "to"), from, to, most, faults);
    }

    /** What the first date and the last are called. */
    record Names(String from, String to) {}

    /** The same of a period by other names. */
    static Period read(
            Names names, @Nullable String from, @Nullable String to, int most, List<Fault> faults) {
        int sound = faults.size();
        var first = date(names.from(), from, faults);
        var last = to == null ? first : date(names.to(), to, faults);
        if (faults.size() == sound && last.isBefore(first)) {
            faults.add(
                    new Fault(
                            names.to(),
                            "%s lies before %s, %s".formatted(last, names.from(), first)));
        }
        if (faults.size() == sound && ChronoUnit.DAYS.between(first, last) > most) {
            faults.add(
                    new Fault(
                            names.to(),
                            "is more than %d days after %s".formatted(most, names.from())));
        }
        return faults.size() == sound ? new Period(first, last) : new Period(EARLIEST, EARLIEST);
    }

    /** The instant of the second clock; null for now. */
    static @Nullable Instant knownAt(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        try {
            var date = OffsetDateTime.parse(text);
            if (!date.toLocalDate().isBefore(EARLIEST) && !date.toLocalDate().isAfter(LATEST)) {
                return date.toInstant();
            }
            faults.add(new Fault("knownAt", "%s lies outside 1970 to 2200".formatted(text)));
        } catch (DateTimeException e) {
            faults.add(
                    new Fault(
                            "knownAt",
                            "is an instant such as 2026-03-16T14:00:00Z, not '%s'"
                                    .formatted(text)));
        }
        return null;
    }

    private static LocalDate date(String name, @Nullable String text, List<Fault> faults) {
        try {
            var date = LocalDate.parse(text == null ? "" : text);
            if (!date.isBefore(EARLIEST) && !date.isAfter(LATEST)) {
                return date;
            }
            faults.add(new Fault(name, "%s lies outside 1970 to 2200".formatted(text)));
        } catch (DateTimeException e) {
            faults.add(
                    new Fault(
                            name,
                            "is a business date such as 2026-03-16, not '%s'".formatted(text)));
        }
        return EARLIEST;
    }
}
