package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.LoggedState;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
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
    private final Clock clock;

    LineFigures(PlantModel plant, LineFacts facts, JooqLedgers ledgers, Clock clock) {
        this.plant = plant;
        this.facts = facts;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /** The last date with figures, of any line; empty when there are none at all. */
    public Optional<LocalDate> lastDate() {
        return ledgers.dates(null).map(Map.Entry::getValue);
    }

    /** Every line of the plant in the period, with the one before beside it. */
    public PlantSummary plant(Period period) {
        var lines = plant.lines();
        var before = period.previous();
        var byLine =
                ledgers.between(before.first(), period.last()).stream()
                        .collect(Collectors.groupingBy(ShiftLedger::line));
        var lost = ledgers.statusTimes(null, period.first(), period.last());
        var targets = plant.targets(period.last());
        var states = states(lines);
        var summaries = new ArrayList<LineSummary>();
        for (var line : lines) {
            var all = byLine.getOrDefault(line.id(), List.of());
            var days =
                    DayFigures.of(
                            all.stream()
                                    .filter(shift -> period.contains(shift.businessDate()))
                                    .toList());
            var target = targets.get(line.id());
            summaries.add(
                    new LineSummary(
                            line,
                            target == null ? OptionalDouble.empty() : OptionalDouble.of(target),
                            Ledger.sum(days.stream().map(DayFigures::ledger).toList()),
                            Ledger.sum(
                                    all.stream()
                                            .filter(shift -> before.contains(shift.businessDate()))
                                            .map(ShiftLedger::ledger)
                                            .toList()),
                            days,
                            lost.getOrDefault(line.id(), List.of()).stream()
                                    .filter(LineFigures::isLoss)
                                    .findFirst(),
                            Optional.ofNullable(states.get(line.id()))));
        }
        return new PlantSummary(period, summaries);
    }

    /** Days of one line, by date. */
    public List<DayFigures> days(LineId line, Period period) {
        return DayFigures.of(ledgers.between(line, period.first(), period.last()));
    }

    /** First and last date the line has figures for. */
    public Optional<Period> known(LineId line) {
        return ledgers.dates(line).map(dates -> new Period(dates.getKey(), dates.getValue()));
    }

    /** Words for a status of the line. */
    public String statusName(Line line, int status) {
        var known = plant.statuses(line.siteId()).get(status);
        return known == null ? String.valueOf(status) : known.name();
    }

    private static boolean isLoss(StatusTime time) {
        return switch (time.category()) {
            case SET_UP, DELAY, WAITING -> true;
            case PRODUCTION, PLANNED_STOP, NO_PLAN, UNKNOWN -> false;
        };
    }

    /** Only states that may still be going on. */
    private Map<LineId, CurrentState> states(List<Line> lines) {
        var now = clock.instant();
        var catalogues = new HashMap<Integer, Map<Integer, Status>>();
        var latest = facts.latestStates();
        var states = new HashMap<LineId, CurrentState>();
        for (var line : lines) {
            LoggedState state = latest.get(line.id());
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
