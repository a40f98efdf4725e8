package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Two periods, or lines, side by side. */
@Component
class CompareTool implements Tool {
    private static final int MOST_SIDES = 12;

    private final Asked asked;
    private final FiguresQuery figures;
    private final Texts texts;

    CompareTool(Asked asked, FiguresQuery figures, Texts texts) {
        this.asked = asked;
        this.figures = figures;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public String description() {
        return "OEE and its factors of two periods side by side, with the differences in points;"
                + " or of two or more lines in one period, where no earlier period is given."
                + " For causes use why.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Asked.LINES, Asked.FROM, Asked.TO, WhyTool.BEFORE_FROM, WhyTool.BEFORE_TO);
    }

    /** What is compared. */
    private record Side(String label, Ledger ledger, DefinedOee read) {
        Side(String label, Ledger ledger, OeeDefinition definition) {
            this(label, ledger, DefinedOee.of(ledger, definition));
        }
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        var found = asked.period(arguments, lines.lines());
        var who = wording.lines(lines.lines(), lines.all());
        if (found.isEmpty()) {
            return Results.nothingKnown(
                    wording.text("advisor.tool.compare.title", who, "–"), wording);
        }
        var period = found.get();
        var earlier = asked.period("before_from", "before_to", arguments, lines.lines());
        return earlier.isEmpty() && !lines.all() && lines.lines().size() > 1
                ? ofLines(lines, period, wording)
                : ofPeriods(lines, earlier.orElseGet(period::previous), period, wording);
    }

    private ToolResult ofLines(Asked.Lines lines, Period period, Wording wording)
            throws ToolRefused {
        if (lines.lines().size() > MOST_SIDES) {
            throw new ToolRefused("too-many-lines", MOST_SIDES);
        }
        var answer = figures.answer(lines.lines(), period, Grouping.LINE);
        var definition = answer.definition().definition();
        var sides = new ArrayList<Side>();
        for (var line : lines.lines()) {
            var ledger =
                    answer.groups().stream()
                            .filter(group -> group.line().filter(line::equals).isPresent())
                            .map(group -> group.ledger())
                            .findFirst()
                            .orElse(Ledger.ZERO);
            sides.add(new Side(wording.name(line.code()), ledger, definition));
        }
        var title =
                wording.text(
                        "advisor.tool.compare.title",
                        wording.lines(lines.lines(), false),
                        wording.dates(period));
        var cautions = new OeeSentences(wording).cautions(answer, period);
        return result(title, sides, cautions, Results.ways(lines, period, wording), wording);
    }

    private ToolResult ofPeriods(Asked.Lines lines, Period before, Period after, Wording wording) {
        var then = figures.answer(lines.lines(), before, Grouping.TOTAL);
        var now = figures.answer(lines.lines(), after, Grouping.TOTAL);
        // Both by one measure: the later one's.
        var definition = now.definition().definition();
        var title =
                wording.text(
                        "advisor.tool.compare.periods",
                        wording.lines(lines.lines(), lines.all()),
                        wording.dates(after),
                        wording.dates(before));
        var sentences = new OeeSentences(wording);
        var cautions = new ArrayList<>(sentences.cautions(then, before));
        for (var caution : sentences.cautions(now, after)) {
            if (!cautions.contains(caution)) {
                cautions.add(caution);
            }
        }
        var ways = new ArrayList<>(Results.ways(lines, after, wording));
        Results.why(lines, Reference.PERIOD, before, after, wording).ifPresent(ways::add);
        return result(
                title,
                List.of(
                        new Side(wording.dates(before), then.total().ledger(), definition),
                        new Side(wording.dates(after), now.total().ledger(), definition)),
                cautions,
                ways,
                wording);
    }

    private static ToolResult result(
            String title,
            List<Side> sides,
            List<Statement> cautions,
            List<ToolResult.Way> ways,
            Wording wording) {
        if (sides.stream().allMatch(side -> side.ledger().plannedBusyMs() == 0)) {
            return Results.none(title, wording.say("advisor.tool.compare.none"), ways);
        }
        var sentences = new OeeSentences(wording);
        var statements = new ArrayList<Statement>();
        var first = sides.getFirst();
        for (var other : sides.subList(1, sides.size())) {
            difference(first, other, wording).ifPresent(statements::add);
        }
        boolean isCovered = true;
        for (var side : sides) {
            if (side.read().oee().isPresent()) {
                statements.add(sentences.row(side.label(), side.read()));
            } else {
                isCovered &= side.ledger().isCovered();
                var why = sentences.oee(side.label(), title, side.ledger(), side.read());
                statements.add(why.getFirst());
            }
            side.ledger()
                    .coverage()
                    .ifPresent(
                            known ->
                                    statements.add(
                                            wording.say(
                                                    "advisor.tool.compare.coverage",
                                                    side.label(),
                                                    wording.share(
                                                            "coverage of " + side.label(),
                                                            known))));
        }
        statements.addAll(cautions);
        return Results.of(
                title,
                isCovered ? Outcome.ANSWERED : Outcome.LOW_COVERAGE,
                statements,
                Optional.of(chart(title, sides, wording)),
                ways);
    }

    /** OEE and each factor of the other less that of the one. */
    private static Optional<Statement> difference(Side one, Side other, Wording wording) {
        var change = difference(one.read().oee(), other.read().oee());
        if (change.isEmpty()) {
            return Optional.empty();
        }
        var parts = new ArrayList<Statement>();
        for (var factor : other.read().factors()) {
            var moved = difference(one.read().factor(factor.name()), factor.value());
            if (moved.isPresent()) {
                var name = wording.text("explain.factor." + factor.name());
                parts.add(
                        wording.say(
                                "advisor.tool.compare.part",
                                name,
                                wording.signed("difference of " + name, moved.getAsDouble())));
            }
        }
        double points = change.getAsDouble();
        var way = points == 0 ? "same" : points < 0 ? "lower" : "higher";
        var head =
                wording.say(
                        "advisor.tool.compare." + way,
                        other.label(),
                        one.label(),
                        wording.points("difference of oee", points));
        var all = wording.list(head.words() + " ", parts);
        var numbers = new ArrayList<>(head.figures());
        numbers.addAll(all.figures());
        return Optional.of(new Statement(all.words(), numbers));
    }

    private static OptionalDouble difference(OptionalDouble before, OptionalDouble after) {
        return before.isEmpty() || after.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Wording.difference(before.getAsDouble(), after.getAsDouble()));
    }

    private static ChartData chart(String title, List<Side> sides, Wording wording) {
        var values = new ArrayList<@Nullable Double>();
        for (var side : sides) {
            var oee = side.read().oee();
            values.add(oee.isPresent() ? oee.getAsDouble() : null);
        }
        return new ChartData(
                ChartData.Kind.BARS,
                title,
                sides.stream().map(Side::label).toList(),
                List.of(new ChartData.Series(wording.text("advisor.tool.oee.series"), values)),
                Unit.SHARE);
    }
}
