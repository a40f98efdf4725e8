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
import io.oeeanalytics.plant.WorkUnit;
import java.util.List;
import java.util.Objects;
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
                    line.statusLine() == null
                            ? translate("plant.lines.log.own")
                            : translate("plant.lines.log.of", page.code(line.statusLine())),
                    units(page.plant().units(line.id())),
                    actions(line));
        }
        return table;
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
                                                        log.getValue())),
                        name,
                        area,
                        log)
                .open();
    }

    private Change change(
            Line line, String name, @Nullable String area, @Nullable Line statusLine) {
        var log = statusLine == null ? null : statusLine.id();
        return new Change(
                        translate("plant.lines.changed", line.code()),
                        () -> {
                            page.administration().rename(line.id(), name);
                            page.administration().setArea(line.id(), blankToNull(area));
                            if (!Objects.equals(log, line.statusLine())) {
                                page.administration().setStatusLine(line.id(), log);
                            }
                        })
                .figures(List.of(line), null)
                .orUndo(
                        () -> {
                            page.administration().rename(line.id(), line.name());
                            page.administration().setArea(line.id(), line.area());
                            if (!Objects.equals(log, line.statusLine())) {
                                page.administration().setStatusLine(line.id(), line.statusLine());
                            }
                        });
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
