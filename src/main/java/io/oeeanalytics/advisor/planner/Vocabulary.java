package io.oeeanalytics.advisor.planner;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/** The words of one language and what they mean. */
final class Vocabulary {
    static final List<Vocabulary> ALL =
            List.of(
                    new Vocabulary(Locale.ENGLISH),
                    new Vocabulary(Locale.GERMAN),
                    new Vocabulary(Locale.FRENCH));

    /** In letters: shorter words with one wrong are too often others. */
    static final int LONG_ENOUGH = 6;

    /** From here on two letters may be wrong. */
    private static final int LONG = 10;

    private static final int SHORTEST_ENDING = 5;

    private final Locale language;
    private final Map<String, Sense> phrases = new HashMap<>();
    private final Set<String> words = new HashSet<>();
    private final List<Beginning> beginnings = new ArrayList<>();
    private int longest = 1;

    private record Beginning(String letters, Sense sense) {
        /** Whether a word begins so but for one letter. */
        boolean nearlyBegins(String word) {
            if (letters.length() < LONG_ENOUGH) {
                return false;
            }
            var near = near(letters, 1);
            return IntStream.rangeClosed(letters.length() - 1, letters.length() + 1)
                    .filter(length -> length <= word.length())
                    .anyMatch(length -> near.run(word.substring(0, length)));
        }
    }

    /**
     * A phrase of a question.
     *
     * @param words how many it takes
     */
    record Found(int words, Sense sense) {}

    private Vocabulary(Locale language) {
        this.language = language;
        var lists = new Properties();
        String name = "/planner/words_" + language.getLanguage() + ".properties";
        try (var text = Vocabulary.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("The words of the planner are missing: " + name);
            }
            lists.load(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var sense : Sense.values()) {
            for (String phrase : lists.getProperty(sense.name(), "").split(";", -1)) {
                take(phrase.strip(), sense);
            }
        }
    }

    private void take(String phrase, Sense sense) {
        if (phrase.isEmpty()) {
            return;
        }
        if (phrase.endsWith("*")) {
            beginnings.add(new Beginning(phrase.substring(0, phrase.length() - 1), sense));
            return;
        }
        words.addAll(List.of(phrase.split(" ")));
        longest = Math.max(longest, phrase.split(" ").length);
        // What stands in several lists means the first of them; fillers come last.
        phrases.putIfAbsent(phrase, sense);
    }

    Locale language() {
        return language;
    }

    static Vocabulary of(Locale language) {
        return ALL.stream()
                .filter(one -> one.language.getLanguage().equals(language.getLanguage()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a word stands in some phrase, or is one. */
    boolean hasWord(String word) {
        return words.contains(word);
    }

    /** All that mean it, in no order; of beginnings, their letters. */
    List<String> phrases(Sense sense) {
        return Stream.concat(
                        phrases.entrySet().stream()
                                .filter(phrase -> phrase.getValue() == sense)
                                .map(Map.Entry::getKey),
                        beginnings.stream()
                                .filter(beginning -> beginning.sense() == sense)
                                .map(Beginning::letters))
                .toList();
    }

    /**
     * What a word in no list must mean: one with a letter or two wrong, or in German one that ends
     * with a word of a list.
     */
    Optional<Found> near(String word) {
        for (int wrong = 1; wrong <= (word.length() < LONG ? 1 : 2); wrong++) {
            if (word.length() < LONG_ENOUGH) {
                break;
            }
            var near = near(word, wrong);
            var senses =
                    phrases.entrySet().stream()
                            .filter(phrase -> phrase.getKey().length() >= LONG_ENOUGH - 1)
                            .filter(phrase -> near.run(phrase.getKey()))
                            .map(Map.Entry::getValue)
                            .collect(Collectors.toSet());
            if (!senses.isEmpty()) {
                return senses.size() == 1
                        ? Optional.of(new Found(1, senses.iterator().next()))
                        : Optional.empty();
            }
        }
        var begun =
                beginnings.stream()
                        .filter(one -> one.nearlyBegins(word))
                        .max(Comparator.comparingInt(one -> one.letters().length()))
                        .map(one -> new Found(1, one.sense()));
        return begun.isPresent() || !language.equals(Locale.GERMAN) ? begun : ending(word);
    }

    /** Takes what is the word but for so many letters, of which the first is right. */
    static CharacterRunAutomaton near(String word, int wrong) {
        return new CharacterRunAutomaton(
                new LevenshteinAutomata(word.substring(1), true)
                        .toAutomaton(wrong, word.substring(0, 1)));
    }

    private Optional<Found> ending(String word) {
        return phrases.entrySet().stream()
                .filter(phrase -> phrase.getValue() != Sense.FILLER)
                .filter(phrase -> phrase.getKey().length() >= SHORTEST_ENDING)
                .filter(phrase -> word.endsWith(phrase.getKey()))
                .max(Comparator.comparingInt(phrase -> phrase.getKey().length()))
                .map(phrase -> new Found(1, phrase.getValue()));
    }

    /** The longest phrase that begins at a word. */
    Optional<Found> at(List<String> words, int from) {
        for (int length = Math.min(longest, words.size() - from); length > 0; length--) {
            var sense = phrases.get(String.join(" ", words.subList(from, from + length)));
            if (sense != null) {
                return Optional.of(new Found(length, sense));
            }
        }
        return beginnings.stream()
                .filter(beginning -> words.get(from).startsWith(beginning.letters()))
                .max(Comparator.comparingInt(beginning -> beginning.letters().length()))
                .map(beginning -> new Found(1, beginning.sense()));
    }
}
