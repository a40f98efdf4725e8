package io.oeeanalytics.oee.ui;

import static java.util.stream.Collectors.joining;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.Loss;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantEdit;
import io.oeeanalytics.plant.PlantModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parts of an explanation that follow from a ledger alone. */
final class Explanation extends Div {
    private static final int MOST_LINES_WITH_RULES = 10;
    private static final double MINUTE = 60_000;

    private final Group group;
    private final List<Line> leftOut;
    private final Ledger ledger;
    private final DefinedOee read;
    private final Numerals numerals;

    /**
     * @param leftOut lines that have no part in the group
     */
    Explanation(Group group, List<Line> leftOut, OeeDefinition definition, Numerals numerals) {
        this.leftOut = List.copyOf(leftOut);
        this.group = group;
        this.ledger = group.ledger();
        this.read = DefinedOee.of(ledger, definition);
        this.numerals = numerals;
    }

    static Div banner(String words) {
        var text = new Span(words);
        text.addClassName("banner-text");
        var banner = new Div(text);
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", "info");
        return banner;
    }

    static Div panel(String title, String subtitle, Component... inside) {
        return new Div(new Panel(title, subtitle, inside));
    }

    String headline() {
        if (read.oee().isEmpty()) {
            return NoOee.words(ledger, read, this, numerals) + ".";
        }
        var factors =
                read.factors().stream()
                        .map(
                                factor ->
                                        "%s %s %%"
                                                .formatted(
                                                        getTranslation(
                                                                "explain.factor." + factor.name()),
                                                        numerals.percent(factor.value())))
                        .toList();
        return "OEE %s %% = %s"
                .formatted(numerals.percent(read.oee()), String.join(" × ", factors));
    }

    /** Each factor with the numbers that go into it. */
    Div formula() {
        var rows =
                new FiguresTable(
                        List.of(
                                getTranslation("explain.formula.factor"),
                                getTranslation("explain.formula.how"),
                                getTranslation("explain.formula.numbers"),
                                "%"),
                        Set.of(1));
        for (var factor : read.factors()) {
            rows.row(
                    getTranslation("explain.factor." + factor.name()),
                    List.of(
                            getTranslation(
                                    "explain.formula." + read.definition() + "." + factor.name()),
                            numbers(factor.name()),
                            numerals.percent(factor.value())));
        }
        rows.total(
                "OEE",
                List.of(
                        getTranslation("explain.formula." + read.definition()),
                        fraction(good(), base()),
                        numerals.percent(read.oee())));
        var words = new ArrayList<Component>();
        words.add(rows);
        flags().forEach(flag -> words.add(quiet(flag)));
        return panel(
                getTranslation("explain.formula.title"),
                getTranslation("explain.definition." + read.definition()),
                words.toArray(Component[]::new));
    }

    private List<String> flags() {
        var flags = new ArrayList<String>();
        if (!leftOut.isEmpty()) {
            flags.add(
                    getTranslation(
                            "lines.leftOut",
                            leftOut.stream().map(Line::code).collect(joining(", "))));
        }
        if (!group.complete()) {
            flags.add(getTranslation("day.headline.running"));
        }
        if (group.imported()) {
            flags.add(getTranslation("day.imported"));
        }
        if (ledger.beatsIdealCycle()) {
            flags.add(getTranslation("explain.tooFast"));
        }
        if (ledger.unknownMs() > 0) {
            read.bounds()
                    .ifPresent(
                            bounds ->
                                    flags.add(
                                            getTranslation(
                                                    "day.headline.unknown",
                                                    numerals.hoursMinutes(ledger.unknownMs()),
                                                    numerals.percent(bounds.low()),
                                                    numerals.percent(bounds.high()))));
        }
        return flags;
    }

    private static Paragraph quiet(String words) {
        var paragraph = new Paragraph(words);
        paragraph.addClassName("panel-subtitle");
        return paragraph;
    }

    private boolean isSemi() {
        return read.definition() == OeeDefinition.SEMI_E79;
    }

    private long good() {
        return isSemi()
                ? ledger.output().plus(ledger.unplanned().output()).idealGoodMs()
                : ledger.output().idealGoodMs();
    }

    private long ideal() {
        return isSemi()
                ? ledger.output().plus(ledger.unplanned().output()).idealTotalMs()
                : ledger.output().idealTotalMs();
    }

    /** Known time only: what nobody knows is in no denominator. */
    private long base() {
        return read.baseMs() - ledger.unknownMs();
    }

    private long running() {
        return switch (read.definition()) {
            case ISO_22400, PLANNED_STOPS_INSIDE -> ledger.productionMs();
            case SIX_BIG_LOSSES -> ledger.productionMs() + ledger.shortDelayMs();
            case SEMI_E79 -> ledger.productionMs() + ledger.unplanned().productionMs();
        };
    }

    private String numbers(DefinedOee.Name name) {
        long uptime = running() + ledger.downMs() + ledger.setupMs();
        return switch (name) {
            case AVAILABILITY -> fraction(running(), base());
            case EFFECTIVENESS, RATE_EFFICIENCY -> fraction(ideal(), running());
            case QUALITY, QUALITY_EFFICIENCY -> fraction(good(), ideal());
            case AVAILABILITY_EFFICIENCY -> fraction(uptime, base());
            case OPERATIONAL_EFFICIENCY -> fraction(running(), uptime);
        };
    }

    private String fraction(long partMs, long wholeMs) {
        return getTranslation(
                "explain.formula.minutes",
                numerals.decimal(partMs / MINUTE),
                numerals.decimal(wholeMs / MINUTE));
    }

    /** Where the time went, closing to what it is measured by. */
    Div ledger() {
        var base = getTranslation("explain.base." + read.definition());
        var rows =
                new FiguresTable(
                        List.of(
                                getTranslation("explain.ledger.where"),
                                getTranslation("explain.minutes"),
                                "%"));
        for (var loss : read.losses()) {
            if (loss.millis() != 0 || loss.kind() == Loss.Kind.FULLY_PRODUCTIVE) {
                rows.row(
                        getTranslation("loss." + loss.kind()),
                        List.of(numerals.decimal(loss.millis() / MINUTE), share(loss.millis())));
            }
        }
        rows.total(base, List.of(numerals.decimal(read.baseMs() / MINUTE), share(read.baseMs())));
        return panel(
                getTranslation("explain.ledger.title"),
                getTranslation("explain.ledger.subtitle", base),
                Waterfall.of(
                        read.baseMs(), read.losses(), base, getTranslation("explain.ledger.title")),
                rows);
    }

    private String share(long millis) {
        return read.baseMs() == 0
                ? Numerals.UNDEFINED
                : numerals.percent((double) millis / read.baseMs());
    }

    /** One history under each definition, and what changes. */
    Div definitions() {
        var rows =
                new FiguresTable(
                        List.of(
                                getTranslation("explain.definitions.name"),
                                "OEE %",
                                getTranslation("explain.points"),
                                getTranslation("explain.base"),
                                getTranslation("explain.definitions.changes")),
                        Set.of(4));
        for (var other : DefinedOee.all(ledger)) {
            rows.row(
                    getTranslation("explain.definition.name." + other.definition()),
                    List.of(
                            numerals.percent(other.oee()),
                            other.oee().isPresent() && read.oee().isPresent()
                                    ? numerals.signedPoints(
                                            other.oee().getAsDouble() - read.oee().getAsDouble())
                                    : Numerals.UNDEFINED,
                            numerals.hoursMinutes(other.baseMs()),
                            changes(other)));
        }
        return panel(
                getTranslation("explain.definitions.title"),
                getTranslation("explain.definitions.subtitle"),
                rows);
    }

    private String changes(DefinedOee other) {
        return switch (other.definition()) {
            case ISO_22400 -> getTranslation("explain.definitions.changes.ISO_22400");
            case SIX_BIG_LOSSES ->
                    getTranslation(
                            "explain.definitions.changes.SIX_BIG_LOSSES",
                            numerals.hoursMinutes(ledger.microStopMs() + ledger.shortDelayMs()));
            case PLANNED_STOPS_INSIDE ->
                    getTranslation(
                            "explain.definitions.changes.PLANNED_STOPS_INSIDE",
                            numerals.hoursMinutes(ledger.plannedDownMs()));
            case SEMI_E79 ->
                    getTranslation(
                            "explain.definitions.changes.SEMI_E79",
                            numerals.hoursMinutes(ledger.referenceMs() - ledger.plannedBusyMs()));
        };
    }

    /** Which rules the figures follow, by when each was last edited and by whom. */
    Div rules(List<Line> lines, PlantModel plant, Instant now) {
        var rows =
                new FiguresTable(
                        List.of(
                                getTranslation("explain.line.column"),
                                getTranslation("explain.rules.CALENDAR"),
                                getTranslation("explain.rules.CYCLE"),
                                getTranslation("explain.rules.STATUS"),
                                getTranslation("explain.rules.SETTING")),
                        Set.of(1, 2, 3, 4));
        for (var line : lines.subList(0, Math.min(lines.size(), MOST_LINES_WITH_RULES))) {
            var edits = plant.edits(line, Instant.EPOCH, now);
            rows.row(
                    line.name(),
                    List.of(
                            last(edits, PlantEdit.Kind.CALENDAR, line),
                            last(edits, PlantEdit.Kind.CYCLE, line),
                            last(edits, PlantEdit.Kind.STATUS, line),
                            last(edits, PlantEdit.Kind.SETTING, line)));
        }
        return panel(
                getTranslation("explain.rules.title"),
                getTranslation("explain.rules.subtitle"),
                rows);
    }

    private String last(List<PlantEdit> edits, PlantEdit.Kind kind, Line line) {
        return edits.stream()
                .filter(edit -> edit.kind() == kind)
                .reduce((earlier, later) -> later)
                .map(
                        edit ->
                                "%s %s %s"
                                        .formatted(
                                                numerals.date(
                                                        LocalDate.ofInstant(
                                                                edit.recordedAt(), line.zone())),
                                                numerals.time(edit.recordedAt(), line.zone()),
                                                edit.by())
                                        .strip())
                .orElseGet(() -> getTranslation("explain.rules.never"));
    }
}
