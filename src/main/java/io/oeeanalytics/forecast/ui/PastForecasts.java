package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.PastForecast;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was said the working day before beside what happened, in words and as a chart. */
final class PastForecasts extends Div {
    private static final double NEAR = 0.03;

    PastForecasts(List<PastForecast> said, Numerals numerals) {
        addClassName("stack");
        var known = said.stream().filter(past -> past.actual().isPresent()).toList();
        if (known.isEmpty()) {
            add(
                    new Paragraph(
                            getTranslation(
                                    said.isEmpty()
                                            ? "forecast.past.none"
                                            : "forecast.past.waiting")));
            return;
        }
        long near =
                known.stream().filter(past -> Math.abs(past.error().orElseThrow()) <= NEAR).count();
        long held =
                known.stream()
                        .filter(
                                past ->
                                        past.said()
                                                .interval80()
                                                .contains(past.actual().orElseThrow()))
                        .count();
        double mean =
                known.stream()
                        .mapToDouble(past -> Math.abs(past.error().orElseThrow()))
                        .average()
                        .orElseThrow();
        var words =
                new Paragraph(
                        getTranslation(
                                "forecast.past.words",
                                near,
                                known.size(),
                                held,
                                numerals.points(mean)));
        words.setId("forecast-past");
        var chart = new Chart();
        chart.draw("trend", data(said), getTranslation("forecast.past.title"));
        add(words, chart);
    }

    private Map<String, Object> data(List<PastForecast> said) {
        var points = new ArrayList<List<Object>>();
        var band = new ArrayList<List<Object>>();
        var actual = new ArrayList<List<Object>>();
        for (var past : said) {
            long at = millis(past.said().day());
            points.add(List.of(at, past.said().point()));
            band.add(
                    List.of(
                            at,
                            past.said().interval80().lower(),
                            past.said().interval80().upper()));
            past.actual().ifPresent(oee -> actual.add(List.of(at, oee)));
        }
        var data = new HashMap<String, Object>();
        data.put(
                "series",
                List.of(
                        Map.of("name", getTranslation("forecast.past.actual"), "data", actual),
                        Map.of(
                                "name",
                                getTranslation("forecast.past.said"),
                                "data",
                                points,
                                "colour",
                                "--oee-forecast")));
        data.put("spread", band);
        data.put("words", Map.of("spread", getTranslation("forecast.word.band80")));
        return data;
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
