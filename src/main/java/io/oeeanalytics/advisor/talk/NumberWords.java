package io.oeeanalytics.advisor.talk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds numbers that are written as words, in English, German and French. */
final class NumberWords {
    private static final Map<String, Long> VALUES = new HashMap<>();

    static {
        values(0, "zero", "null", "zéro");
        values(2, "two", "zwei", "deux");
        values(3, "three", "drei", "trois");
        values(4, "four", "vier", "quatre");
        values(5, "five", "fünf", "cinq");
        values(6, "six", "sechs");
        values(7, "seven", "sieben", "sept");
        values(8, "eight", "acht", "huit");
        values(9, "nine", "neun", "neuf");
        values(10, "ten", "zehn", "dix");
        values(11, "eleven", "elf", "onze");
        values(12, "twelve", "zwölf", "douze");
        values(13, "thirteen", "dreizehn", "treize");
        values(14, "fourteen", "vierzehn", "quatorze");
        values(15, "fifteen", "fünfzehn", "quinze");
        values(16, "sixteen", "sechzehn", "seize");
        values(17, "seventeen", "siebzehn");
        values(18, "eighteen", "achtzehn");
        values(19, "nineteen", "neunzehn");
        values(20, "twenty", "zwanzig", "vingt", "vingts");
        values(30, "thirty", "dreißig", "dreissig", "trente");
        values(40, "forty", "vierzig", "quarante");
        values(50, "fifty", "fünfzig", "cinquante");
        values(60, "sixty", "sechzig", "soixante");
        values(70, "seventy", "siebzig", "septante");
        values(80, "eighty", "achtzig", "huitante", "octante");
        values(90, "ninety", "neunzig", "nonante");
        values(100, "hundred", "hundert", "cent", "cents");
        values(1_000, "thousand", "tausend", "mille");
    }

    /** One of these says how much, and no figure is a ratio or a rough guess. */
    private static final Pattern RATIO =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(doubl(?:ed?|es|ing|é|ée|és|ent)|twice|thrice|tripl(?:ed?|es|ing|é|ée)|quadrupl\\p{L}*|hal(?:ve[ds]?|ving|f|biert\\p{L}*)"
                            + "|\\p{L}+fold|doppelt\\p{L}*|verdoppel\\p{L}*|verdreifach\\p{L}*|\\p{L}{3,}fach(?:e[nrs]?)?|hälfte|halb(?:e[nrs]?)?|drittel\\p{L}*|viertel\\p{L}*|fünftel|zehntel"
                            + "|moitié|demi|demie|tiers|quarts?|quadrupl\\p{L}*|dozens?|dutzend\\p{L}*|douzaines?|dizaines?|centaines?|milliers?|hundreds|thousands|hunderten?|hunderte|tausenden?|tausende"
                            + "|millions?|millionen|billions?|milliarden?|milliards?|thirds?|quarters?|fifths?|tenths?|(?:deux|trois|quatre|dix) fois"
                            + "|anderthalb\\p{L}*|\\p{L}+einhalb\\p{L}*|dreiviertel\\p{L}*|(?:zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|elf|zwölf|zwoelf|(?:\\p{L}+)?(?:zehn|zig|ßig|ssig)|(?:\\p{L}+)?(?:hundert|tausend))mal"
                            + "|(?:huit|neuv|quinz|vingt|trent|quarant|cinquant|soixant)aines?|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|(?:zwan|vier|fünf|fuenf|sech|sieb|acht|neun)zigern?|drei(?:ß|ss)igern?)(?!\\p{L})");

    /** As a number only, or it may be the name of something: VII hours. */
    private static final Pattern ROMAN =
            Pattern.compile("(?<![\\p{L}\\p{N}])[IVXLC]{2,}(?![\\p{L}\\p{N}])");

    /** These words mean something else as well. */
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(einfach\\p{L}*|mehrfach\\p{L}*|vielfach\\p{L}*|fach|manifold|scaffold|unfold|behalf|pour cent|thirds?(?= (?:shift|step|line|reason|day|week|month|quarter|hour|stop|time|place|row|point|product|cause|option|question|machine|column|page)(?!\\p{L}))"
                            + "|(?:(?:last|past|this|previous|next|current|same|first|second|third|fourth) )quarter(?!\\p{L})(?! of (?:it|the(?! year)|all|them|this|that|these|lost|planned)(?!\\p{L}))|deshalb|außerhalb|innerhalb)(?!\\p{L})");

    private static final Pattern WORD = Pattern.compile("[\\p{L}]+");
    private static final Pattern GERMAN =
            Pattern.compile(
                    "(?:(?<thousands>ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)?tausend(?:und)?)?(?:(?<hundreds>ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)?(?<hundred>hundert)(?:und)?)?(?:(?<one>ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?<rest>\\p{L}+)?");
    private static final Pattern HAN = Pattern.compile("[〇零一二三四五六七八九十百千万億亿兆两半]");
    private static final Set<String> ONE =
            Set.of("one", "ein", "eine", "einen", "einem", "einer", "eines", "eins", "un", "une");
    private static final Pattern ARTICLE =
            Pattern.compile("(?iu)(?<!\\p{L})an?(?= (?:hour|minute|percent)(?!\\p{L}))");
    private static final Set<String> AND = Set.of("and", "und", "et");

    private NumberWords() {}

    private static void values(long value, String... words) {
        for (var word : words) {
            VALUES.put(word, value);
        }
    }

    /**
     * @param value none: it says how much, but no number
     */
    record Found(int start, int end, OptionalLong value, String words) {}

    /** One and its article count only before what is measured. */
    static List<Found> in(String text, Pattern unit) {
        var found = new ArrayList<Found>();
        var han = HAN.matcher(text);
        if (han.find()) {
            found.add(new Found(han.start(), han.end(), OptionalLong.empty(), han.group()));
        }
        var harmless = new StringBuilder(text);
        var spare = HARMLESS.matcher(text);
        while (spare.find()) {
            harmless.replace(spare.start(), spare.end(), " ".repeat(spare.end() - spare.start()));
        }
        var ratio = RATIO.matcher(harmless);
        while (ratio.find()) {
            found.add(new Found(ratio.start(), ratio.end(), OptionalLong.empty(), ratio.group()));
            harmless.replace(ratio.start(), ratio.end(), " ".repeat(ratio.end() - ratio.start()));
        }
        var roman = ROMAN.matcher(harmless);
        while (roman.find()) {
            if (unit.matcher(harmless).region(roman.end(), harmless.length()).lookingAt()) {
                found.add(
                        new Found(roman.start(), roman.end(), OptionalLong.empty(), roman.group()));
            }
        }
        var article = ARTICLE.matcher(harmless);
        while (article.find()) {
            found.add(
                    new Found(article.start(), article.end(), OptionalLong.of(1), article.group()));
        }
        var run = new ArrayList<Long>();
        int start = -1;
        int end = -1;
        var words = WORD.matcher(harmless);
        while (words.find()) {
            var word = words.group().toLowerCase(Locale.ROOT);
            boolean close = end < 0 || between(harmless, end, words.start()).matches("[ -]");
            var value = value(word);
            if (value.isPresent() && (run.isEmpty() || close)) {
                start = run.isEmpty() ? words.start() : start;
                run.add(value.getAsLong());
                end = words.end();
            } else if (!run.isEmpty() && close && AND.contains(word)) {
                end = words.end();
            } else {
                close(run, start, end, text, found);
                end = -1;
                if (value.isPresent()) {
                    start = words.start();
                    run.add(value.getAsLong());
                    end = words.end();
                } else if (ONE.contains(word)
                        && unit.matcher(harmless)
                                .region(words.end(), harmless.length())
                                .lookingAt()) {
                    found.add(
                            new Found(
                                    words.start(), words.end(), OptionalLong.of(1), words.group()));
                }
            }
        }
        close(run, start, end, text, found);
        return found;
    }

    private static String between(StringBuilder text, int past, int next) {
        return text.substring(past, next);
    }

    private static void close(List<Long> run, int start, int end, String text, List<Found> found) {
        if (!run.isEmpty()) {
            var words = text.substring(start, end).replaceAll("(?iu) (?:and|und|et)$", "");
            found.add(
                    new Found(
                            start, start + words.length(), OptionalLong.of(together(run)), words));
            run.clear();
        }
    }

    private static long together(List<Long> run) {
        long total = 0;
        long current = 0;
        for (long value : run) {
            if (value == 1_000) {
                total += 1_000 * Math.max(1, current);
                current = 0;
            } else if (value == 100) {
                current = 100 * Math.max(1, current);
            } else if (value == 20 && current % 100 == 4) {
                current += 76;
            } else {
                current += value;
            }
        }
        return total + current;
    }

    private static OptionalLong value(String word) {
        var value = valueAsWritten(word);
        // Where there are no umlauts on the keys.
        return value.isPresent()
                ? value
                : valueAsWritten(word.replace("ue", "ü").replace("oe", "ö"));
    }

    private static OptionalLong valueAsWritten(String word) {
        var plain = VALUES.get(word);
        if (plain != null) {
            return OptionalLong.of(plain);
        }
        if (word.length() < 7) {
            return OptionalLong.empty();
        }
        var german = GERMAN.matcher(word);
        if (!german.matches()) {
            return OptionalLong.empty();
        }
        boolean thousand = word.contains("tausend");
        boolean hundred = german.group("hundred") != null;
        var rest = german.group("rest");
        var last = rest == null ? Long.valueOf(0) : VALUES.get(rest);
        if (last == null || (german.group("one") != null && (last < 20 || last > 90))) {
            return OptionalLong.empty();
        }
        if (!thousand && !hundred && german.group("one") == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                (thousand ? 1_000 * digit(german.group("thousands")) : 0)
                        + (hundred ? 100 * digit(german.group("hundreds")) : 0)
                        + (german.group("one") == null ? 0 : digit(german.group("one")))
                        + last);
    }

    private static long digit(@Nullable String word) {
        return word == null || word.equals("ein") ? 1 : VALUES.getOrDefault(word, 1L);
    }
}
