package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DayFigures;
import io.oeeanalytics.oee.LineReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The pictures of one line's period. */
final class LineCharts {
    private static final int REASONS_SHOWN = 10;
    private static final int BIN_PERCENT = 5;

    private final LineReport report;
    private final Numerals numerals;
    private final Consumer<LocalDate> openDay;

    LineCharts(LineReport report, Numerals numerals, Consumer<LocalDate> openDay) {
        this.report = report;
        this.numerals = numerals;
        this.openDay = openDay;
    }

    /** OEE by day; a click opens the day. */
    Component trend() {
        var chart = new Chart();
        var points = new ArrayList<List<Object>>();
        for (var day : rated()) {
            points.add(List.of(millis(day.date()), oee(day).orElseThrow()));
        }
        if (points.isEmpty()) {
            return new Paragraph(words(chart, "line.trend.none"));
        }
        var data = new HashMap<String, Object>();
        data.put(
                "series",
                List.of(
                        Map.of(
                                "name",
                                DefinitionMark.oee(report.summary().definition(), chart),
                                "data",
                                points)));
        report.summary().target().ifPresent(target -> data.put("target", target));
        data.put("words", Map.of("target", words(chart, "lines.trend.target")));
        chart.draw("trend", data, words(chart, "line.trend.title"));
        chart.onPoint(
                x -> {
                    if (x.matches("-?\\d{1,15}")) {
                        openDay.accept(
                                Instant.ofEpochMilli(Long.parseLong(x))
                                        .atZone(ZoneOffset.UTC)
                                        .toLocalDate());
                    }
                });
        return chart;
    }

    /** From the time OEE is measured by down to the ideal time of the good pieces. */
    Component waterfall() {
        var read = report.summary().read();
        return Waterfall.of(
                read.baseMs(),
                read.losses(),
                words(new Chart(), "explain.base." + read.definition()),
                words(new Chart(), "line.waterfall.title"));
    }

    /** The finding above the reasons. */
    String reasonsTitle() {
        var chart = new Chart();
        var lost = report.lost();
        if (lost.isEmpty()) {
            return words(chart, "line.reasons.none.title");
        }
        long all = lost.stream().mapToLong(loss -> loss.time().millis()).sum();
        return chart.getTranslation(
                "line.reasons.title",
                lost.getFirst().name(),
                numerals.percent((double) lost.getFirst().time().millis() / all));
    }

    /** Lost time by reason. */
    Component reasons() {
        var chart = new Chart();
        var bars =
                report.lost().stream()
                        .limit(REASONS_SHOWN)
                        .map(
                                lost ->
                                        Map.<String, Object>of(
                                                "label",
                                                lost.name(),
                                                "value",
                                                lost.time().millis() / 60_000.0,
                                                "kind",
                                                "availability"))
                        .toList();
        if (bars.isEmpty()) {
            return new Paragraph(words(chart, "line.reasons.none"));
        }
        chart.draw(
                "pareto",
                Map.of("bars", bars, "words", Map.of("value", words(chart, "line.reasons.word"))),
                reasonsTitle());
        return chart;
    }

    /** How many days lay in each stretch of five points. */
    Component distribution() {
        var chart = new Chart();
        var days = rated();
        if (days.isEmpty()) {
            return new Paragraph(words(chart, "line.trend.none"));
        }
        var counts = new java.util.TreeMap<Integer, Integer>();
        for (var day : days) {
            counts.merge(
                    (int) Math.floor(oee(day).orElseThrow() * 100 / BIN_PERCENT), 1, Integer::sum);
        }
        var bars = new ArrayList<Map<String, Object>>();
        for (int bin = counts.firstKey(); bin <= counts.lastKey(); bin++) {
            bars.add(
                    Map.of(
                            "label",
                            "%d–%d %%".formatted(bin * BIN_PERCENT, (bin + 1) * BIN_PERCENT),
                            "value",
                            counts.getOrDefault(bin, 0)));
        }
        chart.draw(
                "columns",
                Map.of(
                        "bars",
                        bars,
                        "format",
                        "count",
                        "words",
                        Map.of("value", words(chart, "line.distribution.word"))),
                words(chart, "line.distribution.title"));
        return chart;
    }

    private List<DayFigures> rated() {
        return report.summary().days().stream().filter(day -> oee(day).isPresent()).toList();
    }

    private OptionalDouble oee(DayFigures day) {
        return report.summary().read(day.ledger()).oee();
    }

    private static String words(Chart chart, String key) {
        return chart.getTranslation(key);
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
