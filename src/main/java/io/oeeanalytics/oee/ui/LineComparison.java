package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Lines beside each other, sorted by whatever figure is asked. */
final class LineComparison extends Grid<LineSummary> {
    /** Undefined ratios sort below every defined one. */
    private static final double UNDEFINED = -10;

    private final Numerals numerals;

    /** Not seen while all lines are read as everybody expects. */
    private final Column<LineSummary> definition;

    /**
     * @param address of a line's own view, by its summary
     */
    LineComparison(Function<LineSummary, String> address, Numerals numerals) {
        this.numerals = numerals;
        setAllRowsVisible(true);
        setSelectionMode(SelectionMode.NONE);
        addColumn(
                        new ComponentRenderer<>(
                                summary ->
                                        new Anchor(address.apply(summary), summary.line().code())))
                .setHeader(getTranslation("comparison.line"))
                .setComparator(Comparator.comparing(summary -> summary.line().code()))
                .setAutoWidth(true);
        ratio("comparison.oee", summary -> summary.read().oee());
        definition =
                addColumn(summary -> DefinitionMark.name(summary.definition(), this))
                        .setHeader(getTranslation("comparison.definition"))
                        .setAutoWidth(true);
        number(
                "comparison.change",
                summary ->
                        summary.change().isPresent()
                                ? numerals.signedPoints(summary.change().getAsDouble())
                                : Numerals.UNDEFINED,
                summary -> summary.change().orElse(UNDEFINED));
        number(
                "comparison.gap",
                summary ->
                        gap(summary).isPresent()
                                ? numerals.signedPoints(gap(summary).getAsDouble())
                                : Numerals.UNDEFINED,
                summary -> gap(summary).orElse(UNDEFINED));
        ratio("comparison.a", summary -> summary.read().availability());
        ratio("comparison.e", summary -> summary.read().effectiveness());
        ratio("comparison.q", summary -> summary.read().quality());
        number(
                "comparison.good",
                summary -> numerals.count(summary.ledger().made().good()),
                summary -> (double) summary.ledger().made().good());
        ratio("comparison.known", summary -> summary.ledger().coverage());
        addColumn(
                        summary ->
                                summary.mostLost()
                                        .map(
                                                lost ->
                                                        lost.name()
                                                                + ", "
                                                                + numerals.hoursMinutes(
                                                                        lost.time().millis()))
                                        .orElse(Numerals.UNDEFINED))
                .setHeader(getTranslation("comparison.loss"))
                .setComparator(
                        Comparator.comparingLong(
                                summary ->
                                        summary.mostLost()
                                                .map(lost -> lost.time().millis())
                                                .orElse(0L)))
                .setAutoWidth(true);
        getColumns().forEach(column -> column.setSortable(true));
    }

    /** Keeps the order that was chosen. */
    void show(List<LineSummary> lines) {
        definition.setVisible(
                lines.stream().anyMatch(line -> line.definition() != OeeDefinition.ISO_22400));
        setItems(lines);
    }

    private static OptionalDouble gap(LineSummary summary) {
        var oee = summary.read().oee();
        return oee.isEmpty() || summary.target().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(oee.getAsDouble() - summary.target().getAsDouble());
    }

    private void ratio(String header, Function<LineSummary, OptionalDouble> ratio) {
        number(
                header,
                summary -> numerals.percent(ratio.apply(summary)),
                summary -> ratio.apply(summary).orElse(UNDEFINED));
    }

    private void number(
            String header,
            ValueProvider<LineSummary, String> words,
            Function<LineSummary, Double> order) {
        addColumn(words)
                .setHeader(getTranslation(header))
                .setComparator(Comparator.comparing(order))
                .setPartNameGenerator(summary -> "number")
                .setHeaderPartName("number")
                .setAutoWidth(true);
    }
}
