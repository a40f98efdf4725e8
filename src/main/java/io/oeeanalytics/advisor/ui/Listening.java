package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
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
        show(() -> card.looking(tool));
    }

    @Override
    public void toolFinished(ToolResult result) {
        show(() -> card.found(result));
    }

    @Override
    public void said(Sentence sentence) {
        show(() -> card.say(sentence));
    }

    /** On the page, if it is still open; whoever left finds the answer in the history. */
    void show(Command change) {
        try {
            ui.access(change);
        } catch (UIDetachedException e) {
            stopped = true;
        }
    }

    /** A page that was left waits for nothing. */
    @Override
    public boolean isStopped() {
        return stopped || ui.isClosing() || ui.getSession() == null;
    }
}
