package io.oeeanalytics.production;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what cumulative counters showed into pieces made. A reading below the one before is a
 * rollover where the counter has a width and less than half of it went by; otherwise somebody reset
 * the counter, and it counted from 0.
 */
final class CounterReadings {
    /** One event of a source; a counter it does not speak of is null. */
    record Row(
            int source,
            long atMs,
            @Nullable Integer product,
            @Nullable Long good,
            @Nullable Long scrap,
            @Nullable Long rework,
            @Nullable Long total,
            @Nullable Long width) {}

    /** Beyond it nobody can say what a counter did meanwhile, and it is read anew. */
    static final Duration SILENCE = Duration.ofDays(7);

    /** A stretch no longer than this begins where the counter was read before. */
    static final Duration LONGEST_STRETCH = Duration.ofDays(1);

    private final PieceVisitor visitor;

    CounterReadings(PieceVisitor visitor) {
        this.visitor = visitor;
    }

    /** The first reading of a counter says nothing: nobody knows when it was counted. */
    void read(List<Row> bySourceAndTime) {
        Source source = null;
        for (var row : bySourceAndTime) {
            if (source == null || source.number != row.source()) {
                source = new Source(row.source());
            }
            source.read(row);
        }
    }

    /** One counter of a source: senders tell all of them together or each by itself. */
    private static final class Counter {
        private @Nullable Long shown;
        private long atMs;

        /** Pieces since it was read before; 0 at first. */
        long read(@Nullable Long now, @Nullable Long width, long nowMs) {
            if (now == null) {
                return 0;
            }
            boolean silent = nowMs - atMs > SILENCE.toMillis();
            long made = silent ? 0 : made(shown, now, width);
            shown = now;
            atMs = nowMs;
            return made;
        }
    }

    private final class Source {
        private final int number;
        private final Counter good = new Counter();
        private final Counter scrap = new Counter();
        private final Counter rework = new Counter();
        private final Counter total = new Counter();

        /** When the source last told of any counter, and when before that. */
        private long toldMs = Long.MIN_VALUE;

        private long toldBeforeMs = Long.MIN_VALUE;

        Source(int number) {
            this.number = number;
        }

        void read(Row row) {
            if (row.atMs() > toldMs) {
                toldBeforeMs = toldMs;
                toldMs = row.atMs();
            }
            boolean countsAll = total.shown != null;
            long since = since(row);
            long goodMade = good.read(row.good(), row.width(), row.atMs());
            long scrapMade = scrap.read(row.scrap(), row.width(), row.atMs());
            long reworkMade = rework.read(row.rework(), row.width(), row.atMs());
            long totalMade = total.read(row.total(), row.width(), row.atMs());
            if (countsAll && row.total() == null) {
                // The counter of all pieces has counted them; these say what became of them.
                if (goodMade + scrapMade + reworkMade > 0) {
                    visitor.judged(row.atMs(), goodMade, scrapMade, reworkMade);
                }
                return;
            }
            long judged = goodMade + scrapMade + reworkMade;
            if (row.total() == null && judged > goodMade) {
                long told = stretch(toldBeforeMs, row.atMs());
                if (goodMade > 0 && told != since) {
                    counted(since, row, goodMade, 0, 0, goodMade);
                    counted(told, row, 0, scrapMade, reworkMade, judged - goodMade);
                } else {
                    counted(told, row, goodMade, scrapMade, reworkMade, judged);
                }
                return;
            }
            long made = Math.max(judged, totalMade);
            if (made > 0) {
                counted(
                        since,
                        row,
                        // A counter of all pieces: what is neither scrap nor rework is good.
                        good.shown == null ? made - scrapMade - reworkMade : goodMade,
                        scrapMade,
                        reworkMade,
                        made);
            }
        }

        private void counted(
                long since, Row row, long goodMade, long scrapMade, long reworkMade, long made) {
            visitor.counted(
                    since,
                    row.atMs(),
                    row.product() == null ? PieceVisitor.NO_PRODUCT : row.product(),
                    goodMade,
                    scrapMade,
                    reworkMade,
                    made);
        }

        /**
         * When the counter was read before that counts as pieces are made. Those of scrap and
         * rework may not be told for hours, because they do not move: what they show became so
         * after the source's word before.
         */
        private long since(Row row) {
            if (row.total() != null && total.shown != null) {
                return stretch(total.atMs, row.atMs());
            }
            return row.good() != null && good.shown != null
                    ? stretch(good.atMs, row.atMs())
                    : stretch(toldBeforeMs, row.atMs());
        }

        private static long stretch(long fromMs, long toMs) {
            return fromMs < toMs - LONGEST_STRETCH.toMillis() ? toMs : fromMs;
        }
    }

    /** Pieces between two readings of one counter. */
    static long made(@Nullable Long before, @Nullable Long now, @Nullable Long width) {
        if (before == null || now == null) {
            return 0;
        }
        if (now >= before) {
            return now - before;
        }
        if (width != null) {
            long over = now - before + width;
            if (over >= 0 && over <= width / 2) {
                return over;
            }
        }
        return now;
    }
}
