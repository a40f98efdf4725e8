package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.WhySentence;
import io.oeeanalytics.oee.WhyWords;
import io.oeeanalytics.plant.Line;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says figures in one language: what is written and what stands behind it stay together. */
final class Wording {
    private static final int LONGEST_NAME = 80;

    /** They name what they combine. */
    private static final int LONGEST_METHOD = 300;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int MOST_CODES = 6;
    private static final long MINUTE_MS = 60_000;
    private static final double TENTHS = 1000;

    private final Texts texts;
    private final Locale locale;
    private final Numerals numerals;

    Wording(Texts texts, Locale locale) {
        this.texts = texts;
        this.locale = locale;
        this.numerals = new Numerals(locale);
    }

    Locale locale() {
        return locale;
    }

    Numerals numerals() {
        return numerals;
    }

    String text(String key, Object... parameters) {
        return texts.getTranslation(key, locale, parameters);
    }

    String date(LocalDate date) {
        return numerals.date(date);
    }

    String dates(Period period) {
        return WhyWords.dates(period, numerals);
    }

    /** With the date, by the clock of that zone. */
    String moment(Instant instant, ZoneId zone) {
        return date(instant.atZone(zone).toLocalDate()) + " " + numerals.time(instant, zone);
    }

    /** What somebody called something: a name, whatever else it may say. */
    String name(String given) {
        return name(given, LONGEST_NAME);
    }

    private static String name(String given, int most) {
        return ToolRefused.echo(given, most);
    }

    static String code(Line line) {
        return name(line.code(), LONGEST_NAME);
    }

    /** Where something is said of them: "OEE of …". */
    String ofLines(List<Line> lines, boolean all) {
        return all && lines.size() > 1 ? text("advisor.tool.allLines.of") : lines(lines, all);
    }

    String lines(List<Line> lines, boolean all) {
        if (all && lines.size() > 1) {
            return text("advisor.tool.allLines");
        }
        String codes =
                lines.stream()
                        .limit(MOST_CODES)
                        .map(line -> name(line.code()))
                        .collect(Collectors.joining(", "));
        return lines.size() > MOST_CODES ? text("advisor.tool.andOthers", codes) : codes;
    }

    String definition(DefinitionInForce read) {
        String name = text("explain.definition.name." + read.definition());
        return read.sitesDiffer() ? text("definition.sitesDiffer", name) : name;
    }

    /** In percent with one decimal. */
    Said share(String name, double ratio) {
        return new Said(numerals.percent(ratio), new Figure(name, ratio, Unit.SHARE));
    }

    /** In whole percent, never as certain. */
    Said chance(String name, double chance) {
        long percent = Math.clamp(Math.round(chance * 100), 1, 99);
        return whole(name, percent / 100.0);
    }

    /** A share that is in whole percent. */
    Said whole(String name, double ratio) {
        return new Said(
                numerals.count(Math.round(ratio * 100)), new Figure(name, ratio, Unit.SHARE));
    }

    /** Without its sign. */
    Said points(String name, double difference) {
        return new Said(numerals.points(difference), new Figure(name, difference, Unit.POINTS));
    }

    Said signed(String name, double difference) {
        return new Said(
                numerals.signedPoints(difference), new Figure(name, difference, Unit.POINTS));
    }

    /** As it follows from both as they are shown. */
    static double difference(double before, double after) {
        return (Math.round(after * TENTHS) - Math.round(before * TENTHS)) / TENTHS;
    }

    Said time(String name, double millis) {
        return new Said(
                millis > 0 && millis < MINUTE_MS
                        ? numerals.count(Math.round(millis / 1000)) + " s"
                        : numerals.hoursMinutes(Math.round(millis)),
                new Figure(name, millis, Unit.MILLISECONDS));
    }

    Said time(String name, long millis) {
        return time(name, (double) millis);
    }

    Said pieces(String name, long pieces) {
        return new Said(numerals.count(pieces), new Figure(name, pieces, Unit.PIECES));
    }

    Said count(String name, long count) {
        return new Said(numerals.count(count), new Figure(name, count, Unit.COUNT));
    }

    /**
     * @param parts figures and texts of the sentence; figures beyond what it takes are those its
     *     text itself names
     */
    Statement say(String key, Object... parts) {
        var written = new Object[parts.length];
        var figures = new ArrayList<Figure>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] instanceof Said said) {
                written[i] = said.text();
                figures.add(said.figure());
            } else {
                written[i] = parts[i];
            }
        }
        return new Statement(text(key, written), figures);
    }

    /** A sentence that names a method; numbers in the name, such as orders, stand beside it. */
    Statement method(String key, String method, Object... before) {
        var parts = new ArrayList<Object>(List.of(before));
        parts.add(name(method, LONGEST_METHOD));
        NUMBER.matcher(method)
                .results()
                .forEach(
                        found ->
                                parts.add(
                                        count(
                                                "number in the name of the method",
                                                Long.parseLong(found.group()))));
        return say(key, parts.toArray());
    }

    /** A sentence of a list: what it is about, and shares that have names. */
    Statement list(String head, List<Statement> parts) {
        return new Statement(
                head
                        + parts.stream()
                                .map(Statement::words)
                                .collect(Collectors.joining(", ", "", ".")),
                parts.stream().flatMap(part -> part.figures().stream()).toList());
    }

    static Statement of(WhySentence sentence) {
        return new Statement(
                ToolRefused.echo(sentence.words(), Integer.MAX_VALUE),
                sentence.numbers().stream()
                        .map(
                                number ->
                                        new Figure(
                                                number.name(),
                                                number.value(),
                                                switch (number.unit()) {
                                                    case SHARE -> Unit.SHARE;
                                                    case POINTS -> Unit.POINTS;
                                                    case MILLISECONDS -> Unit.MILLISECONDS;
                                                }))
                        .toList());
    }
}
