package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.search.Stems;
import io.oeeanalytics.advisor.tool.CitedPassage;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whether a sentence speaks of what the passages speak of that it cites. */
final class Overlap {
    /** Of the sentence's own words that say something; see decision 0024. */
    private static final double LEAST = 0.4;

    /** From which on two words are of the same origin, such as Maschine and machine. */
    private static final double ALIKE = 0.4;

    /** Letters of a word in which groups of three say something. */
    private static final int LONG = 5;

    private Overlap() {}

    static boolean isEnough(String words, Collection<CitedPassage> cited) {
        var text =
                cited.stream()
                        .map(one -> one.title() + "\n" + one.heading() + "\n" + one.text())
                        .collect(Collectors.joining("\n"));
        return Stems.sameLanguage(words, text)
                ? share(words, text) >= LEAST
                : share(words, text) >= LEAST || cognate(words, text);
    }

    /** From 0 to 1. */
    static double share(String words, String text) {
        var said = Stems.asIn(text, words);
        var there = Stems.of(text);
        long shared = said.stream().filter(there::contains).count();
        return said.isEmpty() ? 0 : (double) shared / said.size();
    }

    /** A translation shares numbers and words of the same origin, seldom more. */
    private static boolean cognate(String words, String text) {
        var there = Stems.of(text).stream().map(Overlap::plain).collect(Collectors.toSet());
        return Stems.of(words).stream()
                .map(Overlap::plain)
                .anyMatch(
                        stem ->
                                stem.length() < LONG
                                        ? stem.length() > 1 && there.contains(stem)
                                        : there.stream()
                                                .anyMatch(other -> alike(stem, other) >= ALIKE));
    }

    private static String plain(String stem) {
        return Normalizer.normalize(stem, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /** How many of their groups of three letters two words share (Dice), from 0 to 1. */
    private static double alike(String one, String other) {
        if (other.length() < LONG) {
            return 0;
        }
        var here = threes(one);
        var there = threes(other);
        long shared = here.stream().filter(there::contains).count();
        return 2.0 * shared / (here.size() + there.size());
    }

    private static Set<String> threes(String word) {
        return IntStream.rangeClosed(0, word.length() - 3)
                .mapToObj(at -> word.substring(at, at + 3))
                .collect(Collectors.toSet());
    }
}
