package io.oeeanalytics.registry.scoring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Models kept by the digest of their bytes, as much of them as is allowed. One that has to go is
 * closed when the last who uses it is done.
 */
public final class ModelCache implements AutoCloseable {
    /** A model takes more than its bytes; a small one takes mostly that. */
    private static final int OVERHEAD = 64 * 1024;

    private final Cache<String, Shared> models;

    /**
     * @param largest in bytes of all models' files
     */
    public ModelCache(long largest) {
        models =
                Caffeine.newBuilder()
                        .maximumWeight(largest)
                        .weigher((String digest, Shared model) -> model.weight)
                        .executor(Runnable::run)
                        .removalListener(
                                (digest, model, cause) -> {
                                    if (model != null) {
                                        model.retire();
                                    }
                                })
                        .build();
    }

    /** A model and the size of the bytes it was made of. */
    public record Loaded(TabularModel model, int size) {}

    /** Whoever comes while it is loaded waits for it. */
    public <T> T use(String digest, Supplier<Loaded> load, Function<TabularModel, T> work) {
        while (true) {
            var own = new AtomicReference<Shared>();
            var model =
                    models.get(
                            digest,
                            key -> {
                                var loaded = new Shared(load.get());
                                own.set(loaded);
                                return loaded;
                            });
            // Who loaded it uses it already, so that it cannot go before it was of any use.
            if (own.get() != null || model.enter()) {
                try {
                    return work.apply(model.model);
                } finally {
                    model.leave();
                }
            }
        }
    }

    long size() {
        models.cleanUp();
        return models.estimatedSize();
    }

    @Override
    public void close() {
        models.invalidateAll();
    }

    private static final class Shared {
        private final TabularModel model;
        private final int weight;
        private int users = 1;
        private boolean retired;

        Shared(Loaded loaded) {
            model = loaded.model();
            weight = Math.addExact(loaded.size(), OVERHEAD);
        }

        synchronized boolean enter() {
            if (retired) {
                return false;
            }
            users++;
            return true;
        }

        synchronized void leave() {
            users--;
            closeIfDone();
        }

        synchronized void retire() {
            retired = true;
            closeIfDone();
        }

        private void closeIfDone() {
            if (retired && users == 0) {
                model.close();
            }
        }
    }
}
