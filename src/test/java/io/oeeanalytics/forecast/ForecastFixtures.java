package io.oeeanalytics.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/** Days and series to forecast from. */
final class ForecastFixtures {
    /** A Monday. */
    static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    static final long HOUR_MS = 3_600_000;

    /** Seconds a piece takes, so that an hour of run time holds 360 of them. */
    private static final double CYCLE_SECONDS = 10;

    private ForecastFixtures() {}

    /** A day whose figures agree: OEE is pieces times cycle over planned time. */
    static Day day(LocalDate date, double plannedHours, double runHours, long output) {
        double planned = plannedHours * 3600;
        double run = runHours * 3600;
        double ideal = output * CYCLE_SECONDS;
        return new Day(
                date,
                planned == 0 ? OptionalDouble.empty() : OptionalDouble.of(ideal / planned),
                planned == 0 ? OptionalDouble.empty() : OptionalDouble.of(run / planned),
                run == 0 ? OptionalDouble.empty() : OptionalDouble.of(ideal / run),
                OptionalDouble.of(1),
                OptionalLong.of(Math.round(planned * 1000)),
                OptionalLong.of(Math.round(run * 1000)),
                OptionalLong.of(output),
                planned == 0 ? 0 : 1,
                true);
    }

    /** Eight planned hours with the given OEE, all lost in speed. */
    static Day day(LocalDate date, double oee) {
        return day(date, 8, 8, Math.round(oee * 8 * 3600 / CYCLE_SECONDS));
    }

    /** So far all it ran went into pieces. */
    static Day running(LocalDate date, double oee) {
        var day = day(date, 8, 8 * oee, Math.round(8 * 3600 / CYCLE_SECONDS * oee));
        return new Day(
                date,
                day.oee(),
                day.availability(),
                day.performance(),
                day.quality(),
                day.plannedMs(),
                day.runMs(),
                day.output(),
                1,
                false);
    }

    /** Monday to Saturday from {@link #MONDAY} on, OEE around 0.8. */
    static List<Day> weeks(int days, long seed) {
        var random = new Random(seed);
        var history = new ArrayList<Day>();
        for (var date = MONDAY; history.size() < days; date = date.plusDays(1)) {
            if (date.getDayOfWeek() != DayOfWeek.SUNDAY) {
                history.add(day(date, Math.clamp(0.8 + 0.08 * random.nextGaussian(), 0, 1.1)));
            }
        }
        return history;
    }

    /** Each value keeps the share {@code memory} of its predecessor's distance from 0.6. */
    static double[] series(int length, double memory, long seed) {
        var random = new Random(seed);
        var values = new double[length];
        double away = 0.08 * random.nextGaussian();
        for (int at = 0; at < length; at++) {
            double noise = 0.08 * Math.sqrt(1 - memory * memory) * random.nextGaussian();
            away = memory * away + noise;
            values[at] = OeeBounds.clip(0.6 + away);
        }
        return values;
    }
}
