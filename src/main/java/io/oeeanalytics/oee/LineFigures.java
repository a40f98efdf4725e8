package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.DayAccount.HourOutput;
import io.oeeanalytics.oee.DayAccount.LoggedEvent;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.production.KnownAt;
import io.oeeanalytics.production.LastPiece;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.LoggedState;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The figures managers read. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class LineFigures {
    private final PlantModel plant;
    private final LineFacts facts;
    private final JooqLedgers ledgers;
    private final PastLosses losses;
    private final FactsOfDays gathered;
    private final TrackFacts tracks;
    private final Definitions definitions;
    private final Clock clock;

    LineFigures(
            PlantModel plant,
            LineFacts facts,
            JooqLedgers ledgers,
            PastLosses losses,
            FactsOfDays gathered,
            TrackFacts tracks,
            Definitions definitions,
            Clock clock) {
        this.plant = plant;
        this.facts = facts;
        this.ledgers = ledgers;
        this.losses = losses;
        this.gathered = gathered;
        this.tracks = tracks;
        this.definitions = definitions;
        this.clock = clock;
    }

    /** The last date with figures, of any line; empty when there are none at all. */
    public Optional<LocalDate> lastDate() {
        var lines = plant.lines();
        return lines.size() == plant.everyLine().size()
                ? ledgers.dates(null).map(Period::last)
                : lines.stream()
                        .flatMap(line -> ledgers.dates(line.id()).stream())
                        .map(Period::last)
                        .max(Comparator.naturalOrder());
    }

    /** Every line of the plant in the period, with the one before beside it. */
    public PlantSummary plant(Period period) {
        var lines = plant.lines();
        var byLine = ledgers.days(null, period.previous().first(), period.last());
        var lost = losses.lost(lines, period, Line::id);
        var targets = plant.targets(period.last());
        var states = states(lines);
        var definition = definitions.each(lines, period);
        return new PlantSummary(
                period,
                definitions.of(lines, period),
                lines.stream()
                        .map(
                                line ->
                                        summary(
                                                line,
                                                definition.apply(line),
                                                period,
                                                byLine.getOrDefault(line.id(), List.of()),
                                                lost.getOrDefault(line.id(), List.of()),
                                                targets.get(line.id()),
                                                states.get(line.id())))
                        .toList());
    }

    /** What those lines are read by together in the period. */
    public DefinitionInForce definition(Collection<Line> lines, Period period) {
        return definitions.of(lines, period);
    }

    /** One line in the period, with the one before beside it. */
    public LineReport line(Line line, Period period) {
        var lost = losses.lost(List.of(line), period, Line::id).getOrDefault(line.id(), List.of());
        return new LineReport(
                period,
                summary(
                        line,
                        definitions.of(line, period),
                        period,
                        ledgers.days(line.id(), period.previous().first(), period.last())
                                .getOrDefault(line.id(), List.of()),
                        lost,
                        plant.targets(period.last()).get(line.id()),
                        states(List.of(line)).get(line.id())),
                lost);
    }

    /** One date, opened down to its events; empty when nothing is known of it. */
    public Optional<DayAccount> day(Line line, LocalDate date) {
        var days = gathered.gather(line, date);
        var shifts = days.ledgers(date);
        if (shifts.isEmpty()) {
            return Optional.empty();
        }
        var range = DayAccount.hull(shifts);
        return Optional.of(
                new DayAccount(
                        line,
                        date,
                        definitions.of(line, new Period(date, date)),
                        shifts,
                        events(line, range),
                        hours(
                                days.slices(date, new TimeRange(Instant.MIN, Instant.MAX)),
                                range,
                                line.zone())));
    }

    private List<LoggedEvent> events(Line line, TimeRange range) {
        var rules = plant.rules(line);
        var logged =
                new LoggedStates(
                        rules.statuses(),
                        clock.instant(),
                        before -> facts.lastPieceBefore(line.id(), before).map(LastPiece::at));
        var events = new ArrayList<LoggedEvent>();
        var borders = new HashSet<Instant>();
        for (var told : tracks.over(rules.logs(), range, KnownAt.NOW)) {
            borders.add(told.range().from());
            told.intervals(logged, List.of())
                    .forEach(state -> events.add(new LoggedEvent(state, "")));
            for (var word : told.said()) {
                told.intervals(logged, List.of(word)).stream()
                        .filter(state -> state.origin() == StateOrigin.OPERATOR)
                        .forEach(state -> events.add(new LoggedEvent(state, word.recordedBy())));
            }
        }
        return joined(events, borders).stream()
                .filter(event -> event.state().range().overlaps(range))
                .sorted(Comparator.comparing(event -> event.state().range().from()))
                .toList();
    }

    /** What goes on where others came to share the log, or ceased to, is one event. */
    private static List<LoggedEvent> joined(List<LoggedEvent> events, Set<Instant> borders) {
        var joined = new ArrayList<LoggedEvent>();
        for (var event : events) {
            var state = event.state();
            var from = state.range().from();
            int begun =
                    borders.contains(from)
                            ? IntStream.range(0, joined.size())
                                    .filter(i -> endsIn(joined.get(i), event))
                                    .findFirst()
                                    .orElse(-1)
                            : -1;
            if (begun < 0) {
                joined.add(event);
            } else {
                var whole = joined.get(begun).state().range().hull(state.range());
                joined.set(
                        begun,
                        new LoggedEvent(
                                new StateInterval(
                                        whole, state.status(), state.category(), state.origin()),
                                event.by()));
            }
        }
        return joined;
    }

    private static boolean endsIn(LoggedEvent one, LoggedEvent next) {
        return one.by().equals(next.by())
                && one.state().range().to().equals(next.state().range().from())
                && one.state().status() == next.state().status()
                && one.state().category() == next.state().category()
                && one.state().origin() == next.state().origin();
    }

    private static List<HourOutput> hours(List<Slice> slices, TimeRange range, ZoneId zone) {
        var made = new HashMap<Instant, Output>();
        for (var slice : slices) {
            if (slice.origin() == ShiftLedger.Origin.REPORT) {
                return List.of();
            }
            made.merge(
                    Hours.start(slice.range().from(), zone), slice.ledger().made(), Output::plus);
        }
        return Hours.of(range, zone).stream()
                .map(
                        hour -> {
                            var output = made.getOrDefault(hour, Output.ZERO);
                            return new HourOutput(hour, output.total(), output.scrap());
                        })
                .toList();
    }

    /** Days of one line, by date. */
    public List<DayFigures> days(LineId line, Period period) {
        return ledgers.days(line, period.first(), period.last()).getOrDefault(line, List.of());
    }

    /** First and last date the line has figures for. */
    public Optional<Period> known(LineId line) {
        return ledgers.dates(line);
    }

    private static LineSummary summary(
            Line line,
            OeeDefinition definition,
            Period period,
            List<DayFigures> known,
            List<LossOfStatus> lost,
            @Nullable Double target,
            @Nullable CurrentState state) {
        var days = known.stream().filter(day -> period.contains(day.date())).toList();
        return new LineSummary(
                line,
                definition,
                target == null ? OptionalDouble.empty() : OptionalDouble.of(target),
                Ledger.sum(days.stream().map(DayFigures::ledger).toList()),
                Ledger.sum(
                        known.stream()
                                .filter(day -> period.previous().contains(day.date()))
                                .map(DayFigures::ledger)
                                .toList()),
                days,
                lost.stream().findFirst(),
                Optional.ofNullable(state));
    }

    /** Only states that may still be going on. */
    private Map<LineId, CurrentState> states(List<Line> lines) {
        var now = clock.instant();
        var catalogues = new HashMap<Integer, Map<Integer, Status>>();
        var latest = facts.latestStates();
        var states = new HashMap<LineId, CurrentState>();
        for (var line : lines) {
            LoggedState state = latest.get(line.statusLog());
            if (state == null
                    || state.finishedAt() != null
                    || state.startedAt().plus(LoggedStates.BELIEVED).isBefore(now)) {
                continue;
            }
            var status =
                    catalogues.computeIfAbsent(line.siteId(), plant::statuses).get(state.status());
            if (status != null) {
                states.put(line.id(), new CurrentState(status, state.startedAt()));
            }
        }
        return states;
    }
}
