package io.oeeanalytics.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code oee_jobs_ready}, due and waiting for somebody; {@code oee_jobs_failing}; {@code
 * oee_job_last_success_seconds} by job, and {@code oee_backup_age_seconds}, how long ago it was.
 * {@code oee_job_known}, of work that comes by itself, and {@code oee_backup_known} tell whether it
 * ever was, 1 or 0. All instances say the same; a scrape asks the database once.
 *
 * <p>While the database is away nobody knows what waits, which is NaN; what was done last is known
 * still, and becomes older.
 */
@Component
class JobMeters implements MeterBinder {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final JooqJobs jobs;
    private final List<String> recurring;
    private final List<String> queued;
    private final DatabaseWatch database;
    private final Clock clock;
    private Instant askedAt = Instant.EPOCH;
    private boolean answered;
    private @Nullable Seen last;

    private record Seen(
            JooqJobs.Queue queue, Map<String, Instant> successes, Optional<Instant> backup) {}

    JobMeters(
            JooqJobs jobs,
            List<RecurringJob> recurring,
            List<QueuedJob> queued,
            DatabaseWatch database,
            Clock clock) {
        this.jobs = jobs;
        this.recurring = recurring.stream().map(RecurringJob::name).toList();
        this.queued = queued.stream().map(QueuedJob::name).toList();
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        now(registry, "oee.jobs.ready", all -> all.queue().waiting());
        now(registry, "oee.jobs.failing", all -> all.queue().failing());
        gauge("oee.backup.age.seconds", all -> age(all.backup().orElse(null))).register(registry);
        gauge("oee.backup.known", all -> all.backup().isPresent() ? 1 : 0).register(registry);
        for (var name : Stream.concat(recurring.stream(), queued.stream()).toList()) {
            gauge("oee.job.last.success.seconds", all -> age(all.successes().get(name)))
                    .tag("job", name)
                    .register(registry);
        }
        for (var name : recurring) {
            gauge("oee.job.known", all -> all.successes().containsKey(name) ? 1 : 0)
                    .tag("job", name)
                    .register(registry);
        }
    }

    private void now(MeterRegistry registry, String name, ToDoubleFunction<Seen> value) {
        Gauge.builder(name, this, meters -> meters.value(value, true)).register(registry);
    }

    private Gauge.Builder<JobMeters> gauge(String name, ToDoubleFunction<Seen> value) {
        return Gauge.builder(name, this, meters -> meters.value(value, false));
    }

    private synchronized double value(ToDoubleFunction<Seen> value, boolean ofNow) {
        var now = clock.instant();
        if (now.isBefore(askedAt) || !now.isBefore(askedAt.plus(KEPT))) {
            askedAt = now;
            answered = database.answers() && look(now);
        }
        return last == null || (ofNow && !answered) ? Double.NaN : value.applyAsDouble(last);
    }

    private boolean look(Instant now) {
        try {
            last = new Seen(jobs.queue(now), jobs.lastSuccesses(), jobs.lastBackup());
            return true;
        } catch (RuntimeException e) {
            // Other meters can be read without the database.
            return false;
        }
    }

    private double age(@Nullable Instant at) {
        return at == null ? Double.NaN : Duration.between(at, clock.instant()).toMillis() / 1000.0;
    }
}
