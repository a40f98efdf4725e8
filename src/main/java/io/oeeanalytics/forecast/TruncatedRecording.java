package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.SetAside.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Whether one of a line's two logs, statuses and pieces, breaks off during the last recorded day.
 * The logs then disagree about it, which the parts of the day show: a bad but honest day loses run
 * time and pieces together, or stays within a third of its usual pace.
 */
final class TruncatedRecording {
    private static final int DAYS_TO_KNOW_THE_USUAL = 14;
    private static final int USUAL_DAYS = 60;
    private static final double FAR_TOO_FAST = 1.5;
    private static final double FAR_TOO_SLOW = 1.0 / 3;
    private static final double HALF = 0.5;
    private static final double NEARLY_AS_USUAL = 0.9;

    private TruncatedRecording() {}

    static Optional<SetAside> of(Day last, List<Day> before) {
        var usual =
                before.subList(Math.max(0, before.size() - USUAL_DAYS), before.size()).stream()
                        .filter(TruncatedRecording::hasParts)
                        .toList();
        if (usual.size() < DAYS_TO_KNOW_THE_USUAL || !hasParts(last)) {
            return Optional.empty();
        }
        double pace = pace(last) / median(usual, TruncatedRecording::pace);
        double output = output(last) / median(usual, TruncatedRecording::output);
        double run = run(last) / median(usual, TruncatedRecording::run);
        double ranOfPlanned = ranOfPlanned(last) / median(usual, TruncatedRecording::ranOfPlanned);
        if (pace > FAR_TOO_FAST && run < HALF) {
            return Optional.of(SetAside.of(last, Reason.STATUS_LOG_ENDS_EARLY, pace));
        }
        boolean ranAsUsual = run > HALF && ranOfPlanned > NEARLY_AS_USUAL;
        if (pace < FAR_TOO_SLOW && output < HALF && ranAsUsual) {
            return Optional.of(SetAside.of(last, Reason.PIECE_LOG_ENDS_EARLY, pace));
        }
        return Optional.empty();
    }

    private static boolean hasParts(Day day) {
        return day.plannedMs().orElse(0) > 0
                && day.runMs().orElse(0) > 0
                && day.output().orElse(0) > 0;
    }

    private static double pace(Day day) {
        return output(day) / run(day);
    }

    private static double ranOfPlanned(Day day) {
        return run(day) / day.plannedMs().getAsLong();
    }

    private static double output(Day day) {
        return day.output().getAsLong();
    }

    private static double run(Day day) {
        return day.runMs().getAsLong();
    }

    private static double median(List<Day> days, ToDoubleFunction<Day> part) {
        var sorted = days.stream().mapToDouble(part).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
