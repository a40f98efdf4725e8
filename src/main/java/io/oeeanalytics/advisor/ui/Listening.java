package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.UI;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.TurnListener;
import io.oeeanalytics.advisor.tool.ToolResult;

/** Brings an answer to an open page while it comes into being. */
final class Listening implements TurnListener {
    private final UI ui;
    private final TurnCard card;
    private volatile boolean stopped;

    Listening(UI ui, TurnCard card) {
        this.ui = ui;
        this.card = card;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void toolStarted(String tool) {
        ui.access(() -> card.looking(tool));
    }

    @Override
    public void toolFinished(ToolResult result) {
        ui.access(() -> card.found(result));
    }

    @Override
    public void said(Sentence sentence) {
        ui.access(() -> card.say(sentence));
    }

    /** A page that was left waits for nothing. */
    @Override
    public boolean isStopped() {
        return stopped || ui.isClosing() || ui.getSession() == null;
    }
}
