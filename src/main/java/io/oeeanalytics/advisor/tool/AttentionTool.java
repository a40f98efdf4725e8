package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.forecast.FutureDay;
import io.oeeanalytics.forecast.PredictionLog;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.plant.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What somebody should look at first. */
@Component
class AttentionTool implements Tool {
    private static final int MOST_LISTED = 12;

    /** A miss is more likely than not by far. */
    private static final double HIGH_CHANCE = 0.8;

    private final Asked asked;
    private final LineFigures figures;
    private final PredictionLog log;
    private final Aims aims;
    private final Texts texts;

    AttentionTool(Asked asked, LineFigures figures, PredictionLog log, Aims aims, Texts texts) {
        this.asked = asked;
        this.figures = figures;
        this.log = log;
        this.aims = aims;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public String description() {
        return "What needs attention: lines below target or hardly covered, what became"
                + " different, and lines that will likely miss their target next. Use it for"
                + " overviews and where to begin.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Asked.LINES, Asked.FROM, Asked.TO);
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        var found = asked.period(arguments, lines.lines());
        var who = wording.lines(lines.lines(), lines.all());
        if (found.isEmpty()) {
            return Results.nothingKnown(
                    wording.text("advisor.tool.attention.title", who, "–"), wording);
        }
        var period = found.get();
        var title = wording.text("advisor.tool.attention.title", who, wording.dates(period));
        var statements = new ArrayList<Statement>();
        var needy =
                figures.plant(period).lines().stream()
                        .filter(summary -> lines.lines().contains(summary.line()))
                        .filter(summary -> summary.need() != LineSummary.Need.NONE)
                        .sorted(
                                Comparator.comparing(LineSummary::need)
                                        .reversed()
                                        .thenComparing(summary -> summary.line().code()))
                        .toList();
        needy.stream()
                .limit(MOST_LISTED)
                .forEach(summary -> statements.add(said(summary, wording)));
        more(needy.size(), wording, statements);
        drifts(lines.lines(), wording, statements);
        ahead(lines.lines(), asked.today(lines.lines()), wording, statements);
        if (statements.isEmpty()) {
            statements.add(wording.say("advisor.tool.attention.none"));
        }
        return Results.of(
                title,
                Outcome.ANSWERED,
                statements,
                Optional.empty(),
                Results.ways(lines, period, wording));
    }

    private static void more(int all, Wording wording, List<Statement> statements) {
        if (all > MOST_LISTED) {
            statements.add(
                    wording.say(
                            "advisor.tool.more",
                            wording.count("further lines", all - MOST_LISTED)));
        }
    }

    private static Statement said(LineSummary summary, Wording wording) {
        var code = wording.name(summary.line().code());
        var coverage = summary.ledger().coverage();
        return switch (summary.need()) {
            case FAR_BELOW_TARGET, BELOW_TARGET -> {
                double oee = summary.read().oee().orElseThrow();
                double target = summary.target().orElseThrow();
                yield wording.say(
                        "advisor.tool.attention.below",
                        code,
                        wording.share("oee of " + code, oee),
                        wording.points("distance to target", Wording.difference(target, oee)),
                        wording.share("target of " + code, target));
            }
            case LOW_COVERAGE, HARDLY_COVERED ->
                    wording.say(
                            "advisor.tool.attention." + summary.need(),
                            code,
                            wording.share("coverage of " + code, coverage.orElse(0)));
            case NO_FIGURES, NO_STATUS_DATA, NO_IDEAL_CYCLE, NONE ->
                    wording.say(
                            "advisor.tool.attention.need",
                            code,
                            wording.text("need." + summary.need()));
        };
    }

    private void drifts(List<Line> lines, Wording wording, List<Statement> statements) {
        var sentences = new ForecastSentences(wording);
        var drifts = log.drifts(lines.stream().map(Line::id).toList());
        var said = new ArrayList<Statement>();
        for (var line : lines) {
            drifts.getOrDefault(line.id(), List.of())
                    .forEach(
                            found ->
                                    said.add(
                                            sentences.drift(
                                                    wording.name(line.code()), found.drift())));
        }
        statements.addAll(said.subList(0, Math.min(MOST_LISTED, said.size())));
    }

    /** Of each line the next day that is not over. */
    private void ahead(
            List<Line> lines, LocalDate today, Wording wording, List<Statement> statements) {
        record Miss(Statement said, double chance) {}
        var sentences = new ForecastSentences(wording);
        var newest = log.newest(lines.stream().map(Line::id).toList());
        var misses = new ArrayList<Miss>();
        for (var line : lines) {
            var published = newest.get(line.id());
            var next =
                    published == null
                            ? Optional.<FutureDay>empty()
                            : published.days().stream()
                                    .map(day -> day.forecast())
                                    .filter(day -> !day.day().isBefore(today))
                                    .findFirst();
            next.ifPresent(
                    day -> {
                        var target = aims.target(line, day);
                        var chance = ForecastSentences.chance(day, target);
                        if (chance.orElse(0) >= HIGH_CHANCE) {
                            misses.add(
                                    new Miss(
                                            sentences.chance(
                                                    wording.name(line.code()),
                                                    day,
                                                    target.getAsDouble(),
                                                    chance.getAsDouble()),
                                            chance.getAsDouble()));
                        }
                    });
        }
        misses.stream()
                .sorted(Comparator.comparingDouble(Miss::chance).reversed())
                .limit(MOST_LISTED)
                .forEach(miss -> statements.add(miss.said()));
    }
}
