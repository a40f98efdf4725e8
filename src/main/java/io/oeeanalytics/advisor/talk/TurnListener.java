package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.ToolResult;

/** Sees an answer come into being. Called on one thread at a time, which is none of a page. */
public interface TurnListener {
    /**
     * @param tool name of it
     */
    void toolStarted(String tool);

    void toolFinished(ToolResult result);

    /** A sentence was verified. */
    void said(Sentence sentence);

    /** Asked often: whether whoever asked has stopped it. */
    boolean isStopped();
}
