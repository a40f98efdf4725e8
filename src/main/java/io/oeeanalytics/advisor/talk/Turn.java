package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.ToolResult;
import java.util.List;

/**
 * How a question was answered.
 *
 * @param sentences that passed verification
 * @param struckOut how many did not
 * @param results of the tools that ran
 * @param followUps questions that may come next, in the language of the answer
 * @param tokens the model took, in and out; 0 without one
 */
public record Turn(
        Outcome outcome,
        List<Sentence> sentences,
        int struckOut,
        List<ToolResult> results,
        List<String> followUps,
        long tokens) {
    public Turn {
        sentences = List.copyOf(sentences);
        results = List.copyOf(results);
        followUps = List.copyOf(followUps);
    }

    /** What became of the question. */
    public enum Outcome {
        ANSWERED,
        /** The question could mean several things; the follow-ups say which. */
        ASKED_BACK,
        /** Neither the figures nor the documents answer it. */
        NOT_KNOWN,
        /** Too little is known of the time it asks for. */
        LOW_COVERAGE,
        /** Whoever asked stopped it. */
        STOPPED,
        /** The model was too slow. */
        SLOW,
        /** No connection to the model came about. */
        UNREACHABLE,
        /** As many questions as may be are with the model already. */
        BUSY,
        /** The model failed, or broke off. */
        FAILED,
        /** The tokens of the day, or of the plant, are used up. */
        OVER_BUDGET
    }
}
