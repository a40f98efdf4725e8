package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineRules;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.production.KnownAt;
import io.oeeanalytics.production.LastPiece;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.ReportedDay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Brings together all that decides the figures of some business dates of a line. */
@Component
class FactsOfDays {
    private static final Duration DAY = Duration.ofDays(1);

    private final PlantModel plant;
    private final LineFacts facts;
    private final TrackFacts tracks;
    private final Clock clock;

    FactsOfDays(PlantModel plant, LineFacts facts, TrackFacts tracks, Clock clock) {
        this.plant = plant;
        this.tracks = tracks;
        this.facts = facts;
        this.clock = clock;
    }

    /** One date, with all its pieces, as known now. */
    LineDays gather(Line line, LocalDate date) {
        var rules = plant.rules(line);
        var dates = new TreeSet<>(List.of(date));
        return gather(line, rules, dates, around(rules.calendar(), dates));
    }

    /** The same as it was known. */
    LineDays gather(Line line, LocalDate date, Knowledge known) {
        return gather(line, new TreeSet<>(List.of(date)), known);
    }

    /** Dates as they were known, with all their pieces. */
    LineDays gather(Line line, NavigableSet<LocalDate> dates, Knowledge known) {
        var rules = plant.rules(line, known.words(), known.cycles(), known.calendar());
        return gather(
                line, rules, dates, around(rules.calendar(), dates), known.knownAt(), known.now());
    }

    /**
     * As known now.
     *
     * @param dates held in memory from the first to the last, so few and close together
     * @param made where pieces are read; figures elsewhere have none
     */
    LineDays gather(Line line, LineRules rules, NavigableSet<LocalDate> dates, TimeRange made) {
        return gather(line, rules, dates, made, KnownAt.NOW, clock.instant());
    }

    private LineDays gather(
            Line line,
            LineRules rules,
            NavigableSet<LocalDate> dates,
            TimeRange made,
            KnownAt known,
            Instant now) {
        return new LineDays(
                line,
                rules.calendar(),
                rules.settings(),
                rules.cycles(),
                states(line, rules, around(rules.calendar(), dates), known, now),
                pieces(line, rules.calendar(), made, known),
                facts.reportedDays(line.id(), dates.first(), dates.last(), known).stream()
                        .collect(Collectors.toMap(ReportedDay::day, Function.identity())),
                now);
    }

    /** What is said of the line in and around the range, as known now. */
    List<StateInterval> states(Line line, LineRules rules, TimeRange range) {
        return states(line, rules, range, KnownAt.NOW, clock.instant());
    }

    private List<StateInterval> states(
            Line line, LineRules rules, TimeRange range, KnownAt known, Instant now) {
        // A stop that goes on after the last shift is measured whole, and what came right before
        // the first one decides whether it begins with a start-up.
        var startUp = rules.settings().at(range.from()).startUp();
        var reaching = new TimeRange(range.from().minus(startUp), range.to().plus(DAY));
        var logged =
                new LoggedStates(
                        rules.statuses(),
                        now,
                        before ->
                                facts.lastPieceBefore(line.id(), before, known).map(LastPiece::at));
        return tracks.over(rules.logs(), reaching, known).stream()
                .flatMap(told -> told.intervals(logged).stream())
                .toList();
    }

    /** From midnight of the first date to the end of the last one's shifts. */
    static TimeRange around(ShiftCalendar calendar, NavigableSet<LocalDate> dates) {
        var range =
                LineDays.day(dates.first(), calendar.zone())
                        .hull(LineDays.day(dates.last(), calendar.zone()));
        for (var shift : calendar.shiftsOn(dates.last())) {
            range = range.hull(shift.range());
        }
        return range;
    }

    /** What was made in the range, as known now. */
    MadePieces pieces(Line line, ShiftCalendar calendar, TimeRange range) {
        return pieces(line, calendar, range, KnownAt.NOW);
    }

    private MadePieces pieces(Line line, ShiftCalendar calendar, TimeRange range, KnownAt known) {
        var pieces = new MadePieces(facts.products(line.id(), range, known));
        facts.pieces(line.id(), range, known, pieces);
        pieces.follow(
                range,
                facts.lastPieceBefore(line.id(), range.from(), known)
                        .filter(last -> last.at().isAfter(range.from().minus(DAY))),
                day -> !within(day, range) && facts.hasPieces(line.id(), day, known));
        for (var judgement : pieces.judgements()) {
            pieces.judge(judgement, shiftAround(judgement.at(), calendar));
        }
        for (var report : facts.manualCounts(line.id(), range, known)) {
            pieces.correct(report, shiftAround(report.countedAt(), calendar));
        }
        return pieces;
    }

    private static boolean within(TimeRange inner, TimeRange outer) {
        return !inner.from().isBefore(outer.from()) && !inner.to().isAfter(outer.to());
    }

    /** The shift that runs then, or the stretch between shifts. */
    static TimeRange shiftAround(Instant instant, ShiftCalendar calendar) {
        var date = instant.atZone(calendar.zone()).toLocalDate();
        return Stream.of(date.minusDays(1), date)
                .flatMap(near -> calendar.stretches(near).stream())
                .filter(range -> range.contains(instant))
                .findFirst()
                .orElseGet(() -> LineDays.day(date, calendar.zone()));
    }
}
