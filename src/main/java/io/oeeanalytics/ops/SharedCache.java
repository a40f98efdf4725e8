package io.oeeanalytics.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.oeeanalytics.base.Sha256;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one instance worked out, for all: kept in its own memory and, where there is one, in Redis,
 * as JSON of one declared type. For what its key fixes for good, or what may be as old as the time
 * it is kept: an instance that Redis does not reach is not told when something is dropped.
 *
 * @param <V> a record that Jackson writes and reads back equal
 */
public final class SharedCache<V> {
    private static final Logger LOG = LoggerFactory.getLogger(SharedCache.class);

    private final String name;
    private final Class<V> type;
    private final Duration kept;
    private final String prefix;
    private final RedisLine redis;
    private final JsonMapper json;
    private final SharedCaches.Meters meters;
    private final Cache<String, V> own;

    SharedCache(
            String name,
            Class<V> type,
            int most,
            Duration kept,
            String prefix,
            RedisLine redis,
            JsonMapper json,
            SharedCaches.Meters meters) {
        this.name = name;
        this.type = type;
        this.kept = kept;
        this.prefix = prefix;
        this.redis = redis;
        this.json = json;
        this.meters = meters;
        this.own = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(kept).build();
    }

    String name() {
        return name;
    }

    /**
     * @param key fixes the value; of any length
     * @param work done once at a time in this instance where nobody keeps its result
     */
    public V get(String key, Supplier<V> work) {
        var near = own.getIfPresent(key);
        meters.count(name, "instance", near == null ? "miss" : "hit");
        return near != null
                ? near
                : own.get(key, one -> far(one).orElseGet(() -> worked(one, work)));
    }

    private V worked(String key, Supplier<V> work) {
        var value = work.get();
        if (redis.isSet()) {
            var text = json.writeValueAsString(value);
            if (!redis.tell(client -> bucket(client, key).set(text, kept))) {
                meters.count(name, "redis", "fault");
            }
        }
        return value;
    }

    private Optional<V> far(String key) {
        if (!redis.isSet()) {
            return Optional.empty();
        }
        // One answer of two kinds, or no answer.
        var answer = redis.ask(client -> Optional.ofNullable(bucket(client, key).get()));
        if (answer.isEmpty()) {
            meters.count(name, "redis", "fault");
            return Optional.empty();
        }
        var value = answer.get().map(this::read);
        meters.count(name, "redis", value.isPresent() ? "hit" : "miss");
        return value;
    }

    /** Null for what is no value of ours: somebody else may write there. */
    private @Nullable V read(String text) {
        try {
            return json.readValue(text, type);
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.warn("Something in the cache {} cannot be read and is worked out anew", name);
            return null;
        }
    }

    /** Everywhere, where the other instances can be told. */
    public void drop(String key) {
        own.invalidate(key);
        redis.tell(
                client -> {
                    bucket(client, key).delete();
                    client.getTopic(prefix + SharedCaches.TOPIC).publish(name + "\t" + key);
                });
    }

    /** Everywhere, where the other instances can be told. */
    public void dropAll() {
        own.invalidateAll();
        redis.tell(
                client -> {
                    client.getKeys().deleteByPattern(prefix + name + ":*");
                    client.getTopic(prefix + SharedCaches.TOPIC).publish(name + "\t");
                });
    }

    /** Here only: another instance said so. */
    void forget(String key) {
        if (key.isEmpty()) {
            own.invalidateAll();
        } else {
            own.invalidate(key);
        }
    }

    private RBucket<String> bucket(RedissonClient client, String key) {
        return client.getBucket(prefix + name + ":" + Sha256.hex(key));
    }
}
