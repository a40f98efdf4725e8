package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.SetAside.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sets aside the days whose recording contradicts itself. A low OEE alone is never a reason: a bad
 * day is what a forecast has to learn from.
 */
public final class SeriesCleaning {
    static final double LEAST_COVERAGE = 0.5;

    /** 25 hours: a day on which the clock goes back is that long. */
    private static final long LONGEST_DAY_MS = Duration.ofHours(25).toMillis();

    /** A run this long yields pieces on any line that is judged by the day. */
    private static final long LONG_RUN_MS = Duration.ofHours(1).toMillis();

    private static final double MS_PER_HOUR = Duration.ofHours(1).toMillis();

    private SeriesCleaning() {}

    public static CleanSeries of(List<Day> history) {
        var ordered = history.stream().sorted(Comparator.comparing(Day::day)).toList();
        requireOnce(ordered);
        var sound = new ArrayList<Day>();
        var aside = new ArrayList<SetAside>();
        for (var day : ordered) {
            if (day.off() && day.complete()) {
                continue;
            }
            contradiction(day).ifPresentOrElse(aside::add, () -> sound.add(day));
        }
        if (!sound.isEmpty() && isLastComplete(sound.getLast(), ordered)) {
            var before = sound.subList(0, sound.size() - 1);
            TruncatedRecording.of(sound.getLast(), before)
                    .ifPresent(
                            broken -> {
                                aside.add(broken);
                                sound.removeLast();
                            });
        }
        aside.sort(Comparator.comparing(SetAside::day));
        return new CleanSeries(sound, aside);
    }

    /** What each day shows by itself; nothing of other days, so no day leans on the future. */
    private static Optional<SetAside> contradiction(Day day) {
        double output = day.output().orElse(0);
        long planned = day.plannedMs().orElse(0);
        long run = day.runMs().orElse(0);
        if (!day.complete()) {
            return Optional.of(SetAside.of(day, Reason.STILL_RUNNING));
        }
        if (planned < 0 || planned > LONGEST_DAY_MS) {
            return Optional.of(
                    SetAside.of(day, Reason.PLANNED_TIME_IMPOSSIBLE, planned / MS_PER_HOUR));
        }
        if (run < 0 || run > LONGEST_DAY_MS) {
            return Optional.of(SetAside.of(day, Reason.RUN_TIME_IMPOSSIBLE, run / MS_PER_HOUR));
        }
        if (withoutStatus(day)) {
            return Optional.of(SetAside.of(day, Reason.NO_STATUS_DATA, output));
        }
        if (day.runMs().isPresent() && run == 0 && output > 0) {
            return Optional.of(SetAside.of(day, Reason.PIECES_WITHOUT_RUN_TIME, output));
        }
        if (day.output().isPresent() && output == 0 && run >= LONG_RUN_MS) {
            return Optional.of(SetAside.of(day, Reason.RUN_TIME_WITHOUT_PIECES, run / MS_PER_HOUR));
        }
        if (day.coverage() < LEAST_COVERAGE) {
            return Optional.of(SetAside.of(day, Reason.LOW_COVERAGE, day.coverage()));
        }
        if (day.oee().isEmpty()) {
            return Optional.of(SetAside.of(day, Reason.OEE_UNDEFINED));
        }
        double oee = day.oee().getAsDouble();
        return OeeBounds.contain(oee)
                ? Optional.empty()
                : Optional.of(SetAside.of(day, Reason.OEE_OUT_OF_RANGE, oee));
    }

    /** Planned time of 0 means a missing log only where pieces prove that the line ran. */
    private static boolean withoutStatus(Day day) {
        boolean plannedZero = day.plannedMs().isPresent() && day.plannedMs().getAsLong() == 0;
        boolean plannedUnknown = day.plannedMs().isEmpty() && day.oee().isEmpty();
        return day.coverage() == 0
                || ((plannedZero || plannedUnknown) && day.output().orElse(0) > 0);
    }

    private static boolean isLastComplete(Day day, List<Day> ordered) {
        return ordered.stream()
                .filter(other -> other.complete() && !other.off())
                .noneMatch(other -> other.day().isAfter(day.day()));
    }

    private static void requireOnce(List<Day> ordered) {
        for (int at = 1; at < ordered.size(); at++) {
            if (ordered.get(at).day().equals(ordered.get(at - 1).day())) {
                throw new IllegalArgumentException(
                        "a history holds each day once, but %s stands there twice"
                                .formatted(ordered.get(at).day()));
            }
        }
    }
}
