package io.oeeanalytics.production;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.ops.DatabaseWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * {@code oee_ingest_events_total} by outcome, whichever way they came; {@code oee_rollup_waiting},
 * stretches whose figures are to be counted anew, and {@code oee_rollup_lag_seconds}, for how long
 * the oldest of them waits.
 */
@Component
public class IngestMeters {
    private static final Duration KEPT = Duration.ofSeconds(2);

    /** What became of an event. */
    public enum Outcome {
        STORED,
        DUPLICATE,
        REFUSED
    }

    private final ObjectProvider<MeterRegistry> meters;

    IngestMeters(
            ObjectProvider<MeterRegistry> meters,
            JooqChangedRanges changes,
            DatabaseWatch database,
            Clock clock) {
        this.meters = meters;
        LoadingCache<String, JooqChangedRanges.Waiting> waiting =
                Caffeine.newBuilder().expireAfterWrite(KEPT).build(key -> changes.waiting());
        meters.ifAvailable(
                registry -> {
                    for (var outcome : Outcome.values()) {
                        counter(registry, outcome);
                    }
                    gauge(
                            registry,
                            "oee.rollup.waiting",
                            database,
                            waiting,
                            JooqChangedRanges.Waiting::count);
                    gauge(
                            registry,
                            "oee.rollup.lag.seconds",
                            database,
                            waiting,
                            all ->
                                    all.oldest()
                                            .map(at -> Duration.between(at, clock.instant()))
                                            .map(age -> Math.max(0, age.toMillis() / 1000.0))
                                            .orElse(0.0));
                });
    }

    private static void gauge(
            MeterRegistry registry,
            String name,
            DatabaseWatch database,
            LoadingCache<String, JooqChangedRanges.Waiting> waiting,
            ToDoubleFunction<JooqChangedRanges.Waiting> value) {
        Gauge.builder(
                        name,
                        waiting,
                        cache -> {
                            try {
                                return database.answers()
                                        ? value.applyAsDouble(cache.get("waiting"))
                                        : Double.NaN;
                            } catch (RuntimeException e) {
                                // Other meters can be read without the database.
                                return Double.NaN;
                            }
                        })
                .strongReference(true)
                .register(registry);
    }

    public void count(Outcome outcome, int events) {
        if (events > 0) {
            meters.ifAvailable(registry -> counter(registry, outcome).increment(events));
        }
    }

    private static Counter counter(MeterRegistry registry, Outcome outcome) {
        return registry.counter(
                "oee.ingest.events", "outcome", outcome.name().toLowerCase(Locale.ROOT));
    }
}
