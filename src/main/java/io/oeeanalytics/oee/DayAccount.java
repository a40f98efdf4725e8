package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One business date of a line, opened: accounted anew from the facts as they are now.
 *
 * @param definition what its site reports on that date
 * @param shifts with their status times and timelines
 * @param events what was logged or said within the date, by start
 * @param hours from the first to the last hour that any shift touches; none of a reported day
 */
public record DayAccount(
        Line line,
        LocalDate date,
        OeeDefinition definition,
        List<ShiftLedger> shifts,
        List<LoggedEvent> events,
        List<HourOutput> hours) {
    /**
     * A row of the log, or a person's word.
     *
     * @param by who said it; empty for the machine
     */
    public record LoggedEvent(StateInterval state, String by) {}

    /**
     * What the ledger counts within an hour of the clock.
     *
     * @param pieces good, scrap, rework and those nobody has judged yet
     */
    public record HourOutput(Instant from, long pieces, long scrap) {}

    public DayAccount {
        shifts = List.copyOf(shifts);
        events = List.copyOf(events);
        hours = List.copyOf(hours);
    }

    public Ledger ledger() {
        return Ledger.sum(shifts.stream().map(ShiftLedger::ledger).toList());
    }

    /** The date, or a part of it, as the site reports it. */
    public DefinedOee read(Ledger ledger) {
        return DefinedOee.of(ledger, definition);
    }

    public boolean imported() {
        return shifts.stream().anyMatch(shift -> shift.origin() == ShiftLedger.Origin.REPORT);
    }

    public boolean complete() {
        return shifts.stream().allMatch(ShiftLedger::complete);
    }

    /** By time; empty for a reported day. */
    public List<Segment> timeline() {
        var timeline = new ArrayList<Segment>();
        shifts.forEach(shift -> timeline.addAll(shift.timeline()));
        timeline.sort((one, other) -> one.range().from().compareTo(other.range().from()));
        return timeline;
    }

    static TimeRange hull(List<ShiftLedger> shifts) {
        return new TimeRange(
                shifts.stream()
                        .map(shift -> shift.range().from())
                        .min(Instant::compareTo)
                        .orElseThrow(),
                shifts.stream()
                        .map(shift -> shift.range().to())
                        .max(Instant::compareTo)
                        .orElseThrow());
    }
}
