package io.oeeanalytics.ops;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The caches whose values all instances share. {@code oee_cache_requests_total} counts by cache,
 * level ({@code instance}, {@code redis}) and result ({@code hit}, {@code miss}, {@code fault}).
 */
@Component
public class SharedCaches {
    static final String TOPIC = "dropped";

    private final RedisLine redis;
    private final JsonMapper json;
    private final Meters meters;
    private final Duration kept;
    private final String prefix;
    private final List<SharedCache<?>> caches = new CopyOnWriteArrayList<>();
    private final AtomicBoolean listens = new AtomicBoolean();

    /** Counts what caches find. */
    record Meters(ObjectProvider<MeterRegistry> registry) {
        void count(String cache, String level, String result) {
            registry.ifAvailable(
                    meters ->
                            meters.counter(
                                            "oee.cache.requests",
                                            "cache",
                                            cache,
                                            "level",
                                            level,
                                            "result",
                                            result)
                                    .increment());
        }
    }

    /**
     * @param seconds for which a value is kept
     */
    SharedCaches(
            RedisLine redis,
            ObjectProvider<MeterRegistry> registry,
            ObjectProvider<BuildProperties> build,
            @Value("${oee.cache-seconds:3600}") long seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("OEE_CACHE_SECONDS is 1 or more, not " + seconds);
        }
        this.redis = redis;
        this.json = JsonMapper.builder().build();
        this.meters = new Meters(registry);
        this.kept = Duration.ofSeconds(seconds);
        // Two versions side by side during an update do not read each other's values.
        this.prefix =
                "oee:%s:"
                        .formatted(
                                build.stream()
                                        .map(BuildProperties::getVersion)
                                        .findFirst()
                                        .orElse("unbuilt"));
    }

    /**
     * @param name in metrics and keys; each once
     * @param most values an instance keeps in its own memory
     */
    public <V> SharedCache<V> cache(String name, Class<V> type, int most) {
        var cache = new SharedCache<>(name, type, most, kept, prefix, redis, json, meters);
        caches.add(cache);
        return cache;
    }

    /** Everything everywhere; it is worked out anew when it is asked for. */
    public void dropAll() {
        caches.forEach(SharedCache::dropAll);
    }

    /** What others dropped is heard from the first time on that Redis answers. */
    @EventListener(ApplicationReadyEvent.class)
    void listen() {
        if (redis.isSet() && listens.compareAndSet(false, true)) {
            Thread.ofVirtual().name("cache-news").start(this::subscribe);
        }
    }

    private void subscribe() {
        while (!redis.tell(
                client ->
                        client.getTopic(prefix + TOPIC)
                                .addListener(String.class, (channel, news) -> hear(news)))) {
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
        }
    }

    private void hear(String news) {
        int tab = news.indexOf('\t');
        if (tab >= 0) {
            caches.stream()
                    .filter(cache -> cache.name().equals(news.substring(0, tab)))
                    .forEach(cache -> cache.forget(news.substring(tab + 1)));
        }
    }
}
