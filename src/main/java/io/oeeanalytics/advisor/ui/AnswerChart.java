package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.advisor.tool.ChartData;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.base.ui.Chart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A chart of what a tool found. */
final class AnswerChart extends Div {
    private static final int ROW = 30;
    private static final int AROUND = 70;
    private static final int OF_LINES = 220;

    AnswerChart(ChartData data) {
        addClassName("advisor-chart");
        var title = new Paragraph(data.title());
        title.addClassName("cell-note");
        var chart = new Chart();
        boolean bars = data.kind() == ChartData.Kind.BARS;
        chart.getElement()
                .getStyle()
                .set("height", (bars ? AROUND + ROW * data.categories().size() : OF_LINES) + "px");
        chart.draw(
                "series",
                Map.of(
                        "kind",
                        bars ? "bars" : "lines",
                        "labels",
                        data.categories(),
                        "format",
                        format(data.unit()),
                        "series",
                        data.series().stream().map(AnswerChart::series).toList()),
                words(data));
        add(title, chart);
    }

    private static Map<String, Object> series(ChartData.Series series) {
        var one = new HashMap<String, Object>();
        one.put("name", series.name());
        one.put("values", new ArrayList<>(series.values()));
        return one;
    }

    private static String format(Figure.Unit unit) {
        return switch (unit) {
            case SHARE -> "percent1";
            case POINTS -> "points1";
            case MILLISECONDS -> "hoursMinutesMs";
            case PIECES, COUNT -> "count";
            case PIECES_PER_HOUR -> "decimal1";
        };
    }

    private static String words(ChartData data) {
        return data.title() + ": " + String.join(", ", List.copyOf(data.categories()));
    }
}
