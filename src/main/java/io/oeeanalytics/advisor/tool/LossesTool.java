package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.LossOfStatus;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.plant.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What took planned busy time from production. */
@Component
class LossesTool implements Tool {
    private static final int MOST_LISTED = 12;
    private static final int DEEPEST = 9;

    private final Asked asked;
    private final FiguresQuery figures;
    private final Texts texts;

    LossesTool(Asked asked, FiguresQuery figures, Texts texts) {
        this.asked = asked;
        this.figures = figures;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "losses";
    }

    @Override
    public String description() {
        return "What stopped lines in a period, longest first: time, share of all lost time and"
                + " number of stops by status, or by a level of the reason tree. Stops only;"
                + " slow running and scrap are in the tools why and oee.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Asked.LINES,
                Asked.FROM,
                Asked.TO,
                new Parameter(
                        "level",
                        Type.WHOLE_NUMBER,
                        "Level of the reason tree, 1 for the widest; without it every status by"
                                + " itself.",
                        false,
                        List.of()));
    }

    /** What stood for one reason. */
    private record Sum(String label, long millis, long stops) {
        Sum plus(Sum other) {
            return new Sum(label, millis + other.millis, stops + other.stops);
        }
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        int level = arguments.number("level", 1, DEEPEST, 0);
        var period = asked.period(arguments, lines.lines());
        var who = wording.ofLines(lines.lines(), lines.all());
        if (period.isEmpty()) {
            return Results.nothingKnown(
                    wording.text("advisor.tool.losses.title", who, "–"), wording);
        }
        var dates = wording.dates(period.get());
        var title = wording.text("advisor.tool.losses.title", who, dates);
        var ways = new ArrayList<>(Results.ways(lines, period.get(), wording));
        Results.why(lines, Reference.TARGET, period.get().previous(), period.get(), wording)
                .ifPresent(ways::add);
        var sums = sums(figures.losses(lines.lines(), period.get()), level, wording);
        if (sums.isEmpty()) {
            return Results.none(title, wording.say("advisor.tool.losses.none", who, dates), ways);
        }
        long all = sums.stream().mapToLong(Sum::millis).sum();
        var statements = new ArrayList<Statement>();
        statements.add(
                wording.say(
                        "advisor.tool.losses.total",
                        who,
                        dates,
                        wording.time("lost time", all),
                        wording.count("stops", sums.stream().mapToLong(Sum::stops).sum())));
        sums.stream().limit(MOST_LISTED).forEach(sum -> statements.add(said(sum, all, wording)));
        if (sums.size() > MOST_LISTED) {
            statements.add(
                    wording.say(
                            "advisor.tool.more",
                            wording.count("further reasons", sums.size() - MOST_LISTED)));
        }
        return Results.of(
                title, Outcome.ANSWERED, statements, Optional.of(chart(sums, title)), ways);
    }

    private static List<Sum> sums(List<LossOfStatus> losses, int level, Wording wording) {
        var sums = new LinkedHashMap<String, Sum>();
        for (var loss : losses) {
            var label = wording.name(label(loss, level, wording));
            sums.merge(
                    label,
                    new Sum(label, loss.time().millis(), loss.time().occurrences()),
                    Sum::plus);
        }
        return sums.values().stream()
                .filter(sum -> sum.millis() > 0)
                .sorted(Comparator.comparingLong(Sum::millis).reversed())
                .toList();
    }

    private static String label(LossOfStatus loss, int level, Wording wording) {
        if (level == 0) {
            return loss.name();
        }
        var path = loss.status().map(Status::path).orElse(List.of());
        return path.isEmpty()
                ? wording.text("advisor.tool.losses.noReason")
                : String.join(" > ", path.subList(0, Math.min(level, path.size())));
    }

    private static Statement said(Sum sum, long all, Wording wording) {
        return wording.say(
                "advisor.tool.losses.one",
                sum.label(),
                wording.time("time of " + sum.label(), sum.millis()),
                wording.share("share of " + sum.label(), (double) sum.millis() / all),
                wording.count("stops of " + sum.label(), sum.stops()));
    }

    private static ChartData chart(List<Sum> sums, String title) {
        var shown = sums.subList(0, Math.min(MOST_LISTED, sums.size()));
        return new ChartData(
                ChartData.Kind.BARS,
                title,
                shown.stream().map(Sum::label).toList(),
                List.of(
                        new ChartData.Series(
                                title, shown.stream().map(sum -> (double) sum.millis()).toList())),
                Figure.Unit.MILLISECONDS);
    }
}
