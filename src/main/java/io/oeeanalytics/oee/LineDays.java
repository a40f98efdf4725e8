package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.SiteSettings;
import io.oeeanalytics.production.PieceVisitor;
import io.oeeanalytics.production.ReportedDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
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
        SiteSettings settings,
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
        var ledgers = windows(date).stream().map(this::ledger).toList();
        // A log that knows what the line did says more than a report of the same day.
        if (report != null && ledgers.stream().allMatch(shift -> shift.ledger().knownMs() == 0)) {
            return List.of(reported(date, report));
        }
        return ledgers;
    }

    /**
     * The finest account of that date.
     *
     * @param within pieces are known there; slices that start elsewhere are left out. The whole of
     *     the date where it was reported.
     */
    List<Slice> slices(LocalDate date, TimeRange within) {
        var slices = new ArrayList<Slice>();
        for (var window : windows(date)) {
            for (var part : window.windows()) {
                slices(window, part).stream()
                        .filter(slice -> within.contains(slice.range().from()))
                        .forEach(slices::add);
            }
        }
        var report = reported.get(date);
        if (report != null && slices.stream().allMatch(slice -> slice.ledger().knownMs() == 0)) {
            var whole = reported(date, report);
            return List.of(
                    new Slice(
                            date,
                            0,
                            calendar.span(date),
                            whole.range().to(),
                            PieceVisitor.NO_PRODUCT,
                            whole.origin(),
                            whole.remark(),
                            whole.ledger()));
        }
        return slices;
    }

    private List<Slice> slices(DayWindow window, Window part) {
        var range = part.range();
        var parts = resolve(part).parts(pieces.within(range), cycles, startUp(range), cuts(range));
        return parts.stream()
                .map(
                        cut ->
                                new Slice(
                                        window.date(),
                                        window.shift(),
                                        cut.range(),
                                        window.endsAt(),
                                        cut.product(),
                                        window.origin(),
                                        Remark.NONE,
                                        cut.ledger()))
                .toList();
    }

    private StartUp startUp(TimeRange window) {
        var length = settings.at(window.from()).startUp();
        return length.isZero()
                ? StartUp.NONE
                : new StartUp(
                        length,
                        lastStart(new TimeRange(window.from().minus(length), window.from())));
    }

    /** When the last set-up there, or the last time the line was not to run, ended. */
    private @Nullable Instant lastStart(TimeRange lead) {
        Instant started = null;
        var accounted = lead.from();
        for (var part : windowsIn(lead)) {
            var range = part.range();
            if (range.from().isAfter(accounted)) {
                started = range.from();
            }
            for (var segment : resolve(part).timeline()) {
                var kind = segment.kind();
                if ((kind == Segment.Kind.SET_UP || kind == Segment.Kind.NOT_PLANNED)
                        && segment.range().overlaps(lead)) {
                    started = Collections.min(List.of(segment.range().to(), lead.to()));
                }
            }
            accounted = range.to();
        }
        return accounted.isBefore(lead.to()) ? lead.to() : started;
    }

    private List<Window> windowsIn(TimeRange range) {
        var first = range.from().atZone(line.zone()).toLocalDate().minusDays(1);
        var last = range.to().atZone(line.zone()).toLocalDate();
        return first.datesUntil(last.plusDays(1))
                .flatMap(date -> windows(date).stream())
                .flatMap(day -> day.windows().stream())
                .filter(window -> window.range().overlaps(range))
                .sorted(Comparator.comparing(window -> window.range().from()))
                .toList();
    }

    /** At every hour of the local clock and at every change of product. */
    private Tally.Cuts cuts(TimeRange range) {
        var made = pieces.made();
        var borders = new TreeSet<Long>();
        for (var at = range.from(); at.isBefore(range.to()); at = Hours.next(at, line.zone())) {
            borders.add(Millis.of(at));
        }
        borders.addAll(made.subMap(Millis.of(range.from()), Millis.of(range.to())).keySet());
        var products = new int[borders.size()];
        int i = 0;
        for (long border : borders) {
            var product = made.floorEntry(border);
            products[i++] = product == null ? PieceVisitor.NO_PRODUCT : product.getValue();
        }
        borders.add(Millis.of(range.to()));
        return new Tally.Cuts(borders.stream().mapToLong(Long::longValue).toArray(), products);
    }

    /** Time by status of each shift of that date. */
    Map<Integer, List<StatusTime>> statusTimes(LocalDate date) {
        var times = new TreeMap<Integer, List<StatusTime>>();
        for (var window : windows(date)) {
            times.put(
                    window.shift(),
                    StatusTime.sum(
                            window.windows().stream()
                                    .flatMap(part -> resolve(part).statusTimes().stream())
                                    .toList()));
        }
        return times;
    }

    private List<DayWindow> windows(LocalDate date) {
        return calendar.covers(date) ? planned(date) : logged(date);
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

    /** A night shift that reaches into a date without a plan is not logged a second time. */
    private List<DayWindow> logged(LocalDate date) {
        var day = upToNow(day(date, line.zone()));
        var beside = beside(date);
        return day == null || beside.isEmpty() || !isKnown(day)
                ? List.of()
                : List.of(
                        new DayWindow(
                                date,
                                0,
                                Origin.LOG,
                                calendar.freeOn(date).getLast().to(),
                                beside.stream().<Window>map(Window.Logged::new).toList()));
    }

    private List<DayWindow> planned(LocalDate date) {
        var windows = new ArrayList<DayWindow>();
        for (var shift : calendar.shiftsOn(date)) {
            var range = upToNow(shift.range());
            if (range != null) {
                windows.add(
                        new DayWindow(
                                date,
                                shift.number(),
                                Origin.CALENDAR,
                                shift.range().to(),
                                List.of(new Window.Planned(shift.until(range.to())))));
            }
        }
        var beside = beside(date);
        if (!beside.isEmpty()) {
            windows.add(
                    new DayWindow(
                            date,
                            0,
                            Origin.CALENDAR,
                            calendar.freeOn(date).getLast().to(),
                            beside.stream().<Window>map(Window.Unplanned::new).toList()));
        }
        return windows;
    }

    private List<TimeRange> beside(LocalDate date) {
        return calendar.freeOn(date).stream().map(this::upToNow).filter(Objects::nonNull).toList();
    }

    private ResolvedWindow resolve(Window window) {
        return TimeModel.resolve(
                window, around(window.range()), MicroStops.of(settings.at(window.range().from())));
    }

    /**
     * What overlaps or touches the range, and what goes on from there under the same status: a
     * machine may tell of one stop every minute, and its parts in two shifts are still one stop.
     */
    private List<StateInterval> around(TimeRange range) {
        var reached = new HashMap<Integer, TimeRange>();
        var found = List.<StateInterval>of();
        int before;
        do {
            before = found.size();
            found =
                    states.stream()
                            .filter(
                                    state ->
                                            state.range()
                                                    .touches(
                                                            reached.getOrDefault(
                                                                    state.status(), range)))
                            .toList();
            for (var state : found) {
                reached.merge(state.status(), state.range().hull(range), TimeRange::hull);
            }
        } while (found.size() > before);
        return found;
    }

    private ShiftLedger ledger(DayWindow window) {
        var entries =
                window.windows().stream()
                        .map(
                                part ->
                                        resolve(part)
                                                .entry(
                                                        pieces.within(part.range()),
                                                        cycles,
                                                        startUp(part.range())))
                        .toList();
        var ledger = Ledger.sum(entries.stream().map(LedgerEntry::ledger).toList());
        return new ShiftLedger(
                line.id(),
                window.date(),
                window.shift(),
                new TimeRange(entries.getFirst().range().from(), entries.getLast().range().to()),
                window.origin(),
                !window.endsAt().isAfter(now),
                ShiftLedger.isBlind(ledger) ? Remark.NO_STATUS_DATA : Remark.NONE,
                ledger,
                StatusTime.sum(
                        entries.stream().flatMap(entry -> entry.statusTimes().stream()).toList()),
                entries.stream().flatMap(entry -> entry.timeline().stream()).toList());
    }

    private boolean isKnown(TimeRange day) {
        return states.stream().anyMatch(state -> state.range().overlaps(day))
                || !pieces.within(day).isEmpty()
                || pieces.someElsewhere(day);
    }

    private @Nullable TimeRange upToNow(TimeRange range) {
        if (!range.from().isBefore(now)) {
            return null;
        }
        return range.to().isAfter(now) ? new TimeRange(range.from(), now) : range;
    }
}
