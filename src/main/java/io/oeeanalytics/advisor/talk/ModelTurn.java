package io.oeeanalytics.advisor.talk;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.oeeanalytics.advisor.talk.Sentence.Mark;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.tool.Arguments;
import io.oeeanalytics.advisor.tool.ToolJson;
import io.oeeanalytics.advisor.tool.ToolRefused;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.base.ui.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.json.JsonMapper;

/** One question, until it is answered: the model, the tools it asks for, and the model again. */
final class ModelTurn implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelTurn.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHARACTERS_A_TOKEN = 4;

    private final StreamingChatModel model;
    private final Tools tools;
    private final Texts texts;
    private final ModelLimits limits;
    private final Ask ask;
    private final long end;
    private final Consumer<TurnEvent> events;
    private final List<ChatMessage> messages;

    private final List<ToolResult> results = new ArrayList<>();
    private final Saying saying;
    private final AtomicLong counted = new AtomicLong();

    /** Characters, in and out, of what the model has not counted yet. */
    private final AtomicLong running = new AtomicLong();

    private int calls;
    private int characters;

    /**
     * @param end by the clock of {@link System#nanoTime}
     */
    ModelTurn(
            StreamingChatModel model,
            Tools tools,
            Texts texts,
            LocalDate today,
            ModelLimits limits,
            Ask ask,
            long end,
            Consumer<TurnEvent> events) {
        this.model = model;
        this.tools = tools;
        this.texts = texts;
        this.limits = limits;
        this.ask = ask;
        this.end = end;
        this.events = events;
        this.messages = new ArrayList<>(Prompt.messages(ask, today));
        this.saying = new Saying(ask.question(), events);
    }

    /** In and out; what the model did not count itself is a quarter of the characters. */
    long tokens() {
        return counted.get() + running.get() / CHARACTERS_A_TOKEN;
    }

    @Override
    public void run() {
        var outcome = Outcome.FAILED;
        try {
            outcome = rounds();
        } catch (ModelFailure e) {
            outcome = e.outcome;
            if (outcome == Outcome.FAILED || outcome == Outcome.UNREACHABLE) {
                LOG.warn("The model failed: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("A turn of the advisor failed", e);
        } finally {
            events.accept(new TurnEvent.Ended(outcome));
        }
    }

    private Outcome rounds() throws ModelFailure {
        for (int round = 0; round < limits.rounds(); round++) {
            var reply = reply();
            var message = reply.aiMessage();
            if (!message.hasToolExecutionRequests()) {
                return ended(reply);
            }
            // One after the other, as if it had asked so: the library sends the results of calls
            // side by side in a form that Gemini refuses.
            for (var call : message.toolExecutionRequests()) {
                messages.add(message.toBuilder().toolExecutionRequests(List.of(call)).build());
                messages.add(ToolExecutionResultMessage.from(call, result(call)));
            }
        }
        throw new ModelFailure(Outcome.FAILED, "it asked for tools without end");
    }

    private Outcome ended(ChatResponse reply) throws ModelFailure {
        var reason = reply.finishReason();
        if (reason == FinishReason.CONTENT_FILTER || reason == FinishReason.OTHER) {
            saying.breakOff();
            return saying.anything() ? Outcome.FAILED : Outcome.NOT_KNOWN;
        }
        if (reason != FinishReason.STOP) {
            saying.breakOff();
            throw new ModelFailure(
                    Outcome.FAILED,
                    reason == null ? "its answer was cut off" : "its answer was too long");
        }
        saying.end(results);
        if (!saying.anything() && characters == 0) {
            throw new ModelFailure(Outcome.FAILED, "its answer was empty");
        }
        return saying.outcome(results);
    }

    /** Asks the model, and once more where it is busy and there is time. */
    private ChatResponse reply() throws ModelFailure {
        int before = characters;
        try {
            return asked();
        } catch (ModelFailure e) {
            if (!e.busy
                    || characters > before
                    || end - System.nanoTime() < 2 * limits.pause().toNanos()) {
                throw e;
            }
            LockSupport.parkNanos(limits.pause().toNanos());
            return asked();
        }
    }

    private ChatResponse asked() throws ModelFailure {
        if (Thread.interrupted()) {
            throw new ModelFailure(Outcome.STOPPED, "nobody waits for it");
        }
        running.set(messages.stream().mapToLong(one -> one.toString().length()).sum());
        var heard = new Heard(this::say);
        try {
            model.chat(
                    ChatRequest.builder()
                            .messages(messages)
                            .toolSpecifications(Prompt.specifications(tools))
                            .build(),
                    heard);
        } catch (RuntimeException e) {
            throw failure(e);
        }
        if (heard.refused()) {
            throw new ModelFailure(Outcome.NOT_KNOWN, "it refused to read the question");
        }
        var error = heard.error();
        if (error != null) {
            saying.breakOff();
            throw failure(error);
        }
        var reply = heard.reply();
        if (reply == null) {
            throw new ModelFailure(Outcome.FAILED, "it fell silent");
        }
        var usage = reply.tokenUsage();
        counted.addAndGet(
                usage == null || usage.totalTokenCount() == null
                        ? running.get() / CHARACTERS_A_TOKEN
                        : usage.totalTokenCount());
        running.set(0);
        return reply;
    }

    /** Whether it wants to hear more. */
    private boolean say(String piece) {
        characters += piece.length();
        running.addAndGet(piece.length());
        if (characters > limits.characters()) {
            return false;
        }
        saying.say(piece, results);
        return true;
    }

    private static ModelFailure failure(Throwable error) {
        if (ModelLine.isNotThere(error)) {
            return new ModelFailure(Outcome.UNREACHABLE, "it could not be reached");
        }
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                int status = http.statusCode();
                return new ModelFailure(
                        Outcome.FAILED, "it answered " + status, status == 429 || status == 503);
            }
            if (cause instanceof TimeoutException) {
                return new ModelFailure(Outcome.SLOW, "it took too long");
            }
        }
        // Its message may repeat what was asked.
        return new ModelFailure(Outcome.FAILED, error.getClass().getSimpleName());
    }

    private String result(ToolExecutionRequest call) {
        if (++calls > limits.toolCalls()) {
            return refused("No more tools in this turn; answer from what was found.");
        }
        boolean known = tools.all().stream().anyMatch(tool -> tool.name().equals(call.name()));
        if (known) {
            events.accept(new TurnEvent.ToolStarted(call.name()));
        }
        try {
            var arguments = Arguments.parse(call.arguments() == null ? "" : call.arguments());
            var result = tools.run(call.name(), arguments, ask.locale());
            results.add(result);
            events.accept(new TurnEvent.ToolFinished(result));
            return ToolJson.of(result, ask.locale());
        } catch (ToolRefused e) {
            return refused(e.words(texts, ask.locale()));
        } catch (AccessDeniedException e) {
            return refused("Whoever asks may not see that.");
        } catch (RuntimeException e) {
            LOG.warn("The tool {} failed", call.name(), e);
            return refused("That could not be looked up now.");
        }
    }

    private static String refused(String words) {
        return JSON.writeValueAsString(Map.of("refused", words));
    }

    /** Why there is no more of an answer. */
    private static final class ModelFailure extends Exception {
        private static final long serialVersionUID = 1;
        private final Outcome outcome;
        private final boolean busy;

        ModelFailure(Outcome outcome, String reason) {
            this(outcome, reason, false);
        }

        ModelFailure(Outcome outcome, String reason, boolean busy) {
            super(reason);
            this.outcome = outcome;
            this.busy = busy;
        }
    }

    /** Verifies what the model says, and passes on what stands. */
    static final class Saying {
        private static final List<String> MARKS =
                List.of("[ASK]", "[NOT-KNOWN]", "[LOW-COVERAGE]", "[NEXT]");
        private static final int FOLLOW_UPS = 3;

        private final String question;
        private final Consumer<TurnEvent> events;
        private SentenceStream stream = new SentenceStream();
        private @Nullable Verifier verifier;

        /** How many results the verifier knows. */
        private int held;

        private Outcome marked = Outcome.ANSWERED;
        private boolean anything;
        private boolean rests;
        private int followUps;

        Saying(String question, Consumer<TurnEvent> events) {
            this.question = question;
            this.events = events;
        }

        void say(String piece, List<ToolResult> results) {
            verify(stream.feed(piece), results);
        }

        void end(List<ToolResult> results) {
            verify(stream.end(), results);
            breakOff();
        }

        /** What has no end yet is not said. */
        void breakOff() {
            if (stream.leftOut() > 0) {
                events.accept(new TurnEvent.StruckOut(stream.leftOut()));
            }
            stream = new SentenceStream();
        }

        boolean anything() {
            return anything;
        }

        Outcome outcome(List<ToolResult> results) {
            if (marked != Outcome.ANSWERED) {
                return marked;
            }
            boolean found =
                    results.stream().anyMatch(one -> one.outcome() == ToolResult.Outcome.ANSWERED);
            if (anything && (rests || found || results.isEmpty())) {
                return Outcome.ANSWERED;
            }
            return results.stream()
                            .anyMatch(one -> one.outcome() == ToolResult.Outcome.LOW_COVERAGE)
                    ? Outcome.LOW_COVERAGE
                    : Outcome.NOT_KNOWN;
        }

        private void verify(List<Draft> drafts, List<ToolResult> results) {
            if (verifier == null || held != results.size()) {
                verifier = new Verifier(question, results);
                held = results.size();
            }
            for (var draft : drafts) {
                verify(draft, verifier);
            }
        }

        private void verify(Draft draft, Verifier by) {
            var words = draft.words();
            var mark = MARKS.stream().filter(words::startsWith).findFirst().orElse("");
            var rest = new Draft(words.substring(mark.length()).strip(), draft.place());
            switch (mark) {
                case "[ASK]" -> marked = Outcome.ASKED_BACK;
                case "[NOT-KNOWN]" -> marked = Outcome.NOT_KNOWN;
                case "[LOW-COVERAGE]" -> marked = Outcome.LOW_COVERAGE;
                default -> {}
            }
            if (rest.words().isEmpty()) {
                return;
            }
            var sentence = by.verified(rest);
            if (sentence.isEmpty()) {
                events.accept(new TurnEvent.StruckOut(1));
            } else if (mark.equals("[NEXT]")) {
                if (followUps++ < FOLLOW_UPS) {
                    events.accept(new TurnEvent.MayAsk(sentence.get().words()));
                }
            } else {
                anything = true;
                rests |= sentence.get().mark() != Mark.GENERAL;
                events.accept(new TurnEvent.Said(sentence.get()));
            }
        }
    }
}
