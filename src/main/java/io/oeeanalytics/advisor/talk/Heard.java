package io.oeeanalytics.advisor.talk;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What came of one question to the model. */
final class Heard implements StreamingChatResponseHandler {
    private final Predicate<String> more;
    private volatile @Nullable ChatResponse reply;
    private volatile @Nullable Throwable error;
    private volatile boolean refused;

    /**
     * @param more takes a piece of the answer, and says whether to read on
     */
    Heard(Predicate<String> more) {
        this.more = more;
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        if (error == null && !more.test(partial.text())) {
            error = new ModelLine.AnswerTooLong();
            context.streamingHandle().cancel();
        }
    }

    /** Gemini refuses to read what it is sent in an event that the library makes nothing of. */
    @Override
    public void onUnmappedRawEvent(Object event) {
        if (event instanceof ServerSentEvent sent && sent.data().contains("\"blockReason\"")) {
            refused = true;
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        reply = complete;
    }

    @Override
    public void onError(Throwable failure) {
        if (error == null) {
            error = failure;
        }
    }

    boolean refused() {
        return refused;
    }

    /** None where it failed, or was cut off. */
    @Nullable ChatResponse reply() {
        return reply;
    }

    /** The first thing that went wrong. */
    @Nullable Throwable error() {
        return error;
    }
}
