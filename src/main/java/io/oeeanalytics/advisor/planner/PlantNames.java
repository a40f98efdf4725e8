package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of the lines, products and reasons whoever asks may know, as questions have them. */
final class PlantNames {
    /** As many words as a name has, at most. */
    private static final int LONGEST_NAME = 5;

    /** Part of a name that may stand for the whole. */
    private static final int SHORTEST_OF_A_NAME = 4;

    private static final Pattern NO_LETTERS_OR_DIGITS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
    private static final Pattern LETTERS_FIRST = Pattern.compile("^\\p{L}{3,}(?=[^\\p{L}])");
    private static final Pattern LAST_NUMBER = Pattern.compile("0*(\\d+)$");

    private final List<Line> all;
    private final Map<String, String> lines = new HashMap<>();
    private final Map<String, String> products = new HashMap<>();
    private final Set<String> reasons = new HashSet<>();

    /** By a word of its name that no other line has. */
    private final Map<String, String> begun = new HashMap<>();

    /** By what they do. */
    private final Map<String, Set<String>> processes = new HashMap<>();

    /** With the signs they are written with. */
    private final Set<String> asWritten = new HashSet<>();

    /**
     * What a part of a question names.
     *
     * @param words how many it takes
     * @param lines codes of lines
     * @param product code of it
     * @param strange what looks like a line and is none
     */
    record Named(int words, Set<String> lines, Optional<String> product, Optional<String> strange) {
        private static Named lines(int words, Set<String> codes) {
            return new Named(words, codes, Optional.empty(), Optional.empty());
        }

        /** Why a machine stands. */
        boolean isReason() {
            return lines.isEmpty() && product.isEmpty() && strange.isEmpty();
        }
    }

    PlantNames(PlantModel plant) {
        all = plant.lines();
        for (var line : all) {
            asWritten.add(Plain.of(line.code()));
            lines.putIfAbsent(squashed(Plain.of(line.code())), line.code());
        }
        for (var line : all) {
            asWritten.add(Plain.of(line.name()));
            lines.putIfAbsent(squashed(Plain.of(line.name())), line.code());
            takeParts(line);
        }
        for (var site : plant.sites()) {
            for (var product : plant.products(site.id())) {
                for (String name : List.of(product.code(), product.name())) {
                    asWritten.add(Plain.of(name));
                    products.putIfAbsent(squashed(Plain.of(name)), product.code());
                }
            }
            plant.statuses(site.id())
                    .values()
                    .forEach(status -> reasons.add(squashed(Plain.of(status.name()))));
        }
        for (var names : List.of(lines.keySet(), products.keySet(), reasons)) {
            names.remove("");
        }
    }

    private void takeParts(Line line) {
        var parts = new LinkedHashSet<String>();
        var letters = LETTERS_FIRST.matcher(Plain.of(line.code()));
        if (letters.find()) {
            parts.add(letters.group());
        }
        for (String word : Plain.words(Plain.of(line.name()))) {
            if (word.length() >= SHORTEST_OF_A_NAME) {
                parts.add(word);
            }
        }
        for (String part : parts) {
            // Of two that are called so, neither is meant.
            begun.merge(part, line.code(), (one, other) -> one.equals(other) ? one : "");
            for (String process : Processes.of(part)) {
                processes.computeIfAbsent(process, any -> new LinkedHashSet<>()).add(line.code());
            }
        }
    }

    private static String squashed(String text) {
        return NO_LETTERS_OR_DIGITS.matcher(text).replaceAll("");
    }

    /** What is named from a word on; the longest name counts. */
    Optional<Named> at(List<String> words, int from) {
        for (int length = Math.min(LONGEST_NAME, words.size() - from); length > 0; length--) {
            var part = words.subList(from, from + length);
            if (length > 1 && part.contains(QuestionReader.TAKEN)) {
                continue;
            }
            String name = squashed(String.join("", part));
            if (length == 1 && words.get(from).equals(name) && isWord(name)) {
                continue;
            }
            if (lines.containsKey(name)) {
                return Optional.of(Named.lines(length, Set.of(lines.get(name))));
            }
            if (products.containsKey(name)) {
                return Optional.of(
                        new Named(
                                length,
                                Set.of(),
                                Optional.of(products.get(name)),
                                Optional.empty()));
            }
            // One word such as "production" is no reason by itself.
            if (length > 1 && reasons.contains(name)) {
                return Optional.of(Named.lines(length, Set.of()));
            }
        }
        return part(words.get(from)).or(() -> numbered(words, from));
    }

    private Optional<Named> part(String word) {
        // With digits it is a code, and if no line's, then of none.
        if (isWord(word) || DIGIT.matcher(word).find()) {
            return Optional.empty();
        }
        String code = begun.getOrDefault(word, "");
        if (!code.isEmpty()) {
            return Optional.of(Named.lines(1, Set.of(code)));
        }
        var meant = new LinkedHashSet<String>();
        Processes.of(word)
                .forEach(process -> meant.addAll(processes.getOrDefault(process, Set.of())));
        return meant.isEmpty() ? Optional.empty() : Optional.of(Named.lines(1, meant));
    }

    /** TR-S is a product, and what it is in French for OEE is none, unless written so. */
    private boolean isWord(String name) {
        return !asWritten.contains(name)
                && Vocabulary.ALL.stream().anyMatch(one -> one.at(List.of(name), 0).isPresent());
    }

    /** "Line 3" is the only one whose code ends so. */
    private Optional<Named> numbered(List<String> words, int from) {
        if (from + 1 >= words.size()
                || !words.get(from).matches("line|linie|ligne|machine|maschine|anlage")
                || !words.get(from + 1).matches("\\d{1,4}")) {
            return Optional.empty();
        }
        String number = words.get(from + 1).replaceFirst("^0+(?=\\d)", "");
        var ending =
                all.stream()
                        .map(Line::code)
                        .filter(
                                code -> {
                                    var last = LAST_NUMBER.matcher(code);
                                    return last.find() && last.group(1).equals(number);
                                })
                        .toList();
        return Optional.of(
                ending.size() == 1
                        ? Named.lines(2, Set.of(ending.getFirst()))
                        : new Named(
                                2,
                                Set.of(),
                                Optional.empty(),
                                Optional.of(words.get(from) + " " + words.get(from + 1))));
    }
}
