package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.oee.Bounds;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What is said of a ledger. */
final class OeeSentences {
    private final Wording wording;

    OeeSentences(Wording wording) {
        this.wording = wording;
    }

    /** OEE and its factors, or why there is none, and how much is known. */
    List<Statement> oee(String about, String dates, Ledger ledger, DefinedOee read) {
        var statements = new ArrayList<Statement>();
        if (read.oee().isPresent()) {
            statements.add(
                    wording.say(
                            "advisor.tool.oee.total",
                            about,
                            wording.share("oee", read.oee().getAsDouble()),
                            dates));
        } else if (ledger.plannedBusyMs() == 0) {
            statements.add(wording.say("advisor.tool.oee.notPlanned", about, dates));
        } else if (!ledger.isCovered()) {
            statements.add(
                    wording.say(
                            "advisor.tool.oee.hardly",
                            about,
                            dates,
                            wording.share("coverage", ledger.coverage().orElse(0))));
        } else {
            statements.add(wording.say("advisor.tool.oee.noCycle", about, dates));
        }
        factors(read).ifPresent(statements::add);
        if (read.oee().isPresent() && read.definition() != OeeDefinition.ISO_22400) {
            statements.add(
                    wording.say(
                            "advisor.tool.oee.definition",
                            wording.text("explain.definition.name." + read.definition())));
        }
        if (ledger.isCovered() && ledger.coverage().isPresent()) {
            statements.add(
                    wording.say(
                            "advisor.tool.oee.coverage",
                            wording.share("coverage", ledger.coverage().getAsDouble())));
        }
        if (ledger.coverage().orElse(1) < LineSummary.FULL_COVERAGE) {
            read.bounds().ifPresent(bounds -> statements.add(bounds(bounds, read.oee())));
        }
        return statements;
    }

    /** The OEE of known time lies outside where pieces were counted in the rest of it. */
    private Statement bounds(Bounds bounds, OptionalDouble oee) {
        boolean isOutside =
                oee.isPresent()
                        && (oee.getAsDouble() < bounds.low() || oee.getAsDouble() > bounds.high());
        return wording.say(
                isOutside ? "advisor.tool.oee.bounds.counted" : "advisor.tool.oee.bounds",
                wording.share("least oee", bounds.low()),
                wording.share("most oee", bounds.high()));
    }

    private Optional<Statement> factors(DefinedOee read) {
        var parts = parts(read);
        return parts.isEmpty() ? Optional.empty() : Optional.of(wording.list("", parts));
    }

    private List<Statement> parts(DefinedOee read) {
        var parts = new ArrayList<Statement>();
        for (var factor : read.factors()) {
            factor.value()
                    .ifPresent(
                            value ->
                                    parts.add(
                                            wording.say(
                                                    "advisor.tool.part",
                                                    wording.text("explain.factor." + factor.name()),
                                                    wording.share(
                                                            factor.name()
                                                                    .name()
                                                                    .toLowerCase(Locale.ROOT),
                                                            value))));
        }
        return parts;
    }

    Statement target(double oee, double target) {
        double difference = Wording.difference(target, oee);
        var aim = wording.share("target", target);
        return difference == 0
                ? wording.say("advisor.tool.oee.target.met", aim)
                : wording.say(
                        "advisor.tool.oee.target." + (difference < 0 ? "below" : "above"),
                        aim,
                        wording.points("distance to target", difference));
    }

    /** One of several lines. */
    Statement belowTarget(String label, double oee, double target) {
        return wording.say(
                "advisor.tool.oee.belowTarget",
                label,
                wording.share("oee of " + label, oee),
                wording.points("distance to target of " + label, Wording.difference(target, oee)),
                wording.share("target of " + label, target));
    }

    Statement noneBelowTarget() {
        return wording.say("advisor.tool.oee.noneBelowTarget");
    }

    Statement best(String label, double oee) {
        return wording.say("advisor.tool.oee.best", label, wording.share("oee of " + label, oee));
    }

    Statement worst(String label, double oee) {
        return wording.say("advisor.tool.oee.worst", label, wording.share("oee of " + label, oee));
    }

    /** One group with its factors. */
    Statement row(String label, DefinedOee read) {
        var parts = new ArrayList<Statement>();
        read.oee()
                .ifPresent(
                        oee ->
                                parts.add(
                                        wording.say(
                                                "advisor.tool.part",
                                                wording.text("advisor.tool.oee.series"),
                                                wording.share("oee of " + label, oee))));
        parts.addAll(parts(read));
        return wording.list(label + ": ", parts);
    }

    Statement more(int groups) {
        return wording.say("advisor.tool.more", wording.count("further groups", groups));
    }

    Statement without(int groups) {
        return wording.say("advisor.tool.oee.without", wording.count("groups without oee", groups));
    }

    /** Pieces, and where the time went. */
    List<Statement> amounts(Ledger ledger) {
        var made = ledger.made();
        return List.of(
                wording.say(
                        "advisor.tool.oee.pieces",
                        wording.pieces("pieces", made.total()),
                        wording.pieces("good pieces", made.good()),
                        wording.pieces("scrap", made.scrap()),
                        wording.pieces("rework", made.rework())),
                wording.say(
                        "advisor.tool.oee.times",
                        wording.time("planned busy time", ledger.plannedBusyMs()),
                        wording.time("production time", ledger.productionMs()),
                        wording.time("delays", ledger.delayMs()),
                        wording.time("set-up", ledger.setupMs()),
                        wording.time("waiting", ledger.downMs()),
                        wording.time("time without data", ledger.unknownMs())));
    }

    /** How often they failed, and indices of all time; nothing where none is defined. */
    List<Statement> further(Ledger ledger) {
        var statements = new ArrayList<Statement>();
        if (ledger.mtbfMs().isPresent() && ledger.mttrMs().isPresent()) {
            statements.add(
                    wording.say(
                            "advisor.tool.oee.failures",
                            wording.time("mtbf", ledger.mtbfMs().getAsDouble()),
                            wording.time("mttr", ledger.mttrMs().getAsDouble())));
        }
        var parts = new ArrayList<Statement>();
        index("TEEP", ledger.teep()).ifPresent(parts::add);
        index("OOE", ledger.ooe()).ifPresent(parts::add);
        index("NEE", ledger.nee()).ifPresent(parts::add);
        if (ledger.isCovered() && !parts.isEmpty()) {
            statements.add(wording.list("", parts));
        }
        return statements;
    }

    private Optional<Statement> index(String name, OptionalDouble value) {
        return value.isPresent()
                ? Optional.of(
                        wording.say(
                                "advisor.tool.part",
                                wording.text("advisor.tool.definition." + name + ".name"),
                                wording.share(name.toLowerCase(Locale.ROOT), value.getAsDouble())))
                : Optional.empty();
    }

    /** What to know before believing the figures. */
    List<Statement> cautions(GroupedFigures figures, Period period) {
        var statements = new ArrayList<Statement>();
        var dates = wording.dates(period);
        if (figures.definition().sitesDiffer()) {
            statements.add(
                    wording.say(
                            "advisor.tool.oee.definition",
                            wording.definition(figures.definition())));
        }
        if (!figures.leftOut().isEmpty()) {
            statements.add(
                    wording.say(
                            "lines.leftOut",
                            figures.leftOut().stream()
                                    .map(Line::code)
                                    .map(wording::name)
                                    .collect(Collectors.joining(", "))));
        }
        if (figures.total().imported()) {
            statements.add(wording.say("why.caution.imported", dates));
        }
        if (!figures.total().complete()) {
            statements.add(wording.say("why.caution.running", dates));
        }
        if (figures.pending()) {
            statements.add(wording.say("why.caution.pending"));
        }
        return statements;
    }
}
