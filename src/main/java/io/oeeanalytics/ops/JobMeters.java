package io.oeeanalytics.ops;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code oee_jobs_ready}, due and waiting for somebody; {@code oee_jobs_failing}; {@code
 * oee_job_last_success_seconds} by job, and {@code oee_backup_age_seconds}, how long ago it was.
 * All instances say the same; a scrape asks the database once.
 */
@Component
class JobMeters implements MeterBinder {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final List<String> names;
    private final Clock clock;
    private final LoadingCache<String, Optional<Seen>> seen;

    private record Seen(
            JooqJobs.Queue queue, Map<String, Instant> successes, Optional<Instant> backup) {}

    JobMeters(
            JooqJobs jobs,
            List<RecurringJob> recurring,
            List<QueuedJob> queued,
            DatabaseWatch database,
            Clock clock) {
        this.names =
                Stream.concat(
                                recurring.stream().map(RecurringJob::name),
                                queued.stream().map(QueuedJob::name))
                        .toList();
        this.clock = clock;
        this.seen =
                Caffeine.newBuilder()
                        .expireAfterWrite(KEPT)
                        .build(key -> database.answers() ? look(jobs, clock) : Optional.empty());
    }

    private static Optional<Seen> look(JooqJobs jobs, Clock clock) {
        try {
            return Optional.of(
                    new Seen(jobs.queue(clock.instant()), jobs.lastSuccesses(), jobs.lastBackup()));
        } catch (RuntimeException e) {
            // Other meters can be read without the database.
            return Optional.empty();
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "oee.jobs.ready", all -> all.queue().waiting());
        gauge(registry, "oee.jobs.failing", all -> all.queue().failing());
        gauge(registry, "oee.backup.age.seconds", all -> age(all.backup().orElse(null)));
        for (var name : names) {
            Gauge.builder(
                            "oee.job.last.success.seconds",
                            this,
                            meters -> meters.value(all -> age(all.successes().get(name))))
                    .tag("job", name)
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Seen> value) {
        Gauge.builder(name, this, meters -> meters.value(value::applyAsDouble)).register(registry);
    }

    private double value(Function<Seen, Double> value) {
        return seen.get("jobs").map(value).orElse(Double.NaN);
    }

    private double age(@Nullable Instant at) {
        return at == null ? Double.NaN : Duration.between(at, clock.instant()).toMillis() / 1000.0;
    }
}
