package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Set;

/** A small table of figures: words on the left, numbers to the right. */
final class FiguresTable extends Div {
    private final NativeTable table = new NativeTable();
    private final Set<Integer> words;

    /**
     * @param columns words above them; the first is for names
     */
    FiguresTable(List<String> columns) {
        this(columns, Set.of());
    }

    /**
     * @param words places of further columns that hold words instead of numbers
     */
    FiguresTable(List<String> columns, Set<Integer> words) {
        this.words = Set.copyOf(words);
        addClassName("table-scroll");
        table.addClassName("figures");
        var head = new NativeTableRow();
        for (int i = 0; i < columns.size(); i++) {
            var cell = new NativeTableHeaderCell(columns.get(i));
            cell.getElement().setAttribute("scope", "col");
            if (isNumber(i)) {
                cell.addClassName("number");
            }
            head.add(cell);
        }
        table.getHead().add(head);
        add(table);
    }

    FiguresTable row(Component name, List<String> figures) {
        table.getBody().add(line(name, figures));
        return this;
    }

    FiguresTable row(String name, List<String> figures) {
        return row(new Span(name), figures);
    }

    FiguresTable total(String name, List<String> figures) {
        var row = line(new Span(name), figures);
        row.addClassName("total");
        table.getBody().add(row);
        return this;
    }

    private boolean isNumber(int column) {
        return column > 0 && !words.contains(column);
    }

    private NativeTableRow line(Component name, List<String> figures) {
        var row = new NativeTableRow();
        var head = new NativeTableHeaderCell();
        head.getElement().setAttribute("scope", "row");
        head.add(name);
        row.add(head);
        for (int i = 0; i < figures.size(); i++) {
            var cell = new NativeTableCell(figures.get(i));
            if (isNumber(i + 1)) {
                cell.addClassName("number");
            }
            row.add(cell);
        }
        return row;
    }
}
