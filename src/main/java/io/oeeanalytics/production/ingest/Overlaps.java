package io.oeeanalytics.production.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Paints the rows of one line over each other: production first, stops over it, and of equals the
 * later start over the earlier. What is seen at the end overlaps nowhere.
 */
final class Overlaps {
    private final TreeMap<Instant, StatusRow> seen = new TreeMap<>();
    private final Map<Long, List<StatusRow>> partsByNumber = new HashMap<>();

    private Overlaps() {}

    /**
     * @param rows an open row lasts for ever and hides nothing that starts after it
     */
    static Overlaps resolve(List<StatusRow> rows, Predicate<StatusRow> isStop) {
        var overlaps = new Overlaps();
        rows.stream()
                .sorted(
                        Comparator.comparing(isStop::test)
                                .thenComparing(StatusRow::start)
                                .thenComparingLong(StatusRow::number))
                .forEach(overlaps::paint);
        overlaps.seen
                .values()
                .forEach(
                        row ->
                                overlaps.partsByNumber
                                        .computeIfAbsent(row.number(), number -> new ArrayList<>(1))
                                        .add(row));
        return overlaps;
    }

    List<StatusRow> rows() {
        return new ArrayList<>(seen.values());
    }

    /** What is still seen of that row of the file, in order of time. */
    List<StatusRow> partsOf(StatusRow row) {
        return partsByNumber.getOrDefault(row.number(), List.of());
    }

    private void paint(StatusRow row) {
        var from = row.start();
        var to = end(row);
        if (!from.isBefore(to)) {
            return;
        }
        var before = seen.lowerEntry(from);
        if (before != null && end(before.getValue()).isAfter(from)) {
            var under = before.getValue();
            seen.put(under.start(), StatusCleaning.with(under, under.start(), from));
            if (end(under).isAfter(to)) {
                seen.put(to, StatusCleaning.with(under, to, under.finish()));
            }
        }
        var covered = new ArrayList<>(seen.subMap(from, true, to, false).values());
        for (var under : covered) {
            seen.remove(under.start());
            if (end(under).isAfter(to)) {
                seen.put(to, StatusCleaning.with(under, to, under.finish()));
            }
        }
        seen.put(from, row);
    }

    private static Instant end(StatusRow row) {
        return row.finish() == null ? Instant.MAX : row.finish();
    }
}
