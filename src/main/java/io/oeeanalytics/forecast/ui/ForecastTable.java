package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.Forecast;
import java.util.List;

/** The forecast day by day, in percent. */
@Tag("table")
final class ForecastTable extends NativeTable {
    ForecastTable(Forecast forecast, Numerals numerals) {
        addClassName("figures");
        setId("forecast-days");
        var head = getHead().addRow();
        for (var key : List.of("day", "expected", "range80", "range95", "naive")) {
            var cell = new NativeTableHeaderCell(getTranslation("forecast.column." + key));
            if (!key.equals("day")) {
                cell.addClassName("number");
            }
            head.add(cell);
        }
        for (var day : forecast.days()) {
            var row = getBody().addRow();
            row.add(
                    new NativeTableCell(
                            numerals.weekday(day.day()) + " " + numerals.date(day.day())));
            for (var text :
                    List.of(
                            numerals.percent(day.point()),
                            numerals.percent(day.interval80().lower())
                                    + " – "
                                    + numerals.percent(day.interval80().upper()),
                            numerals.percent(day.interval95().lower())
                                    + " – "
                                    + numerals.percent(day.interval95().upper()),
                            numerals.percent(day.naive()))) {
                var cell = new NativeTableCell(text);
                cell.addClassName("number");
                row.add(cell);
            }
        }
    }
}
