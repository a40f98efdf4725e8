package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.Accuracy;
import io.oeeanalytics.forecast.HorizonAccuracy;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How forecasts of some horizons went in the backtest, beside the naive ones. */
@Tag("table")
final class AccuracyTable extends NativeTable {
    private static final List<Integer> TOLD = List.of(1, 2, 3, 5, 7, 10, 14, 20, 30);

    AccuracyTable(Accuracy accuracy, Numerals numerals) {
        addClassName("figures");
        var head = getHead().addRow();
        for (var key : List.of("ahead", "mae", "naiveMae", "coverage80", "coverage95")) {
            var cell = new NativeTableHeaderCell(getTranslation("forecast.accuracy." + key));
            cell.addClassName("number");
            head.add(cell);
        }
        for (int ahead : told(accuracy)) {
            var horizon = accuracy.horizon(ahead);
            var row = getBody().addRow();
            figures(horizon, numerals)
                    .forEach(
                            text -> {
                                var cell = new NativeTableCell(text);
                                cell.addClassName("number");
                                row.add(cell);
                            });
        }
    }

    private static List<Integer> told(Accuracy accuracy) {
        int last = accuracy.horizons().size();
        return TOLD.stream()
                .filter(ahead -> ahead <= last && accuracy.horizon(ahead).origins() > 0)
                .toList();
    }

    private static Stream<String> figures(HorizonAccuracy horizon, Numerals numerals) {
        return Stream.of(
                numerals.count(horizon.horizon()),
                points(horizon.mae(), numerals),
                points(horizon.naiveMae(), numerals),
                numerals.percent(horizon.coverage80()),
                numerals.percent(horizon.coverage95()));
    }

    private static String points(OptionalDouble error, Numerals numerals) {
        return error.isPresent() ? numerals.points(error.getAsDouble()) : Numerals.UNDEFINED;
    }
}
