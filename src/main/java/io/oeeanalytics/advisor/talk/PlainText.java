package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.search.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is left of Markdown when nothing in it can lead anywhere: words.
 *
 * @param cited ids of passages, as they were cited
 * @param sound false where signs are left that stand for numbers or pass for other signs
 */
record PlainText(String words, List<String> cited, boolean sound) {
    private static final Pattern CITATION =
            Pattern.compile("\\s*\\[\\s*(D\\d+\\.\\d+(?:\\s*[,;]\\s*D\\d+\\.\\d+)*)\\s*\\](?!\\()");

    /** With their words: whoever writes them chooses what is read. */
    private static final Pattern LINK =
            Pattern.compile(
                    "!?\\[[^\\[\\]]{0,500}\\](?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)?|\\[[^\\]]*\\]|:\\s*\\S+)");

    private static final Pattern TAG = Pattern.compile("<(?:[a-zA-Z/!?][^>]*>?)");
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:[a-z][a-z0-9+.-]{1,20}:/{0,3}(?=[^\\s/])(?<=/|mailto:|javascript:|data:|tel:|vbscript:|file:)\\S*|//[a-z0-9]\\S*|www\\.\\S+|[^\\s@]{1,64}@[^\\s@]{1,200}\\.\\p{L}{2,}"
                            + "|(?:[\\p{L}\\d-]+\\.)+\\p{L}{2,}(?:[:/?#]\\S*|(?![\\p{L}\\d]))|\\d{1,3}(?:\\.\\d{1,3}){3}(?:[:/]\\S*)?)");

    private static final Pattern ENTITY = Pattern.compile("&(?:#?\\w+);");
    private static final Pattern MARKS =
            Pattern.compile(
                    "\\*+|~~|`+|(?<![\\p{L}\\p{N}])_+(?=\\S)|(?<=\\S)_+(?![\\p{L}\\p{N}])|\\\\(?=\\p{Punct})");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\s]+");

    /** Fractions, superscripts, circled and Roman numbers: they are numbers, and none is read. */
    private static final Pattern UNREAD =
            Pattern.compile("[\\p{No}\\p{Nl}\\x{1F51F}\\x{1F4AF}\\x{20E3}]");

    /** A word of two alphabets passes for another: what is read is not what is there. */
    private static final Pattern DISGUISED =
            Pattern.compile(
                    "\\p{IsLatin}[\\p{IsCyrillic}\\u03BF\\u039F]|[\\p{IsCyrillic}\\u03BF\\u039F]\\p{IsLatin}");

    static PlainText of(String markdown) {
        var text = ascii(VisibleText.of(markdown));
        var cited = new ArrayList<String>();
        var citation = CITATION.matcher(text);
        var without = new StringBuilder();
        while (citation.find()) {
            cited.addAll(List.of(citation.group(1).split("\\s*[,;]\\s*", -1)));
            citation.appendReplacement(without, "");
        }
        citation.appendTail(without);
        var words = without.toString();
        // Again and again: what is taken out may join what stood around it.
        for (String before = ""; !before.equals(words); ) {
            before = words;
            words = LINK.matcher(words).replaceAll("");
            words = TAG.matcher(words).replaceAll("");
            words = ADDRESS.matcher(words).replaceAll("");
        }
        boolean sound =
                !UNREAD.matcher(words).find()
                        && !ENTITY.matcher(words).find()
                        && !DISGUISED.matcher(words).find();
        words = MARKS.matcher(words).replaceAll("").replace("[", "").replace("]", "");
        words = BLANKS.matcher(words).replaceAll(" ").replaceAll(" (?=[.,;!?](?: |$))", "").strip();
        return new PlainText(words, List.copyOf(cited), sound);
    }

    /** Whether anything is said. */
    boolean isEmpty() {
        return words.codePoints().noneMatch(Character::isLetter);
    }

    /** Every digit of every script as 0 to 9, and signs that look like ours as ours. */
    private static String ascii(String shown) {
        // Between digits it passes for a comma; elsewhere it begins a quotation.
        var text = shown.replaceAll("(?<=\\d)\u201A(?=\\d)", ",");
        var plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        sign -> {
                            int digit = Character.digit(sign, 10);
                            if (digit >= 0 && Character.isDigit(sign)) {
                                plain.append(digit);
                            } else {
                                plain.appendCodePoint(
                                        switch (sign) {
                                            case '％', '٪', '﹪' -> '%';
                                            case '．', '٫', '․' -> '.';
                                            case '，', '٬' -> ',';
                                            case '：' -> ':';
                                            case '‐', '‑', '﹣', '－' -> '-';
                                            case '［' -> '[';
                                            case '］' -> ']';
                                            case '＜' -> '<';
                                            case '＞' -> '>';
                                            default -> sign;
                                        });
                            }
                        });
        return plain.toString();
    }
}
