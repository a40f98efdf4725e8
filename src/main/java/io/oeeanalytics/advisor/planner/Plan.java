package io.oeeanalytics.advisor.planner;

import java.util.List;
import java.util.Map;

/** What the planner does about a question. */
sealed interface Plan {
    /**
     * Runs tools and says what they find.
     *
     * @param leftOut words that are not understood, and said to be left out
     */
    record Look(List<Call> calls, List<String> leftOut) implements Plan {
        public Look {
            calls = List.copyOf(calls);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * @param arguments of the tool, as a model would give them
     */
    record Call(String tool, Map<String, List<String>> arguments) {}

    /**
     * Looks into the documents and says what stands there, if it is about the question at all.
     *
     * @param besides what the tool {@code definition} is asked for; empty for nothing
     */
    record Read(String besides) implements Plan {}

    /** The question could mean several things. */
    record AskBack() implements Plan {}

    /**
     * It is about something nobody has figures of here.
     *
     * @param words that are not understood
     */
    record Unknown(List<String> words) implements Plan {
        public Unknown {
            words = List.copyOf(words);
        }
    }
}
