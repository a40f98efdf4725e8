package io.oeeanalytics.forecast;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.plant.Line;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What monitoring hears of forecasts: {@code model_predictions_total}, days forecast by line, and
 * {@code model_prediction_accuracy}, 1 minus the mean absolute error of OEE said for the next
 * working day over the last 30 days.
 */
@Component
class ForecastMeters {
    private static final int DAYS = 30;

    private final JooqForecastRuns runs;
    private final LineFigures figures;
    private final ObjectProvider<MeterRegistry> registry;
    private final Map<String, AtomicReference<Double>> accuracy = new ConcurrentHashMap<>();

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
                                                            code -> gauge(meters, tags))
                                                    .set(value));
                });
    }

    private static AtomicReference<Double> gauge(MeterRegistry meters, Tags tags) {
        var value = new AtomicReference<>(Double.NaN);
        meters.gauge("model.prediction.accuracy", tags, value, AtomicReference::get);
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
