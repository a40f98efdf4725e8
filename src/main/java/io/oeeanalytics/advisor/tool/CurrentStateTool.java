package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What lines do now. */
@Component
class CurrentStateTool implements Tool {
    private static final int MOST_LISTED = 20;

    private final Asked asked;
    private final LineFigures figures;
    private final Clock clock;
    private final Texts texts;

    CurrentStateTool(Asked asked, LineFigures figures, Clock clock, Texts texts) {
        this.asked = asked;
        this.figures = figures;
        this.clock = clock;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "current_state";
    }

    @Override
    public String description() {
        return "What lines do right now: running or stopped, since when and why, and the OEE of"
                + " today so far.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Asked.LINES);
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        var today = asked.today(lines.lines());
        var title =
                wording.text(
                        "advisor.tool.state.title",
                        wording.lines(lines.lines(), lines.all()),
                        wording.date(today));
        var ways = Results.ways(lines, new Period(today, today), wording);
        var told =
                figures.plant(new Period(today, today)).lines().stream()
                        .filter(summary -> lines.lines().contains(summary.line()))
                        .toList();
        var heard =
                told.stream()
                        .filter(one -> one.state().isPresent() || !one.days().isEmpty())
                        .toList();
        if (heard.isEmpty()) {
            return Results.none(title, wording.say("advisor.tool.state.none"), ways);
        }
        var statements = new ArrayList<Statement>();
        if (told.size() > 1) {
            statements.add(
                    wording.say(
                            "advisor.tool.state.total",
                            wording.count("lines running", count(told, true)),
                            wording.count("lines not running", count(told, false)),
                            wording.count(
                                    "lines of which nothing is heard",
                                    told.stream().filter(one -> one.state().isEmpty()).count())));
        }
        // What stands is what somebody wants to know first.
        told.stream()
                .sorted(Comparator.comparing(CurrentStateTool::isRunning))
                .limit(MOST_LISTED)
                .forEach(one -> add(one, today, wording, statements));
        if (told.size() > MOST_LISTED) {
            statements.add(
                    wording.say(
                            "advisor.tool.more",
                            wording.count("further lines", told.size() - MOST_LISTED)));
        }
        return Results.of(title, statements, ways);
    }

    private static boolean isRunning(LineSummary summary) {
        return summary.state()
                .filter(state -> state.status().category() == TimeCategory.PRODUCTION)
                .isPresent();
    }

    private static long count(List<LineSummary> lines, boolean running) {
        return lines.stream()
                .filter(one -> one.state().isPresent() && isRunning(one) == running)
                .count();
    }

    private void add(
            LineSummary summary, LocalDate today, Wording wording, List<Statement> statements) {
        var line = summary.line();
        var code = wording.name(line.code());
        statements.add(
                summary.state()
                        .map(
                                state ->
                                        wording.say(
                                                isRunning(summary)
                                                        ? "advisor.tool.state.running"
                                                        : "advisor.tool.state.stopped",
                                                code,
                                                wording.moment(state.since(), line.zone()),
                                                wording.time(
                                                        "time in this state of " + code,
                                                        Duration.between(
                                                                        state.since(),
                                                                        clock.instant())
                                                                .toMillis()),
                                                wording.name(state.status().name()),
                                                wording.text(
                                                        "category." + state.status().category())))
                        .orElseGet(() -> wording.say("advisor.tool.state.unknown", code)));
        summary.read()
                .oee()
                .ifPresent(
                        oee ->
                                statements.add(
                                        wording.say(
                                                "advisor.tool.state.oee",
                                                code,
                                                wording.date(today),
                                                wording.share("oee of " + code, oee))));
    }
}
