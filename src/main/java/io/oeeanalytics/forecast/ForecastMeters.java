package io.oeeanalytics.forecast;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.oeeanalytics.forecast.drift.Drift;
import io.oeeanalytics.forecast.drift.DriftKind;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.plant.Line;
import java.util.List;
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
 * working day over the last 30 days; {@code model_drift} by line and kind, 1 while the last days
 * are not like those before; and {@code model_retrainings_total} by reason.
 */
@Component
class ForecastMeters {
    private static final int DAYS = 30;

    private final JooqForecastRuns runs;
    private final LineFigures figures;
    private final ObjectProvider<MeterRegistry> registry;
    private final Map<String, AtomicReference<Double>> accuracy = new ConcurrentHashMap<>();
    private final Map<String, AtomicReference<Double>> drifts = new ConcurrentHashMap<>();

    ForecastMeters(
            JooqForecastRuns runs, LineFigures figures, ObjectProvider<MeterRegistry> registry) {
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

    void drifted(Line line, List<Drift> found) {
        registry.ifAvailable(
                meters -> {
                    for (var kind : DriftKind.values()) {
                        var tags =
                                Tags.of(
                                        "model_type",
                                        "oee-daily",
                                        "production_line",
                                        line.code(),
                                        "kind",
                                        kind.name().toLowerCase(Locale.ROOT));
                        boolean goesOn = found.stream().anyMatch(one -> one.kind() == kind);
                        drifts.computeIfAbsent(
                                        kind + " " + line.code(),
                                        key -> gauge(meters, "model.drift", tags))
                                .set(goesOn ? 1.0 : 0.0);
                    }
                });
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
