package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ideal cycles of one line: planned run time per item (PRI), by product and by date. Rows are
 * appended, never edited, so a past instant always finds the cycle that held then.
 */
public final class IdealCycles {
    /**
     * From {@code validFrom} on, one item of {@code product} (null: any product without a row of
     * its own) takes {@code millis}.
     */
    public record Row(@Nullable ProductId product, Instant validFrom, long millis) {
        public Row {
            if (millis <= 0) {
                throw new IllegalArgumentException(
                        "an ideal cycle must be longer than 0 ms, not " + millis);
            }
        }
    }

    private final List<Row> newestFirst;

    public IdealCycles(List<Row> rows) {
        var sorted = new ArrayList<>(rows);
        // A later row with the same date replaces an earlier one: it was appended to correct it.
        for (int i = 0, j = sorted.size() - 1; i < j; i++, j--) {
            var row = sorted.get(i);
            sorted.set(i, sorted.get(j));
            sorted.set(j, row);
        }
        sorted.sort(Comparator.comparing(Row::validFrom).reversed());
        this.newestFirst = List.copyOf(sorted);
    }

    /** Newest first. */
    public List<Row> rows() {
        return newestFirst;
    }

    public boolean isEmpty() {
        return newestFirst.isEmpty();
    }

    /**
     * Milliseconds per item at that instant; the product's own row wins over the line's. Empty when
     * none was valid.
     */
    public OptionalLong millisAt(@Nullable ProductId product, Instant at) {
        if (product != null) {
            for (var row : newestFirst) {
                if (product.equals(row.product()) && !row.validFrom().isAfter(at)) {
                    return OptionalLong.of(row.millis());
                }
            }
        }
        for (var row : newestFirst) {
            if (row.product() == null && !row.validFrom().isAfter(at)) {
                return OptionalLong.of(row.millis());
            }
        }
        return OptionalLong.empty();
    }

    /** The instants at which some cycle changes; counts are split there. */
    public NavigableSet<Instant> changes() {
        var instants = new TreeSet<Instant>();
        for (var row : newestFirst) {
            instants.add(row.validFrom());
        }
        return instants;
    }
}
