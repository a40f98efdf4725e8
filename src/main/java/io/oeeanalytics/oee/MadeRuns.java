package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;

/** What a line made, as runs of one product each. */
final class MadeRuns implements PieceVisitor {
    /** Pieces of one product, one after the other. */
    record Run(long firstMs, long lastMs, int product) {}

    /** From one product to another. */
    record Change(int from, int to, long setUpMs) {}

    private final NavigableMap<Instant, ProductId> started;
    private final List<Run> runs = new ArrayList<>();

    /**
     * @param started what pieces of no product are taken for
     */
    MadeRuns(NavigableMap<Instant, ProductId> started) {
        this.started = started;
    }

    @Override
    public void piece(long finishedMs, int product, int good, int scrap) {
        add(finishedMs, product);
    }

    @Override
    public void counted(
            long fromMs,
            long finishedMs,
            int product,
            long good,
            long scrap,
            long rework,
            long total) {
        add(fromMs, product);
        add(finishedMs, product);
    }

    private void add(long atMs, int told) {
        int product = told == NO_PRODUCT ? startedBy(atMs) : told;
        if (product == NO_PRODUCT) {
            return;
        }
        var last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.product() == product && last.lastMs() <= atMs) {
            runs.set(runs.size() - 1, new Run(last.firstMs(), atMs, product));
        } else {
            runs.add(new Run(atMs, atMs, product));
        }
    }

    private int startedBy(long atMs) {
        var before = started.floorEntry(Instant.ofEpochMilli(atMs));
        return before == null ? NO_PRODUCT : before.getValue().value();
    }

    /**
     * Every change of product, with the set-up that lies between the last piece of the one and the
     * first of the other; none where the line did not stand for it.
     *
     * @param setUps may overlap
     */
    List<Change> changes(List<TimeRange> setUps) {
        var stood = united(setUps);
        var changes = new ArrayList<Change>();
        var ordered = runs.stream().sorted(Comparator.comparingLong(Run::firstMs)).toList();
        for (int at = 1; at < ordered.size(); at++) {
            var one = ordered.get(at - 1);
            var next = ordered.get(at);
            if (one.product() != next.product()) {
                changes.add(
                        new Change(
                                one.product(),
                                next.product(),
                                within(stood, one.lastMs(), next.firstMs())));
            }
        }
        return changes;
    }

    private static List<TimeRange> united(List<TimeRange> ranges) {
        var united = new ArrayList<TimeRange>();
        for (var range : ranges.stream().sorted(Comparator.comparing(TimeRange::from)).toList()) {
            if (!united.isEmpty() && united.getLast().touches(range)) {
                united.set(united.size() - 1, united.getLast().hull(range));
            } else {
                united.add(range);
            }
        }
        return united;
    }

    private static long within(List<TimeRange> ranges, long fromMs, long toMs) {
        long sum = 0;
        for (var range : ranges) {
            sum +=
                    Math.max(
                            0,
                            Math.min(toMs, Millis.of(range.to()))
                                    - Math.max(fromMs, Millis.of(range.from())));
        }
        return sum;
    }
}
