package io.oeeanalytics.bench;

import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.ValueBounds;
import io.oeeanalytics.forecast.learned.GlobalForecaster;
import io.oeeanalytics.forecast.learned.GlobalMethod;
import io.oeeanalytics.forecast.learned.Panel;
import io.oeeanalytics.forecast.learned.PanelSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Errors of the global models beside {@code auto} and the mean of all: on simulated lines whose
 * weekdays and product mix act alike, with the mix known in advance and without, and on the daily
 * reports of real lines, if their folder is given or lies beside the project. Every forecast is one
 * of a past origin. The last table is no forecast but what one could gain at most: the reports know
 * the hours of a day only once it is over.
 */
public final class LearnedBench {
    private static final int HORIZON = 7;
    private static final int LINES = 40;
    private static final int DAYS = 260;
    private static final int LAST = 60;
    private static final int FIRST_ORIGIN_OF_REAL = 100;
    private static final long SEED = 2026;
    private static final ValueBounds BOUNDS = new ValueBounds(0, 1.2);

    private LearnedBench() {}

    /** From an origin of a series of the panel. */
    private interface Forecasts {
        List<SeriesForecast> of(int series, int... origins);
    }

    public static void main(String[] arguments) throws IOException {
        compare(
                "%d simulated lines, mix known in advance".formatted(LINES),
                SimulatedPanel.of(LINES, DAYS, true, SEED),
                DAYS - LAST);
        compare(
                "%d simulated lines, mix not told".formatted(LINES),
                SimulatedPanel.of(LINES, DAYS, false, SEED),
                DAYS - LAST);
        var reports =
                arguments.length > 0
                        ? Path.of(arguments[0])
                        : Path.of("").toAbsolutePath().resolveSibling("shared/data/oee-daily");
        if (Files.isDirectory(reports)) {
            compare("real lines", real(reports, false), FIRST_ORIGIN_OF_REAL);
            compare(
                    "real lines told the hours of each day, which were only recorded afterwards",
                    real(reports, true),
                    FIRST_ORIGIN_OF_REAL);
        } else {
            System.out.println("SKIPPED: there are no daily reports of real lines in " + reports);
        }
    }

    private static void compare(String words, Panel panel, int firstOrigin) {
        System.out.printf(
                "%n%s%n%-22s %10s %10s %14s %16s %8s%n",
                words, "", "MAE 1", "MAE 1-7", "cover 80/95", "score 80/95", "seconds");
        for (var name : List.of("mean", "auto")) {
            var forecaster = new SeriesForecaster(HORIZON, 1, BOUNDS, name);
            measure(
                    name,
                    panel,
                    firstOrigin,
                    (series, origins) ->
                            forecaster.backtest(panel.series().get(series).values(), origins));
        }
        for (var method : GlobalMethod.values()) {
            var forecaster = GlobalForecaster.of(panel, method, HORIZON, BOUNDS, SEED);
            measure(method.optionName(), panel, firstOrigin, forecaster::backtest);
        }
    }

    private static void measure(String name, Panel panel, int firstOrigin, Forecasts forecasts) {
        long began = System.nanoTime();
        var first = new Sum();
        var all = new Sum();
        for (int series = 0; series < panel.series().size(); series++) {
            var values = panel.series().get(series).values();
            var origins = IntStream.range(firstOrigin, values.length).toArray();
            for (var made : forecasts.of(series, origins)) {
                for (int step = 0; step < HORIZON && made.known() + step < values.length; step++) {
                    double actual = values[made.known() + step];
                    all.add(made, step, actual);
                    if (step == 0) {
                        first.add(made, step, actual);
                    }
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-22s %10.4f %10.4f %7.0f / %4.0f %8.3f / %5.3f %8.1f%n",
                name,
                first.error / first.count,
                all.error / all.count,
                100.0 * all.inside80 / all.count,
                100.0 * all.inside95 / all.count,
                all.score80 / all.count,
                all.score95 / all.count,
                (System.nanoTime() - began) / 1e9);
    }

    /** The interval score of Gneiting and Raftery (2007): width, and 2/alpha times what escapes. */
    private static final class Sum {
        private double error;
        private int inside80;
        private int inside95;
        private double score80;
        private double score95;
        private int count;

        void add(SeriesForecast made, int step, double actual) {
            error += Math.abs(actual - made.mean()[step]);
            double out80 = out(made.lower80()[step], made.upper80()[step], actual);
            double out95 = out(made.lower95()[step], made.upper95()[step], actual);
            inside80 += out80 == 0 ? 1 : 0;
            inside95 += out95 == 0 ? 1 : 0;
            score80 += made.upper80()[step] - made.lower80()[step] + 10 * out80;
            score95 += made.upper95()[step] - made.lower95()[step] + 40 * out95;
            count++;
        }

        private static double out(double low, double high, double actual) {
            return Math.max(0, Math.max(low - actual, actual - high));
        }
    }

    /** Days with an OEE that can be, planned for a day at most. */
    private static Panel real(Path folder, boolean plan) throws IOException {
        var series = new ArrayList<PanelSeries>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var days =
                        Files.readAllLines(file).stream()
                                .skip(1)
                                .map(row -> row.split(","))
                                .filter(LearnedBench::sound)
                                .toList();
                if (days.size() > FIRST_ORIGIN_OF_REAL) {
                    var hours =
                            days.stream()
                                    .map(day -> new double[] {Double.parseDouble(day[2]) / 3600})
                                    .toArray(double[][]::new);
                    var times =
                            days.stream()
                                    .mapToLong(day -> LocalDate.parse(day[1]).toEpochDay())
                                    .toArray();
                    var values =
                            days.stream().mapToDouble(day -> Double.parseDouble(day[9])).toArray();
                    var name = days.getFirst()[0];
                    series.add(
                            plan
                                    ? new PanelSeries(name, times, values, hours)
                                    : new PanelSeries(name, times, values));
                }
            }
        }
        System.out.println(
                "Real lines: " + Arrays.toString(series.stream().map(PanelSeries::name).toArray()));
        return new Panel(series, true, 1, plan ? List.of("hours") : List.of());
    }

    private static boolean sound(String[] day) {
        double planned = Double.parseDouble(day[2]);
        double run = Double.parseDouble(day[3]);
        double oee = Double.parseDouble(day[9]);
        return planned > 0 && planned <= 86_400 && run > 0 && oee >= 0 && oee <= 1.2;
    }
}
