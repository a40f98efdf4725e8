package io.oeeanalytics.advisor.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.ui.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/** Asks tools, and holds every answer against its own figures. */
record ToolCalls(Tools tools, Texts texts, LocalDate today) {
    /** By name and value, two by two. */
    static Arguments arguments(String... pairs) {
        var values = new HashMap<String, List<String>>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.computeIfAbsent(pairs[i], name -> new ArrayList<>()).add(pairs[i + 1]);
        }
        return Arguments.of(values);
    }

    ToolResult run(String tool, String... pairs) throws ToolRefused {
        return run(Locale.ENGLISH, tool, pairs);
    }

    ToolResult run(Locale locale, String tool, String... pairs) throws ToolRefused {
        var result = tools.run(tool, arguments(pairs), locale);
        everyNumberIsAFigure(result, locale);
        return result;
    }

    String refusal(String tool, String... pairs) {
        try {
            var result = tools.run(tool, arguments(pairs), Locale.ENGLISH);
            throw new AssertionError("not refused: " + result);
        } catch (ToolRefused refused) {
            return refused.words(texts, Locale.ENGLISH);
        }
    }

    static List<String> words(ToolResult result) {
        return result.statements().stream().map(ToolResult.Statement::words).toList();
    }

    static double figure(ToolResult result, String name) {
        return result.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + result.figures()))
                .value();
    }

    private void everyNumberIsAFigure(ToolResult result, Locale locale) {
        for (var statement : result.statements()) {
            assertThat(ShownNumbers.without(statement.words(), statement.figures(), locale, today))
                    .as(statement.words())
                    .isEmpty();
        }
    }
}
