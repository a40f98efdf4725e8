package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.forecast.Day;
import io.oeeanalytics.forecast.Forecast;
import io.oeeanalytics.forecast.SetAside;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Recent OEE, then what is expected, with its bands, the baseline and the target. */
final class FanChart extends Div {
    private static final int SHOWN_HISTORY = 45;

    /**
     * @param target OEE aimed at, a fraction of 1
     * @param words what a screen reader says instead
     */
    FanChart(List<Day> history, Forecast forecast, OptionalDouble target, String words) {
        var chart = new Chart();
        chart.draw("fan", data(history, forecast, target), words);
        add(chart);
    }

    private Map<String, Object> data(List<Day> history, Forecast forecast, OptionalDouble target) {
        var setAside = forecast.setAside().stream().map(SetAside::day).toList();
        var known = new ArrayList<List<Object>>();
        history.stream()
                .filter(day -> day.oee().isPresent() && !setAside.contains(day.day()))
                .filter(day -> !day.day().isAfter(forecast.usedTo()))
                .filter(day -> !day.day().isBefore(forecast.usedTo().minusDays(SHOWN_HISTORY)))
                .forEach(day -> known.add(List.of(millis(day.day()), day.oee().getAsDouble())));
        var points = new ArrayList<List<Object>>();
        var band80 = new ArrayList<List<Object>>();
        var band95 = new ArrayList<List<Object>>();
        var baseline = new ArrayList<List<Object>>();
        for (var day : forecast.days()) {
            long at = millis(day.day());
            points.add(List.of(at, day.point()));
            band80.add(List.of(at, day.interval80().lower(), day.interval80().upper()));
            band95.add(List.of(at, day.interval95().lower(), day.interval95().upper()));
            baseline.add(List.of(at, day.naive()));
        }
        var data = new HashMap<String, Object>();
        data.put("history", known);
        data.put("forecast", points);
        data.put("band80", band80);
        data.put("band95", band95);
        data.put("baseline", baseline);
        target.ifPresent(oee -> data.put("target", oee));
        data.put(
                "words",
                Map.of(
                        "history", getTranslation("forecast.word.history"),
                        "forecast", getTranslation("forecast.word.forecast"),
                        "band80", getTranslation("forecast.word.band80"),
                        "band95", getTranslation("forecast.word.band95"),
                        "baseline", getTranslation("forecast.word.baseline"),
                        "target", getTranslation("lines.target.word"),
                        "today", getTranslation("forecast.word.today")));
        return data;
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
