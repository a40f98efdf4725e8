package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.FactorDay;
import io.oeeanalytics.forecast.FactorOutlook;
import io.oeeanalytics.forecast.factor.Factor;
import java.util.List;
import java.util.OptionalDouble;

/** Planned time, factors, lost time and good pieces of the days ahead. */
final class FactorTable extends Div {
    FactorTable(FactorOutlook outlook, Numerals numerals) {
        addClassName("table-scroll");
        var table =
                new FigureTable(
                        "forecast-factors",
                        1,
                        List.of(
                                "forecast.column.day",
                                "forecast.column.planned",
                                "forecast.column.availability",
                                "forecast.column.effectiveness",
                                "forecast.column.quality",
                                "forecast.column.lost",
                                "forecast.column.pieces",
                                "forecast.column.pieces80"));
        for (var day : outlook.days()) {
            table.row(
                    List.of(
                            numerals.weekday(day.day()) + " " + numerals.date(day.day()),
                            numerals.hoursMinutes(day.plannedMs()),
                            numerals.percent(day.factor(Factor.AVAILABILITY)),
                            numerals.percent(day.factor(Factor.EFFECTIVENESS)),
                            numerals.percent(day.factor(Factor.QUALITY)),
                            numerals.hoursMinutes(
                                    Math.round(day.plannedMs() * (1 - day.draws().meanOee()))),
                            count(day.goodPieces(), numerals),
                            range(day, numerals)));
        }
        add(table);
    }

    private static String count(OptionalDouble pieces, Numerals numerals) {
        return pieces.isEmpty()
                ? Numerals.UNDEFINED
                : numerals.count(Math.round(pieces.getAsDouble()));
    }

    private static String range(FactorDay day, Numerals numerals) {
        return day.goodPieces().isEmpty()
                ? Numerals.UNDEFINED
                : count(day.goodPieces(0.1), numerals)
                        + " – "
                        + count(day.goodPieces(0.9), numerals);
    }
}
