package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Sentence.Mark;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
    private static final Pattern UNIT_AHEAD =
            Pattern.compile(
                    "(?iu)[ -](?:percent\\p{L}*|per cent|%|prozent\\p{L}*|pour cent|points?|punkte?|hours?|stunden?|heures?|minutes?|minuten?|seconds?|sekunden?|secondes?|pieces?|parts?|stück|teil\\p{L}*|pièces?)(?!\\p{L})");

    /** Says that something stands somewhere. */
    private static final Pattern ACCORDING =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:according to|as (?:stated|described|written|shown) in|per the|per (?:manual|handbook|instructions?|documentation)|laut|gemäß|gemäss|zufolge|selon|d['’]après|conformément)(?!\\p{L})");

    private static final Pattern DOCUMENT =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:manuals?|handbooks?|documents?|documentation|instructions?|guides?|procedures?|handb\\p{L}+|(?:bedienungs|betriebs|arbeits)?anleitung\\p{L}*|arbeitsanweisung\\p{L}*|dokument\\p{L}*|unterlagen|leitfaden|manuels?|notices?|mode d['’]emploi|consignes?)(?!\\p{L})");

    private static final Pattern SAYS =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:says?|states?|said|stated|recommends?|requires?|prescribes?|demands?|describes?|tells?|warns?|allows?|lets?|permits?|forbids?|prohibits?|has it|rules?|erlaubt|verbietet|sagt|sagen|steht|schreib\\p{L}*|empfiehlt|empfehlen|verlang\\p{L}*|vorgib\\p{L}*|vorgeschrieben|fordert|nennt|beschreib\\p{L}*|indiqu\\p{L}*|prescri\\p{L}*|recommand\\p{L}*|exig\\p{L}*|stipul\\p{L}*|précis\\p{L}*|dit|disent)");

    /** "It is written in", "allowed by": what comes before a document. */
    private static final Pattern SAID_IN =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:written|stated|states?|said|says?|described?s?|noted|specified|prescribed|required|recommended|allowed|permitted|forbidden|found|stands?|steht|stehen|geschrieben|beschrieben|vorgeschrieben|vorgegeben|empfohlen|erlaubt|verboten|verlangt|gefordert|écrit|indiqué|décrit|précisé|prescrit|recommandé|exigé|autorisé|permis|interdit)"
                            + "(?: \\p{L}+){0,3}? (?:in|by|on|per|im|in der|in dem|durch|vom|von|laut|dans|par|sur)(?: [\\p{L}'’]+){0,3}? $");

    /** Says that nothing stands there. */
    private static final Pattern NOT_THERE =
            Pattern.compile(
                    "(?iu)[^,;:]*(?:not (?:\\p{L}+ ){0,2}in (?:your|the|any) documents?|documents? (?:do not|don['’]t|does not|doesn['’]t|say nothing|contain no|contain nothing)"
                            + "|nicht in (?:Ihren|den|deinen) (?:Dokumenten|Unterlagen)|(?:Dokumente|Unterlagen) (?:sagen|enthalten|nennen|geben) (?:\\p{L}+ )?(?:nicht|nichts|keine?n?)"
                            + "|pas dans (?:vos|les) documents|documents ne (?:disent|contiennent|précisent|mentionnent)(?: \\p{L}+)?)[^,;:]*");

    /** What nobody is asked for in an answer; documents may speak of it. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:passwor[dt]\\p{L}*|passphrase\\p{L}*|passcode\\p{L}*|kennw[oö]rt\\p{L}*|passwört\\p{L}*|zugangsdaten|anmeldedaten|mots? de passe|contraseñas?|credentials?|(?:api|secret|private)[- ]?keys?|(?:access|api)[- ]?tokens?"
                            + "|authenticators?(?:[- ]apps?)?|(?:recovery|backup|back-up|verification|security|confirmation|one[- ]time|login|log-in|sign[- ]in|two[- ]factor|2fa|totp|sms|access)[- ](?:codes?|keys?)"
                            + "|(?:wiederherstellungs|bestätigungs|sicherheits|einmal|prüf|anmelde|zugangs|freischalt|authentifizierungs|authenticator|backup|sms)-?(?:codes?|schlüssels?|pins?|kennw[oö]rt\\p{L}*)"
                            + "|codes? (?:de (?:vérification|sécurité|récupération|secours|confirmation|connexion|validation)|secrets?|pin)|(?-i:PINs?|TANs?)|(?:your|ihren?|deinen?|votre) pin)(?!\\p{L})");

    /** Asked of whoever reads, but not where it is the code of an error or a product. */
    private static final Pattern CODE_OR_LOGIN =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?<!(?:error|fault|alarm|stop|reason|product|article|line) )(?:codes?|log-?ins?|identifiants?)(?!\\p{L})");

    /** Asks whoever reads to give something. */
    private static final Pattern ASKS =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:type|enter|send|give|tell|share|provide|paste|submit|reply|post|write|state|repeat|confirm|geben|gib|nennen?|senden?|schicken?|tippen?|teilen|schreiben?|bestätigen?|fügen|donnez|donner|envoye[rz]|saisi(?:ssez|r)|entre[rz]|tape[rz]|communique[rz]|indique[rz]|écri(?:vez|re)|confirme[rz])(?!\\p{L})");

    /** Who gives it, or to whom: a panel on a machine is neither. */
    private static final Pattern TO_US =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:your|me|us|here|below|chat|ihre?[nmrs]?|deine?[nmrs]?|mir|uns|hier|unten|chat|votre|vos|ton|ta|moi|nous|ici|ci-dessous)(?!\\p{L})");

    private static final Pattern SIGN =
            Pattern.compile(
                    "(?iu)[%‰‱]|(?<!\\p{L})(?:percent|prozent|prozentpunkten?|prozentpunkte|pour ?cent|pct)(?!\\p{L})");

    private final FigureOwners figures;
    private final Map<String, CitedPassage> passages = new HashMap<>();
    private final Map<String, Quantities.All> inPassages = new HashMap<>();
    private final KnownNames names;

    /**
     * @param question of whoever asks; names in it are known
     */
    Verifier(String question, List<ToolResult> results) {
        figures = new FigureOwners(results);
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
                ? isAttributed(words) && !NOT_THERE.matcher(words).matches()
                : !Overlap.isEnough(words, cited)) {
            return Optional.empty();
        }
        if (asksHere(words)
                ? SECRET.matcher(words).find() || CODE_OR_LOGIN.matcher(words).find()
                : cited.isEmpty() && SECRET.matcher(words).find()) {
            return Optional.empty();
        }
        var mark = !cited.isEmpty() ? Mark.DOCUMENT : rested.isEmpty() ? Mark.GENERAL : Mark.FIGURE;
        return Optional.of(
                new Sentence(words, draft.place(), mark, List.copyOf(rested), List.copyOf(cited)));
    }

    private static boolean asksHere(String words) {
        return ASKS.matcher(words).find() && TO_US.matcher(words).find();
    }

    /** Whether it says that a document says so. */
    private static boolean isAttributed(String words) {
        var document = DOCUMENT.matcher(words);
        if (ACCORDING.matcher(words).find()) {
            return true;
        }
        while (document.find()) {
            if (words.startsWith(":", document.end())
                    || SAYS.matcher(words).find(document.end())
                    || SAID_IN.matcher(words.substring(0, document.start())).find()) {
                return true;
            }
        }
        return false;
    }

    private boolean numbersStand(String words, Set<CitedPassage> cited, Set<Figure> rested) {
        var undated = names.withoutDates(words);
        if (undated.isEmpty()) {
            return false;
        }
        var rest = new StringBuilder(undated.get());
        var found = Quantities.in(rest.toString());
        var said = figures.said(words, found.numbers());
        for (var number : found.numbers()) {
            var figure = said.figure(number);
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
                            : names.hasWord(code.word().replaceAll("['’]s$", ""));
            if (!named
                    && !names.isName(words, code.start(), code.end())
                    && !names.isCountAsked(words, code.start(), code.end(), code.end())) {
                return false;
            }
        }
        for (var word : NumberWords.in(rest.toString(), UNIT_AHEAD)) {
            if (!wordStands(word, rest.toString(), words, cited, rested)) {
                return false;
            }
            blank(rest, word.start(), word.end());
        }
        return !SIGN.matcher(rest).find();
    }

    /** A year or the number of a shift, without a unit; the days that were asked for. */
    private boolean isNamed(String text, Quantity number) {
        int past = number.start();
        while (past < number.end() && Character.isDigit(text.charAt(past))) {
            past++;
        }
        return switch (number.kind()) {
            case PLAIN ->
                    past == number.end()
                            && (names.isName(text, number.start(), past)
                                    || names.isCountAsked(text, number.start(), past, past));
            case DURATION, FOREIGN ->
                    past > number.start()
                            && names.isCountAsked(text, number.start(), past, number.end());
            case PERCENT, POINTS, PIECES, PIECES_PER_HOUR -> false;
        };
    }

    private boolean wordStands(
            NumberWords.Found word,
            String rest,
            String words,
            Set<CitedPassage> cited,
            Set<Figure> rested) {
        if (names.isName(words, word.start(), word.end())
                || names.isCountAsked(words, word.start(), word.end(), word.end())) {
            return true;
        }
        if (cited.stream().anyMatch(passage -> has(passage.text(), word.words()))) {
            return true;
        }
        if (word.value().isEmpty()) {
            return false;
        }
        // The number in digits, with whatever unit stands behind it.
        var digits = Long.toString(word.value().getAsLong());
        var alone = " ".repeat(word.start()) + digits + rest.substring(word.end());
        var number = Quantities.in(alone).numbers().stream().findFirst();
        if (number.isEmpty()) {
            // A part of a word, such as six-digit.
            return false;
        }
        var said = words.substring(0, word.start()) + digits + words.substring(word.end());
        var figure = figures.said(said, List.of(number.get())).figure(number.get());
        figure.ifPresent(rested::add);
        return figure.isPresent() || isQuoted(number.get(), cited);
    }

    private static boolean has(String text, String words) {
        return Pattern.compile("(?iu)(?<!\\p{L})" + Pattern.quote(words) + "(?!\\p{L})")
                .matcher(text)
                .find();
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

    /** Three words or more in quotation marks stand in a passage that is cited. */
    private static boolean quotesStand(String words, Set<CitedPassage> cited) {
        return Quotations.in(words).stream()
                .map(Quotations::compared)
                .filter(quoted -> quoted.split(" ", -1).length >= 3)
                .allMatch(
                        quoted ->
                                cited.stream()
                                        .anyMatch(
                                                passage ->
                                                        Quotations.compared(passage.text())
                                                                .contains(quoted)));
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int at = start; at < end; at++) {
            text.setCharAt(at, ' ');
        }
    }
}
