package io.oeeanalytics.forecast.batch;

import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Forecasts many series on several threads and writes them in their order as they get done; so many
 * only are under way that the results waiting stay few. What is written does not depend on the
 * number of threads.
 */
final class BatchForecast {
    static final String HEADER = "series,origin,step,mean,lo80,hi80,lo95,hi95";
    private static final int UNDER_WAY_PER_THREAD = 8;
    private static final String FALLBACK = "mean";

    private final SeriesForecaster forecaster;
    private final Answers answers;
    private final int backtest;
    private final TimeNotation notation;
    private final Consumer<String> notes;

    /**
     * @param forecaster of the horizon and the bounds; a season above 1 fills holes in
     * @param answers what forecasts
     * @param backtest origins before the end of each series; 0 for a forecast after it
     * @param notes told where a forecast is a stand-in
     */
    BatchForecast(
            SeriesForecaster forecaster,
            Answers answers,
            int backtest,
            TimeNotation notation,
            Consumer<String> notes) {
        this.forecaster = forecaster;
        this.answers = answers;
        this.backtest = backtest;
        this.notation = notation;
        this.notes = notes;
    }

    /** Forecasts of one series of the file from several origins; for many threads at once. */
    interface Answers {
        /** The name of the method. */
        String method();

        /**
         * @param place of the series in the file, from 0
         * @param values of the series, holes filled
         */
        List<SeriesForecast> backtest(int place, double[] values, int... origins);
    }

    /** Each series by itself. */
    static Answers alone(SeriesForecaster forecaster) {
        return new Answers() {
            @Override
            public String method() {
                return forecaster.method();
            }

            @Override
            public List<SeriesForecast> backtest(int place, double[] values, int... origins) {
                return forecaster.backtest(values, origins);
            }
        };
    }

    private record Done(String rows, List<String> notes) {}

    /** The number of rows written. */
    void write(List<ObservedSeries> all, int threads, Writer out) throws IOException {
        out.write(HEADER);
        out.write('\n');
        try (var workers = Executors.newFixedThreadPool(threads)) {
            write(all, threads, out, workers);
        }
    }

    private void write(List<ObservedSeries> all, int threads, Writer out, ExecutorService workers)
            throws IOException {
        var underWay = new ArrayDeque<Future<Done>>();
        try {
            for (int at = 0; at < all.size(); at++) {
                int place = at;
                if (underWay.size() >= UNDER_WAY_PER_THREAD * threads) {
                    finish(underWay.remove(), out);
                }
                underWay.add(
                        workers.submit((Callable<Done>) () -> forecast(place, all.get(place))));
            }
            while (!underWay.isEmpty()) {
                finish(underWay.remove(), out);
            }
        } finally {
            underWay.forEach(task -> task.cancel(false));
        }
    }

    private void finish(Future<Done> task, Writer out) throws IOException {
        try {
            var done = task.get();
            out.write(done.rows());
            done.notes().forEach(notes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Done forecast(int place, ObservedSeries series) {
        int known = series.count();
        if (backtest > 0 && known == 1) {
            return new Done(
                    "",
                    List.of("series %s: one value has no origin to test".formatted(name(series))));
        }
        var steps = EvenSteps.of(series, forecaster.season() > 1);
        var origins = new int[backtest == 0 ? 1 : Math.min(backtest, known - 1)];
        for (int at = 0; at < origins.length; at++) {
            origins[at] = steps.known(known - (backtest == 0 ? 0 : origins.length - at));
        }
        var notes = new ArrayList<String>();
        List<SeriesForecast> made;
        try {
            made = answers.backtest(place, steps.values(), origins);
        } catch (RuntimeException e) {
            // A method that fails on one series must not take the others with it.
            notes.add(
                    "series %s: %s failed; the mean of all values stands in"
                            .formatted(name(series), answers.method()));
            made = fallback().backtest(steps.values(), origins);
        }
        var rows = new StringBuilder();
        for (var forecast : made) {
            append(rows, series, steps.time(forecast.known()), forecast);
        }
        var last95 = made.getLast();
        if (!last95.note().isEmpty()) {
            notes.add("series %s: %s".formatted(name(series), last95.note()));
        }
        return new Done(rows.toString(), notes);
    }

    private SeriesForecaster fallback() {
        return new SeriesForecaster(
                forecaster.horizon(), forecaster.season(), forecaster.bounds(), FALLBACK);
    }

    private void append(
            StringBuilder rows, ObservedSeries series, long origin, SeriesForecast forecast) {
        var start = quoted(series.name()) + ',' + notation.format(origin) + ',';
        for (int step = 0; step < forecaster.horizon(); step++) {
            rows.append(start).append(step + 1);
            rows.append(',').append(forecast.mean()[step]);
            rows.append(',').append(forecast.lower80()[step]);
            rows.append(',').append(forecast.upper80()[step]);
            rows.append(',').append(forecast.lower95()[step]);
            rows.append(',').append(forecast.upper95()[step]);
            rows.append('\n');
        }
    }

    private static String name(ObservedSeries series) {
        return series.name();
    }

    private static String quoted(String name) {
        boolean plain = name.indexOf(',') < 0 && name.indexOf('"') < 0;
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
