package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.advisor.search.VisibleText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as it is compared: lower case, without accents, one blank between words. */
final class Plain {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’‘`´]");

    /** All but letters, digits and what stands in dates, codes and numbers. */
    private static final Pattern NO_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}.,:/%_-]+");

    /** Stops at the end of a word are none of it. */
    private static final Pattern ENDS = Pattern.compile("(?<=[\\p{L}\\p{Nd}%])[.,:]+(?=\\s|$)");

    private static final Pattern MONEY = Pattern.compile("[€$£]");

    /** Of any length; one between two dates says that all between them is meant. */
    private static final Pattern DASHES = Pattern.compile("[‐-―−]");

    private static final Pattern ALONE = Pattern.compile("(?<=^|\\s)(?!-\\s)[.,:/_-]+(?=\\s|$)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Plain() {}

    static String of(String text) {
        String plain =
                Normalizer.normalize(VisibleText.of(text), Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replace("ß", "ss");
        plain = ACCENTS.matcher(plain).replaceAll("");
        plain = APOSTROPHES.matcher(plain).replaceAll(" ");
        plain = MONEY.matcher(plain).replaceAll(" euro ");
        plain = DASHES.matcher(plain).replaceAll("-");
        plain = NO_WORDS.matcher(plain).replaceAll(" ");
        plain = ENDS.matcher(plain).replaceAll("");
        plain = ALONE.matcher(plain).replaceAll(" ");
        return BLANKS.matcher(plain).replaceAll(" ").strip();
    }

    static List<String> words(String plain) {
        return Arrays.stream(plain.split(" "))
                .filter(word -> !word.isEmpty() && !word.equals("-"))
                .toList();
    }
}
