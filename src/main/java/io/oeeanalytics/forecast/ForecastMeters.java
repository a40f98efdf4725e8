package io.oeeanalytics.forecast;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.oeeanalytics.forecast.drift.DriftKind;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.ops.DatabaseWatch;
import io.oeeanalytics.plant.Line;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What monitoring hears of forecasts: {@code model_predictions_total}, days forecast by line;
 * {@code model_prediction_accuracy}, 1 minus the mean absolute error of OEE said for the next
 * working day over the last 30 days; {@code model_drift} by kind, how many lines became different;
 * {@code model_retrainings_total} by reason; and {@code oee_forecast_batch_finished_seconds}, how
 * long ago the newest round was finished.
 */
@Component
class ForecastMeters {
    private static final int DAYS = 30;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final JooqForecastRuns runs;
    private final LineFigures figures;
    private final ObjectProvider<MeterRegistry> registry;
    private final Map<String, AtomicReference<Double>> accuracy = new ConcurrentHashMap<>();

    ForecastMeters(
            JooqForecastRuns runs,
            LineFigures figures,
            JooqDrifts drifts,
            DatabaseWatch database,
            Clock clock,
            ObjectProvider<MeterRegistry> registry) {
        // From the table, as any instance may have found them; a scrape asks once for all kinds.
        LoadingCache<String, Map<DriftKind, Integer>> counts =
                Caffeine.newBuilder().expireAfterWrite(KEPT).build(key -> drifts.count());
        LoadingCache<String, Optional<Instant>> finished =
                Caffeine.newBuilder().expireAfterWrite(KEPT).build(key -> runs.lastFinished());
        registry.ifAvailable(
                meters -> {
                    Gauge.builder(
                                    "oee.forecast.batch.finished.seconds",
                                    finished,
                                    cache -> database.answers() ? age(cache, clock) : Double.NaN)
                            .strongReference(true)
                            .register(meters);
                    for (var kind : DriftKind.values()) {
                        meters.gauge(
                                "model.drift",
                                Tags.of(
                                        "model_type",
                                        "oee-daily",
                                        "kind",
                                        kind.name().toLowerCase(Locale.ROOT)),
                                kind,
                                one ->
                                        database.answers()
                                                ? counts.get("drifts").getOrDefault(one, 0)
                                                : Double.NaN);
                    }
                });
        this.runs = runs;
        this.figures = figures;
        this.registry = registry;
    }

    private static double age(LoadingCache<String, Optional<Instant>> finished, Clock clock) {
        try {
            return finished.get("finished")
                    .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                    .orElse(Double.NaN);
        } catch (RuntimeException e) {
            // Other meters can be read without the database.
            return Double.NaN;
        }
    }

    void published(Line line, Forecast forecast) {
        registry.ifAvailable(
                meters -> {
                    var tags = Tags.of("model_type", "oee-daily", "production_line", line.code());
                    meters.counter("model.predictions", tags).increment(forecast.days().size());
                    accuracy(line, forecast)
                            .ifPresent(
                                    value ->
                                            accuracy.computeIfAbsent(
                                                            line.code(),
                                                            code ->
                                                                    gauge(
                                                                            meters,
                                                                            "model.prediction.accuracy",
                                                                            tags))
                                                    .set(value));
                });
    }

    void retrained(RetrainingRules.Reason reason) {
        registry.ifAvailable(
                meters ->
                        meters.counter(
                                        "model.retrainings",
                                        "model_type",
                                        "oee-daily",
                                        "reason",
                                        reason.name().toLowerCase(Locale.ROOT))
                                .increment());
    }

    private static AtomicReference<Double> gauge(MeterRegistry meters, String name, Tags tags) {
        var value = new AtomicReference<>(Double.NaN);
        meters.gauge(name, tags, value, AtomicReference::get);
        return value;
    }

    private OptionalDouble accuracy(Line line, Forecast forecast) {
        var error =
                PredictionLog.past(runs, figures, line, 1, forecast.usedTo(), DAYS).stream()
                        .flatMapToDouble(past -> past.error().stream())
                        .map(Math::abs)
                        .average();
        return error.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - error.getAsDouble());
    }
}
