package io.oeeanalytics.advisor.search;

import java.util.regex.Pattern;

/**
 * A text as people see it. What is invisible can hold words that only a model reads: tags,
 * variation selectors, joiners, marks of direction.
 */
public final class VisibleText {
    private static final Pattern INVISIBLE =
            Pattern.compile(
                    "[\\x{E0000}-\\x{E0FFF}\\uFE00-\\uFE0F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F"
                            + "\\uFEFF\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
                            + "\\u3164\\uFFA0\\uFFF9-\\uFFFB\\x{1D173}-\\x{1D17A}"
                            + "\\p{Cntrl}&&[^\\n\\t]]");

    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\u2028\\u2029\\u0085]");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\u00A0]+");
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private VisibleText() {}

    /** With line ends as {@code \n} and one blank where several stood. */
    public static String of(String text) {
        String lines = LINE_ENDS.matcher(text).replaceAll("\n");
        String visible = INVISIBLE.matcher(lines).replaceAll("");
        String whole = LONE_SURROGATE.matcher(visible).replaceAll("\uFFFD");
        return BLANKS.matcher(whole).replaceAll(" ").strip();
    }
}
