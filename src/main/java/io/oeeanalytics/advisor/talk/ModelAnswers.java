package io.oeeanalytics.advisor.talk;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.identity.SignedIn;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Answers with a model. Each turn has a thread of its own, with the rights of whoever asks; the
 * caller waits for what comes of it, and leaves when the time is up, whatever the model does then.
 */
final class ModelAnswers implements Answers {
    private static final Logger LOG = LoggerFactory.getLogger(ModelAnswers.class);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(50);

    private final String name;
    private final StreamingChatModel model;
    private final Tools tools;
    private final Texts texts;
    private final Budget budget;
    private final Supplier<LocalDate> today;
    private final ModelLimits limits;
    private final Semaphore places;

    /**
     * @param name of the model, for people
     * @param today the date it is for whoever is signed in
     */
    ModelAnswers(
            String name,
            StreamingChatModel model,
            Tools tools,
            Texts texts,
            Budget budget,
            Supplier<LocalDate> today,
            ModelLimits limits) {
        this.name = name;
        this.model = model;
        this.tools = tools;
        this.texts = texts;
        this.budget = budget;
        this.today = today;
        this.limits = limits;
        this.places = new Semaphore(limits.turnsAtOnce(), true);
    }

    @Override
    public Turn answer(Ask ask, TurnListener listener) {
        var user = SignedIn.name();
        if (!budget.allows(user)) {
            return new Turn(Outcome.OVER_BUDGET, List.of(), 0, List.of(), List.of(), 0);
        }
        long end = System.nanoTime() + limits.whole().toNanos();
        var told = new Told(listener);
        try {
            if (!places.tryAcquire(limits.whole().toNanos() / 10, TimeUnit.NANOSECONDS)) {
                LOG.warn("A question found {} others with the model", limits.turnsAtOnce());
                return told.turn(Outcome.BUSY, 0);
            }
            var turn = heard(ask, told, end);
            if (turn.outcome() == Outcome.SLOW) {
                LOG.warn("The model did not finish within {} s", limits.whole().toSeconds());
            }
            return turn;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return told.turn(Outcome.STOPPED, 0);
        } finally {
            if (told.tokens > 0) {
                budget.spent(user, told.tokens);
            }
        }
    }

    @Override
    public String model() {
        return name;
    }

    private Turn heard(Ask ask, Told told, long end) throws InterruptedException {
        var events = new LinkedBlockingQueue<TurnEvent>();
        ModelTurn turn;
        Thread thread;
        try {
            turn = new ModelTurn(model, tools, texts, today.get(), limits, ask, end, events::add);
            thread = started(turn);
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
        try {
            while (true) {
                long left = end - System.nanoTime();
                if (told.listener.isStopped()) {
                    return told.turn(Outcome.STOPPED, turn.tokens());
                }
                if (left <= 0) {
                    return told.turn(Outcome.SLOW, turn.tokens());
                }
                var event =
                        events.poll(Math.min(left, LOOKS_EVERY.toNanos()), TimeUnit.NANOSECONDS);
                if (event instanceof TurnEvent.Ended(var outcome)) {
                    return told.turn(outcome, turn.tokens());
                } else if (event != null) {
                    told.take(event);
                }
            }
        } finally {
            // Closes the line to the model; a turn that has ended does not notice.
            thread.interrupt();
        }
    }

    /** It gives its place back when it ends. */
    private Thread started(ModelTurn turn) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SecurityContextHolder.getContext().getAuthentication());
        Runnable work = new DelegatingSecurityContextRunnable(turn, context);
        return Thread.ofVirtual()
                .name("advisor")
                .start(
                        () -> {
                            try {
                                work.run();
                            } finally {
                                places.release();
                            }
                        });
    }

    /** What the caller was told of a turn. */
    static final class Told {
        private final TurnListener listener;
        private final List<Sentence> sentences = new ArrayList<>();
        private final List<ToolResult> results = new ArrayList<>();
        private final List<String> followUps = new ArrayList<>();
        private int struckOut;
        private long tokens;

        Told(TurnListener listener) {
            this.listener = listener;
        }

        void take(TurnEvent event) {
            switch (event) {
                case TurnEvent.ToolStarted(var tool) -> listener.toolStarted(tool);
                case TurnEvent.ToolFinished(var result) -> {
                    results.add(result);
                    listener.toolFinished(result);
                }
                case TurnEvent.Said(var sentence) -> {
                    sentences.add(sentence);
                    listener.said(sentence);
                }
                case TurnEvent.StruckOut(var count) -> struckOut += count;
                case TurnEvent.MayAsk(var question) -> followUps.add(question);
                case TurnEvent.Ended _ -> throw new IllegalArgumentException("ends elsewhere");
            }
        }

        Turn turn(Outcome outcome, long spent) {
            tokens = spent;
            return new Turn(outcome, sentences, struckOut, results, followUps, tokens);
        }
    }
}
