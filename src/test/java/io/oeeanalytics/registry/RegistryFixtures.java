package io.oeeanalytics.registry;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Versions of a model of OEE whose errors are as large as a test wants them. */
public final class RegistryFixtures {
    public static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final LeakageCheck TIGHT =
            new LeakageCheck("features end before the origin", true, "60 origins looked at");

    private RegistryFixtures() {}

    /**
     * Sixty origins of one line; on each OEE is 0.8, the baseline is off by about 0.06 and the
     * version by about {@code error}, both with a fifth of it as noise. Nine of ten bands of 80 %
     * hold, as all of 95 % do.
     */
    public static Backtest backtest(String line, int horizon, double error, long seed) {
        var random = new SplittableRandom(seed * 31 + horizon);
        var days = new ArrayList<BacktestDay>();
        for (int i = 0; i < 60; i++) {
            var origin = FIRST.plusDays(i);
            double off = error * (0.9 + 0.2 * random.nextDouble()) * (i % 2 == 0 ? 1 : -1);
            double naive = 0.06 * (0.9 + 0.2 * random.nextDouble());
            double half = i % 10 == 0 ? Math.abs(off) / 2 : Math.abs(off) * 1.5;
            days.add(
                    new BacktestDay(
                            origin,
                            origin.plusDays(horizon),
                            0.8,
                            0.8 - off,
                            new Band(0.8 - off - half, 0.8 - off + half),
                            new Band(0.8 - off - 3 * error, 0.8 - off + 3 * error),
                            Map.of("naive", 0.8 + naive)));
        }
        return new Backtest(line, horizon, days);
    }

    public static Scores scores(String line, double error, long seed) {
        return new Scores(
                List.of(backtest(line, 1, error, seed), backtest(line, 2, error, seed)),
                List.of(TIGHT),
                List.of());
    }

    /** A model that fits in a line of JSON. */
    public static NewVersion version(String model, String parameters, Scores scores) {
        return new NewVersion(
                model,
                "Theta",
                Map.of("alpha", parameters),
                new TrainingData(FIRST.minusDays(300), FIRST.minusDays(1), "fp-" + parameters),
                42L,
                "1.2.3",
                "{\"type\": \"object\"}",
                List.of(
                        new NewFile(
                                "model.json",
                                "{\"alpha\": %s}"
                                        .formatted(parameters)
                                        .getBytes(StandardCharsets.UTF_8))),
                scores,
                new TreeMap<>(Map.of("stage", "nightly")),
                "Trained on **winter**.");
    }

    public static NewVersion version(String model, double error) {
        return version(model, String.valueOf(error), scores("", error, 1));
    }
}
