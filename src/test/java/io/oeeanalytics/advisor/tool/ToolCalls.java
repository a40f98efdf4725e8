package io.oeeanalytics.advisor.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Asks tools, and holds every answer against its own figures. */
record ToolCalls(Tools tools, Texts texts, LocalDate today) {
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[\\d.,\\u00A0\\u202F]*\\d)?");

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

    /** Dates, clock times and names apart. */
    private void everyNumberIsAFigure(ToolResult result, Locale locale) {
        var numerals = new Numerals(locale);
        // The longest first: 28 nov. holds 8 nov.
        var dates =
                IntStream.range(-400, 60)
                        .mapToObj(day -> numerals.date(today.plusDays(day)))
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        for (var statement : result.statements()) {
            var left = statement.words();
            for (var date : dates) {
                left = left.replace(date, "");
            }
            left =
                    left.replaceAll("\\d\\d:\\d\\d", "")
                            .replaceAll("(shift|Schicht|poste) \\d", "")
                            .replaceAll("ISO 22400(-2)?|SEMI E79|oee-daily", "");
            var shown = new ArrayList<String>();
            for (var figure : statement.figures()) {
                shown.add(shown(figure, numerals));
            }
            var numbers =
                    NUMBER.matcher(String.join(" ; ", shown))
                            .results()
                            .map(match -> match.group())
                            .toList();
            assertThat(NUMBER.matcher(left).results().map(match -> match.group()).toList())
                    .as(statement.words())
                    .isSubsetOf(numbers);
        }
    }

    private static String shown(Figure figure, Numerals numerals) {
        double value = figure.value();
        return switch (figure.unit()) {
            case SHARE -> numerals.percent(value) + " ; " + numerals.count(Math.round(value * 100));
            case POINTS -> numerals.points(value);
            case MILLISECONDS ->
                    numerals.hoursMinutes(Math.round(value))
                            + " ; "
                            + numerals.count(Math.round(value / 1000));
            case PIECES, COUNT, PIECES_PER_HOUR ->
                    numerals.count(Math.round(value)) + " ; " + numerals.decimal(value);
        };
    }
}
