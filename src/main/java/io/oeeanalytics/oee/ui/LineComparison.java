package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lines beside each other, sorted by whatever figure is asked. */
final class LineComparison extends Grid<LineSummary> {
    /** Undefined ratios sort below every defined one. */
    private static final double UNDEFINED = -10;

    private final Numerals numerals;
    private @Nullable Period period;

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
        difference("comparison.change", "why.change", LineSummary::change, WhyView::address);
        difference("comparison.gap", "why.target", LineComparison::gap, WhyView::targetAddress);
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

    /**
     * Keeps the order that was chosen.
     *
     * @param shown what the lines are compared in
     */
    void show(List<LineSummary> lines, Period shown) {
        period = shown;
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

    /** Points that lead to what made them. */
    private void difference(
            String header,
            String title,
            Function<LineSummary, OptionalDouble> points,
            BiFunction<String, Period, String> why) {
        addColumn(
                        new ComponentRenderer<>(
                                summary -> {
                                    var difference = points.apply(summary);
                                    if (difference.isEmpty() || period == null) {
                                        return new Span(Numerals.UNDEFINED);
                                    }
                                    var way =
                                            new Anchor(
                                                    why.apply(summary.line().code(), period),
                                                    numerals.signedPoints(
                                                            difference.getAsDouble()));
                                    way.setTitle(getTranslation(title));
                                    return way;
                                }))
                .setHeader(getTranslation(header))
                .setComparator(
                        Comparator.comparingDouble(
                                summary -> points.apply(summary).orElse(UNDEFINED)))
                .setPartNameGenerator(summary -> "number")
                .setHeaderPartName("number")
                .setAutoWidth(true);
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
