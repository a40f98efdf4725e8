package io.oeeanalytics.demo;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * How well a line does on one day, over what its {@link LineBehaviour} says.
 *
 * @param trouble factor on how often moody causes stop the line
 * @param slowness factor on the real cycle
 * @param scrap factor on the scrap share
 * @param microStops factor on unlogged halts
 * @param maintained whether the wear starts anew on this day
 */
record DayCondition(
        double trouble, double slowness, double scrap, double microStops, boolean maintained) {
    private static final int MOOD = 1;
    private static final int WEEK_MOOD = 2;

    /** Shares of day and week in the mood; their squares add up to about 1. */
    private static final double OF_DAY = 0.85;

    private static final double OF_WEEK = 0.53;

    static DayCondition of(
            DemoPlant plant, DemoLine line, LineBehaviour behaviour, LocalDate date, long seed) {
        long day = date.toEpochDay();
        // Epoch day 0 was a Thursday: weeks change on Monday.
        long week = Math.floorDiv(day + 3, 7);
        var ofDay = Chance.of(seed, line.code(), day, MOOD);
        double mood =
                OF_DAY * ofDay.normal()
                        + OF_WEEK * Chance.of(seed, line.code(), week, WEEK_MOOD).normal();
        double moodFactor = StrictMath.exp(behaviour.moodSpread() * mood);
        long age = Math.floorMod(day + line.code().hashCode(), (long) behaviour.wearDays());
        double wear = (double) age / behaviour.wearDays();
        double drift = drift(plant, line, date);
        boolean shifted =
                line.code().equals(DemoPlant.LEVEL_SHIFT_LINE)
                        && !date.isBefore(plant.levelShiftFrom());
        return new DayCondition(
                moodFactor * (1 + 0.35 * wear) * (shifted ? 1.25 : 1),
                (1 + 0.035 * wear)
                        * (1 + 0.08 * drift)
                        * (shifted ? 1.12 : 1)
                        * StrictMath.exp(0.012 * ofDay.normal()),
                moodFactor * moodFactor * (1 + 0.5 * drift),
                moodFactor * (1 + 0.4 * wear),
                age == 0);
    }

    /** 0 a year before the end of the history, 1 at its end; what comes later stays near 1. */
    private static double drift(DemoPlant plant, DemoLine line, LocalDate date) {
        if (!line.code().equals(DemoPlant.DRIFTING_LINE)) {
            return 0;
        }
        double years = 1 - ChronoUnit.DAYS.between(date, plant.historyEnd()) / 365.0;
        return Math.clamp(years, 0, 1.2);
    }
}
