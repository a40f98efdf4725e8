package io.oeeanalytics.bench;

import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.ValueBounds;
import io.oeeanalytics.forecast.method.AutoArima;
import io.oeeanalytics.forecast.method.AutoRegression;
import io.oeeanalytics.forecast.method.ComplexExponentialSmoothing;
import io.oeeanalytics.forecast.method.DynamicOptimisedTheta;
import io.oeeanalytics.forecast.method.Ets;
import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.FractionalArima;
import io.oeeanalytics.forecast.method.ShiftAwareAutoRegression;
import io.oeeanalytics.forecast.method.SimpleExponentialSmoothing;
import io.oeeanalytics.forecast.method.Theta;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Series a second on one core: 250 days of OEE drawn in blocks of ten from one simulated line, 7
 * days ahead. The reference is the package forecast of R on the first of the same series in the
 * same run, or where it is not at hand, figures measured before. The bar is ten times R's ETS,
 * ARIMA and Theta; {@code auto} comes with its intervals.
 */
public final class ForecastBench {
    private static final int DAYS = 250;
    private static final int BLOCK = 10;
    private static final int SERIES = 200;
    private static final int FOR_R = 40;
    private static final int HORIZON = 7;
    private static final long SEED = 2026;
    private static final double LEAST_SECONDS = 2;
    private static final double WARM_UP_SECONDS = 4;

    /** Series a second of R 4.2 with forecast 8.20 on such series, the best of several passes. */
    private static final Map<String, Double> MEASURED_BEFORE =
            Map.of("ETS", 38.0, "ARIMA", 19.0, "Theta", 380.0);

    private ForecastBench() {}

    public static void main(String[] arguments) throws Exception {
        var series = series();
        var ours = new LinkedHashMap<String, Double>();
        methods()
                .forEach(
                        (name, method) ->
                                ours.put(name, rate(series, one -> method.forecast(one, HORIZON))));
        var auto = new SeriesForecaster(HORIZON, 1, new ValueBounds(0, 1.2), "auto");
        ours.put("auto, with intervals", rate(series, auto::forecast));
        var reference = reference(series);
        double worst = Double.POSITIVE_INFINITY;
        String slowest = "";
        for (var method : ours.entrySet()) {
            var theirs = reference.get(method.getKey());
            if (theirs == null) {
                System.out.printf(
                        Locale.ROOT, "%-22s %8.0f series/s%n", method.getKey(), method.getValue());
                continue;
            }
            double ratio = method.getValue() / theirs;
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %8.0f series/s, R %6.0f, ratio %.1f%n",
                    method.getKey(),
                    method.getValue(),
                    theirs,
                    ratio);
            if (ratio < worst) {
                worst = ratio;
                slowest = method.getKey();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "forecast: ours %.0f series/s, reference %.0f series/s, ratio %.1f%n",
                ours.get(slowest),
                reference.get(slowest),
                worst);
    }

    private static Map<String, ForecastMethod> methods() {
        var methods = new LinkedHashMap<String, ForecastMethod>();
        methods.put("ETS", Ets.automatic());
        methods.put("ARIMA", AutoArima.withoutSeason());
        methods.put("Theta", new Theta());
        methods.put("SES", new SimpleExponentialSmoothing());
        methods.put("dynamic Theta", new DynamicOptimisedTheta());
        methods.put("CES", new ComplexExponentialSmoothing());
        methods.put("AR by AIC", new AutoRegression());
        methods.put("shift-aware AR(2)", new ShiftAwareAutoRegression());
        methods.put("fractional ARIMA", new FractionalArima());
        return methods;
    }

    /** Blocks of one line with a weak memory, broken days and a break of its level. */
    private static List<double[]> series() {
        var random = new SplittableRandom(SEED);
        var line = new double[DAYS];
        double memory = 0;
        for (int day = 0; day < DAYS; day++) {
            memory = 0.3 * memory + 0.09 * random.nextGaussian();
            double level = day < DAYS / 2 ? 0.85 : 0.75;
            double broken = random.nextDouble() < 0.04 ? 0.5 * random.nextDouble() : 0;
            line[day] = Math.clamp(level + memory - broken, 0, 1.2);
        }
        var all = new ArrayList<double[]>();
        for (int one = 0; one < SERIES; one++) {
            var drawn = new double[DAYS];
            for (int at = 0; at < DAYS; at += BLOCK) {
                System.arraycopy(line, random.nextInt(DAYS - BLOCK + 1), drawn, at, BLOCK);
            }
            all.add(drawn);
        }
        return all;
    }

    private static double rate(List<double[]> series, Consumer<double[]> forecast) {
        repeat(series, forecast, WARM_UP_SECONDS);
        return repeat(series, forecast, LEAST_SECONDS);
    }

    private static double repeat(
            List<double[]> series, Consumer<double[]> forecast, double seconds) {
        long began = System.nanoTime();
        int count = 0;
        double passed;
        do {
            forecast.accept(series.get(count % series.size()));
            count++;
            passed = (System.nanoTime() - began) / 1e9;
        } while (passed < seconds || count < series.size());
        return count / passed;
    }

    private static Map<String, Double> reference(List<double[]> series)
            throws IOException, InterruptedException {
        var folder = Path.of("target", "bench-forecast");
        Files.createDirectories(folder);
        var file = folder.resolve("series.csv");
        try (var out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
            for (var one : series.subList(0, FOR_R)) {
                var row = new StringBuilder();
                for (double value : one) {
                    row.append(row.isEmpty() ? "" : ",").append(value);
                }
                out.println(row);
            }
        }
        var program =
                """
                suppressMessages(library(forecast))
                v <- as.matrix(read.csv('%s', header = FALSE))
                rate <- function(name, f) {
                  for (i in 1:2) f(v[i, ])
                  t <- system.time(for (i in 1:nrow(v)) f(v[i, ]))['elapsed']
                  cat(name, nrow(v) / t, '\\n')
                }
                rate('ETS', function(x) forecast(ets(x), h = %d))
                rate('ARIMA', function(x) forecast(auto.arima(x), h = %d))
                rate('Theta', function(x) thetaf(x, h = %d))
                """
                        .formatted(file, HORIZON, HORIZON, HORIZON);
        var rates = new LinkedHashMap<String, Double>();
        try {
            var process =
                    new ProcessBuilder("Rscript", "-e", program)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines()
                        .map(line -> line.trim().split(" +"))
                        .forEach(cells -> rates.put(cells[0], Double.parseDouble(cells[1])));
            }
            process.waitFor();
        } catch (IOException e) {
            System.out.println("Rscript is not here: " + e.getMessage());
        }
        if (rates.size() < MEASURED_BEFORE.size()) {
            System.out.println("R's package forecast is not here; its figures measured before.");
            return MEASURED_BEFORE;
        }
        return rates;
    }
}
