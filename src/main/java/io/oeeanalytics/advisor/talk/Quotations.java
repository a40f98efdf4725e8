package io.oeeanalytics.advisor.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What stands in quotation marks, of whichever language. */
final class Quotations {
    private static final String DOUBLE = "\"“”„«»";

    /** Not within a word, where they are apostrophes: it's, l'OEE, the nozzles' tips. */
    private static final Pattern SINGLE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])(?:['‘’] ?|[‚‹›] ?)(?=\\p{L})(?<words>(?:[^'‘’‚‹›]|(?<=\\p{L})['’](?=\\p{L}))*)(?:['‘’‹›](?!\\p{L})|$)");

    private Quotations() {}

    /**
     * All of a sentence. A sentence may begin or end amid a quotation of several: then what stands
     * before a mark that closes, and behind one that opens, is quoted.
     */
    static List<String> in(String sentence) {
        var quoted = new ArrayList<String>();
        boolean inside = false;
        int start = 0;
        for (int at = 0; at < sentence.length(); at++) {
            if (DOUBLE.indexOf(sentence.charAt(at)) < 0) {
                continue;
            }
            boolean first = start == 0 && quoted.isEmpty() && !inside;
            if (inside || (first && closes(sentence, at))) {
                quoted.add(sentence.substring(start, at));
                inside = false;
            } else {
                inside = true;
            }
            start = at + 1;
        }
        if (inside) {
            quoted.add(sentence.substring(start));
        }
        var single = SINGLE.matcher(sentence);
        while (single.find()) {
            quoted.add(single.group("words"));
        }
        return quoted;
    }

    /** By what stands around it, since what opens in one language closes in another. */
    private static boolean closes(String sentence, int at) {
        boolean afterWord = at > 0 && !Character.isWhitespace(sentence.charAt(at - 1));
        boolean beforeWord =
                at + 1 < sentence.length() && Character.isLetterOrDigit(sentence.charAt(at + 1));
        return afterWord ? !beforeWord : !beforeWord && sentence.charAt(at) == '»';
    }

    /** In one form of marks and blanks, without the marks at its ends. */
    static String compared(String text) {
        return PlainText.of(text)
                .words()
                .replaceAll("[’‘`´‚‹›]", "'")
                .replaceAll("[“”„«»]", "\"")
                .replaceAll("[-–—]", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("^[\\s.,;:!?…]+|[\\s.,;:!?…]+$", "");
    }
}
