package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import io.oeeanalytics.production.ingest.FileGuess;

/** The first rows of a file as they stand in it. */
final class FilePreview extends Div {
    FilePreview(FileGuess guess) {
        addClassName("table-scroll");
        var table = new NativeTable();
        table.addClassName("figures");
        var head = new NativeTableRow();
        guess.header().forEach(name -> head.add(new NativeTableHeaderCell(name)));
        table.getHead().add(head);
        for (var cells : guess.preview()) {
            var row = new NativeTableRow();
            cells.forEach(cell -> row.add(new NativeTableCell(cell)));
            table.getBody().add(row);
        }
        add(table);
    }
}
