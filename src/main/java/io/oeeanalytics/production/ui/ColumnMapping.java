package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.oeeanalytics.production.ingest.FileColumn;
import io.oeeanalytics.production.ingest.FileFormat;
import io.oeeanalytics.production.ingest.FileGuess;
import io.oeeanalytics.production.ingest.FileKind;
import io.oeeanalytics.production.ingest.RefusedFile;
import io.oeeanalytics.production.ingest.StampOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which column of the file holds what, and how its dates are written. */
final class ColumnMapping extends Div {
    private static final int ABSENT = -1;

    private final FileGuess guess;
    private final Consumer<Map<FileColumn, Integer>> remapped;
    private final Map<FileColumn, Select<Integer>> positions = new EnumMap<>(FileColumn.class);
    private final Map<FileColumn, Select<StampOrder>> orders = new EnumMap<>(FileColumn.class);

    /**
     * @param remapped called when a person says where a column stands: what it holds must be looked
     *     at again
     */
    ColumnMapping(FileGuess guess, Consumer<Map<FileColumn, Integer>> remapped) {
        this.guess = guess;
        this.remapped = remapped;
        addClassName("toolbar");
        if (guess.kind() != null) {
            guess.kind().columns().forEach(column -> offer(guess.kind(), column));
        }
    }

    private void offer(FileKind kind, FileColumn column) {
        var position = new Select<Integer>();
        position.setLabel(
                kind.required().contains(column)
                        ? getTranslation("import.column.required", column.header())
                        : column.header());
        position.setItems(
                Stream.concat(Stream.of(ABSENT), IntStream.range(0, guess.header().size()).boxed())
                        .toList());
        position.setItemLabelGenerator(
                index ->
                        index == ABSENT
                                ? getTranslation("import.column.absent")
                                : guess.header().get(index));
        position.setValue(guess.columns().getOrDefault(column, ABSENT));
        position.setId("import-column-" + column);
        position.addValueChangeListener(change -> remapped.accept(columns()));
        positions.put(column, position);
        add(position);
        if (column.holdsDates()) {
            var order = new Select<StampOrder>();
            order.setWidth("19em");
            order.setLabel(getTranslation("import.order", column.header()));
            order.setItems(List.of(StampOrder.values()));
            order.setItemLabelGenerator(one -> "%s (%s)".formatted(one.title(), one.example()));
            // Where day and month could be swapped only a person can tell.
            var known = guess.orders().get(column);
            if (known != null && !guess.ambiguous().contains(column)) {
                order.setValue(known);
            }
            order.setId("import-order-" + column);
            orders.put(column, order);
            add(order);
        }
    }

    private Map<FileColumn, Integer> columns() {
        var columns = new EnumMap<FileColumn, Integer>(FileColumn.class);
        positions.forEach(
                (column, position) -> {
                    if (position.getValue() != null && position.getValue() != ABSENT) {
                        columns.put(column, position.getValue());
                    }
                });
        return columns;
    }

    /**
     * @throws RefusedFile when a column or a choice is missing, naming it
     */
    FileFormat format() {
        if (guess.kind() == null || !guess.problems().isEmpty()) {
            throw new RefusedFile(String.join(" ", guess.problems()));
        }
        var columns = columns();
        var chosen = new EnumMap<FileColumn, StampOrder>(FileColumn.class);
        orders.forEach(
                (column, order) -> {
                    if (columns.containsKey(column) && order.getValue() != null) {
                        chosen.put(column, order.getValue());
                    }
                });
        return new FileFormat(
                guess.kind(),
                guess.charset(),
                guess.separator(),
                guess.decimalComma(),
                guess.headerLine(),
                guess.header(),
                columns,
                chosen);
    }
}
