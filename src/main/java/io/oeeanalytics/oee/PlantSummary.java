package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All lines in one period. The plant's figures are pooled: ledgers are added, ratios never
 * averaged. Lines that cannot be weighed are left out, the same on every date.
 */
public record PlantSummary(Period period, DefinitionInForce definition, List<LineSummary> lines) {
    public PlantSummary {
        lines = List.copyOf(lines);
    }

    public Ledger ledger() {
        return pooled(LineSummary::ledger);
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
        return DefinedOee.change(ledger(), pooled(LineSummary::before), definition.definition());
    }

    /** The plant's ledger of each date with figures. */
    public SortedMap<LocalDate, Ledger> byDate() {
        var byDate = new TreeMap<LocalDate, Ledger>();
        for (var line : weighed(LineSummary::ledger)) {
            for (var day : line.days()) {
                byDate.merge(day.date(), day.ledger(), Ledger::plus);
            }
        }
        return byDate;
    }

    /**
     * Lines that have no part in the plant's figures.
     *
     * @see Unweighed
     */
    public List<Line> leftOut() {
        var unweighed = unweighed(LineSummary::ledger);
        return lines.stream()
                .map(LineSummary::line)
                .filter(line -> unweighed.contains(line.id()))
                .toList();
    }

    private Ledger pooled(Function<LineSummary, Ledger> ledger) {
        return Ledger.sum(weighed(ledger).stream().map(ledger).toList());
    }

    private List<LineSummary> weighed(Function<LineSummary, Ledger> ledger) {
        var unweighed = unweighed(ledger);
        return lines.stream().filter(line -> !unweighed.contains(line.line().id())).toList();
    }

    private Set<LineId> unweighed(Function<LineSummary, Ledger> ledger) {
        return Unweighed.among(
                lines.stream().collect(Collectors.toMap(line -> line.line().id(), ledger)));
    }
}
