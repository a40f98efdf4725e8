package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.base.ui.Numerals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Numbers of a sentence that are none of its figures. */
public final class ShownNumbers {
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[\\d.,\\u00A0\\u202F]*\\d)?");

    private ShownNumbers() {}

    /**
     * Dates, clock times and names apart.
     *
     * @param today dates around it are no figures
     */
    public static List<String> without(
            String words, List<Figure> figures, Locale locale, LocalDate today) {
        var numerals = new Numerals(locale);
        // The longest first: 28 nov. holds 8 nov.
        var dates =
                IntStream.range(-400, 60)
                        .mapToObj(day -> numerals.date(today.plusDays(day)))
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        var left = words;
        for (var date : dates) {
            left = left.replace(date, "");
        }
        left =
                left.replaceAll("\\d\\d:\\d\\d", "")
                        .replaceAll("(shift|Schicht|poste) \\d", "")
                        .replaceAll("ISO 22400(-2)?|SEMI E79|oee-daily|\\p{Lu}{2,}-\\d+", "");
        var shown = new ArrayList<String>();
        for (var figure : figures) {
            shown.add(shown(figure, numerals));
        }
        var numbers = numbers(String.join(" ; ", shown));
        return numbers(left).stream().filter(number -> !numbers.contains(number)).toList();
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(match -> match.group()).toList();
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
