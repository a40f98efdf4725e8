package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.production.ReportedDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for whole business dates of one line. Everything it weighs is handed in, so the same
 * facts give the same ledgers whenever they are asked.
 *
 * @param reported by date
 * @param now nothing later has happened yet; a shift that runs is accounted up to here
 */
record LineDays(
        Line line,
        ShiftCalendar calendar,
        MicroStops microStops,
        IdealCycles cycles,
        List<StateInterval> states,
        MadePieces pieces,
        Map<LocalDate, ReportedDay> reported,
        Instant now) {

    static TimeRange day(LocalDate date, ZoneId zone) {
        return new TimeRange(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Ledgers of that date; none for a day nothing is known of. */
    List<ShiftLedger> ledgers(LocalDate date) {
        var report = reported.get(date);
        var ledgers = calendar.covers(date) ? planned(date) : logged(date);
        // A log that knows what the line did says more than a report of the same day.
        if (report != null && ledgers.stream().allMatch(shift -> shift.ledger().knownMs() == 0)) {
            return List.of(reported(date, report));
        }
        return ledgers;
    }

    private ShiftLedger reported(LocalDate date, ReportedDay report) {
        var day = day(date, line.zone());
        return new ShiftLedger(
                line.id(),
                date,
                0,
                day,
                Origin.REPORT,
                true,
                ReportedLedgers.remark(report, day.millis()),
                ReportedLedgers.ledger(report, day.millis()),
                List.of(),
                List.of());
    }

    private List<ShiftLedger> logged(LocalDate date) {
        var day = upToNow(day(date, line.zone()));
        if (day == null || !isKnown(day)) {
            return List.of();
        }
        var entry = account(new Window.Logged(day));
        return List.of(
                shiftLedger(date, 0, List.of(entry), Origin.LOG, day(date, line.zone()).to()));
    }

    private List<ShiftLedger> planned(LocalDate date) {
        var ledgers = new ArrayList<ShiftLedger>();
        for (var shift : calendar.shiftsOn(date)) {
            var range = upToNow(shift.range());
            if (range != null) {
                var entry = account(new Window.Planned(cut(shift, range)));
                ledgers.add(
                        shiftLedger(
                                date,
                                shift.number(),
                                List.of(entry),
                                Origin.CALENDAR,
                                shift.range().to()));
            }
        }
        var beside = beside(date);
        if (!beside.isEmpty()) {
            var entries =
                    beside.stream().map(range -> account(new Window.Unplanned(range))).toList();
            ledgers.add(
                    shiftLedger(date, 0, entries, Origin.CALENDAR, day(date, line.zone()).to()));
        }
        return ledgers;
    }

    /** What the calendar day holds that no shift of this date or a neighbouring one does. */
    private List<TimeRange> beside(LocalDate date) {
        var day = upToNow(day(date, line.zone()));
        if (day == null) {
            return List.of();
        }
        var free = new ArrayList<TimeRange>();
        var from = day.from();
        for (var near = date.minusDays(1);
                !near.isAfter(date.plusDays(1));
                near = near.plusDays(1)) {
            for (var shift : calendar.shiftsOn(near)) {
                var taken = shift.range().intersection(day).orElse(null);
                if (taken != null) {
                    if (from.isBefore(taken.from())) {
                        free.add(new TimeRange(from, taken.from()));
                    }
                    from = taken.to().isAfter(from) ? taken.to() : from;
                }
            }
        }
        if (from.isBefore(day.to())) {
            free.add(new TimeRange(from, day.to()));
        }
        return free;
    }

    private LedgerEntry account(Window window) {
        var range = window.range();
        var touching =
                states.stream()
                        .filter(
                                state ->
                                        !state.range().from().isAfter(range.to())
                                                && !state.range().to().isBefore(range.from()))
                        .toList();
        return TimeModel.account(window, touching, microStops, pieces.within(range), cycles);
    }

    private ShiftLedger shiftLedger(
            LocalDate date, int number, List<LedgerEntry> entries, Origin origin, Instant end) {
        var ledger = Ledger.sum(entries.stream().map(LedgerEntry::ledger).toList());
        var blind = ledger.knownMs() == 0 && ledger.unobserved().total() > 0;
        return new ShiftLedger(
                line.id(),
                date,
                number,
                new TimeRange(entries.getFirst().range().from(), entries.getLast().range().to()),
                origin,
                !end.isAfter(now),
                blind ? Remark.NO_STATUS_DATA : Remark.NONE,
                ledger,
                StatusTime.sum(
                        entries.stream().flatMap(entry -> entry.statusTimes().stream()).toList()),
                entries.stream().flatMap(entry -> entry.timeline().stream()).toList());
    }

    private boolean isKnown(TimeRange day) {
        return states.stream().anyMatch(state -> state.range().overlaps(day))
                || !pieces.within(day).isEmpty();
    }

    private @Nullable TimeRange upToNow(TimeRange range) {
        if (!range.from().isBefore(now)) {
            return null;
        }
        return range.to().isAfter(now) ? new TimeRange(range.from(), now) : range;
    }

    private static Shift cut(Shift shift, TimeRange range) {
        return new Shift(
                shift.businessDate(),
                shift.number(),
                range,
                shift.breaks().stream()
                        .flatMap(pause -> pause.intersection(range).stream())
                        .toList());
    }
}
