package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.FactorDay;
import io.oeeanalytics.forecast.FactorOutlook;
import io.oeeanalytics.forecast.factor.Factor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Planned time of each day ahead: what becomes good pieces, and what is lost to which factor. */
final class FactorChart extends Div {
    private static final double MS_PER_MINUTE = 60_000;

    FactorChart(FactorOutlook outlook, Numerals numerals) {
        var chart = new Chart();
        var parts = new ArrayList<Map<String, Object>>();
        parts.add(
                part(
                        outlook,
                        "good",
                        day -> Math.round(day.plannedMs() * day.draws().meanOee()),
                        getTranslation("forecast.part.good")));
        for (var factor : Factor.values()) {
            parts.add(
                    part(
                            outlook,
                            factor.name().toLowerCase(java.util.Locale.ROOT),
                            day -> day.lossMs(factor),
                            getTranslation("forecast.part." + factor)));
        }
        chart.draw(
                "stacked",
                Map.of(
                        "labels",
                        outlook.days().stream()
                                .map(
                                        day ->
                                                "%s %d.%d."
                                                        .formatted(
                                                                numerals.weekday(day.day()),
                                                                day.day().getDayOfMonth(),
                                                                day.day().getMonthValue()))
                                .toList(),
                        "parts",
                        List.copyOf(parts),
                        "words",
                        Map.of("whole", getTranslation("forecast.column.planned"))),
                getTranslation("forecast.factors.title"));
        add(chart);
    }

    private static Map<String, Object> part(
            FactorOutlook outlook, String kind, ToLongFunction<FactorDay> millis, String name) {
        return Map.of(
                "name",
                name,
                "kind",
                kind,
                "values",
                outlook.days().stream()
                        .map(day -> millis.applyAsLong(day) / MS_PER_MINUTE)
                        .toList());
    }
}
