package io.oeeanalytics.advisor.talk;

import java.util.List;
import java.util.Locale;

/**
 * A question of somebody, who is signed in on the calling thread.
 *
 * @param before what was asked and answered before in this conversation, oldest first
 * @param locale of whoever asks: the language of the answer unless the question is in another
 * @param page address of the page it is asked beside, such as {@code line/LINE-03}; may be empty
 */
public record Ask(String question, List<Exchange> before, Locale locale, String page) {
    public Ask {
        before = List.copyOf(before);
    }

    /** A question and the words of its answer. */
    public record Exchange(String question, String answer) {}
}
