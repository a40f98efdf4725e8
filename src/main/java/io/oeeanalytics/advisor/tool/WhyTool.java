package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.OeeChange;
import io.oeeanalytics.oee.OeeChange.Obstacle;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.ShownPoints;
import io.oeeanalytics.oee.WhyAnalysis;
import io.oeeanalytics.oee.WhyWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Why OEE is not what it was, or not what it should be. */
@Component
class WhyTool implements Tool {
    static final Parameter BEFORE_FROM =
            new Parameter(
                    "before_from",
                    Type.DATE,
                    "First date of the earlier period; by default the same length right before.",
                    false,
                    List.of());
    static final Parameter BEFORE_TO =
            new Parameter(
                    "before_to",
                    Type.DATE,
                    "Last date of the earlier period, included.",
                    false,
                    List.of());

    private final Asked asked;
    private final WhyAnalysis analysis;
    private final Texts texts;

    WhyTool(Asked asked, WhyAnalysis analysis, Texts texts) {
        this.asked = asked;
        this.analysis = analysis;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "why";
    }

    @Override
    public String description() {
        return "Why OEE changed from one period to another, or why it is off its target: the"
                + " difference split exactly into factors, losses, reasons, lines and products."
                + " Use it for every question for causes.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Asked.LINES,
                Asked.FROM,
                Asked.TO,
                BEFORE_FROM,
                BEFORE_TO,
                new Parameter(
                        "against",
                        Type.CHOICE,
                        "What the period is held against: an earlier period, as by default, or"
                                + " the target.",
                        false,
                        List.of("period", "target")));
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        var against = arguments.choice("against", Reference.class, Reference.PERIOD);
        var found = asked.period(arguments, lines.lines());
        var who = wording.ofLines(lines.lines(), lines.all());
        if (found.isEmpty()) {
            return Results.nothingKnown(
                    wording.text("advisor.tool.why.title." + against, who, "–", "–"), wording);
        }
        var after = found.get();
        var before =
                asked.period("before_from", "before_to", arguments, lines.lines())
                        .orElseGet(after::previous);
        var why =
                switch (against) {
                    case PERIOD -> analysis.between(lines.lines(), before, after, null);
                    case TARGET -> analysis.againstTarget(lines.lines(), after, null);
                };
        var title =
                wording.text(
                        "advisor.tool.why.title." + against,
                        who,
                        wording.dates(after),
                        wording.dates(before));
        var ways = new ArrayList<>(Results.ways(lines, after, wording));
        Results.why(lines, against, before, after, wording).ifPresent(way -> ways.add(0, way));
        var words = new WhyWords(why, wording::text, wording.numerals());
        if (why.obstacle().isPresent()) {
            return Results.of(
                    title,
                    outcome(why.obstacle().get()),
                    List.of(Wording.of(words.obstacle(why.obstacle().get()))),
                    Optional.empty(),
                    ways);
        }
        var points = new ShownPoints(why);
        var statements = new ArrayList<Statement>();
        words.sentences(points).forEach(sentence -> statements.add(Wording.of(sentence)));
        words.cautions().forEach(sentence -> statements.add(Wording.of(sentence)));
        return Results.of(
                title,
                Outcome.ANSWERED,
                statements,
                Optional.of(chart(why, points, words, title)),
                ways);
    }

    private static Outcome outcome(Obstacle obstacle) {
        return switch (obstacle.kind()) {
            case HARDLY_COVERED, NO_STATUS_DATA, SILENT -> Outcome.LOW_COVERAGE;
            case NO_FIGURES,
                    NOT_PLANNED,
                    NO_IDEAL_CYCLE,
                    NEVER_RAN,
                    NO_TARGET,
                    OTHER_DEFINITION,
                    NOTHING_LOST ->
                    Outcome.NO_DATA;
        };
    }

    private static ChartData chart(
            OeeChange why, ShownPoints points, WhyWords words, String title) {
        var names = new ArrayList<String>();
        var values = new ArrayList<Double>();
        for (var factor : why.factors()) {
            for (var loss : factor.losses()) {
                if (points.of(loss) != 0) {
                    names.add(words.name(loss));
                    values.add(points.of(loss));
                }
            }
        }
        return new ChartData(
                ChartData.Kind.BARS,
                title,
                names,
                List.of(new ChartData.Series(title, List.copyOf(values))),
                Unit.POINTS);
    }
}
