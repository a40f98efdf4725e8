package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.Arguments;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.Tool;
import io.oeeanalytics.advisor.tool.ToolRefused;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.identity.SignedIn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the same every time, and says for whom. */
record FakeTool(String name, ToolResult found) implements Tool {
    @Override
    public String description() {
        return "Finds the OEE of a line.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("line", Type.TEXT, "Code of the line.", true, List.of()),
                new Parameter("from", Type.DATE, "First day.", false, List.of()),
                new Parameter("lines", Type.TEXTS, "Codes.", false, List.of()),
                new Parameter("most", Type.WHOLE_NUMBER, "How many.", false, List.of()),
                new Parameter("by", Type.CHOICE, "What by.", false, List.of("line", "day")));
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        if (arguments.text("line").isEmpty()) {
            throw new ToolRefused("line", "");
        }
        return found;
    }

    /** Tells whoever asks what is theirs. */
    record Own(String name) implements Tool {
        @Override
        public String description() {
            return "Finds what is one's own.";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("line", Type.TEXT, "Code of the line.", true, List.of()));
        }

        @Override
        public ToolResult run(Arguments arguments, Locale locale) {
            var user = SignedIn.name();
            return new ToolResult(
                    "Of " + user,
                    ToolResult.Outcome.ANSWERED,
                    List.of(
                            new ToolResult.Statement(
                                    "It is " + user + "'s.",
                                    List.of(new Figure("own", user.length(), Figure.Unit.COUNT)))),
                    List.of(),
                    Optional.empty(),
                    List.of());
        }
    }
}
