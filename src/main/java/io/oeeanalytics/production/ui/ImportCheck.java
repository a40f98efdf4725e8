package io.oeeanalytics.production.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.ingest.CleaningRule;
import io.oeeanalytics.production.ingest.FileColumn;
import io.oeeanalytics.production.ingest.FileGuess;
import io.oeeanalytics.production.ingest.FileKind;
import io.oeeanalytics.production.ingest.ImportDesk;
import io.oeeanalytics.production.ingest.ImportRequest;
import io.oeeanalytics.production.ingest.NewLines;
import io.oeeanalytics.production.ingest.RefusedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an uploaded file will be read, for a person to see and correct before it is loaded. */
final class ImportCheck extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(ImportCheck.class);
    private static final double LONGEST_CYCLE_SECONDS = 86_400;

    /**
     * A file as it came from the browser.
     *
     * @param name as its owner knows it
     */
    record UploadedFile(Path file, String name) {}

    private final UploadedFile upload;
    private final ImportDesk desk;
    private final PlantModel plant;
    private final ImportView view;
    private final Select<FileKind> kind = new Select<>();
    private final ComboBox<ZoneId> zone = new ComboBox<>();
    private final Checkbox openLines = new Checkbox();
    private final Checkbox withoutBadRows = new Checkbox();
    private final CheckboxGroup<CleaningRule> rules = new CheckboxGroup<>();
    private final Map<String, NumberField> cycles = new LinkedHashMap<>();
    private final Div found = new Div();
    private final Button load;
    private ColumnMapping mapping;
    private FileGuess guess;

    ImportCheck(
            UploadedFile upload,
            FileGuess guess,
            ImportDesk desk,
            PlantModel plant,
            ImportView view) {
        this.upload = upload;
        this.guess = guess;
        this.desk = desk;
        this.plant = plant;
        this.view = view;
        this.mapping = new ColumnMapping(guess, this::mapTo);
        addClassName("stack");
        kind.setLabel(getTranslation("import.kind"));
        kind.setItems(FileKind.values());
        kind.setItemLabelGenerator(one -> getTranslation("kind." + one));
        kind.setId("import-kind");
        if (guess.kind() != null) {
            kind.setValue(guess.kind());
        }
        kind.addValueChangeListener(change -> look(change.getValue(), null));
        zone.setLabel(getTranslation("import.zone"));
        zone.setItems(zones());
        zone.setItemLabelGenerator(ZoneId::getId);
        zone.setValue(
                plant.sites().stream()
                        .findFirst()
                        .map(site -> site.zone())
                        .orElseGet(ZoneId::systemDefault));
        zone.setHelperText(getTranslation("import.zone.help"));
        zone.setId("import-zone");
        openLines.setLabel(getTranslation("import.openLines"));
        openLines.setId("import-open-lines");
        withoutBadRows.setLabel(getTranslation("import.withoutBadRows"));
        rules.setLabel(getTranslation("import.rules.title"));
        rules.setItems(CleaningRule.values());
        rules.setItemLabelGenerator(rule -> getTranslation("rule." + rule));
        rules.setValue(EnumSet.allOf(CleaningRule.class));
        rules.addThemeName("vertical");
        load = new Button(getTranslation("import.load"), click -> load());
        load.addThemeName("primary");
        load.setId("import-load");
        found.addClassName("stack");
        show();
    }

    private static List<ZoneId> zones() {
        return new TreeSet<>(ZoneId.getAvailableZoneIds()).stream().map(ZoneId::of).toList();
    }

    private void mapTo(Map<FileColumn, Integer> columns) {
        look(guess.kind(), columns);
    }

    private void look(@Nullable FileKind chosen, @Nullable Map<FileColumn, Integer> columns) {
        try {
            guess = desk.look(upload.file(), chosen, columns);
            mapping = new ColumnMapping(guess, this::mapTo);
            show();
        } catch (RefusedFile e) {
            view.say("bad", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("An upload could not be read", e);
            view.say("bad", getTranslation("import.upload.failed"));
        }
    }

    private void show() {
        removeAll();
        var title = new Paragraph(getTranslation("import.check.headline", upload.name()));
        title.addClassName("headline");
        var top = new Div(kind, zone);
        top.addClassName("toolbar");
        found.removeAll();
        found.add(findings());
        add(title, top, found);
        if (guess.kind() == null) {
            add(buttons());
            return;
        }
        add(
                new Panel(
                        getTranslation("import.columns.title"),
                        getTranslation("import.columns.subtitle"),
                        mapping),
                new Panel(
                        getTranslation("import.preview.title"),
                        getTranslation("import.preview.subtitle", guess.preview().size()),
                        new FilePreview(guess)),
                new Panel(
                        getTranslation("import.choices.title"),
                        getTranslation("import.choices.subtitle"),
                        choices()),
                buttons());
    }

    private Component findings() {
        var list = new UnorderedList();
        list.addClassName("check-list");
        list.add(
                finding(
                        "ok",
                        getTranslation(
                                "import.detected",
                                guess.charset().displayName(Locale.ROOT),
                                guess.separator() == '\t'
                                        ? getTranslation("import.tab")
                                        : String.valueOf(guess.separator()),
                                guess.headerLine(),
                                getTranslation(
                                        guess.decimalComma()
                                                ? "import.decimalComma"
                                                : "import.decimalPoint"))));
        guess.warnings().forEach(words -> list.add(finding("warn", words)));
        guess.problems().forEach(words -> list.add(finding("bad", words)));
        return list;
    }

    private static ListItem finding(String kind, String words) {
        var item = new ListItem(new Div(words));
        item.getElement().setAttribute("data-kind", kind);
        return item;
    }

    private Div choices() {
        var choices = new Div(openLines, withoutBadRows);
        choices.addClassName("stack");
        if (guess.kind() == FileKind.STATUS_LOG) {
            choices.add(rules);
        }
        cycles.clear();
        for (var code : linesWithoutCycle()) {
            var cycle = new NumberField(getTranslation("import.cycle", code));
            cycle.setMin(0.001);
            cycle.setMax(LONGEST_CYCLE_SECONDS);
            cycle.setStep(0.001);
            cycle.setHelperText(getTranslation("import.cycle.help"));
            cycle.setWidth("19em");
            cycle.setId("import-cycle-" + code);
            cycles.put(code, cycle);
            choices.add(cycle);
        }
        return choices;
    }

    /** Of the lines the preview names; reports bring their own cycle. */
    private List<String> linesWithoutCycle() {
        var position = guess.columns().get(FileColumn.LINE);
        if (position == null || guess.kind() == FileKind.DAILY_REPORT) {
            return List.of();
        }
        var codes = new TreeSet<String>();
        for (var row : guess.preview()) {
            if (position < row.size() && !row.get(position).isBlank()) {
                codes.add(row.get(position).strip().toUpperCase(Locale.ROOT));
            }
        }
        return codes.stream()
                .filter(
                        code ->
                                plant.line(code)
                                        .map(line -> plant.cycles(line.id()).isEmpty())
                                        .orElse(true))
                .toList();
    }

    private Div buttons() {
        var giveUp =
                new Button(getTranslation("import.giveUp"), click -> view.giveUp(upload.file()));
        var buttons = new Div();
        if (guess.kind() != null) {
            buttons.add(load);
        }
        buttons.add(giveUp);
        buttons.addClassName("toolbar");
        return buttons;
    }

    private void load() {
        try {
            for (var cycle : cycles.values()) {
                if (cycle.isInvalid()) {
                    view.say("bad", getTranslation("import.cycle.wrong", cycle.getLabel()));
                    return;
                }
            }
            if (zone.getValue() == null) {
                view.say("bad", getTranslation("import.zone.missing"));
                return;
            }
            var cyclesMs = new HashMap<String, Long>();
            cycles.forEach(
                    (code, seconds) -> {
                        if (seconds.getValue() != null) {
                            cyclesMs.put(code, Math.round(seconds.getValue() * 1000));
                        }
                    });
            view.started(
                    desk.start(
                            new ImportRequest(
                                    upload.file(),
                                    upload.name(),
                                    mapping.format(),
                                    zone.getValue(),
                                    rules.getValue(),
                                    openLines.getValue()
                                            ? NewLines.OPEN
                                            : NewLines.WHEN_ALL_ARE_NEW,
                                    withoutBadRows.getValue(),
                                    cyclesMs,
                                    "")));
        } catch (RefusedFile e) {
            view.say("bad", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("An upload could not be loaded", e);
            view.say("bad", getTranslation("import.gone"));
        }
    }
}
