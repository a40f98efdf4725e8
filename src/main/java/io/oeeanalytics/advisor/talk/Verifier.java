package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Quantity.Direction;
import io.oeeanalytics.advisor.talk.Quantity.Kind;
import io.oeeanalytics.advisor.talk.Sentence.Mark;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds sentences against what the tools of this turn found, whoever wrote them. A sentence passes
 * whole or not at all.
 */
final class Verifier {
    private static final Pattern UP =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(rose|risen|rises?|increas\\p{L}*|grew|grown|improv\\p{L}*|higher|gain\\p{L}*|better|up|gestiegen|stieg|steigt|verbesser\\p{L}*|höher|zugenommen|besser|augment\\p{L}*|progress\\p{L}*|amélior\\p{L}*|hausse|plus élevé\\p{L}*|gagn\\p{L}*)(?!\\p{L})");
    private static final Pattern DOWN =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(fell|fall(?:en|s)?|drop\\p{L}*|sank|sunk|sinks?|decreas\\p{L}*|declin\\p{L}*|lower|worse\\p{L}*|down|gefallen|fiel|fällt|gesunken|sank|sinkt|verschlechter\\p{L}*|niedriger|abgenommen|zurückgegangen|schlechter|baiss\\p{L}*|chut\\p{L}*|recul\\p{L}*|diminu\\p{L}*|perdu|moins élevé\\p{L}*)(?!\\p{L})");

    private static final Pattern UNIT_AHEAD =
            Pattern.compile(
                    "(?iu)[ -](?:percent\\p{L}*|per cent|%|prozent\\p{L}*|pour cent|points?|punkte?|hours?|stunden?|heures?|minutes?|minuten?|seconds?|sekunden?|secondes?|pieces?|parts?|stück|teil\\p{L}*|pièces?)(?!\\p{L})");

    /** Says that something stands somewhere. */
    private static final Pattern ACCORDING =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:according to|as (?:stated|described|written|shown) in|per the|laut|gemäß|gemäss|zufolge|selon|d['’]après|conformément)(?!\\p{L})");

    private static final Pattern DOCUMENT =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:manuals?|handbooks?|documents?|documentation|instructions?|guides?|procedures?|handb\\p{L}+|(?:bedienungs|betriebs|arbeits)?anleitung\\p{L}*|arbeitsanweisung\\p{L}*|dokument\\p{L}*|unterlagen|leitfaden|manuels?|notices?|mode d['’]emploi|consignes?)(?!\\p{L})");

    private static final Pattern SAYS =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:says?|states?|said|stated|recommends?|requires?|prescribes?|demands?|describes?|tells?|warns?|allows?|sagt|sagen|steht|schreib\\p{L}*|empfiehlt|empfehlen|verlang\\p{L}*|vorgib\\p{L}*|vorgeschrieben|fordert|nennt|beschreib\\p{L}*|indiqu\\p{L}*|prescri\\p{L}*|recommand\\p{L}*|exig\\p{L}*|stipul\\p{L}*|précis\\p{L}*|dit|disent)");

    /** Says that nothing stands there. */
    private static final Pattern NOT_THERE =
            Pattern.compile(
                    "(?iu)[^,;:]*(?:not (?:\\p{L}+ ){0,2}in (?:your|the|any) documents?|documents? (?:do not|don['’]t|does not|doesn['’]t|say nothing|contain no|contain nothing)"
                            + "|nicht in (?:Ihren|den|deinen) (?:Dokumenten|Unterlagen)|(?:Dokumente|Unterlagen) (?:sagen|enthalten|nennen|geben) (?:\\p{L}+ )?(?:nicht|nichts|keine?n?)"
                            + "|pas dans (?:vos|les) documents|documents ne (?:disent|contiennent|précisent|mentionnent)(?: \\p{L}+)?)[^,;:]*");

    /** What nobody is asked for in an answer; documents may speak of it. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:passwor[dt]\\p{L}*|passphrase\\p{L}*|passcode\\p{L}*|kennw[oö]rt\\p{L}*|passwört\\p{L}*|zugangsdaten|anmeldedaten|mots? de passe|contraseñas?|credentials?|api[- ]?keys?|(?:access|api)[- ]?tokens?)(?!\\p{L})");

    private static final Pattern QUOTED =
            Pattern.compile("[\"“„”«](?<words>[^\"“„”«»]*)(?:[\"”“»]|$)");
    private static final Pattern SIGN =
            Pattern.compile(
                    "(?iu)[%‰‱]|(?<!\\p{L})(?:percent|prozent|prozentpunkten?|prozentpunkte|pour ?cent|pct)(?!\\p{L})");
    private static final Pattern CODE_NAME = Pattern.compile("(?iu)\\p{L}+[-_]?\\d+(?:[-_]\\d+)*");

    private final List<Figure> figures;
    private final Map<String, CitedPassage> passages = new HashMap<>();
    private final Map<String, Quantities.All> inPassages = new HashMap<>();
    private final KnownNames names;

    /**
     * @param question of whoever asks; names in it are known
     */
    Verifier(String question, List<ToolResult> results) {
        figures = results.stream().flatMap(result -> result.figures().stream()).toList();
        for (var result : results) {
            result.passages().forEach(passage -> passages.put(passage.id(), passage));
        }
        names =
                new KnownNames(
                        Stream.concat(
                                        Stream.of(question),
                                        results.stream().flatMap(Verifier::texts))
                                .toList());
    }

    private static Stream<String> texts(ToolResult result) {
        return Stream.of(
                        Stream.of(result.title()),
                        result.statements().stream().map(ToolResult.Statement::words),
                        result.figures().stream().map(Figure::name),
                        result.chart().stream().flatMap(chart -> chart.categories().stream()),
                        result.passages().stream()
                                .flatMap(
                                        passage ->
                                                Stream.of(
                                                        passage.title(),
                                                        passage.heading(),
                                                        passage.text())))
                .flatMap(texts -> texts);
    }

    /** The sentence, if all that it says of numbers and documents is so. */
    Optional<Sentence> verified(Draft draft) {
        var plain = PlainText.of(draft.words());
        if (plain.isEmpty() || !plain.sound()) {
            return Optional.empty();
        }
        var cited = new LinkedHashSet<CitedPassage>();
        for (var id : plain.cited()) {
            var passage = passages.get(id);
            if (passage == null) {
                return Optional.empty();
            }
            cited.add(passage);
        }
        var words = plain.words();
        var rested = new LinkedHashSet<Figure>();
        if (!numbersStand(words, cited, rested) || !quotesStand(words, cited)) {
            return Optional.empty();
        }
        if (cited.isEmpty()
                ? SECRET.matcher(words).find()
                        || (isAttributed(words) && !NOT_THERE.matcher(words).matches())
                : !Overlap.isEnough(words, cited)) {
            return Optional.empty();
        }
        var mark = !cited.isEmpty() ? Mark.DOCUMENT : rested.isEmpty() ? Mark.GENERAL : Mark.FIGURE;
        return Optional.of(
                new Sentence(words, draft.place(), mark, List.copyOf(rested), List.copyOf(cited)));
    }

    /** Whether it says that a document says so. */
    private static boolean isAttributed(String words) {
        var document = DOCUMENT.matcher(words);
        return ACCORDING.matcher(words).find()
                || (document.find() && SAYS.matcher(words).find(document.end()));
    }

    private boolean numbersStand(String words, Set<CitedPassage> cited, Set<Figure> rested) {
        var undated = names.withoutDates(words);
        if (undated.isEmpty()) {
            return false;
        }
        var rest = new StringBuilder(undated.get());
        var found = Quantities.in(rest.toString());
        var direction = direction(words);
        for (var number : found.numbers()) {
            var figure = figure(number, words, direction);
            if (figure.isPresent()) {
                rested.add(figure.get());
            } else if (!isQuoted(number, cited) && !isNamed(rest.toString(), number)) {
                return false;
            }
            blank(rest, number.start(), number.end());
        }
        for (var code : found.codes()) {
            // 12k and 3x are numbers with a unit of their own.
            boolean named =
                    code.word().matches("[\\d.,]+\\p{L}{1,4}")
                            ? cited.stream().anyMatch(one -> has(one.text(), code.word()))
                            : names.hasWord(code.word());
            if (!named && !names.isName(words, code.start(), code.end())) {
                return false;
            }
        }
        for (var word : NumberWords.in(rest.toString(), UNIT_AHEAD)) {
            if (!wordStands(word, rest.toString(), words, cited, rested, direction)) {
                return false;
            }
            blank(rest, word.start(), word.end());
        }
        return !SIGN.matcher(rest).find();
    }

    /** A year, the number of a shift, the days that were asked for. */
    private boolean isNamed(String text, Quantity number) {
        int end = number.end();
        int start = number.start();
        int digits = start;
        while (digits < end && !Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        int past = digits;
        while (past < end && Character.isDigit(text.charAt(past))) {
            past++;
        }
        return (number.kind() == Kind.PLAIN
                        || number.kind() == Kind.DURATION
                        || number.kind() == Kind.FOREIGN)
                && !number.signed()
                && names.isName(text, digits, past);
    }

    private boolean wordStands(
            NumberWords.Found word,
            String rest,
            String words,
            Set<CitedPassage> cited,
            Set<Figure> rested,
            Direction direction) {
        if (names.isName(words, word.start(), word.end())) {
            return true;
        }
        if (cited.stream().anyMatch(passage -> has(passage.text(), word.words()))) {
            return true;
        }
        if (word.value().isEmpty()) {
            return false;
        }
        // The number in digits, with whatever unit stands behind it.
        var written =
                " ".repeat(word.start()) + word.value().getAsLong() + rest.substring(word.end());
        var number = Quantities.in(written).numbers().getFirst();
        var figure = figure(number, words, direction);
        figure.ifPresent(rested::add);
        return figure.isPresent() || isQuoted(number, cited);
    }

    private static boolean has(String text, String words) {
        return Pattern.compile("(?iu)(?<!\\p{L})" + Pattern.quote(words) + "(?!\\p{L})")
                .matcher(text)
                .find();
    }

    /** The figure the number is, of what the sentence speaks of. */
    private Optional<Figure> figure(Quantity number, String words, Direction direction) {
        var spokenOf = codes(words);
        return figures.stream()
                .filter(figure -> number.says(figure, direction))
                .filter(
                        figure -> {
                            var of = codes(figure.name());
                            return of.isEmpty()
                                    || spokenOf.isEmpty()
                                    || of.stream().anyMatch(spokenOf::contains);
                        })
                .findFirst();
    }

    private static List<String> codes(String text) {
        return CODE_NAME
                .matcher(text)
                .results()
                .map(match -> match.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    private boolean isQuoted(Quantity number, Set<CitedPassage> cited) {
        return cited.stream()
                .flatMap(
                        passage ->
                                inPassages
                                        .computeIfAbsent(
                                                passage.id(),
                                                _ ->
                                                        Quantities.in(
                                                                PlainText.of(passage.text())
                                                                        .words()))
                                        .numbers()
                                        .stream())
                .anyMatch(number::isQuotedFrom);
    }

    private static Direction direction(String words) {
        boolean up = UP.matcher(words).find();
        boolean down = DOWN.matcher(words).find();
        return up == down ? Direction.NONE : up ? Direction.UP : Direction.DOWN;
    }

    /** Three words or more in quotation marks stand in a passage that is cited. */
    private static boolean quotesStand(String words, Set<CitedPassage> cited) {
        var quotes = QUOTED.matcher(words);
        while (quotes.find()) {
            var quoted = compared(quotes.group("words"));
            if (quoted.split(" ", -1).length >= 3
                    && cited.stream()
                            .noneMatch(passage -> compared(passage.text()).contains(quoted))) {
                return false;
            }
        }
        return true;
    }

    private static String compared(String text) {
        return PlainText.of(text)
                .words()
                .replaceAll("[’‘`´]", "'")
                .replaceAll("[“”„«»]", "\"")
                .replaceAll("[-–—]", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("^[\\s.,;:!?…]+|[\\s.,;:!?…]+$", "");
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int at = start; at < end; at++) {
            text.setCharAt(at, ' ');
        }
    }
}
