package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.ManualCount;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    private final List<Count> added = new ArrayList<>();
    private final NavigableMap<Instant, ProductId> running;

    MadePieces() {
        this(new TreeMap<>());
    }

    /**
     * @param running products by the instant they were started, for pieces that name none
     */
    MadePieces(NavigableMap<Instant, ProductId> running) {
        this.running = running;
    }

    @Override
    public void counted(
            long fromMs,
            long toMs,
            int productNumber,
            long goodCount,
            long scrapCount,
            long reworkCount,
            long total) {
        added.add(
                new Count(
                        new TimeRange(Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(toMs)),
                        productNumber == NO_PRODUCT
                                ? runningAt(fromMs)
                                : new ProductId(productNumber),
                        total,
                        goodCount,
                        scrapCount,
                        reworkCount));
    }

    private @Nullable ProductId runningAt(long atMs) {
        var started = running.floorEntry(Instant.ofEpochMilli(atMs));
        return started == null ? null : started.getValue();
    }

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
                    Count.at(
                            report.countedAt(),
                            productAround(report.countedAt().toEpochMilli(), within),
                            report.good() + left,
                            report.good(),
                            left,
                            0));
        }
    }

    /** Nobody types a product: it is that of the piece before in the shift, or the one after. */
    private @Nullable ProductId productAround(long atMs, TimeRange within) {
        int next = before(atMs);
        if (next > 0 && finishedMs[next - 1] >= within.from().toEpochMilli()) {
            return product(next - 1);
        }
        return next < size && finishedMs[next] < within.to().toEpochMilli()
                ? product(next)
                : runningAt(atMs);
    }

    private @Nullable ProductId product(int index) {
        return product[index] == NO_PRODUCT
                ? runningAt(finishedMs[index])
                : new ProductId(product[index]);
    }

    List<Count> within(TimeRange range) {
        var counts = new ArrayList<Count>();
        int to = before(range.to().toEpochMilli());
        for (int i = before(range.from().toEpochMilli()); i < to; i++) {
            long total = (long) good[i] + scrap[i];
            if (total > 0) {
                counts.add(
                        Count.at(
                                Instant.ofEpochMilli(finishedMs[i]),
                                product(i),
                                total,
                                good[i],
                                scrap[i],
                                0));
            }
        }
        added.stream().filter(count -> range.contains(count.over().from())).forEach(counts::add);
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
