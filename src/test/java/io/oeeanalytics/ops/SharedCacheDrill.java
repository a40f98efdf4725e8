package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oeeanalytics.FreePorts;
import io.oeeanalytics.drill.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;

/** Two instances before a real Redis, which fails them. */
class SharedCacheDrill {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final int port = FreePorts.next();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger worked = new AtomicInteger();
    private Path folder;
    private Process redis;
    private RedisLine oneLine;
    private RedisLine otherLine;
    private SharedCache<Value> one;
    private SharedCache<Value> other;

    record Value(String word, List<Double> numbers) {}

    @BeforeEach
    void twoInstances() throws IOException {
        folder = Files.createTempDirectory("oee-redis");
        startRedis();
        oneLine = new RedisLine("redis://127.0.0.1:" + port, "");
        otherLine = new RedisLine("redis://127.0.0.1:" + port, "");
        one = cache(oneLine);
        other = cache(otherLine);
    }

    @AfterEach
    void stop() {
        oneLine.destroy();
        otherLine.destroy();
        Programs.stop(redis, SOON);
    }

    private void startRedis() throws IOException {
        redis =
                Programs.start(
                        List.of(
                                Programs.find("redis-server").toString(),
                                "--port",
                                String.valueOf(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--dir",
                                folder.toString()),
                        Map.of(),
                        folder.resolve("redis.log"));
        await().atMost(SOON).until(this::answers);
    }

    /** By a line of its own, so that no line of the test rests after a fault. */
    private boolean answers() {
        var line = new RedisLine("redis://127.0.0.1:" + port, "");
        try {
            return line.state() instanceof Neighbour.State.Answers;
        } finally {
            line.destroy();
        }
    }

    private SharedCache<Value> cache(RedisLine line) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("meters", meters);
        var caches =
                new SharedCaches(
                        line,
                        beans.getBeanProvider(MeterRegistry.class),
                        beans.getBeanProvider(BuildProperties.class),
                        3600);
        var cache = caches.cache("values", Value.class, 1_000);
        caches.listen();
        return cache;
    }

    private Value work() {
        return new Value("word " + worked.incrementAndGet(), List.of(0.1, Double.NaN, -1e300));
    }

    private double counted(String level, String result) {
        var counter =
                meters.find("oee.cache.requests").tags("level", level, "result", result).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void what_one_worked_out_the_other_need_not() {
        var first = one.get("key", this::work);

        assertThat(other.get("key", this::work)).isEqualTo(first);
        assertThat(one.get("key", this::work)).isEqualTo(first);
        assertThat(worked).hasValue(1);
        assertThat(counted("redis", "hit")).isEqualTo(1);
        assertThat(counted("instance", "hit")).isEqualTo(1);
    }

    @Test
    void what_is_dropped_is_dropped_everywhere() {
        one.get("key", this::work);
        other.get("key", this::work);

        // The other may begin to listen a moment later.
        await().atMost(SOON)
                .until(
                        () -> {
                            one.drop("key");
                            return other.get("key", this::work).word().equals("word 2")
                                    || worked.get() > 1;
                        });
        int before = worked.get();
        one.dropAll();
        await().atMost(SOON)
                .until(() -> other.get("key", this::work) != null && worked.get() > before);
    }

    @Test
    void without_redis_each_keeps_its_own_quickly_and_an_empty_one_serves_again()
            throws IOException {
        one.get("key", this::work);
        redis.destroyForcibly();
        await().atMost(SOON).until(() -> !redis.isAlive());

        var began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            one.get("other key " + i, this::work);
        }
        var took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(one.get("key", this::work).word()).isEqualTo("word 1");
        assertThat(worked).hasValue(201);
        assertThat(took).as("only the first fault is waited for").isLessThan(Duration.ofSeconds(3));
        assertThat(counted("redis", "fault")).isPositive();

        startRedis();
        await().atMost(SOON).until(() -> oneLine.state() instanceof Neighbour.State.Answers);
        one.get("after", this::work);
        int before = worked.get();
        assertThat(other.get("after", this::work)).isNotNull();
        assertThat(worked).hasValue(before);
    }

    @Test
    void what_somebody_else_wrote_there_is_worked_out_anew() {
        one.get("key", this::work);
        var client = Redisson.create(RedisLine.settings("redis://127.0.0.1:" + port, ""));
        try {
            for (var key : client.getKeys().getKeys()) {
                client.<String>getBucket(key)
                        .set("[\"javax.naming.InitialContext\", {\"word\": 1}]");
            }
        } finally {
            client.shutdown();
        }

        assertThat(other.get("key", this::work).word()).isEqualTo("word 2");
    }
}
