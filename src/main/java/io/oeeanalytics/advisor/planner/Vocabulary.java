package io.oeeanalytics.advisor.planner;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The words of one language and what they mean. */
final class Vocabulary {
    static final List<Vocabulary> ALL =
            List.of(
                    new Vocabulary(Locale.ENGLISH),
                    new Vocabulary(Locale.GERMAN),
                    new Vocabulary(Locale.FRENCH));

    private final Locale language;
    private final Map<String, Sense> phrases = new HashMap<>();
    private final List<Beginning> beginnings = new ArrayList<>();
    private int longest = 1;

    private record Beginning(String letters, Sense sense) {}

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
