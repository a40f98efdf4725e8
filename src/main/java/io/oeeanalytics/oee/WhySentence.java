package io.oeeanalytics.oee;

import java.util.List;

/**
 * A sentence on a difference of OEE.
 *
 * @param numbers that are in it, as shown
 */
public record WhySentence(String words, List<Amount> numbers) {
    public WhySentence {
        numbers = List.copyOf(numbers);
    }

    /** What a number is measured in. */
    public enum Unit {
        /** A fraction of 1, said in percent. */
        SHARE,
        /** A difference of shares, a fraction of 1 in whole tenths of a point. */
        POINTS,
        MILLISECONDS
    }

    /**
     * A number of a sentence.
     *
     * @param name what it is, partly in the language of the sentence
     */
    public record Amount(String name, double value, Unit unit) {}
}
