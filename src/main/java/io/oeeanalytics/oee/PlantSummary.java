package io.oeeanalytics.oee;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All lines in one period. The plant's figures are pooled: ledgers are added, ratios never
 * averaged.
 */
public record PlantSummary(Period period, List<LineSummary> lines) {
    public PlantSummary {
        lines = List.copyOf(lines);
    }

    public Ledger ledger() {
        return Ledger.sum(lines.stream().map(LineSummary::ledger).toList());
    }

    /** OEE against the period before; empty where most of that period has no figures. */
    public OptionalDouble change() {
        return ledger().changeSince(Ledger.sum(lines.stream().map(LineSummary::before).toList()));
    }

    /** The plant's ledger of each date with figures. */
    public SortedMap<LocalDate, Ledger> byDate() {
        var byDate = new TreeMap<LocalDate, Ledger>();
        for (var line : lines) {
            for (var day : line.days()) {
                byDate.merge(day.date(), day.ledger(), Ledger::plus);
            }
        }
        return byDate;
    }
}
