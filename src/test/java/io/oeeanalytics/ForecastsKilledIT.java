package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two applications make the forecasts of a round while one after the other is killed and another
 * comes: every line has one result, the one it has undisturbed. How many and how often: {@code
 * -Doee.lines=10000 -Doee.kills=10}.
 */
class ForecastsKilledIT {
    private static final int LINES = Integer.getInteger("oee.lines", 100);
    private static final int KILLS = Integer.getInteger("oee.kills", 1);

    /** Most of what a worker does before it is killed is starting. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    @TempDir Path folder;

    @Test
    void killed_workers_leave_every_line_its_one_result() throws Exception {
        try (var workers = new ForecastWorkers(folder.resolve("postgres"), LINES)) {
            workers.start(QUICK_START);
            workers.awaitLines(LINES);
            workers.stop();
            var undisturbed = workers.published();
            assertThat(undisturbed).hasSizeGreaterThan(LINES);
            workers.forget();

            var alive = new ArrayDeque<Process>();
            alive.add(workers.start(QUICK_START));
            alive.add(workers.start(QUICK_START));
            for (int kill = 1; kill <= KILLS; kill++) {
                workers.awaitLines((long) LINES * kill / (KILLS + 1));
                alive.remove().destroyForcibly().waitFor();
                alive.add(workers.start(QUICK_START));
            }
            workers.awaitLines(LINES);
            workers.stop();

            assertThat(workers.number("select count(*) from forecast.run")).isEqualTo(1);
            assertThat(workers.number("select count(*) from forecast.run_line")).isEqualTo(LINES);
            assertThat(workers.published()).isEqualTo(undisturbed);
        }
    }
}
