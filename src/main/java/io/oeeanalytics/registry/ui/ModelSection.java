package io.oeeanalytics.registry.ui;

import static io.oeeanalytics.registry.ui.ModelPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.registry.AliasMove;
import io.oeeanalytics.registry.Metric;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.RegisteredModel;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One model: who serves, its versions, how good they were, and every move. */
final class ModelSection extends Div {
    private static final int MOST_MOVES = 100;

    private final ModelPage page;
    private final RegisteredModel model;
    private final List<ModelVersion> versions;
    private final Map<Integer, List<Metric>> metrics;
    private final String line;

    ModelSection(ModelPage page, RegisteredModel model, String asked) {
        this.page = page;
        this.model = model;
        this.versions = page.versions().versions(model.name());
        this.metrics = page.versions().metrics(model.name());
        addClassName("stack");
        var lines = new TreeSet<String>();
        metrics.values().forEach(all -> all.forEach(one -> lines.add(one.line())));
        this.line = lines.contains(asked) || lines.isEmpty() ? asked : lines.first();
        if (lines.size() > 1) {
            add(choice(lines));
        }
        if (versions.isEmpty()) {
            add(new Empty(translate("models.none.title"), translate("models.none.text")));
        } else {
            add(panel("serving", serving()), panel("versions", table()));
            chart().ifPresent(chart -> add(panel("trend", chart)));
        }
        var history = page.aliases().history(model.name());
        if (!history.isEmpty()) {
            add(panel("history", history(history)));
        }
        add(
                new NotesPanel(
                        page,
                        model.name(),
                        model.notes(),
                        model.tags(),
                        new NotesPanel.Keeper() {
                            @Override
                            public void note(String text) {
                                page.versions().note(model.name(), text);
                            }

                            @Override
                            public void tag(String key, String value) {
                                page.versions().tag(model.name(), key, value);
                            }

                            @Override
                            public void untag(String key) {
                                page.versions().untag(model.name(), key);
                            }
                        }));
    }

    private static Panel panel(String key, Component... inside) {
        return new Panel(
                translate("models.%s.title".formatted(key)),
                translate("models.%s.subtitle".formatted(key)),
                inside);
    }

    private ComboBox<String> choice(SortedSet<String> lines) {
        var choice = new ComboBox<String>();
        choice.setLabel(translate("models.line"));
        choice.setItems(lines);
        choice.setItemLabelGenerator(ModelPage::line);
        choice.setValue(line);
        choice.addValueChangeListener(
                change -> {
                    if (change.isFromClient() && change.getValue() != null) {
                        getUI().ifPresent(
                                        ui ->
                                                ui.navigate(
                                                        ModelsView.class,
                                                        new RouteParameters(
                                                                new RouteParam(
                                                                        "name", model.name())),
                                                        QueryParameters.simple(
                                                                Map.of(
                                                                        "line",
                                                                        change.getValue()))));
                    }
                });
        return choice;
    }

    private Component serving() {
        var current = page.aliases().current(model.name());
        if (current.isEmpty() && page.aliases().history(model.name()).isEmpty()) {
            return new Paragraph(translate("models.serving.none"));
        }
        var rows =
                new Rows(
                        9,
                        List.of(
                                translate("models.line"),
                                translate("models.alias"),
                                translate("models.version"),
                                translate("models.since"),
                                translate("models.by"),
                                translate("models.how"),
                                ""));
        var seats = new ArrayList<Seat>();
        page.aliases()
                .history(model.name())
                .forEach(
                        move -> {
                            if (!seats.contains(move.seat())) {
                                seats.add(move.seat());
                            }
                        });
        for (var seat : seats) {
            page.aliases().current(seat).ifPresent(move -> rows.row(cells(move)));
        }
        return rows;
    }

    private Object[] cells(AliasMove move) {
        var number = move.version();
        return new Object[] {
            ModelPage.line(move.seat().line()),
            ModelPage.seat(move.seat()),
            number == null
                    ? translate("models.nobody")
                    : ModelPage.link(
                            String.valueOf(number),
                            new VersionId(model.name(), number),
                            Map.of("line", move.seat().line())),
            page.date(move.at()),
            ModelPage.who(move.by()),
            how(move),
            buttons(move.seat())
        };
    }

    private static String how(AliasMove move) {
        var kind = translate("models.move." + move.kind());
        return move.reason().isEmpty() ? kind : kind + ": " + move.reason();
    }

    private Div buttons(Seat seat) {
        var buttons = new Div();
        buttons.addClassName("row-buttons");
        if (page.isAdministrator()) {
            if (page.aliases().canUndo(seat)) {
                buttons.add(button("undo", seat, () -> page.aliases().undo(seat)));
            }
            if (page.aliases().canRollBack(seat)) {
                buttons.add(button("rollBack", seat, () -> page.aliases().rollBack(seat)));
            }
            if (page.aliases().current(seat).map(AliasMove::version).isPresent()) {
                buttons.add(new Withdrawal(page, seat));
            }
        }
        return buttons;
    }

    private Button button(String key, Seat seat, java.util.function.Supplier<AliasMove> move) {
        var button =
                new Button(
                        translate("models." + key),
                        click ->
                                Attempt.of(
                                        page,
                                        () -> {
                                            var made = move.get();
                                            var number = made.version();
                                            return translate(
                                                    "models.%s.done".formatted(key),
                                                    ModelPage.seat(seat),
                                                    ModelPage.line(seat.line()),
                                                    number == null
                                                            ? translate("models.nobody")
                                                            : String.valueOf(number));
                                        }));
        button.addThemeNames("small", "tertiary");
        button.setAriaLabel(
                "%s, %s, %s"
                        .formatted(
                                translate("models." + key),
                                ModelPage.seat(seat),
                                ModelPage.line(seat.line())));
        return button;
    }

    private Component table() {
        var rows =
                new Rows(
                        4,
                        List.of(
                                translate("models.version"),
                                translate("models.created"),
                                translate("models.method"),
                                translate("models.trained"),
                                translate("models.mae"),
                                translate("models.best"),
                                translate("models.coverage")));
        for (var version : versions) {
            var figures = new Figures(metrics.getOrDefault(version.id().number(), List.of()));
            var training = version.training();
            rows.row(
                    ModelPage.link(
                            String.valueOf(version.id().number()),
                            version.id(),
                            Map.of("line", line)),
                    page.date(version.createdAt()),
                    version.method(),
                    training == null
                            ? "–"
                            : "%s – %s"
                                    .formatted(
                                            page.numerals().date(training.from()),
                                            page.numerals().date(training.to())),
                    page.numerals().percent(figures.mean(line, Metric.MAE)),
                    page.numerals().percent(figures.bestBaseline(line, Metric.MAE)),
                    page.numerals().percent(figures.mean(line, Metric.COVERAGE_80)));
        }
        return rows;
    }

    /** Two versions at least make a course. */
    private Optional<Component> chart() {
        var own = new ArrayList<List<Object>>();
        var baselines = new TreeMap<String, List<List<Object>>>();
        for (var version : versions.reversed()) {
            var figures = new Figures(metrics.getOrDefault(version.id().number(), List.of()));
            long at = version.createdAt().toEpochMilli();
            figures.mean(line, Metric.MAE).ifPresent(mae -> own.add(List.of(at, mae)));
            figures.bestBaseline(line, Metric.MAE)
                    .ifPresent(
                            mae ->
                                    baselines
                                            .computeIfAbsent("best", name -> new ArrayList<>())
                                            .add(List.of(at, mae)));
        }
        if (own.size() < 2) {
            return Optional.empty();
        }
        var series = new ArrayList<Map<String, Object>>();
        series.add(Map.of("name", translate("models.mae"), "data", own));
        baselines
                .values()
                .forEach(
                        data ->
                                series.add(
                                        Map.of(
                                                "name",
                                                translate("models.best"),
                                                "data",
                                                data,
                                                "colour",
                                                "--oee-neutral-strong")));
        var data = new HashMap<String, Object>();
        data.put("series", series);
        data.put("words", Map.of("target", "", "spread", ""));
        var chart = new Chart();
        chart.draw("trend", data, translate("models.trend.title") + " " + ModelPage.line(line));
        return Optional.of(chart);
    }

    private Component history(List<AliasMove> moves) {
        var rows =
                new Rows(
                        9,
                        List.of(
                                translate("models.when"),
                                translate("models.line"),
                                translate("models.alias"),
                                translate("models.version"),
                                translate("models.by"),
                                translate("models.how")));
        moves.stream()
                .limit(MOST_MOVES)
                .forEach(
                        move -> {
                            var number = move.version();
                            rows.row(
                                    page.date(move.at()),
                                    ModelPage.line(move.seat().line()),
                                    ModelPage.seat(move.seat()),
                                    number == null ? translate("models.nobody") : number,
                                    ModelPage.who(move.by()),
                                    how(move));
                        });
        return rows;
    }
}
