package io.oeeanalytics.advisor.talk;

/** Answers questions. */
public interface Answers {
    /**
     * Takes as long as it takes, up to half a minute; never throws for what a model or a tool does
     * wrong.
     */
    Turn answer(Ask ask, TurnListener listener);

    /** The name of the model that answers; empty where none does. */
    default String model() {
        return "";
    }
}
