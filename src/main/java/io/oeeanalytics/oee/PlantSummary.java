package io.oeeanalytics.oee;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All lines in one period. The plant's figures are pooled: ledgers are added, ratios never
 * averaged. A line whose pieces have no ideal cycle cannot be weighed and is left out.
 */
public record PlantSummary(Period period, DefinitionInForce definition, List<LineSummary> lines) {
    public PlantSummary {
        lines = List.copyOf(lines);
    }

    public Ledger ledger() {
        return pooled(lines.stream().map(LineSummary::ledger));
    }

    /** The period as the sites report it. */
    public DefinedOee read() {
        return read(ledger());
    }

    /** A part of it by the same definition. */
    public DefinedOee read(Ledger ledger) {
        return DefinedOee.of(ledger, definition.definition());
    }

    /** OEE against the period before; empty where most of that period has no figures. */
    public OptionalDouble change() {
        return DefinedOee.change(
                ledger(), pooled(lines.stream().map(LineSummary::before)), definition.definition());
    }

    /** The plant's ledger of each date with figures. */
    public SortedMap<LocalDate, Ledger> byDate() {
        var byDate = new TreeMap<LocalDate, Ledger>();
        for (var line : lines) {
            for (var day : line.days()) {
                if (!day.ledger().lacksCycles()) {
                    byDate.merge(day.date(), day.ledger(), Ledger::plus);
                }
            }
        }
        return byDate;
    }

    private static Ledger pooled(Stream<Ledger> ledgers) {
        return Ledger.sum(ledgers.filter(ledger -> !ledger.lacksCycles()).toList());
    }
}
