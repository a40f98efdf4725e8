package io.oeeanalytics.advisor.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a style sheet hides on a screen. What holds under a condition alone, such as on paper, on
 * small screens or under the mouse, hides nothing: most readers see it.
 */
final class HidingStyles {
    private static final Pattern HIDING =
            Pattern.compile(
                    "display:none|visibility:hidden|font-size:0(?![.\\d]*[1-9])|opacity:0(?![.\\d]*[1-9])");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?(\\*/|$)|<!--|-->");

    /** Hold wherever the sheet does. */
    private static final Pattern UNCONDITIONAL =
            Pattern.compile("@layer\\b.*|@media\\s+(all|(only\\s+)?screen)(\\s*,.*)?");

    /** Tell by where an element stands and not by what a reader does. */
    private static final Set<String> OF_PLACE =
            Set.of(
                    "not",
                    "is",
                    "has",
                    "empty",
                    "first-child",
                    "last-child",
                    "only-child",
                    "nth-child",
                    "first-of-type",
                    "last-of-type",
                    "only-of-type",
                    "nth-of-type");

    /** Of blocks within blocks. */
    private static final int DEPTH = 8;

    private static final Pattern PSEUDO = Pattern.compile(":+([a-z-]*)");

    private HidingStyles() {}

    /** Whether what has these declarations is not seen. */
    static boolean hides(String declarations) {
        return HIDING.matcher(declarations.toLowerCase(Locale.ROOT).replaceAll("\\s", "")).find();
    }

    /** The selectors of the sheet that hide, one by one. */
    static List<String> selectors(String sheet) {
        var selectors = new ArrayList<String>();
        collect(COMMENT.matcher(sheet).replaceAll(" "), DEPTH, selectors);
        return selectors;
    }

    private static void collect(String sheet, int depth, List<String> selectors) {
        int from = 0;
        for (int open = sheet.indexOf('{'); open >= 0; open = sheet.indexOf('{', from)) {
            int close = end(sheet, open);
            // What ends in a semicolon before, such as an import, has no block.
            String between = sheet.substring(from, open);
            String before = between.substring(between.lastIndexOf(';') + 1).strip();
            String body = sheet.substring(open + 1, close);
            if (!before.startsWith("@")) {
                if (hides(body)) {
                    parts(before).stream().filter(HidingStyles::isOfPlace).forEach(selectors::add);
                }
            } else if (depth > 0
                    && UNCONDITIONAL.matcher(before.toLowerCase(Locale.ROOT)).matches()) {
                collect(body, depth - 1, selectors);
            }
            from = Math.min(sheet.length(), close + 1);
        }
    }

    /** Of the block that opens there; all the rest where it never closes. */
    private static int end(String sheet, int open) {
        int depth = 0;
        for (int i = open; i < sheet.length(); i++) {
            depth += sheet.charAt(i) == '{' ? 1 : sheet.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return sheet.length();
    }

    /** Parted at commas, but not within brackets. */
    private static List<String> parts(String selectors) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < selectors.length(); i++) {
            char here = selectors.charAt(i);
            depth += here == '(' || here == '[' ? 1 : here == ')' || here == ']' ? -1 : 0;
            if (here == ',' && depth == 0) {
                parts.add(selectors.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(selectors.substring(from).strip());
        return parts;
    }

    private static boolean isOfPlace(String selector) {
        return PSEUDO.matcher(selector.toLowerCase(Locale.ROOT))
                .results()
                .allMatch(
                        pseudo ->
                                !pseudo.group().startsWith("::")
                                        && OF_PLACE.contains(pseudo.group(1)));
    }
}
