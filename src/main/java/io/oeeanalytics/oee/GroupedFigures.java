package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import java.util.List;
import java.util.Optional;

/**
 * Ledgers of a range, added up by line, shift, hour, day, week, month or product.
 *
 * @param definition what the sites of the lines report, unless another is asked for
 * @param leftOut lines that have no part in what adds lines up, as they cannot be weighed
 * @param pending whether facts have come in that these figures do not hold yet
 */
public record GroupedFigures(
        Period range,
        DefinitionInForce definition,
        List<Line> leftOut,
        List<Group> groups,
        Group total,
        boolean pending) {
    /**
     * One row of the answer.
     *
     * @param line empty where lines are added up
     * @param shift number of the shift, where grouped by it
     * @param hour of the local clock, where grouped by it
     * @param product where grouped by it; empty there for pieces of no known product
     * @param imported whether some of it comes from daily reports made elsewhere
     * @param complete false while some shift of it still runs
     */
    public record Group(
            Optional<Line> line,
            Period period,
            Optional<Integer> shift,
            Optional<TimeRange> hour,
            Optional<Product> product,
            Ledger ledger,
            boolean imported,
            boolean complete) {}

    public GroupedFigures {
        leftOut = List.copyOf(leftOut);
        groups = List.copyOf(groups);
    }
}
