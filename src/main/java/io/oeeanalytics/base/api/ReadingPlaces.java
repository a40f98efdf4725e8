package io.oeeanalytics.base.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many bodies are held in memory at a time: a number for all, and half of it for each sender,
 * so that one who is slow leaves room for the others. A place is taken before the first byte is
 * read.
 */
public final class ReadingPlaces {
    private final Semaphore all;
    private final int each;
    private final Duration patience;

    /** Forgotten with the last body of the sender. */
    private final Cache<String, Semaphore> senders = Caffeine.newBuilder().weakValues().build();

    public ReadingPlaces(int all, Duration patience) {
        this.all = new Semaphore(all);
        this.each = Math.max(1, all / 2);
        this.patience = patience;
    }

    /** A place, to be left by closing it. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Null when there is none for that sender. */
    public @Nullable Place take(String sender) throws InterruptedException {
        var own = senders.get(sender, first -> new Semaphore(each));
        if (!own.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return null;
        }
        if (!all.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            own.release();
            return null;
        }
        return () -> {
            all.release();
            own.release();
        };
    }
}
