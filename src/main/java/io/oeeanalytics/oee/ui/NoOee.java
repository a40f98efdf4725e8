package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.Ledger;

/** Says why there is no single OEE, and what would bring it. */
final class NoOee {
    private NoOee() {}

    /**
     * @param view whose language is spoken
     */
    static String words(Ledger ledger, DefinedOee read, Component view, Numerals numerals) {
        var made = ledger.made();
        if (read.lacksCycles()) {
            return view.getTranslation(
                    "noOee.cycle",
                    numerals.count(
                            ledger.lacksCycles()
                                    ? ledger.output().withoutCycle()
                                    : made.withoutCycle()),
                    numerals.count(made.total()));
        }
        if (ledger.knownMs() == 0 && made.total() > 0) {
            return view.getTranslation("lines.noStatusData", numerals.count(made.total()));
        }
        if (ledger.knownMs() > 0 && !ledger.isCovered()) {
            return read.bounds()
                    .map(
                            bounds ->
                                    view.getTranslation(
                                            "noOee.coverage",
                                            numerals.percent(ledger.coverage()),
                                            numerals.percent(bounds.low()),
                                            numerals.percent(bounds.high())))
                    .orElseGet(
                            () ->
                                    view.getTranslation(
                                            "lines.coverage", numerals.percent(ledger.coverage())));
        }
        return view.getTranslation(ledger.plannedBusyMs() > 0 ? "noOee.silent" : "lines.noFigures");
    }
}
