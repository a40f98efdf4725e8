package io.oeeanalytics.bench;

import io.oeeanalytics.Application;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What *Lines* asks of the server when its range changes, over a year of the demo plant: figures of
 * all lines, the period before, most lost status, trend by date. The reference is the limit of 50
 * ms.
 */
public final class ViewsBench {
    private static final double LIMIT_MS = 50;
    private static final List<Integer> RANGES = List.of(7, 30, 90, 365);
    private static final int ROUNDS = 25;
    private static final int WARM_UP = 10;

    private ViewsBench() {}

    public static void main(String[] arguments) {
        var folder = Path.of("target", "bench-views");
        try (var context =
                new SpringApplicationBuilder(Application.class)
                        .profiles("demo")
                        .run("--oee.data-folder=" + folder, "--server.port=0")) {
            SecurityContextHolder.getContext()
                    .setAuthentication(TestSignIn.everywhere("bench", "ROLE_MANAGER"));
            var figures = context.getBean(LineFigures.class);
            var last = figures.lastDate().orElseThrow();
            double worst = 0;
            for (int days : RANGES) {
                var period = Period.lastDays(last, days);
                var millis = millis(figures, period, WARM_UP, ROUNDS, 0);
                System.out.printf(
                        Locale.ROOT,
                        "%d days: median %.1f ms, slowest %.1f ms%n",
                        days,
                        millis[ROUNDS / 2],
                        millis[ROUNDS - 1]);
                worst = Math.max(worst, millis[ROUNDS / 2]);
            }
            System.out.printf(
                    Locale.ROOT,
                    "views: ours %.1f ms, reference %.1f ms, ratio %.2f%n",
                    worst,
                    LIMIT_MS,
                    LIMIT_MS / worst);
        }
    }

    /** How long each round took, sorted. */
    static double[] millis(
            LineFigures figures, Period period, int warmUp, int rounds, long breathNanos) {
        var millis = new double[rounds];
        for (int round = -warmUp; round < rounds; round++) {
            long from = System.nanoTime();
            var plant = figures.plant(period);
            plant.byDate();
            plant.change();
            if (round >= 0) {
                millis[round] = (System.nanoTime() - from) / 1e6;
            }
            LockSupport.parkNanos(breathNanos);
        }
        Arrays.sort(millis);
        return millis;
    }
}
