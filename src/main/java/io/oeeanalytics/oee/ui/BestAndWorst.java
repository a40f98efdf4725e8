package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DayFigures;
import io.oeeanalytics.oee.LineReport;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The days worth asking about, each a link to its events. */
final class BestAndWorst extends Div {
    private static final int SHOWN = 5;

    private final Numerals numerals;
    private final Function<LocalDate, String> address;

    BestAndWorst(LineReport report, Numerals numerals, Function<LocalDate, String> address) {
        this.numerals = numerals;
        this.address = address;
        // A day that still runs is neither.
        var days =
                report.summary().days().stream()
                        .filter(day -> day.complete() && oee(report, day).isPresent())
                        .sorted(
                                Comparator.comparingDouble(
                                        (DayFigures day) -> oee(report, day).orElseThrow()))
                        .toList();
        int each = Math.min(SHOWN, days.size() / 2);
        if (each == 0) {
            add(new Paragraph(getTranslation("line.extremes.none")));
            return;
        }
        addClassName("columns");
        add(
                list(report, "line.best", days.subList(days.size() - each, days.size()).reversed()),
                list(report, "line.worst", days.subList(0, each)));
    }

    private static OptionalDouble oee(LineReport report, DayFigures day) {
        return report.summary().read(day.ledger()).oee();
    }

    private Div list(LineReport report, String title, List<DayFigures> days) {
        var heading = new Paragraph(getTranslation(title));
        heading.addClassName("quiet");
        var list = new OrderedList();
        list.addClassName("loss-list");
        for (var day : days) {
            var oee = oee(report, day).orElseThrow();
            var link =
                    new Anchor(
                            address.apply(day.date()),
                            numerals.weekday(day.date()) + " " + numerals.date(day.date()));
            link.addClassName("loss-name");
            var track = new Span();
            track.addClassName("loss-track");
            var value = new Span(numerals.percent(oee) + " %");
            value.addClassName("loss-value");
            var row = new ListItem(link, track, value);
            row.addClassName("loss-row");
            row.getStyle().set("--value", String.valueOf(Math.min(1, oee)));
            list.add(row);
        }
        return new Div(heading, list);
    }
}
