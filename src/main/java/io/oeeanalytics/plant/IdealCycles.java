package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The ideal cycles of one line: planned run time per item (PRI), by product and by date. Rows are
 * appended, never edited, so a past instant always finds the cycle that held then. A series line is
 * as fast as its constraint: where the unit declared as such has a cycle, that is the line's.
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
    private final List<Row> ofLine;
    private final List<Row> ofConstraint;
    private final @Nullable String constraint;

    /** Of a line without a declared constraint. */
    public IdealCycles(List<Row> rows) {
        this(rows, null);
    }

    /**
     * @param rows as they were appended: a later row with the same date corrects an earlier one
     * @param constraint code of the unit that sets the pace
     */
    public IdealCycles(List<Row> rows, @Nullable String constraint) {
        this.newestFirst =
                rows.reversed().stream()
                        .sorted(Comparator.comparing(Row::validFrom).reversed())
                        .toList();
        this.ofLine = newestFirst.stream().filter(row -> row.unit() == null).toList();
        this.ofConstraint =
                newestFirst.stream()
                        .filter(row -> constraint != null && constraint.equals(row.unit()))
                        .toList();
        this.constraint = constraint;
    }

    /** Newest first, those of every unit among them. */
    public List<Row> rows() {
        return newestFirst;
    }

    /** Code of the unit that sets the pace of the line. */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }

    /** Whether none holds for the line as a whole. */
    public boolean isEmpty() {
        return ofLine.isEmpty() && ofConstraint.isEmpty();
    }

    /**
     * Milliseconds per item of the line at that instant; the product's own row wins over that for
     * every product. Empty when none was valid.
     */
    public OptionalLong millisAt(@Nullable ProductId product, Instant at) {
        var constraintCycle = millisAt(ofConstraint, product, at);
        return constraintCycle.isPresent() ? constraintCycle : millisAt(ofLine, product, at);
    }

    private static OptionalLong millisAt(List<Row> rows, @Nullable ProductId product, Instant at) {
        var ofAll = OptionalLong.empty();
        for (var row : rows) {
            if (row.validFrom().isAfter(at)) {
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
