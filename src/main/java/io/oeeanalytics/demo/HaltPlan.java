package io.oeeanalytics.demo;

import io.oeeanalytics.demo.DayCourse.Pause;
import io.oeeanalytics.plant.Shift;
import java.util.ArrayList;
import java.util.List;

/** Draws what will make the line stand in one shift. */
final class HaltPlan {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final double EIGHT_HOURS_MS = 8 * 60.0 * MINUTE;
    private static final long CLEANING_MS = 10 * MINUTE;

    private final LineBehaviour behaviour;
    private final DayCondition condition;
    private final Chance chance;
    private final long fromMs;
    private final long toMs;
    private final List<Halt> halts = new ArrayList<>();

    HaltPlan(LineBehaviour behaviour, DayCondition condition, Chance chance, Shift shift) {
        this.behaviour = behaviour;
        this.condition = condition;
        this.chance = chance;
        this.fromMs = shift.range().from().toEpochMilli();
        this.toMs = shift.range().to().toEpochMilli();
    }

    List<Halt> halts() {
        return List.copyOf(halts);
    }

    /** People come back late now and then; they never leave early. */
    List<Pause> pauses(Shift shift, ShiftPattern pattern) {
        var pauses = new ArrayList<Pause>();
        for (int i = 0; i < shift.breaks().size(); i++) {
            var range = shift.breaks().get(i);
            long late = chance.hits(0.25) ? wholeSeconds(chance.between(0.5, 4) * MINUTE) : 0;
            pauses.add(
                    new Pause(
                            pattern.breaks().get(i).statusCode(),
                            range.from().toEpochMilli(),
                            range.to().toEpochMilli() + late));
        }
        return pauses;
    }

    void startOfShift(boolean firstOfDay) {
        if (firstOfDay && condition.maintained()) {
            // Planned maintenance has no status of its own in this catalogue.
            halt(DemoStatuses.OTHER, fromMs, chance.between(40, 70));
        }
        if (chance.hits(0.7)) {
            halt(DemoStatuses.MEETING, fromMs, chance.between(4, 9));
        }
        if (chance.hits(firstOfDay ? 0.5 : 0.15)) {
            halt(DemoStatuses.CHANGE_OVER, fromMs, chance.lognormal(7, 0.4));
        }
    }

    void causes() {
        for (var cause : behaviour.causes()) {
            double mean = cause.perShift() * (toMs - fromMs) / EIGHT_HOURS_MS;
            int count = chance.poisson(cause.moody() ? mean * condition.trouble() : mean);
            for (int i = 0; i < count; i++) {
                halt(
                        cause.code(),
                        fromMs + wholeSeconds(chance.uniform() * (toMs - fromMs)),
                        chance.lognormal(cause.medianMinutes(), cause.spread()));
            }
        }
        if (chance.hits(0.012)) {
            double minutes = chance.between(45, 120);
            halt(DemoStatuses.NO_PLAN, toMs - wholeSeconds(minutes * MINUTE), minutes);
        }
    }

    /** {@code share} of the shift is over when the line turns to another product. */
    void changeover(double share, int nextProduct) {
        long at = fromMs + wholeSeconds(share * (toMs - fromMs));
        long length = wholeSeconds(chance.lognormal(behaviour.changeoverMinutes(), 0.3) * MINUTE);
        halts.add(new Halt(DemoStatuses.CHANGE_OVER, at, length, nextProduct));
    }

    void cleaning() {
        halts.add(new Halt(DemoStatuses.CLEANING, toMs - CLEANING_MS, CLEANING_MS));
    }

    private void halt(int code, long atMs, double minutes) {
        halts.add(new Halt(code, atMs, wholeSeconds(minutes * MINUTE)));
    }

    /** Line terminals stamp states to the second. */
    private static long wholeSeconds(double millis) {
        return Math.round(millis / SECOND) * SECOND;
    }
}
