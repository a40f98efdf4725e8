package io.oeeanalytics.demo;

import io.oeeanalytics.plant.TimeCategory;
import java.time.Duration;

/**
 * A day as plain daily reports state it. That layout has no way to say "undefined": a ratio without
 * a denominator stands as 0, quality without pieces as 1.
 *
 * @param plannedMs logged time without planned stops
 * @param runMs logged production
 */
record ReportedDay(long plannedMs, long runMs, int output, long idealMs, long idealGoodMs) {

    static ReportedDay of(LineDay day) {
        long planned = 0;
        long run = 0;
        for (var state : day.states()) {
            var to = state.to();
            if (to != null) {
                long millis = Duration.between(state.from(), to).toMillis();
                var category = DemoStatuses.of(state.statusCode()).category();
                planned += isBusy(category) ? millis : 0;
                run += category == TimeCategory.PRODUCTION ? millis : 0;
            }
        }
        long ideal = 0;
        long idealGood = 0;
        var pieces = day.pieces();
        for (int i = 0; i < pieces.count(); i++) {
            var product = day.line().products().get(pieces.productIndex(i));
            long cycle = product.idealMillisOn(day.businessDate());
            ideal += cycle;
            idealGood += pieces.good(i) ? cycle : 0;
        }
        return new ReportedDay(planned, run, pieces.count(), ideal, idealGood);
    }

    /** The mean over the pieces made, so that it goes with the output as one number. */
    double idealCycleSeconds() {
        return output == 0 ? 0 : idealMs / 1000.0 / output;
    }

    double availability() {
        return plannedMs == 0 ? 0 : (double) runMs / plannedMs;
    }

    double performance() {
        return runMs == 0 ? 0 : (double) idealMs / runMs;
    }

    double quality() {
        return idealMs == 0 ? 1 : (double) idealGoodMs / idealMs;
    }

    double oee() {
        return availability() * performance() * quality();
    }

    private static boolean isBusy(TimeCategory category) {
        return switch (category) {
            case PRODUCTION, SET_UP, DELAY, WAITING -> true;
            case PLANNED_STOP, NO_PLAN, UNKNOWN -> false;
        };
    }
}
