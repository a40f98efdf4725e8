package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DayAccount;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.ShiftLedger;
import java.util.List;

/** The shifts of a day and their sum; the sum is pooled, not an average. */
final class ShiftTable extends Div {
    private static final String OEE = "comparison.oee";
    private static final List<String> COLUMNS =
            List.of(
                    "day.shift",
                    "line.planned",
                    OEE,
                    "comparison.a",
                    "comparison.e",
                    "comparison.q",
                    "comparison.good",
                    "line.scrapCount",
                    "comparison.known");

    private final Numerals numerals;

    ShiftTable(DayAccount day, Numerals numerals) {
        this.numerals = numerals;
        addClassName("table-scroll");
        var table = new NativeTable();
        table.addClassName("figures");
        var head = new NativeTableRow();
        for (var column : COLUMNS) {
            var cell =
                    new NativeTableHeaderCell(
                            column.equals(OEE)
                                    ? DefinitionMark.oee(day.definition(), this)
                                    : getTranslation(column));
            cell.getElement().setAttribute("scope", "col");
            if (!column.equals(COLUMNS.getFirst())) {
                cell.addClassName("number");
            }
            head.add(cell);
        }
        table.getHead().add(head);
        for (var shift : shown(day)) {
            var row = row(heading(day, shift), shift.ledger(), day.read(shift.ledger()));
            if (!shift.complete()) {
                row.getElement().setAttribute("data-provisional", true);
            }
            table.getBody().add(row);
        }
        if (shown(day).size() > 1) {
            var total =
                    row(
                            new Span(getTranslation("day.shift.all")),
                            day.ledger(),
                            day.read(day.ledger()));
            total.addClassName("total");
            table.getBody().add(total);
        }
        add(table);
    }

    /** Time outside the shifts is told only where something was made in it. */
    private static List<ShiftLedger> shown(DayAccount day) {
        return day.shifts().stream()
                .filter(
                        shift ->
                                shift.ledger().plannedBusyMs() > 0
                                        || shift.ledger().made().total() > 0
                                        || shift.ledger().unplanned().productionMs() > 0)
                .toList();
    }

    private String name(DayAccount day, ShiftLedger shift) {
        var zone = day.line().zone();
        var hours =
                "%s–%s"
                        .formatted(
                                numerals.time(shift.range().from(), zone),
                                numerals.time(shift.range().to(), zone));
        if (shift.shift() > 0) {
            var name = getTranslation("day.shift.number", shift.shift(), hours);
            return shift.complete() ? name : name + ", " + getTranslation("line.running");
        }
        return switch (shift.origin()) {
            case CALENDAR -> getTranslation("day.shift.between");
            case LOG -> getTranslation("day.shift.log");
            case REPORT -> getTranslation("lines.imported");
        };
    }

    /** A shift opens to how its figures are made. */
    private Component heading(DayAccount day, ShiftLedger shift) {
        return shift.shift() == 0
                ? new Span(name(day, shift))
                : new Anchor(
                        ExplainView.address(day.line().code(), shift.businessDate(), shift.shift()),
                        name(day, shift));
    }

    private NativeTableRow row(Component name, Ledger ledger, DefinedOee read) {
        var heading = new NativeTableHeaderCell(name);
        heading.getElement().setAttribute("scope", "row");
        var row = new NativeTableRow();
        row.add(heading);
        for (var figure :
                List.of(
                        numerals.hoursMinutes(ledger.plannedBusyMs()),
                        numerals.percent(read.oee()),
                        numerals.percent(read.availability()),
                        numerals.percent(read.effectiveness()),
                        numerals.percent(read.quality()),
                        numerals.count(ledger.made().good()),
                        numerals.count(ledger.made().scrap()),
                        numerals.percent(ledger.coverage()))) {
            var cell = new NativeTableCell(figure);
            cell.addClassName("number");
            row.add(cell);
        }
        return row;
    }
}
