package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.WorkUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of the site, where they stand and what they are made of. */
final class LinesSection extends Div {
    private final PlantPage page;

    LinesSection(PlantPage page) {
        this.page = page;
        addClassName("stack");
        var open = new Button(translate("plant.lines.open"), click -> open());
        open.setId("line-open");
        open.addThemeName("primary");
        open.setVisible(page.mayEdit());
        add(
                new Panel(
                        translate("plant.lines.title", page.lines().size()),
                        translate("plant.lines.subtitle"),
                        page.lines().isEmpty()
                                ? new Empty(
                                        translate("plant.lines.empty"),
                                        translate("plant.lines.empty.text"))
                                : table(),
                        Parts.toolbar(open)));
    }

    private RowTable table() {
        var table =
                new RowTable(
                        translate("plant.line"),
                        translate("plant.lines.area"),
                        translate("plant.lines.log"),
                        translate("plant.lines.units"),
                        "");
        for (var line : page.lines()) {
            table.row(
                    Parts.twoLines(line.code(), line.name()),
                    line.area() == null
                            ? Parts.text("quiet", translate("plant.none"))
                            : line.area(),
                    log(line),
                    units(page.plant().units(line.id())),
                    actions(line));
        }
        return table;
    }

    /** Whose log it shares now and since when, and what was said of later. */
    private Component log(Line line) {
        var rows = page.plant().statusLogs(line).rows();
        var now = page.services().clock().instant();
        var inForce = rows.floorEntry(now);
        var cell = new Div(new Span(inForce == null ? log(Optional.empty()) : dated(inForce)));
        rows.tailMap(now, false)
                .entrySet()
                .forEach(row -> cell.add(new Div(Parts.text("quiet", dated(row)))));
        return cell;
    }

    private String dated(Map.Entry<Instant, Optional<LineId>> row) {
        return row.getKey().equals(Instant.EPOCH)
                ? log(row.getValue())
                : translate(
                        "plant.lines.log.since",
                        log(row.getValue()),
                        new RuleWords(page, getLocale()).from(row.getKey()));
    }

    private String log(Optional<LineId> source) {
        return source.map(id -> translate("plant.lines.log.of", page.code(id)))
                .orElseGet(() -> translate("plant.lines.log.own"));
    }

    private static Component units(List<WorkUnit> units) {
        if (units.isEmpty()) {
            return Parts.text("quiet", translate("plant.none"));
        }
        var words =
                units.stream()
                        .map(
                                unit ->
                                        unit.constraint()
                                                ? translate("plant.units.pace", unit.name())
                                                : unit.name())
                        .collect(Collectors.joining(" → "));
        return new Span(words);
    }

    private Component actions(Line line) {
        return page.mayEdit()
                ? Parts.buttons(
                        Parts.rowButton(translate("plant.change"), line.code(), () -> change(line)),
                        Parts.rowButton(
                                translate("plant.lines.units"),
                                line.code(),
                                () -> new UnitsDialog(page, line).open()))
                : new Span();
    }

    private void open() {
        var code = new TextField(translate("plant.lines.code"));
        code.setId("line-code");
        var name = new TextField(translate("plant.lines.name"));
        name.setId("line-name");
        new EditDialog(
                        page,
                        translate("plant.lines.open"),
                        translate("plant.lines.open"),
                        false,
                        () -> {
                            if (isBlank(code)) {
                                return Optional.empty();
                            }
                            var said = code.getValue().strip();
                            return Optional.of(
                                    new Change(
                                                    translate("plant.lines.opened", said),
                                                    () ->
                                                            page.administration()
                                                                    .openLine(
                                                                            page.site(),
                                                                            said,
                                                                            name.getValue()))
                                            .onlyIf(translate("plant.lines.sure", said)));
                        },
                        code,
                        name,
                        Parts.hint(translate("plant.lines.open.hint")))
                .open();
    }

    private static boolean isBlank(TextField field) {
        field.setErrorMessage(translate("plant.name.missing"));
        field.setInvalid(field.getValue().isBlank());
        return field.isInvalid();
    }

    private void change(Line line) {
        var name = new TextField(translate("plant.lines.name"));
        name.setValue(line.name());
        name.setId("line-name");
        var area = new ComboBox<String>(translate("plant.lines.area"));
        var areas = page.plant().areas(page.site().id());
        area.setItems(areas);
        area.setValue(line.area());
        area.setClearButtonVisible(true);
        area.setAllowCustomValue(true);
        area.addCustomValueSetListener(said -> area.setValue(said.getDetail().strip()));
        area.setHelperText(translate("plant.lines.area.hint"));
        var log = new Select<Line>();
        log.setLabel(translate("plant.lines.log"));
        log.setId("line-log");
        log.setEmptySelectionAllowed(true);
        log.setEmptySelectionCaption(translate("plant.lines.log.own"));
        log.setItems(
                page.lines().stream()
                        .filter(other -> !other.equals(line) && other.statusLine() == null)
                        .toList());
        log.setItemLabelGenerator(
                other ->
                        other == null
                                ? translate("plant.lines.log.own")
                                : translate("plant.lines.log.of", other.code()));
        log.setHelperText(translate("plant.lines.log.hint"));
        page.lines().stream()
                .filter(other -> other.id().equals(line.statusLine()))
                .findFirst()
                .ifPresent(log::setValue);
        var heard = page.services().heardLines().isHeard(line.id());
        var from = PlantPage.date(translate("plant.lines.log.from"), heard ? page.today() : null);
        from.setId("line-log-from");
        from.setClearButtonVisible(true);
        from.setHelperText(translate("plant.from.ever"));
        new EditDialog(
                        page,
                        translate("plant.lines.change", line.code()),
                        translate("plant.save"),
                        true,
                        () ->
                                isBlank(name)
                                        ? Optional.empty()
                                        : Optional.of(
                                                change(
                                                        line,
                                                        name.getValue().strip(),
                                                        area.getValue(),
                                                        log.getValue(),
                                                        from.getValue())),
                        name,
                        area,
                        log,
                        from)
                .open();
    }

    private Change change(
            Line line,
            String name,
            @Nullable String area,
            @Nullable Line statusLine,
            @Nullable LocalDate from) {
        var log = statusLine == null ? null : statusLine.id();
        var logs = page.plant().statusLogs(line);
        var start = page.start(from);
        var said = logs.rows().get(start);
        var isOther = !logs.at(start).equals(log == null ? line.id() : log);
        return new Change(
                        translate("plant.lines.changed", line.code()),
                        () -> {
                            page.administration().rename(line.id(), name);
                            page.administration().setArea(line.id(), blankToNull(area));
                            if (isOther) {
                                page.administration().setStatusLine(line, log, from);
                            }
                        })
                .figures(isOther ? tracks(line, log) : List.of(line), null)
                .orUndo(
                        () -> {
                            page.administration().rename(line.id(), line.name());
                            page.administration().setArea(line.id(), line.area());
                            if (isOther) {
                                undo(line, said, from);
                            }
                        });
    }

    /**
     * @param before what was said from that day on; null for nothing
     */
    private void undo(Line line, @Nullable Optional<LineId> before, @Nullable LocalDate from) {
        if (before == null) {
            page.administration().removeStatusLine(line, from);
        } else {
            page.administration().setStatusLine(line, before.orElse(null), from);
        }
    }

    /** All whose figures may follow: what people say of one track holds for the others. */
    private List<Line> tracks(Line line, @Nullable LineId log) {
        var logs = new HashSet<LineId>(List.of(line.id(), line.statusLog()));
        if (log != null) {
            logs.add(log);
        }
        return page.lines().stream().filter(other -> logs.contains(other.statusLog())).toList();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
