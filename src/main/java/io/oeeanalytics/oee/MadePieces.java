package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.ManualCount;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of a stretch of time, as the machine counted them and as people corrected them. A
 * piece counts when it is finished.
 */
final class MadePieces implements PieceVisitor {
    private long[] finishedMs = new long[1024];
    private int[] product = new int[1024];
    private int[] good = new int[1024];
    private int[] scrap = new int[1024];
    private int size;
    private final List<ManualCount> added = new ArrayList<>();

    @Override
    public void piece(long finished, int productNumber, int goodCount, int scrapCount) {
        if (size == finishedMs.length) {
            int larger = size * 2;
            finishedMs = Arrays.copyOf(finishedMs, larger);
            product = Arrays.copyOf(product, larger);
            good = Arrays.copyOf(good, larger);
            scrap = Arrays.copyOf(scrap, larger);
        }
        finishedMs[size] = finished;
        product[size] = productNumber;
        good[size] = goodCount;
        scrap[size] = scrapCount;
        size++;
    }

    boolean isEmpty() {
        return size == 0 && added.isEmpty();
    }

    /**
     * Scrap takes the place of the newest good pieces counted in the range before it was reported;
     * what finds none, and all good ones, are pieces the machine did not count.
     *
     * @param within the shift of the report: pieces of other shifts are not touched
     */
    void correct(ManualCount report, TimeRange within) {
        int left = report.scrap();
        long from = within.from().toEpochMilli();
        for (int i = before(report.countedAt().toEpochMilli()) - 1;
                i >= 0 && left > 0 && finishedMs[i] >= from;
                i--) {
            int taken = Math.min(left, good[i]);
            good[i] -= taken;
            scrap[i] += taken;
            left -= taken;
        }
        if (left > 0 || report.good() > 0) {
            added.add(
                    new ManualCount(
                            report.id(),
                            report.countedAt(),
                            report.good(),
                            left,
                            report.recordedAt(),
                            report.recordedBy()));
        }
    }

    List<Count> within(TimeRange range) {
        var counts = new ArrayList<Count>();
        int to = before(range.to().toEpochMilli());
        for (int i = before(range.from().toEpochMilli()); i < to; i++) {
            int total = good[i] + scrap[i];
            if (total > 0) {
                counts.add(
                        Count.at(
                                Instant.ofEpochMilli(finishedMs[i]),
                                product[i] == NO_PRODUCT ? null : new ProductId(product[i]),
                                total,
                                good[i],
                                scrap[i],
                                0));
            }
        }
        for (var report : added) {
            if (range.contains(report.countedAt())) {
                int total = report.good() + report.scrap();
                counts.add(
                        Count.at(
                                report.countedAt(), null, total, report.good(), report.scrap(), 0));
            }
        }
        return counts;
    }

    /** How many pieces were finished before that instant. */
    private int before(long atMs) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (finishedMs[middle] < atMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
