package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.oee.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What results of tools have in common. */
final class Results {
    private Results() {}

    static ToolResult of(String title, List<Statement> statements, List<Way> ways) {
        return of(title, Outcome.ANSWERED, statements, Optional.empty(), ways);
    }

    static ToolResult of(
            String title,
            Outcome outcome,
            List<Statement> statements,
            Optional<ChartData> chart,
            List<Way> ways) {
        return new ToolResult(title, outcome, statements, List.of(), chart, ways);
    }

    static ToolResult none(String title, Statement why, List<Way> ways) {
        return of(title, Outcome.NO_DATA, List.of(why), Optional.empty(), ways);
    }

    /** Where nothing was ever told of the lines. */
    static ToolResult nothingKnown(String title, Wording wording) {
        return none(title, wording.say("advisor.tool.nothingKnown"), List.of());
    }

    /** To the pages of these lines in that time, where there are such. */
    static List<Way> ways(Asked.Lines asked, Period period, Wording wording) {
        var ways = new ArrayList<Way>();
        asked.code()
                .ifPresent(
                        code -> {
                            ways.add(
                                    new Way(
                                            wording.text("advisor.tool.way.explain"),
                                            OeePages.explain(code, period)));
                            if (!code.isEmpty() && OeePages.RANGES.contains((int) period.days())) {
                                ways.add(
                                        new Way(
                                                wording.text("advisor.tool.way.line", code),
                                                OeePages.line(code, OeePages.parameters(period))));
                            }
                        });
        return ways;
    }

    static Optional<Way> why(
            Asked.Lines asked, Reference against, Period before, Period after, Wording wording) {
        return asked.code()
                .map(
                        code ->
                                new Way(
                                        wording.text("advisor.tool.way.why"),
                                        OeePages.why(
                                                OeePages.why(code, against, before, after, null))));
    }
}
