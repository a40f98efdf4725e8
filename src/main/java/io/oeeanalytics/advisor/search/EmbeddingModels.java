package io.oeeanalytics.advisor.search;

import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The embedding model of this instance, loaded when its first text is read: it takes a second and
 * some 190 MB, which an instance that neither reads documents nor answers questions never spends.
 */
@Component
public class EmbeddingModels implements DisposableBean {
    private static final String MINI_LM = "all-MiniLM-L6-v2-q";

    /** Half of what there is, so that pages go on being answered while a manual is read. */
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                    Thread.ofPlatform().daemon().name("embedding-", 0).factory());

    private final EmbeddingModel model = new MiniLm(threads);

    /** As it is kept beside each vector it made; vectors of two models mean nothing together. */
    public String name() {
        return MINI_LM;
    }

    public EmbeddingModel current() {
        return model;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
