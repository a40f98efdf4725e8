package io.oeeanalytics.advisor.conversation;

import io.oeeanalytics.advisor.talk.Turn.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A question and what became of it.
 *
 * @param outcome empty while it is answered, and for ever where the instance died over it
 * @param model that answered; empty where none did
 * @param helpful what whoever asked said of the answer; empty for nothing
 * @param remark what they added to it; may be empty
 */
public record KeptTurn(
        long id,
        long conversation,
        String question,
        Instant askedAt,
        Optional<Outcome> outcome,
        KeptAnswer answer,
        int struckOut,
        String model,
        Optional<Boolean> helpful,
        String remark) {}
