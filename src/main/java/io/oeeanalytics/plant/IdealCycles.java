package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ideal cycles of one line: planned run time per item (PRI), by product and by date. Rows are
 * appended, never edited, so a past instant always finds the cycle that held then. A series line is
 * as fast as its constraint: where the unit declared as such has a cycle, that is the line's, for
 * as long as it is the constraint.
 */
public final class IdealCycles {
    /**
     * From {@code validFrom} on, one item of {@code product} (null: any product without a row of
     * its own) takes {@code millis}, on the line or on the unit of that code.
     */
    public record Row(
            @Nullable ProductId product, Instant validFrom, long millis, @Nullable String unit) {
        public Row {
            if (millis <= 0) {
                throw new IllegalArgumentException(
                        "an ideal cycle must be longer than 0 ms, not " + millis);
            }
        }

        /** On the line. */
        public Row(@Nullable ProductId product, Instant validFrom, long millis) {
            this(product, validFrom, millis, null);
        }

        boolean isSameRule(Row other) {
            return validFrom.equals(other.validFrom)
                    && Objects.equals(product, other.product)
                    && Objects.equals(unit, other.unit);
        }
    }

    private final List<Row> newestFirst;
    private final NavigableMap<Instant, Optional<String>> constraints;

    /** Of a line without a declared constraint. */
    public IdealCycles(List<Row> rows) {
        this(rows, Map.of());
    }

    /**
     * @param rows as they were appended: a later row with the same date corrects an earlier one
     * @param constraints code of the unit that sets the pace from each instant on; empty for none
     */
    public IdealCycles(List<Row> rows, Map<Instant, Optional<String>> constraints) {
        this.newestFirst =
                rows.reversed().stream()
                        .sorted(Comparator.comparing(Row::validFrom).reversed())
                        .toList();
        this.constraints = Collections.unmodifiableNavigableMap(new TreeMap<>(constraints));
    }

    /** Newest first, those of every unit among them. */
    public List<Row> rows() {
        return newestFirst;
    }

    /** Code of the unit that sets the pace from each instant on; empty for none any more. */
    public NavigableMap<Instant, Optional<String>> constraints() {
        return constraints;
    }

    /** Code of the unit that sets the pace of the line at that instant. */
    public Optional<String> constraintAt(Instant at) {
        var entry = constraints.floorEntry(at);
        return entry == null ? Optional.empty() : entry.getValue();
    }

    /** Whether none ever holds for the line as a whole. */
    public boolean isEmpty() {
        return newestFirst.stream()
                .noneMatch(
                        row ->
                                row.unit() == null
                                        || constraints.containsValue(Optional.of(row.unit())));
    }

    /**
     * Milliseconds per item of the line at that instant; the product's own row wins over that for
     * every product. Empty when none was valid.
     */
    public OptionalLong millisAt(@Nullable ProductId product, Instant at) {
        var constraint = constraintAt(at);
        var ofConstraint =
                constraint.isEmpty()
                        ? OptionalLong.empty()
                        : millisAt(constraint.get(), product, at);
        return ofConstraint.isPresent() ? ofConstraint : millisAt(null, product, at);
    }

    private OptionalLong millisAt(@Nullable String unit, @Nullable ProductId product, Instant at) {
        var ofAll = OptionalLong.empty();
        for (var row : newestFirst) {
            if (!Objects.equals(row.unit(), unit) || row.validFrom().isAfter(at)) {
                continue;
            }
            if (row.product() == null) {
                if (product == null) {
                    return OptionalLong.of(row.millis());
                }
                ofAll = ofAll.isPresent() ? ofAll : OptionalLong.of(row.millis());
            } else if (row.product().equals(product)) {
                return OptionalLong.of(row.millis());
            }
        }
        return ofAll;
    }

    /** The rows that hold, corrected ones left out, the oldest first. */
    List<Row> valid() {
        var valid = new ArrayList<Row>();
        for (var row : newestFirst) {
            if (valid.stream().noneMatch(row::isSameRule)) {
                valid.add(row);
            }
        }
        return valid.reversed();
    }
}
