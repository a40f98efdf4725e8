package io.oeeanalytics.registry.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.List;

/** A table whose first column names the row; figures stand to the right. */
final class Rows extends Div {
    private final NativeTable table = new NativeTable();
    private final int figuresFrom;

    /**
     * @param figuresFrom the first column of figures
     */
    Rows(int figuresFrom, List<String> headers) {
        this.figuresFrom = figuresFrom;
        addClassName("table-scroll");
        table.addClassName("figures");
        var head = new NativeTableRow();
        for (int i = 0; i < headers.size(); i++) {
            var cell = new NativeTableHeaderCell(headers.get(i));
            cell.getElement().setAttribute("scope", "col");
            if (i >= figuresFrom) {
                cell.addClassName("number");
            }
            head.add(cell);
        }
        table.getHead().add(head);
        add(table);
    }

    /** Each cell is a text or a component. */
    void row(Object... cells) {
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
                if (i >= figuresFrom) {
                    cell.addClassName("number");
                }
                row.add(cell);
            }
        }
        table.getBody().add(row);
    }

    private static void fill(HasComponents cell, Object content) {
        if (content instanceof Component component) {
            cell.add(component);
        } else {
            cell.add(content.toString());
        }
    }
}
