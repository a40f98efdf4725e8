package io.oeeanalytics.registry;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/** How things in the registry may be called: all of it ends up in addresses and in file names. */
final class Names {
    static final int LONGEST_LINE = 100;
    static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_PATH = 400;
    private static final int LONGEST_KEY = 250;
    private static final int MOST_TAGS = 100;

    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_ .-]{0,119}");
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}");

    /** No device name of any system, no hidden file, no way up. */
    private static final Pattern PATH_PART =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_ .=@+-]{0,119}");

    private Names() {}

    static void checkModel(String name) {
        if (!MODEL.matcher(name).matches() || name.endsWith(".") || name.endsWith(" ")) {
            throw new IllegalArgumentException(
                    "the name of a model has 1 to 120 letters, digits, dots, dashes, underscores or spaces, begins with a letter or digit and ends with no dot or space, not '%s'"
                            .formatted(shown(name)));
        }
    }

    static void checkAlias(String alias) {
        if (!ALIAS.matcher(alias).matches()) {
            throw new IllegalArgumentException(
                    "an alias has 1 to 100 letters, digits, dashes or underscores, not '%s'"
                            .formatted(shown(alias)));
        }
    }

    static void checkLine(String line) {
        if (line.length() > LONGEST_LINE || line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the code of a line has at most %d characters, not '%s'"
                            .formatted(LONGEST_LINE, shown(line)));
        }
    }

    static void checkText(String what, String text) {
        if (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "%s has at most %d characters, not %d"
                            .formatted(what, LONGEST_TEXT, text.length()));
        }
    }

    static void checkTag(String key, String value) {
        if (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the key of a tag has 1 to %d characters, not '%s'"
                            .formatted(LONGEST_KEY, shown(key)));
        }
        checkText("the value of a tag", value);
    }

    static void checkTags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException(
                    "there are at most %d tags, not %d".formatted(MOST_TAGS, tags.size()));
        }
        tags.forEach(Names::checkTag);
    }

    /** A relative path with slashes, none of whose parts leads elsewhere. */
    static void checkPath(String path) {
        boolean plain =
                path.length() <= LONGEST_PATH
                        && !path.isEmpty()
                        && Arrays.stream(path.split("/", -1)).allMatch(Names::isPlain);
        if (!plain) {
            throw new IllegalArgumentException(
                    "the path of a file has parts of letters, digits and ._=@+- between slashes, %d characters in all at most, not '%s'"
                            .formatted(LONGEST_PATH, shown(path)));
        }
    }

    private static boolean isPlain(String part) {
        return PATH_PART.matcher(part).matches() && !part.endsWith(".") && !part.endsWith(" ");
    }

    /** Short, and without what would write over a log or a page. */
    private static String shown(String text) {
        var visible = text.replaceAll("\\p{Cntrl}", "?");
        return visible.length() <= 100 ? visible : visible.substring(0, 100) + "…";
    }
}
