package io.oeeanalytics.advisor.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of a sentence that says one thing, roughly: as far as the next comma, bracket or "and".
 *
 * @param end past it
 */
record Clause(int start, int end) {
    private static final Pattern BETWEEN =
            Pattern.compile(
                    "(?iu)[,;:.!?](?= )|[()]|(?<!\\p{L})(?:and|but|while|whereas|although|und|aber|während|obwohl|et|mais|alors que)(?!\\p{L})");

    /** All of a sentence, in order; there is one at least. */
    static List<Clause> of(String sentence) {
        var clauses = new ArrayList<Clause>();
        int start = 0;
        var between = BETWEEN.matcher(sentence);
        while (between.find()) {
            clauses.add(new Clause(start, between.start()));
            start = between.end();
        }
        clauses.add(new Clause(start, sentence.length()));
        return clauses;
    }

    /** The one in which something stands, or the next one. */
    static Clause around(List<Clause> clauses, int at) {
        int low = 0;
        int high = clauses.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (clauses.get(middle).end >= at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return clauses.get(low);
    }
}
