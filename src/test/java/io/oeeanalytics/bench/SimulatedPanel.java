package io.oeeanalytics.bench;

import io.oeeanalytics.forecast.learned.Panel;
import io.oeeanalytics.forecast.learned.PanelSeries;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Lines of one plant: each with a level, a spread and a memory of its own, all with the same effect
 * of the weekday and of the share of a product that runs badly, broken days and here and there a
 * break of the level. Sundays are not worked.
 */
public final class SimulatedPanel {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final double MIX_EFFECT = -0.15;
    private static final double[] WEEKDAY = {-0.05, 0, 0.02, 0.02, 0, -0.04};
    private static final double MEMORY = 0.3;
    private static final double BROKEN = 0.03;

    private SimulatedPanel() {}

    /**
     * @param mix whether the share of the product is told in advance
     */
    public static Panel of(int lines, int days, boolean mix, long seed) {
        var series = new ArrayList<PanelSeries>();
        var random = new SplittableRandom(seed);
        for (int line = 0; line < lines; line++) {
            series.add(line("LINE-%02d".formatted(line + 1), days, mix, random));
        }
        return new Panel(series, true, 1, mix ? List.of("share") : List.of());
    }

    private static PanelSeries line(String name, int days, boolean mix, SplittableRandom random) {
        var times = new long[days];
        var values = new double[days];
        var shares = new double[days][1];
        double level = random.nextDouble(0.6, 0.9);
        double noise = random.nextDouble(0.04, 0.1);
        double effects = random.nextDouble(0.8, 1.2);
        int shift = random.nextDouble() < 0.4 ? random.nextInt(days) : days;
        double memory = 0;
        double share = 0.5;
        var date = FIRST;
        for (int day = 0; day < days; day++) {
            if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
                date = date.plusDays(1);
            }
            // Batches of a product run for some days.
            share = random.nextDouble() < 0.35 ? random.nextDouble() : share;
            memory = MEMORY * memory + noise * random.nextGaussian();
            double broken = random.nextDouble() < BROKEN ? 0.5 * random.nextDouble() : 0;
            double common =
                    WEEKDAY[date.getDayOfWeek().getValue() - 1] + MIX_EFFECT * (share - 0.5);
            double now = day < shift ? level : level - 0.08;
            values[day] = Math.clamp(now + effects * common + memory - broken, 0, 1.2);
            times[day] = date.toEpochDay();
            shares[day][0] = share;
            date = date.plusDays(1);
        }
        return mix
                ? new PanelSeries(name, times, values, shares)
                : new PanelSeries(name, times, values);
    }
}
