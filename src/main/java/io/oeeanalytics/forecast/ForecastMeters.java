package io.oeeanalytics.forecast;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.oeeanalytics.forecast.drift.DriftKind;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.plant.Line;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What monitoring hears of forecasts: {@code model_predictions_total}, days forecast by line;
 * {@code model_prediction_accuracy}, 1 minus the mean absolute error of OEE said for the next
 * working day over the last 30 days; {@code model_drift} by kind, how many lines became different;
 * and {@code model_retrainings_total} by reason.
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
            ObjectProvider<MeterRegistry> registry) {
        // From the table, as any instance may have found them; a scrape asks once for all kinds.
        LoadingCache<String, Map<DriftKind, Integer>> counts =
                Caffeine.newBuilder().expireAfterWrite(KEPT).build(key -> drifts.count());
        registry.ifAvailable(
                meters -> {
                    for (var kind : DriftKind.values()) {
                        meters.gauge(
                                "model.drift",
                                Tags.of(
                                        "model_type",
                                        "oee-daily",
                                        "kind",
                                        kind.name().toLowerCase(Locale.ROOT)),
                                kind,
                                one -> counts.get("drifts").getOrDefault(one, 0));
                    }
                });
        this.runs = runs;
        this.figures = figures;
        this.registry = registry;
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
