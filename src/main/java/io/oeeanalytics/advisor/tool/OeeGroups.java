package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Figures by what was asked for: hours by the clock and shifts by their number, whatever the date,
 * and lines together unless they are what is told apart.
 */
record OeeGroups(List<Row> rows, Ledger total) {
    /**
     * @param label as it is said: a code, a date, a shift
     */
    record Row(String label, Ledger ledger) {}

    OeeGroups {
        rows = List.copyOf(rows);
    }

    /** What alone is asked for: a shift by its number, or a product, as each site has it. */
    record Part(Optional<Integer> shift, Set<Product> products) {
        boolean isAll() {
            return shift.isEmpty() && products.isEmpty();
        }

        private boolean holds(Group group) {
            return (shift.isEmpty() || group.shift().equals(shift))
                    && (products.isEmpty()
                            || group.product().filter(products::contains).isPresent());
        }
    }

    /**
     * @param figures by shift, or by product, where one is asked for
     */
    static OeeGroups of(GroupedFigures figures, Grouping by, Part part, Wording wording) {
        var sums = new TreeMap<String, Row>();
        var total = Ledger.ZERO;
        for (var group : figures.groups()) {
            boolean isLeftOut = group.line().filter(figures.leftOut()::contains).isPresent();
            if (!part.holds(group)) {
                continue;
            }
            if (!isLeftOut) {
                total = total.plus(group.ledger());
            }
            if (!isLeftOut || by == Grouping.LINE) {
                sums.merge(
                        key(group, by),
                        new Row(label(group, by, wording), group.ledger()),
                        (one, other) -> new Row(one.label(), one.ledger().plus(other.ledger())));
            }
        }
        return new OeeGroups(
                by == Grouping.TOTAL ? List.of() : new ArrayList<>(sums.values()),
                part.isAll() ? figures.total().ledger() : total);
    }

    /** In the order groups are read. */
    private static String key(Group group, Grouping by) {
        return switch (by) {
            case TOTAL -> "";
            case LINE -> group.line().map(Line::code).orElse("");
            case SHIFT -> String.valueOf(group.shift().orElse(0));
            case DAY, WEEK, MONTH -> group.period().first().toString();
            case HOUR -> hour(group);
            case PRODUCT -> group.product().map(Product::code).orElse("");
        };
    }

    private static String label(Group group, Grouping by, Wording wording) {
        return switch (by) {
            case TOTAL -> "";
            case LINE -> wording.name(group.line().map(Line::code).orElse(""));
            case SHIFT ->
                    group.shift().filter(number -> number > 0).isPresent()
                            ? wording.text("advisor.tool.shift", group.shift().get())
                            : wording.text("advisor.tool.noShift");
            case DAY, WEEK, MONTH -> wording.dates(group.period());
            case HOUR -> hour(group);
            case PRODUCT ->
                    group.product()
                            .map(product -> wording.name(product.code()))
                            .orElseGet(() -> wording.text("why.noProduct"));
        };
    }

    private static String hour(Group group) {
        var zone = group.line().map(Line::zone).orElse(ZoneId.of("UTC"));
        return group.hour()
                .map(TimeRange::from)
                .map(from -> from.atZone(zone).toLocalTime().withMinute(0).toString())
                .orElse("");
    }
}
