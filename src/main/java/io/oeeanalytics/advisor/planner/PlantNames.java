package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Product;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of the lines, products and reasons whoever asks may know, as questions have them. */
final class PlantNames {
    /** As many words as a name has, at most. */
    private static final int LONGEST_NAME = 5;

    /** Part of a name that may stand for the whole. */
    private static final int SHORTEST_OF_A_NAME = 4;

    private static final int SHORTEST_OF_A_FAMILY = 5;

    /** How German names where something is done: the press is the Presslinie too. */
    private static final Pattern PLACE =
            Pattern.compile(
                    "(?:linien?|anlagen?|maschinen?|zelle|strasse|halle|bereich|abteilung)$");

    private static final Pattern PLURAL = Pattern.compile("(?:s|en|n)$");
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

    /** Products by the word their names begin with. */
    private final Map<String, Set<String>> families = new HashMap<>();

    /** By what they do. */
    private final Map<String, Set<String>> processes = new HashMap<>();

    /** With the signs they are written with. */
    private final Set<String> asWritten = new HashSet<>();

    /**
     * What a part of a question names.
     *
     * @param words how many it takes
     * @param lines codes of lines
     * @param products codes of one, or of a family
     * @param strange what looks like a line and is none
     */
    record Named(int words, Set<String> lines, Set<String> products, Optional<String> strange) {
        private static Named lines(int words, Set<String> codes) {
            return new Named(words, codes, Set.of(), Optional.empty());
        }

        private static Named products(int words, Set<String> codes) {
            return new Named(words, Set.of(), codes, Optional.empty());
        }

        /** Why a machine stands. */
        boolean isReason() {
            return lines.isEmpty() && products.isEmpty() && strange.isEmpty();
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
                takeFamily(product);
            }
            plant.statuses(site.id())
                    .values()
                    .forEach(status -> reasons.add(squashed(Plain.of(status.name()))));
        }
        for (var names : List.of(lines.keySet(), products.keySet(), reasons)) {
            names.remove("");
        }
    }

    private void takeFamily(Product product) {
        Plain.words(Plain.of(product.name())).stream()
                .limit(1)
                .filter(word -> word.length() >= SHORTEST_OF_A_FAMILY)
                .forEach(
                        word ->
                                families.computeIfAbsent(word, any -> new TreeSet<>())
                                        .add(product.code()));
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
                return Optional.of(Named.products(length, Set.of(products.get(name))));
            }
            // One word such as "production" is no reason by itself.
            if (length > 1 && reasons.contains(name)) {
                return Optional.of(Named.lines(length, Set.of()));
            }
        }
        return part(words.get(from)).or(() -> family(words, from)).or(() -> numbered(words, from));
    }

    private Optional<Named> part(String word) {
        var stem = PLACE.matcher(word).replaceFirst("");
        if (stem.length() >= SHORTEST_OF_A_NAME && !stem.equals(word)) {
            return part(stem);
        }
        String code = begun.getOrDefault(word, "");
        if (!code.isEmpty() && (!isWord(word) || isWork(word))) {
            return Optional.of(Named.lines(1, Set.of(code)));
        }
        // With digits it is a code, and if no line's, then of none.
        if (isWord(word) || DIGIT.matcher(word).find()) {
            return Optional.empty();
        }
        var meant = new LinkedHashSet<String>();
        Processes.of(word)
                .forEach(process -> meant.addAll(processes.getOrDefault(process, Set.of())));
        return meant.isEmpty() ? Optional.empty() : Optional.of(Named.lines(1, meant));
    }

    /** Trolleys are all products whose names begin so, where it is no word of a phrase. */
    private Optional<Named> family(List<String> words, int from) {
        if (Vocabulary.ALL.stream().anyMatch(one -> one.at(words, from).isPresent())) {
            return Optional.empty();
        }
        String word = words.get(from);
        return Stream.of(word, PLURAL.matcher(word).replaceFirst(""))
                .map(name -> families.getOrDefault(name, Set.of()))
                .filter(codes -> codes.size() > 1)
                .findFirst()
                .map(codes -> Named.products(1, codes));
    }

    /** A machine by what it does, and none of this plant does it: a Drehmaschine. */
    boolean isElsewhere(String word) {
        String stem = PLACE.matcher(word).replaceFirst("");
        return !stem.equals(word)
                && part(word).isEmpty()
                && !(Processes.of(stem).isEmpty() && Processes.of(word).isEmpty());
    }

    /** TR-S is a product, and what it is in French for OEE is none, unless written so. */
    private boolean isWord(String name) {
        return !asWritten.contains(name)
                && Vocabulary.ALL.stream().anyMatch(one -> one.at(List.of(name), 0).isPresent());
    }

    /** What a line does, and how it is called: to weld at WELD-2. */
    private static boolean isWork(String word) {
        return Vocabulary.ALL.stream()
                        .flatMap(one -> one.at(List.of(word), 0).stream())
                        .allMatch(found -> found.sense() == Sense.PIECES)
                && !Processes.of(word).isEmpty();
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
                                Set.of(),
                                Optional.of(words.get(from) + " " + words.get(from + 1))));
    }
}
