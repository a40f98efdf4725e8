package io.oeeanalytics.demo;

import io.oeeanalytics.demo.DayCourse.Stretch;
import java.time.LocalDate;
import java.util.List;

/**
 * The pieces that come off the line while it produces. A piece that a stop interrupts is made anew.
 */
final class PieceFlow {
    private static final double HOUR_MS = 3_600_000;

    /** Pieces until a changed-over line is settled, and the scrap share of the first of them. */
    private static final int SETTLING_PIECES = 25;

    private static final double FIRST_PIECE_SCRAP = 0.12;

    private PieceFlow() {}

    static PieceColumns of(
            DemoLine line,
            LineBehaviour behaviour,
            DayCondition condition,
            LocalDate date,
            List<Stretch> stretches,
            Chance chance) {
        var pieces = new PieceColumns.Builder(expected(line, date, stretches));
        double microStopsPerMs = behaviour.microStopsPerHour() * condition.microStops() / HOUR_MS;
        int product = stretches.getFirst().product();
        int sinceChange = SETTLING_PIECES;
        for (var stretch : stretches) {
            if (!stretch.producing()) {
                continue;
            }
            if (stretch.product() != product) {
                product = stretch.product();
                sinceChange = 0;
            }
            var made = line.products().get(product);
            double idealMs = made.idealMillisOn(date);
            double usualMs =
                    idealMs * behaviour.slowness() * made.slowness() * condition.slowness();
            double scrapShare = made.scrapShare() * condition.scrap();
            long freeFrom = stretch.fromMs();
            while (true) {
                double jitter = chance.lognormal(1, behaviour.cycleSpread());
                double cycleMs = usualMs * jitter;
                if (chance.hits(cycleMs * microStopsPerMs)) {
                    cycleMs += chance.between(10_000, 90_000);
                }
                long finished = freeFrom + Math.round(cycleMs);
                if (finished >= stretch.toMs()) {
                    break;
                }
                double settling =
                        FIRST_PIECE_SCRAP
                                * Math.max(0, SETTLING_PIECES - sinceChange)
                                / SETTLING_PIECES;
                long machining = Math.round(behaviour.machineShare() * idealMs * jitter);
                pieces.add(
                        finished - machining,
                        finished,
                        product,
                        !chance.hits(scrapShare + settling));
                freeFrom = finished;
                sinceChange++;
            }
        }
        return pieces.build();
    }

    private static int expected(DemoLine line, LocalDate date, List<Stretch> stretches) {
        long count = 0;
        for (var stretch : stretches) {
            if (stretch.producing()) {
                var product = line.products().get(stretch.product());
                count += stretch.millis() / product.idealMillisOn(date) + 1;
            }
        }
        return Math.toIntExact(count);
    }
}
