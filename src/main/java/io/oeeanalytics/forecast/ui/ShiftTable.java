package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.FactorOutlook;
import java.util.List;

/** The planned shifts ahead. */
final class ShiftTable extends Div {
    ShiftTable(FactorOutlook outlook, Numerals numerals) {
        addClassName("table-scroll");
        var table =
                new FigureTable(
                        "forecast-shifts",
                        2,
                        List.of(
                                "forecast.column.day",
                                "forecast.column.shift",
                                "forecast.column.planned",
                                "forecast.column.expected",
                                "forecast.column.range80"));
        for (var shift : outlook.shifts()) {
            table.row(
                    List.of(
                            numerals.weekday(shift.day()) + " " + numerals.date(shift.day()),
                            getTranslation("forecast.shift", shift.number()),
                            numerals.hoursMinutes(shift.plannedMs()),
                            numerals.percent(shift.point()),
                            shift.interval80()
                                    .map(interval -> ForecastTable.range(interval, numerals))
                                    .orElse(Numerals.UNDEFINED)));
        }
        add(table);
    }
}
