package io.oeeanalytics.bench;

import io.oeeanalytics.ForecastWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A round of forecasts of many lines by two applications beside the same by one, one thread each;
 * the database has to live beside them, so that two processors show less than four. Timed from the
 * first to the last tenth of the lines, when all have started.
 */
public final class WorkersBench {
    private static final int LINES = Integer.getInteger("oee.lines", 1_000);
    private static final double LIMIT = 1.8;

    private WorkersBench() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("oee-bench-workers");
        try (var workers = new ForecastWorkers(folder.resolve("postgres"), LINES)) {
            double one = linesPerSecond(workers, 1);
            workers.forget();
            double two = linesPerSecond(workers, 2);
            System.out.printf(
                    Locale.ROOT,
                    "one worker %.1f lines/s, two %.1f lines/s on %d processors%n",
                    one,
                    two,
                    Runtime.getRuntime().availableProcessors());
            System.out.printf(
                    Locale.ROOT,
                    "workers: ours %.2f times, reference %.1f times, ratio %.2f%n",
                    two / one,
                    LIMIT,
                    two / one / LIMIT);
        } finally {
            delete(folder);
        }
    }

    private static double linesPerSecond(ForecastWorkers workers, int count) throws Exception {
        for (int worker = 0; worker < count; worker++) {
            workers.start();
        }
        int first = LINES / 5;
        int last = LINES - LINES / 10;
        workers.awaitLines(first);
        long done = workers.finishedLines();
        long from = System.nanoTime();
        workers.awaitLines(last);
        double seconds = (System.nanoTime() - from) / 1e9;
        long made = workers.finishedLines() - done;
        workers.awaitLines(LINES);
        workers.stop();
        return made / seconds;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
