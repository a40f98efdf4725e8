package io.oeeanalytics.production.events;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.ShiftCalendar;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Business dates as figures are asked for, each line's from its first shift to its last.
 *
 * @param shift number of a shift of the first date; 0 for all of the dates
 */
record AccountedDates(LocalDate first, LocalDate last, int shift) {
    private static final LocalDate EARLIEST = LocalDate.EPOCH;
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    /** Empty where none are asked for. */
    static Optional<AccountedDates> read(
            String first, String last, String shift, List<Fault> faults) {
        if (first.isEmpty()) {
            if (!last.isEmpty() || !shift.isEmpty()) {
                faults.add(new Fault("firstDate", "is missing; lastDate and shift go with it"));
            }
            return Optional.empty();
        }
        int sound = faults.size();
        var from = date("firstDate", first, faults);
        var to = last.isEmpty() ? from : date("lastDate", last, faults);
        if (!shift.matches("|[1-9]")) {
            faults.add(new Fault("shift", "is a number from 1 to 9, not '%s'".formatted(shift)));
        }
        if (faults.size() == sound && to.isBefore(from)) {
            faults.add(
                    new Fault("lastDate", "%s lies before firstDate, %s".formatted(last, first)));
        }
        return faults.size() == sound
                ? Optional.of(
                        new AccountedDates(from, to, shift.isEmpty() ? 0 : Integer.parseInt(shift)))
                : Optional.empty();
    }

    private static LocalDate date(String name, String text, List<Fault> faults) {
        try {
            var date = LocalDate.parse(text);
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

    /** Empty where the calendar has no such shift on that date. */
    Optional<TimeRange> of(ShiftCalendar calendar) {
        return shift == 0
                ? Optional.of(calendar.span(first).hull(calendar.span(last)))
                : calendar.shiftsOn(first).stream()
                        .filter(one -> one.number() == shift)
                        .map(Shift::range)
                        .findFirst();
    }
}
