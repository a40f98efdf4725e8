package io.oeeanalytics.ops;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The line to Redis, where {@code REDIS_URL} names one. Nothing that must survive goes over it: a
 * fault costs the caller nothing but what it hoped to be spared, and after one nobody tries again
 * for some seconds. Only text travels, so nothing that comes from there becomes an object of
 * somebody else's choice.
 */
@Component
class RedisLine implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLine.class);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int CONNECT_MS = 500;
    private static final int ANSWER_MS = 300;
    private static final int RETRY_MS = 50;
    private static final int CONNECTIONS = 8;
    private static final int THREADS = 2;

    private final @Nullable Config settings;
    private final AtomicReference<@Nullable RedissonClient> client = new AtomicReference<>();
    private volatile long restsUntil = System.nanoTime();
    private volatile String fault = "";

    RedisLine(@Value("${REDIS_URL:}") String url, @Value("${REDIS_PASSWORD:}") String password) {
        settings = url.isBlank() ? null : settings(url.strip(), password.strip());
    }

    /**
     * @throws IllegalArgumentException which never repeats the address: it may hold the password
     */
    static Config settings(String url, String password) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "REDIS_URL cannot be read at character " + e.getIndex(), e);
        }
        if (uri.getHost() == null
                || !("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "REDIS_URL must be redis://host:6379 or rediss://host:6379, with user:password@ before the host where needed");
        }
        var config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.setThreads(THREADS);
        config.setNettyThreads(THREADS);
        config.setLazyInitialization(true);
        var info = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        int colon = info.indexOf(':');
        var user = colon < 0 ? info : info.substring(0, colon);
        var secret = colon < 0 ? password : info.substring(colon + 1);
        if (!user.isEmpty()) {
            config.setUsername(user);
        }
        if (!secret.isEmpty()) {
            config.setPassword(secret);
        }
        config.useSingleServer()
                .setAddress(
                        "%s://%s:%d"
                                .formatted(
                                        uri.getScheme(),
                                        uri.getHost(),
                                        uri.getPort() < 0 ? 6379 : uri.getPort()))
                .setClientName("oee-analytics")
                .setConnectTimeout(CONNECT_MS)
                .setTimeout(ANSWER_MS)
                .setRetryAttempts(1)
                .setRetryDelay(new ConstantDelay(Duration.ofMillis(RETRY_MS)))
                .setPingConnectionInterval(1_000)
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2);
        return config;
    }

    boolean isSet() {
        return settings != null;
    }

    Neighbour.State state() {
        if (settings == null) {
            return new Neighbour.State.NotSet();
        }
        return ask(redis -> redis.getBucket("oee:ping").isExists()).isPresent()
                ? new Neighbour.State.Answers()
                : new Neighbour.State.Silent(fault.isEmpty() ? "does not answer" : fault);
    }

    /** Empty where Redis is not set, rests after a fault, or has one now. */
    <T> Optional<T> ask(Function<RedissonClient, @Nullable T> question) {
        var config = settings;
        if (config == null || System.nanoTime() - restsUntil < 0) {
            return Optional.empty();
        }
        try {
            var answer = Optional.ofNullable(question.apply(client(config)));
            if (!fault.isEmpty()) {
                fault = "";
                LOG.info("Redis answers again");
            }
            return answer;
        } catch (RuntimeException e) {
            // Of whatever kind: nothing behind this line is needed.
            restsUntil = System.nanoTime() + REST.toNanos();
            if (fault.isEmpty()) {
                LOG.warn(
                        "Redis does not answer ({}); going on without",
                        e.getClass().getSimpleName());
            }
            fault = "does not answer (%s)".formatted(e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /**
     * @return false where it was not done
     */
    boolean tell(Consumer<RedissonClient> order) {
        return ask(redis -> {
                    order.accept(redis);
                    return true;
                })
                .isPresent();
    }

    private synchronized RedissonClient client(Config config) {
        var open = client.get();
        if (open == null) {
            open = Redisson.create(config);
            client.set(open);
        }
        return open;
    }

    @Override
    public void destroy() {
        var open = client.getAndSet(null);
        if (open != null) {
            open.shutdown(
                    Duration.ZERO.toMillis(), 2_000, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }
}
