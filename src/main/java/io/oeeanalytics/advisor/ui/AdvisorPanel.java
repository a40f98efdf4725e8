package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.shared.Registration;
import io.oeeanalytics.advisor.conversation.Advisor;
import io.oeeanalytics.advisor.conversation.Advisor.NotNow;
import io.oeeanalytics.advisor.conversation.KeptTurn;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** Asks the advisor beside any view, and shows what it answers with its receipts. */
final class AdvisorPanel extends Aside {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisorPanel.class);
    private static final String CONVERSATION = "advisor-conversation";

    private final Advisor advisor;
    private final Div turns = new Div();
    private final Div suggestions = new Div();
    private final Div history = new Div();
    private final TextArea input = new TextArea();
    private final Anchor save;
    private final Button send;
    private final Button stop;
    private Optional<Long> conversation = Optional.empty();
    private @Nullable Listening listening;
    private @Nullable Registration navigation;
    private boolean loaded;

    /**
     * @param close what its button does
     */
    AdvisorPanel(Advisor advisor, Runnable close) {
        this.advisor = advisor;
        addClassName("advisor");
        setId("advisor");
        getElement().setAttribute("aria-label", getTranslation("advisor.title"));
        var title = new H2(getTranslation("advisor.title"));
        title.addClassName("panel-title");
        var fresh = quiet("advisor.new", () -> open(Optional.empty()));
        var before = quiet("advisor.history", this::showHistory);
        var shut = quiet("advisor.close", close);
        save =
                new Anchor(
                        DownloadHandler.fromInputStream(download -> text()),
                        AttachmentType.DOWNLOAD,
                        getTranslation("advisor.export"));
        save.addClassName("advisor-save");
        save.setVisible(false);
        var head = new Div(title, save, fresh, before, shut);
        head.addClassName("advisor-head");
        var who =
                new Paragraph(
                        advisor.modelName().isEmpty()
                                ? getTranslation("advisor.withoutModel")
                                : getTranslation("advisor.withModel", advisor.modelName()));
        who.addClassName("cell-note");
        turns.addClassName("advisor-turns");
        turns.getElement().setAttribute("role", "log");
        turns.getElement().setAttribute("tabindex", "0");
        turns.getElement().setAttribute("aria-label", getTranslation("advisor.answers"));
        suggestions.addClassName("advisor-suggestions");
        history.addClassName("advisor-history");
        history.setVisible(false);
        input.setAriaLabel(getTranslation("advisor.ask"));
        input.setPlaceholder(getTranslation("advisor.ask"));
        input.setMaxLength(Advisor.LONGEST_QUESTION);
        input.setMaxHeight("9rem");
        input.setWidthFull();
        input.setId("advisor-input");
        input.setValueChangeMode(ValueChangeMode.EAGER);
        // Enter asks; with Shift it begins a line, as people are used to.
        input.getElement()
                .executeJs(
                        "this.addEventListener('keydown', e => { if (e.key === 'Enter' && !e.shiftKey"
                                + " && !e.isComposing) { e.preventDefault();"
                                + " this.dispatchEvent(new CustomEvent('ask')); } })");
        input.getElement().addEventListener("ask", event -> ask(input.getValue()));
        send = new Button(getTranslation("advisor.send"), click -> ask(input.getValue()));
        send.addThemeName("primary");
        send.setId("advisor-send");
        stop = new Button(getTranslation("advisor.stop"), click -> stop());
        stop.setId("advisor-stop");
        stop.setVisible(false);
        stop.addClickShortcut(Key.ESCAPE).listenOn(input);
        var foot = new Div(input, send, stop);
        foot.addClassName("advisor-foot");
        add(head, who, history, turns, suggestions, foot);
    }

    private Button quiet(String key, Runnable work) {
        var button = new Button(getTranslation(key), click -> work.run());
        button.addThemeNames("tertiary", "small");
        return button;
    }

    /** The conversation as a file. */
    private DownloadResponse text() {
        byte[] text =
                conversation
                        .map(id -> advisor.export(id, getLocale()))
                        .orElse("")
                        .getBytes(StandardCharsets.UTF_8);
        return new DownloadResponse(
                new ByteArrayInputStream(text),
                "advisor.txt",
                "text/plain;charset=UTF-8",
                text.length);
    }

    private void shows(Optional<Long> chosen) {
        conversation = chosen;
        VaadinSession.getCurrent().setAttribute(CONVERSATION, chosen.orElse(null));
        save.setVisible(chosen.isPresent());
    }

    void focus() {
        input.focus();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        navigation = event.getUI().addAfterNavigationListener(gone -> suggest());
        if (!loaded) {
            loaded = true;
            var last = VaadinSession.getCurrent().getAttribute(CONVERSATION);
            open(last instanceof Long id ? Optional.of(id) : Optional.empty());
        }
    }

    @Override
    protected void onDetach(DetachEvent event) {
        leave();
        if (navigation != null) {
            navigation.remove();
        }
    }

    private void open(Optional<Long> chosen) {
        leave();
        history.setVisible(false);
        turns.removeAll();
        var kept = chosen.map(advisor::turns).orElse(List.of());
        shows(kept.isEmpty() ? Optional.empty() : chosen);
        for (var turn : kept) {
            var card = new TurnCard(turn.question(), advisor, this::ask);
            turns.add(card);
            card.show(turn);
        }
        suggest();
    }

    /** Questions that fit the page one is on, as long as none was asked. */
    private void suggest() {
        suggestions.removeAll();
        if (turns.getComponentCount() > 0) {
            return;
        }
        var hint = new Paragraph(getTranslation("advisor.hint"));
        hint.addClassName("cell-note");
        suggestions.add(hint);
        for (String question : Suggestions.of(page(), this)) {
            suggestions.add(choice(question));
        }
    }

    private NativeButton choice(String question) {
        var choice = new NativeButton(question, click -> ask(question));
        choice.addClassName("advisor-choice");
        return choice;
    }

    private static String page() {
        var ui = UI.getCurrent();
        return ui == null ? "" : ui.getActiveViewLocation().getPathWithQueryParameters();
    }

    private void ask(String question) {
        if (question.isBlank() || listening != null) {
            return;
        }
        input.clear();
        history.setVisible(false);
        var card = new TurnCard(question, advisor, this::ask);
        turns.add(card);
        suggestions.removeAll();
        card.scrollIntoView();
        answering(true);
        var ui = getUI().orElseThrow();
        var mine = new Listening(ui, card);
        listening = mine;
        var page = page();
        var locale = getLocale();
        var asked = conversation;
        Thread.ofVirtual()
                .name("advisor-question")
                .start(
                        new DelegatingSecurityContextRunnable(
                                () -> {
                                    try {
                                        var turn = advisor.ask(asked, question, page, locale, mine);
                                        mine.show(() -> answered(mine, card, turn));
                                    } catch (NotNow e) {
                                        mine.show(() -> notNow(mine, card, question, e));
                                    } catch (RuntimeException e) {
                                        LOG.warn("A question could not be answered.", e);
                                        mine.show(() -> failed(mine, card, "advisor.failed"));
                                    }
                                }));
    }

    private void answered(Listening mine, TurnCard card, KeptTurn turn) {
        card.show(turn);
        if (listening == mine) {
            listening = null;
            shows(Optional.of(turn.conversation()));
            answering(false);
        }
    }

    /** Nothing was asked: what was typed need not be typed again. */
    private void notNow(Listening mine, TurnCard card, String question, NotNow reason) {
        failed(mine, card, "advisor.notNow." + reason.reason());
        if (input.isEmpty()) {
            input.setValue(question);
        }
    }

    private void failed(Listening mine, TurnCard card, String key) {
        card.fail(getTranslation(key));
        if (listening == mine) {
            listening = null;
            answering(false);
        }
    }

    private void answering(boolean now) {
        send.setVisible(!now);
        stop.setVisible(now);
    }

    /** What was said until then comes, and is kept. */
    private void stop() {
        if (listening != null) {
            listening.stop();
        }
    }

    /** Nobody looks at it any more. */
    private void leave() {
        stop();
        listening = null;
        answering(false);
    }

    private void showHistory() {
        boolean show = !history.isVisible();
        history.setVisible(show);
        if (show) {
            history.removeAll();
            history.add(new HistoryList(advisor, id -> open(Optional.of(id)), this::removed));
        }
    }

    private void removed(long id) {
        if (conversation.filter(open -> open == id).isPresent()) {
            open(Optional.empty());
            history.setVisible(true);
        }
    }
}
