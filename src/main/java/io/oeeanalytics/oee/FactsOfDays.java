package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.ReportedDay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Brings together all that decides the figures of some business dates of a line. */
@Component
class FactsOfDays {
    private final PlantModel plant;
    private final LineFacts facts;
    private final Clock clock;

    FactsOfDays(PlantModel plant, LineFacts facts, Clock clock) {
        this.plant = plant;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * @param dates held in memory from the first to the last, so few and close together
     */
    LineDays gather(Line line, ShiftCalendar calendar, NavigableSet<LocalDate> dates) {
        var now = clock.instant();
        var range = around(line, calendar, dates);
        var states =
                new LoggedStates(
                                plant.statuses(line.siteId()),
                                now,
                                facts.lastPieceBefore(line.id(), now))
                        .intervals(
                                facts.states(line.id(), withNextDay(range)),
                                facts.classifications(line.id(), withNextDay(range)));
        return new LineDays(
                line,
                calendar,
                new MicroStops(plant.site(line.siteId()).microStop()),
                plant.cycles(line.id()),
                states,
                pieces(line, calendar, range),
                facts.reportedDays(line.id(), dates.first(), dates.last()).stream()
                        .collect(Collectors.toMap(ReportedDay::day, Function.identity())),
                now);
    }

    /** From midnight of the first date to the end of the last one's shifts. */
    private static TimeRange around(
            Line line, ShiftCalendar calendar, NavigableSet<LocalDate> dates) {
        var end = LineDays.day(dates.last(), line.zone()).to();
        for (var shift : calendar.shiftsOn(dates.last())) {
            end = shift.range().to().isAfter(end) ? shift.range().to() : end;
        }
        return new TimeRange(LineDays.day(dates.first(), line.zone()).from(), end);
    }

    /** A stop that goes on after the last shift is measured whole. */
    private static TimeRange withNextDay(TimeRange range) {
        return new TimeRange(range.from(), range.to().plus(Duration.ofDays(1)));
    }

    private MadePieces pieces(Line line, ShiftCalendar calendar, TimeRange range) {
        var pieces = new MadePieces(facts.products(line.id(), range));
        facts.pieces(line.id(), range, pieces);
        for (var report : facts.manualCounts(line.id(), range)) {
            pieces.correct(report, shiftAround(report.countedAt(), calendar, line.zone()));
        }
        return pieces;
    }

    private static TimeRange shiftAround(Instant instant, ShiftCalendar calendar, ZoneId zone) {
        var date = instant.atZone(zone).toLocalDate();
        for (var near : List.of(date.minusDays(1), date)) {
            for (var shift : calendar.shiftsOn(near)) {
                if (shift.range().contains(instant)) {
                    return shift.range();
                }
            }
        }
        return LineDays.day(date, zone);
    }
}
