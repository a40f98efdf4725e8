package io.oeeanalytics.demo;

import io.oeeanalytics.demo.DayCourse.Stretch;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the machines of the demo plant would have told, day by day. A day depends on the seed, the
 * line, the date and the end of the plant's history, and on nothing else: days can be asked for in
 * any order, and again.
 */
public final class PlantSimulator {
    private static final int HALTS = 5;
    private static final int PIECES = 6;
    private static final double OVERTIME_CHANCE = 0.015;
    private static final long MINUTE = 60_000;

    private final DemoPlant plant;
    private final long seed;

    public PlantSimulator(DemoPlant plant, long seed) {
        this.plant = plant;
        this.seed = seed;
    }

    public DemoPlant plant() {
        return plant;
    }

    /** The whole business date; without shifts, states and pieces where none was worked. */
    public LineDay day(DemoLine line, LocalDate businessDate) {
        var shifts = plant.shifts(line, businessDate);
        if (shifts.isEmpty()) {
            return new LineDay(line, businessDate, shifts, List.of(), PieceColumns.none());
        }
        var behaviour = LineBehaviour.of(line);
        var condition = DayCondition.of(plant, line, behaviour, businessDate, seed);
        var stretches = course(line, behaviour, condition, businessDate);
        var pieces =
                plant.isCounterDead(line, businessDate)
                        ? PieceColumns.none()
                        : PieceFlow.of(
                                line,
                                behaviour,
                                condition,
                                businessDate,
                                stretches,
                                Chance.of(seed, line.code(), businessDate.toEpochDay(), PIECES));
        var states =
                line.logsStates() ? states(line, businessDate, stretches) : List.<StateSpan>of();
        return new LineDay(line, businessDate, shifts, states, pieces);
    }

    private List<Stretch> course(
            DemoLine line, LineBehaviour behaviour, DayCondition condition, LocalDate date) {
        var chance = Chance.of(seed, line.code(), date.toEpochDay(), HALTS);
        var products = ProductPlan.of(plant, line, behaviour, date, seed);
        var shifts = plant.shifts(line, date);
        var patterns = line.patterns(date.getDayOfWeek());
        boolean overtime = chance.hits(OVERTIME_CHANCE);
        // Changes divide the day evenly, give or take; none falls into its first or last bit.
        var dueAt = new double[products.size()];
        for (int change = 1; change < products.size(); change++) {
            dueAt[change] = (change + chance.between(-0.35, 0.35)) / products.size();
        }
        var course = new DayCourse(products.getFirst());
        for (int i = 0; i < shifts.size(); i++) {
            var shift = shifts.get(i);
            boolean last = i == shifts.size() - 1;
            var plan = new HaltPlan(behaviour, condition, chance, shift);
            plan.startOfShift(i == 0);
            plan.causes();
            for (int change = 1; change < products.size(); change++) {
                double ofShift = dueAt[change] * shifts.size() - i;
                if (ofShift >= 0 && ofShift < 1) {
                    plan.changeover(ofShift, products.get(change));
                }
            }
            long endMs = shift.range().to().toEpochMilli();
            if (last && overtime) {
                endMs += MINUTE * (15 + chance.below(30));
            } else if (last) {
                plan.cleaning();
            }
            course.work(
                    shift.number(),
                    shift.range().from().toEpochMilli(),
                    endMs,
                    plan.pauses(shift, patterns.get(i)),
                    plan.halts());
        }
        return course.stretches();
    }

    private List<StateSpan> states(DemoLine line, LocalDate date, List<Stretch> stretches) {
        var states = new ArrayList<StateSpan>();
        for (var stretch : stretches) {
            states.add(
                    new StateSpan(
                            stretch.code(),
                            Instant.ofEpochMilli(stretch.fromMs()),
                            Instant.ofEpochMilli(stretch.toMs()),
                            stretch.shift(),
                            false));
        }
        var worked = stretches.getLast();
        states.add(
                new StateSpan(
                        DemoStatuses.END_OF_OPERATIONS,
                        Instant.ofEpochMilli(worked.toMs()),
                        null,
                        worked.shift(),
                        false));
        for (var outage : plant.statusOutages()) {
            if (outage.lineCode().equals(line.code()) && outage.date().equals(date)) {
                return silenced(states, outage);
            }
        }
        return states;
    }

    private List<StateSpan> silenced(List<StateSpan> states, StatusOutage outage) {
        var from = outage.date().atTime(outage.from()).atZone(plant.zone()).toInstant();
        var until = outage.date().atTime(outage.to()).atZone(plant.zone()).toInstant();
        var told = new ArrayList<StateSpan>();
        for (var state : states) {
            var to = state.to();
            if (state.from().isBefore(from)) {
                var end = to == null || to.isAfter(from) ? from : to;
                told.add(
                        new StateSpan(state.statusCode(), state.from(), end, state.shift(), false));
            }
            if (to == null || to.isAfter(until)) {
                var start = state.from().isBefore(until) ? until : state.from();
                told.add(new StateSpan(state.statusCode(), start, to, state.shift(), false));
            }
        }
        return told;
    }
}
