package io.oeeanalytics.production;

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

    private final PieceVisitor visitor;

    CounterReadings(PieceVisitor visitor) {
        this.visitor = visitor;
    }

    /** The first reading of a source says nothing: nobody knows when it was counted. */
    void read(List<Row> bySourceAndTime) {
        Row before = null;
        for (var row : bySourceAndTime) {
            if (before != null && before.source() == row.source()) {
                made(before, row);
            }
            before = row;
        }
    }

    private void made(Row before, Row row) {
        long good = made(before.good(), row.good(), row.width());
        long scrap = made(before.scrap(), row.scrap(), row.width());
        long rework = made(before.rework(), row.rework(), row.width());
        long judged = good + scrap + rework;
        long total = Math.max(judged, made(before.total(), row.total(), row.width()));
        if (row.good() == null && row.total() != null) {
            // A counter of all pieces: what is neither scrap nor rework is good.
            good = total - scrap - rework;
        }
        if (total > 0) {
            visitor.counted(
                    before.atMs(),
                    row.atMs(),
                    row.product() == null ? PieceVisitor.NO_PRODUCT : row.product(),
                    good,
                    scrap,
                    rework,
                    total);
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
