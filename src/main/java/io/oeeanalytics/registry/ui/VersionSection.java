package io.oeeanalytics.registry.ui;

import static io.oeeanalytics.registry.ui.ModelPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.registry.Backtest;
import io.oeeanalytics.registry.Evaluation;
import io.oeeanalytics.registry.Metric;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.VersionId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One version: how it came to be, how good it was, what the gates say, and what it serves. */
final class VersionSection extends Div {
    private final ModelPage page;
    private final ModelVersion version;
    private final Optional<Evaluation> evaluation;
    private final Figures figures;
    private final String line;
    private final String with;

    VersionSection(ModelPage page, ModelVersion version, String askedLine, String with) {
        this.page = page;
        this.version = version;
        this.evaluation = page.versions().evaluation(version.id());
        this.figures = new Figures(evaluation.map(Evaluation::metrics).orElse(List.of()));
        this.with = with;
        var lines = figures.lines();
        this.line = lines.contains(askedLine) || lines.isEmpty() ? askedLine : lines.first();
        addClassName("stack");
        add(headline(), toolbar(lines));
        add(panel("lineage", lineage()));
        add(panel("metrics", metrics()));
        compared().ifPresent(one -> add(panel("compare", one)));
        if (lines.size() > 1) {
            add(panel("byLine", byLine(lines)));
        }
        residuals().ifPresent(chart -> add(panel("residuals", chart)));
        add(panel("gates", new Activation(page, version.id(), line)));
        add(
                new NotesPanel(
                        page,
                        "%s/%d".formatted(version.id().model(), version.id().number()),
                        version.notes(),
                        version.tags(),
                        new NotesPanel.Keeper() {
                            @Override
                            public void note(String text) {
                                page.versions().note(version.id(), text);
                            }

                            @Override
                            public void tag(String key, String value) {
                                page.versions().tag(version.id(), key, value);
                            }

                            @Override
                            public void untag(String key) {
                                page.versions().untag(version.id(), key);
                            }
                        }));
    }

    private static Panel panel(String key, Component inside) {
        return new Panel(
                translate("models.%s.title".formatted(key)),
                translate("models.%s.subtitle".formatted(key)),
                inside);
    }

    private Paragraph headline() {
        var own = figures.mean(line, Metric.MAE);
        var baseline = figures.bestBaseline(line, Metric.MAE);
        var words =
                own.isEmpty() || baseline.isEmpty()
                        ? translate("models.version.unjudged", version.method())
                        : translate(
                                "models.version.headline",
                                version.method(),
                                ModelPage.line(line),
                                page.numerals().percent(own),
                                page.numerals().percent(baseline));
        var headline = new Paragraph(words);
        headline.addClassName("headline");
        return headline;
    }

    private Div toolbar(SortedSet<String> lines) {
        var toolbar = new Div(ModelPage.link(version.id().model()));
        toolbar.addClassName("toolbar");
        if (lines.size() > 1) {
            var choice = new ComboBox<String>();
            choice.setLabel(translate("models.line"));
            choice.setId("model-line");
            choice.setItems(lines);
            choice.setItemLabelGenerator(ModelPage::line);
            choice.setValue(line);
            choice.addValueChangeListener(
                    change -> {
                        if (change.isFromClient() && change.getValue() != null) {
                            go(change.getValue(), with);
                        }
                    });
            toolbar.add(choice);
        }
        var others =
                page.versions().versions(version.id().model()).stream()
                        .map(other -> String.valueOf(other.id().number()))
                        .filter(other -> !other.equals(String.valueOf(version.id().number())))
                        .toList();
        if (!others.isEmpty()) {
            var choice = new ComboBox<String>();
            choice.setLabel(translate("models.compareWith"));
            choice.setId("model-with");
            choice.setItems(others);
            choice.setClearButtonVisible(true);
            if (others.contains(with)) {
                choice.setValue(with);
            }
            choice.addValueChangeListener(
                    change -> {
                        if (change.isFromClient()) {
                            go(line, change.getValue() == null ? "" : change.getValue());
                        }
                    });
            toolbar.add(choice);
        }
        return toolbar;
    }

    private void go(String toLine, String toWith) {
        var query = new HashMap<>(Map.of("line", toLine));
        if (!toWith.isEmpty()) {
            query.put("with", toWith);
        }
        getUI().ifPresent(
                        ui ->
                                ui.navigate(
                                        ModelsView.class,
                                        new RouteParameters(
                                                new RouteParam("name", version.id().model()),
                                                new RouteParam(
                                                        "version",
                                                        String.valueOf(version.id().number()))),
                                        QueryParameters.simple(query)));
    }

    private Component lineage() {
        var rows = new Rows(9, List.of(translate("models.what"), translate("models.value")));
        rows.row(translate("models.method"), version.method());
        version.parameters().forEach((name, value) -> rows.row(name, value));
        var training = version.training();
        if (training != null) {
            rows.row(
                    translate("models.trained"),
                    "%s – %s"
                            .formatted(
                                    page.numerals().date(training.from()),
                                    page.numerals().date(training.to())));
            rows.row(translate("models.fingerprint"), training.fingerprint());
        }
        var seed = version.seed();
        rows.row(translate("models.seed"), seed == null ? Numerals.UNDEFINED : seed.toString());
        rows.row(translate("models.code"), orNone(version.codeVersion()));
        rows.row(
                translate("models.created"),
                "%s, %s"
                        .formatted(
                                page.date(version.createdAt()),
                                ModelPage.who(version.createdBy())));
        if (!version.source().isEmpty()) {
            rows.row(translate("models.source"), version.source());
        }
        if (!version.inputSchema().isEmpty()) {
            rows.row(translate("models.schema"), version.inputSchema());
        }
        version.files()
                .forEach(
                        file ->
                                rows.row(
                                        file.path(),
                                        "%s, %s"
                                                .formatted(
                                                        translate(
                                                                "models.bytes",
                                                                page.numerals().count(file.size())),
                                                        file.digest().shortened())));
        return rows;
    }

    private static String orNone(String text) {
        return text.isEmpty() ? Numerals.UNDEFINED : text;
    }

    private Component metrics() {
        var own = figures.metrics().stream().filter(one -> one.line().equals(line)).toList();
        if (own.isEmpty()) {
            return new Paragraph(translate("models.metrics.none"));
        }
        var names = new TreeSet<String>();
        own.forEach(metric -> names.addAll(metric.baselines().keySet()));
        var headers = new ArrayList<String>();
        headers.add(translate("models.metric"));
        headers.add(translate("models.horizon"));
        headers.add(translate("models.own"));
        headers.addAll(names);
        var rows = new Rows(1, headers);
        for (var metric : own) {
            var cells = new ArrayList<>();
            cells.add(name(metric));
            cells.add(metric.horizon());
            cells.add(page.numerals().decimal(metric.value() * 100, 2));
            for (var baseline : names) {
                var value = metric.baselines().get(baseline);
                cells.add(
                        value == null
                                ? Numerals.UNDEFINED
                                : page.numerals().decimal(value * 100, 2));
            }
            rows.row(cells.toArray());
        }
        return rows;
    }

    /** Our own in words, others as they are called. */
    static String name(Metric metric) {
        var key = "metric." + metric.name();
        var words = translate(key);
        return words.equals(key) ? metric.name() : words;
    }

    private Optional<Component> compared() {
        if (!with.matches("[1-9]\\d{0,8}")) {
            return Optional.empty();
        }
        var other = new VersionId(version.id().model(), Integer.parseInt(with));
        return page.versions()
                .version(other)
                .map(found -> new Comparison(page, version, figures, found, line));
    }

    private Component byLine(SortedSet<String> lines) {
        var rows =
                new Rows(
                        1,
                        List.of(
                                translate("models.line"),
                                translate("models.mae"),
                                translate("models.best"),
                                translate("metric.bias"),
                                translate("models.coverage")));
        for (var one : lines) {
            rows.row(
                    ModelPage.link(ModelPage.line(one), version.id(), Map.of("line", one)),
                    page.numerals().percent(figures.mean(one, Metric.MAE)),
                    page.numerals().percent(figures.bestBaseline(one, Metric.MAE)),
                    page.numerals().percent(figures.mean(one, Metric.BIAS)),
                    page.numerals().percent(figures.mean(one, Metric.COVERAGE_80)));
        }
        return rows;
    }

    /** Of the shortest horizon. */
    private Optional<Component> residuals() {
        var nearest =
                evaluation.map(Evaluation::backtests).orElse(List.of()).stream()
                        .filter(backtest -> backtest.line().equals(line))
                        .min(java.util.Comparator.comparingInt(Backtest::horizon));
        return nearest.map(
                backtest -> {
                    var points = new ArrayList<List<Object>>();
                    backtest.days()
                            .forEach(day -> points.add(List.of(millis(day.day()), day.residual())));
                    var data = new HashMap<String, Object>();
                    data.put(
                            "series",
                            List.of(
                                    Map.of(
                                            "name",
                                            translate("models.residual", backtest.horizon()),
                                            "data",
                                            points)));
                    data.put("target", 0);
                    data.put("words", Map.of("target", "", "spread", ""));
                    var chart = new Chart();
                    chart.draw("trend", data, translate("models.residuals.title"));
                    return chart;
                });
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
