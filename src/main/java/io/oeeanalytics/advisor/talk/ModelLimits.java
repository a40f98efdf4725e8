package io.oeeanalytics.advisor.talk;

import java.time.Duration;

/**
 * What one turn may take of a model.
 *
 * @param whole from the question to the end
 * @param pause before a model that is busy is asked once more
 * @param rounds how often the model is asked, tools between
 * @param toolCalls all rounds together
 * @param characters of the answer that are read, all rounds together
 * @param turnsAtOnce of this instance; more wait for a tenth of the time, then they are told that
 *     it is busy
 */
record ModelLimits(
        Duration whole,
        Duration pause,
        int rounds,
        int toolCalls,
        int characters,
        int turnsAtOnce) {
    /** Whoever waits is told within half a minute, an answer without a model included. */
    static final ModelLimits USUAL =
            new ModelLimits(Duration.ofSeconds(25), Duration.ofSeconds(1), 5, 8, 20_000, 8);
}
