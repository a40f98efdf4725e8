package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Sentence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts Markdown that arrives in pieces into sentences, each as soon as its end is certain. Code,
 * tables and sentences without end are left out and counted.
 */
final class SentenceStream {
    private static final int LONGEST = 2_000;

    /** Enough of a line to know what it is. */
    private static final int LOOKED_AHEAD = 24;

    /** Of a month, or of what is counted in order. */
    private static final int LONGEST_NAME = 20;

    /** More must arrive before anything can be said. */
    private static final int WAIT = Integer.MIN_VALUE;

    /** What is counted in order: "28. November" is no number of a list. */
    private static final String AFTER_ORDINAL =
            "(?i:"
                    + Dates.MONTHS
                    + "|Schicht|Quartal|Woche|Kalenderwoche|Platz|Mal|Stelle|Tag)(?!\\p{L})";

    private static final Pattern ORDINAL = Pattern.compile(AFTER_ORDINAL);

    private static final Pattern BLOCK =
            Pattern.compile(
                    "(?<heading>#{1,6} )|(?<bullet>[-*+•–] +|\\d{1,2}\\) +|\\d{1,2}\\.(?! +"
                            + AFTER_ORDINAL
                            + ") +)|(?<fence>```|~~~)"
                            + "|(?<table>\\|)|(?<rule>([-*_] ?){3,}(?=\\n|$))|(?<quote>> ?)|(?<mark>\\[[A-Z-]{3,12}\\])");

    private static final Pattern CITATION =
            Pattern.compile("\\[\\s*D\\d+\\.\\d+(?:\\s*[,;]\\s*D\\d+\\.\\d+)*\\s*\\]");

    /** After these a full stop does not end a sentence. */
    private static final Set<String> SHORT =
            Set.of(
                    "e.g", "i.e", "eg", "ie", "ca", "approx", "vs", "no", "nr", "dr", "fig", "sec",
                    "min", "max", "incl", "inkl", "bzw", "resp", "evtl", "ggf", "abb", "kap", "std",
                    "stk", "sek", "art", "env", "p.ex", "ex", "cf", "vgl", "mr", "mrs", "st", "jan",
                    "feb", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "oct", "nov", "dez",
                    "dec", "janv", "févr", "juil", "déc", "z.b", "d.h", "u.a", "p");

    private final StringBuilder text = new StringBuilder();
    private boolean lineStart = true;
    private Place place = Place.PARAGRAPH;
    private boolean ended;
    private int leftOut;

    /** Line ends since anything was said. */
    private int lines;

    /** The sentences that are complete now. */
    List<Draft> feed(String piece) {
        text.append(piece.replace("\r", ""));
        return complete();
    }

    /** The rest, which no full stop ends. */
    List<Draft> end() {
        ended = true;
        return complete();
    }

    /** How many blocks and sentences were left out, since no sentence can be made of them. */
    int leftOut() {
        return leftOut;
    }

    private List<Draft> complete() {
        var drafts = new ArrayList<Draft>();
        while (step(drafts)) {
            // One block, or one sentence, after the other.
        }
        return drafts;
    }

    /** False where more must arrive first. */
    private boolean step(List<Draft> drafts) {
        skipBlanks();
        if (text.isEmpty()) {
            return false;
        }
        if (lineStart) {
            if (!ended && text.length() < LOOKED_AHEAD && text.indexOf("\n") < 0) {
                return false;
            }
            var block = BLOCK.matcher(text);
            if (block.lookingAt()) {
                return block(block, drafts);
            }
            lineStart = false;
        }
        return sentence(drafts);
    }

    private boolean block(Matcher block, List<Draft> drafts) {
        if (block.group("bullet") != null && block.group("rule") == null) {
            text.delete(0, block.end());
            place = Place.BULLET;
            lineStart = false;
            return true;
        }
        if (block.group("quote") != null) {
            text.delete(0, block.end());
            return true;
        }
        if (block.group("fence") != null) {
            int end = text.indexOf("\n" + block.group("fence"), block.end());
            if (end < 0 && !ended && text.length() < 20 * LONGEST) {
                return false;
            }
            leftOut++;
            int past = end < 0 ? text.length() : end + 1 + block.group("fence").length();
            text.delete(0, past);
            return true;
        }
        int end = text.indexOf("\n");
        if (end < 0 && !ended) {
            return tooLong();
        }
        var line = text.substring(0, end < 0 ? text.length() : end);
        if (block.group("table") != null) {
            leftOut++;
        } else if (block.group("heading") != null) {
            drafts.add(new Draft(line.substring(block.end()).strip(), Place.HEADING));
        } else if (block.group("mark") != null) {
            drafts.add(new Draft(line.strip(), Place.PARAGRAPH));
        }
        text.delete(0, line.length());
        place = Place.PARAGRAPH;
        return true;
    }

    private void skipBlanks() {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            lines += text.charAt(at) == '\n' ? 1 : 0;
            at++;
        }
        text.delete(0, at);
        if (lines > 0) {
            lineStart = true;
        }
        if (lines > 1) {
            place = Place.PARAGRAPH;
        }
        lines = text.isEmpty() ? lines : 0;
    }

    private boolean sentence(List<Draft> drafts) {
        for (int at = 0; at < text.length(); at++) {
            int end =
                    switch (text.charAt(at)) {
                        case '\n' -> endOfLine(at);
                        case '.', '!', '?', '…' -> endOfSentence(at);
                        default -> -1;
                    };
            if (end == WAIT) {
                return tooLong();
            }
            if (end >= 0) {
                say(end, drafts);
                return true;
            }
        }
        if (!ended) {
            return tooLong();
        }
        say(text.length(), drafts);
        return true;
    }

    private void say(int end, List<Draft> drafts) {
        var words = text.substring(0, end).replace('\n', ' ').strip();
        text.delete(0, end);
        if (words.length() > LONGEST) {
            leftOut++;
        } else if (!words.isEmpty()) {
            drafts.add(new Draft(words, place));
        }
        place = Place.RUNNING;
    }

    /** What does not end is thrown away; the memory it takes is bounded. */
    private boolean tooLong() {
        if (text.length() > 20 * LONGEST) {
            leftOut++;
            text.setLength(0);
        }
        return false;
    }

    /** A line ends a sentence where an empty one or another block follows. */
    private int endOfLine(int at) {
        int next = at + 1;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        if (!ended && text.length() - next < LOOKED_AHEAD && text.indexOf("\n", next) < 0) {
            return WAIT;
        }
        if (next >= text.length() || text.charAt(next) == '\n') {
            return at;
        }
        var block = BLOCK.matcher(text).region(next, text.length());
        return block.lookingAt() ? at : -1;
    }

    private int endOfSentence(int at) {
        int end = at + 1;
        while (end < text.length() && ".!?…\"”“»’')*_".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        while (true) {
            int next = end;
            while (next < text.length() && text.charAt(next) == ' ') {
                next++;
            }
            if (next >= text.length()) {
                return ended ? next : WAIT;
            }
            char follows = text.charAt(next);
            if (follows == '[') {
                int close = text.indexOf("]", next);
                if (close < 0 && !ended && text.length() - next < 80) {
                    return WAIT;
                }
                if (close > 0 && CITATION.matcher(text.substring(next, close + 1)).matches()) {
                    end = close + 1;
                    if (end < text.length() && ".!?".indexOf(text.charAt(end)) >= 0) {
                        end++;
                    }
                    continue;
                }
            }
            if (follows == '\n') {
                return end;
            }
            if (next == end) {
                return -1;
            }
            // Which word follows "the 2." must be seen whole.
            if (!ended && text.length() - next < LONGEST_NAME && text.indexOf(" ", next) < 0) {
                return WAIT;
            }
            return ends(at, next) ? end : -1;
        }
    }

    private boolean ends(int at, int next) {
        char follows = text.charAt(next);
        if (text.charAt(at) != '.') {
            return true;
        }
        if (Character.isLowerCase(follows)) {
            return false;
        }
        int start = at;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        var before =
                text.substring(start, at).toLowerCase(Locale.ROOT).replaceAll("^[(\"„“«*_]+", "");
        if (SHORT.contains(before)
                || (before.length() == 1 && Character.isLetter(before.charAt(0)))) {
            return false;
        }
        return !before.matches("\\d{1,2}")
                || !ORDINAL.matcher(
                                text.substring(next, Math.min(text.length(), next + LONGEST_NAME)))
                        .lookingAt();
    }
}
