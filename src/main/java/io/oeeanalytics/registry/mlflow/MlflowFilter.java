package io.oeeanalytics.registry.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a search asks for, such as {@code name LIKE 'daily%' AND tags.team = 'a'}: comparisons
 * joined by AND.
 */
final class MlflowFilter<T> {
    /** How a thing answers to the name of an attribute; empty where it has none of it. */
    interface Attributes<T> {
        Optional<String> of(T thing, String name);
    }

    private static final Pattern COMPARISON =
            Pattern.compile(
                    "\\s*(?<name>tags?\\.(?:`[^`]+`|\"[^\"]+\"|[\\w.-]+)|\\w+)\\s*"
                            + "(?<operator>!=|<=|>=|=|<|>|\\bNOT\\s+IN\\b|\\bIN\\b|\\bI?LIKE\\b)\\s*"
                            + "(?<value>'(?:[^'\\\\]|\\\\.|'')*'|\"[^\"]*\"|\\d+|\\([^()]*\\))\\s*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern AND = Pattern.compile("AND\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LISTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\d+)");
    private static final int LONGEST = 5_000;

    private final Set<String> known;
    private final Attributes<T> attributes;

    /**
     * @param known attributes beside tags
     */
    MlflowFilter(Set<String> known, Attributes<T> attributes) {
        this.known = known;
        this.attributes = attributes;
    }

    Predicate<T> of(String filter) {
        if (filter.length() > LONGEST) {
            throw MlflowError.invalid("A filter has at most %d characters.".formatted(LONGEST));
        }
        Predicate<T> all = thing -> true;
        int at = 0;
        var text = filter.strip();
        while (at < text.length()) {
            var comparison = COMPARISON.matcher(text).region(at, text.length());
            if (!comparison.lookingAt()) {
                throw unreadable(text.substring(at));
            }
            all =
                    all.and(
                            comparison(
                                    comparison.group("name"),
                                    comparison.group("operator"),
                                    comparison.group("value")));
            at = comparison.end();
            if (at < text.length()) {
                var and = AND.matcher(text).region(at, text.length());
                if (!and.lookingAt() || and.end() == text.length()) {
                    throw unreadable(text.substring(at));
                }
                at = and.end();
            }
        }
        return all;
    }

    private Predicate<T> comparison(String sent, String operator, String value) {
        var name = name(sent);
        var word = operator.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        Predicate<String> test =
                switch (word) {
                    case "=" -> text(value)::equals;
                    case "!=" -> Predicate.not(text(value)::equals);
                    case "LIKE" -> new Like(text(value), true)::matches;
                    case "ILIKE" -> new Like(text(value), false)::matches;
                    case "IN" -> listed(value)::contains;
                    case "NOT IN" -> Predicate.not(listed(value)::contains);
                    default -> ordered(word, value);
                };
        return thing -> attributes.of(thing, name).filter(test).isPresent();
    }

    private String name(String sent) {
        var lower = sent.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tag.") || lower.startsWith("tags.")) {
            var key = sent.substring(sent.indexOf('.') + 1);
            return "tags."
                    + (key.matches("[`\"].*[`\"]") ? key.substring(1, key.length() - 1) : key);
        }
        if (!known.contains(lower)) {
            throw MlflowError.invalid(
                    "Invalid attribute key '%s' specified. Valid keys are %s and tags.<key>."
                            .formatted(sent, known.stream().sorted().toList()));
        }
        return lower;
    }

    private static String text(String value) {
        if (value.startsWith("(")) {
            throw unreadable(value);
        }
        return value.startsWith("'") || value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replace("''", "'").replace("\\'", "'")
                : value;
    }

    private static List<String> listed(String value) {
        if (!value.startsWith("(")) {
            throw unreadable(value);
        }
        var all = new ArrayList<String>();
        var one = LISTED.matcher(value);
        while (one.find()) {
            for (int group = 1; group <= 3; group++) {
                if (one.group(group) != null) {
                    all.add(one.group(group));
                }
            }
        }
        return all;
    }

    private static Predicate<String> ordered(String operator, String value) {
        if (!value.matches("\\d{1,18}")) {
            throw unreadable(operator + " " + value);
        }
        long bound = Long.parseLong(value);
        return text -> {
            if (!text.matches("\\d{1,18}")) {
                return false;
            }
            int order = Long.compare(Long.parseLong(text), bound);
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        };
    }

    private static MlflowError unreadable(String rest) {
        return MlflowError.invalid(
                "Invalid clause(s) in filter string: '%s'. Comparisons such as name = 'a' or name LIKE 'a%%' are joined by AND."
                        .formatted(rest.length() > 100 ? rest.substring(0, 100) + "…" : rest));
    }
}
