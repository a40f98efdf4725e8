package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.HashSet;
import java.util.Set;

/** A plain table whose first column names the row. */
final class RowTable extends Div {
    private static final String NUMBER = "#";

    private final NativeTable table = new NativeTable();
    private final Set<Integer> numbers = new HashSet<>();

    /**
     * @param headers words already translated; those of figures begin with #, that of buttons is
     *     empty
     */
    RowTable(String... headers) {
        addClassName("table-scroll");
        table.addClassName("figures");
        var head = new NativeTableRow();
        for (int i = 0; i < headers.length; i++) {
            boolean isNumber = headers[i].startsWith(NUMBER);
            var cell = new NativeTableHeaderCell(isNumber ? headers[i].substring(1) : headers[i]);
            cell.getElement().setAttribute("scope", "col");
            if (isNumber) {
                numbers.add(i);
                cell.addClassName("number");
            }
            head.add(cell);
        }
        table.getHead().add(head);
        add(table);
    }

    /** Each cell is a text or a component. */
    NativeTableRow row(Object... cells) {
        var row = new NativeTableRow();
        for (int i = 0; i < cells.length; i++) {
            if (i == 0) {
                var heading = new NativeTableHeaderCell();
                heading.getElement().setAttribute("scope", "row");
                fill(heading, cells[i]);
                row.add(heading);
            } else {
                var cell = new NativeTableCell();
                fill(cell, cells[i]);
                if (numbers.contains(i)) {
                    cell.addClassName("number");
                }
                row.add(cell);
            }
        }
        table.getBody().add(row);
        return row;
    }

    private static void fill(com.vaadin.flow.component.HasComponents cell, Object content) {
        if (content instanceof Component component) {
            cell.add(component);
        } else {
            cell.add(content.toString());
        }
    }
}
