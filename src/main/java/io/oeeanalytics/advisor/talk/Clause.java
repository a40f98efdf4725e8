package io.oeeanalytics.advisor.talk;

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

    /** The one in which something stands. */
    static Clause around(String sentence, int at) {
        int start = 0;
        var between = BETWEEN.matcher(sentence);
        while (between.find()) {
            if (between.start() >= at) {
                return new Clause(start, between.start());
            }
            start = between.end();
        }
        return new Clause(start, sentence.length());
    }
}
