package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import java.util.List;

/** Rows of figures under headings; all but the first columns stand to the right. */
@Tag("table")
final class FigureTable extends NativeTable {
    private final int words;

    /**
     * @param words how many columns hold words
     * @param headings keys of the texts
     */
    FigureTable(String id, int words, List<String> headings) {
        this.words = words;
        addClassNames("figures", "figures-by-day");
        setId(id);
        var head = getHead().addRow();
        for (int at = 0; at < headings.size(); at++) {
            var cell = new NativeTableHeaderCell(getTranslation(headings.get(at)));
            cell.setClassName("number", at >= words);
            head.add(cell);
        }
    }

    void row(List<String> texts) {
        var row = getBody().addRow();
        for (int at = 0; at < texts.size(); at++) {
            var cell = new NativeTableCell(texts.get(at));
            cell.setClassName("number", at >= words);
            row.add(cell);
        }
    }
}
