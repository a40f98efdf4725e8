package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.ToolResult;

/** What happens in a turn, in its order. */
sealed interface TurnEvent {
    record ToolStarted(String tool) implements TurnEvent {}

    record ToolFinished(ToolResult result) implements TurnEvent {}

    record Said(Sentence sentence) implements TurnEvent {}

    record StruckOut(int count) implements TurnEvent {}

    /** A question that may come next. */
    record MayAsk(String question) implements TurnEvent {}

    record Ended(Turn.Outcome outcome) implements TurnEvent {}
}
