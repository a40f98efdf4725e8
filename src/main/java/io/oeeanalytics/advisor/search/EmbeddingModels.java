package io.oeeanalytics.advisor.search;

import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The embedding model of this instance, loaded when its first text is read: it takes a second and
 * some 190 MB, which an instance that neither reads documents nor answers questions never spends.
 */
@Component
public class EmbeddingModels implements DisposableBean {
    private static final String LOCAL = "local";
    private static final String GEMINI = "gemini";
    private static final String MINI_LM = "all-MiniLM-L6-v2-q";

    /** Half of what there is, so that pages go on being answered while a manual is read. */
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                    Thread.ofPlatform().daemon().name("embedding-", 0).factory());

    private final ChosenEmbeddings chosen;

    /**
     * @param setting {@code local} or {@code gemini}
     * @param other what that stands for, where it is not the one in process
     * @throws IllegalArgumentException if the setting means nothing, or lacks its key
     */
    EmbeddingModels(
            @Value("${oee.embeddings:local}") String setting, Optional<ChosenEmbeddings> other) {
        if (!setting.equals(LOCAL) && !setting.equals(GEMINI)) {
            throw new IllegalArgumentException(
                    "OEE_EMBEDDINGS is %s or %s, not '%s'".formatted(LOCAL, GEMINI, setting));
        }
        if (setting.equals(GEMINI) && other.isEmpty()) {
            throw new IllegalArgumentException(
                    "OEE_EMBEDDINGS is gemini and GEMINI_API_KEY is not set");
        }
        chosen = other.orElseGet(() -> new ChosenEmbeddings(MINI_LM, new MiniLm(threads)));
    }

    /** The one in process, which needs no network. */
    public static EmbeddingModels local() {
        return new EmbeddingModels(LOCAL, Optional.empty());
    }

    /** As it is kept beside each vector it made; vectors of two models mean nothing together. */
    public String name() {
        return chosen.name();
    }

    public EmbeddingModel current() {
        return chosen.model();
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
