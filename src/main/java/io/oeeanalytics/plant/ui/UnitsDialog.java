package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.WorkUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines and stations of a line, and which of them sets its pace. */
final class UnitsDialog extends Dialog {
    private static final String NONE = "";
    private static final String ADDED = "added";

    /** More than a line has; what a browser kept may ask for any number. */
    private static final int MOST_ADDED = 100;

    private record Row(TextField code, TextField name) {}

    private final PlantPage page;
    private final Line line;
    private final List<WorkUnit> known;
    private final List<Row> rows = new ArrayList<>();
    private final Div list = Parts.stack();
    private final RadioButtonGroup<String> pace = new RadioButtonGroup<>();
    private final DatePicker from;
    private final Drafts drafts;

    UnitsDialog(PlantPage page, Line line) {
        this.page = page;
        this.line = line;
        this.known = page.plant().units(line.id());
        setHeaderTitle(translate("plant.units.title", line.code()));
        setWidth("880px");
        setMaxWidth("96vw");
        setCloseOnOutsideClick(false);
        addClassName("edit-dialog");
        pace.setLabel(translate("plant.units.constraint"));
        pace.setHelperText(translate("plant.units.constraint.hint"));
        pace.setId("unit-pace");
        from =
                PlantPage.date(
                        translate("plant.units.constraint.from"),
                        page.services().heardLines().isHeard(line.id()) ? page.today() : null);
        from.setId("unit-pace-from");
        from.setClearButtonVisible(true);
        from.setHelperText(translate("plant.from.ever"));
        drafts = page.drafts(this, "");
        drafts.keep("pace", pace);
        drafts.keep("from", from);
        known.forEach(unit -> add(unit.code(), unit.name(), true));
        drafts.keep(ADDED, list, () -> String.valueOf(added()), this::haveAdded);
        offerPaces();
        pace.setValue(constraint());
        var more = new Button(translate("plant.units.add"), click -> add("", "", false));
        more.setId("unit-add");
        add(
                Parts.form(
                        known.isEmpty() ? Parts.hint(translate("plant.units.empty")) : new Div(),
                        list,
                        Parts.toolbar(more),
                        pace,
                        from),
                new EditBar(page, translate("plant.save"), true, this::draft, this::close));
    }

    private String constraint() {
        return known.stream()
                .filter(WorkUnit::constraint)
                .map(WorkUnit::code)
                .findFirst()
                .orElse(NONE);
    }

    private void add(String code, String name, boolean isKnown) {
        var row =
                new Row(
                        new TextField(translate("plant.units.code")),
                        new TextField(translate("plant.units.name")));
        row.code().setValue(code);
        row.code().setReadOnly(isKnown);
        row.code().addValueChangeListener(change -> offerPaces());
        row.name().setValue(name);
        rows.add(row);
        list.add(Parts.toolbar(row.code(), row.name()));
        if (isKnown) {
            drafts.keep("unit." + code, row.name());
        } else {
            drafts.keep("code." + added(), row.code());
            drafts.keep("name." + added(), row.name());
            drafts.changed(ADDED);
        }
        if (!isKnown) {
            row.code().focus();
        }
    }

    private int added() {
        return rows.size() - known.size();
    }

    private void haveAdded(String count) {
        int wanted = Math.clamp(Integer.parseInt(count), 0, MOST_ADDED);
        while (added() < wanted) {
            add("", "", false);
        }
        while (added() > wanted) {
            rows.removeLast();
            list.remove(list.getComponentAt(rows.size()));
        }
        offerPaces();
    }

    private void offerPaces() {
        var chosen = pace.getValue();
        var codes = new ArrayList<String>();
        codes.add(NONE);
        rows.stream()
                .map(row -> row.code().getValue().strip())
                .filter(code -> !code.isEmpty())
                .distinct()
                .forEach(codes::add);
        pace.setItems(codes);
        pace.setItemLabelGenerator(
                code -> code.equals(NONE) ? translate("plant.units.noConstraint") : code);
        pace.setValue(codes.contains(chosen) ? chosen : NONE);
    }

    private Optional<Change> draft() {
        var wanted = new ArrayList<WorkUnit>();
        var codes = new ArrayList<String>();
        boolean sound = true;
        for (var row : rows) {
            var code = row.code().getValue().strip();
            var name = row.name().getValue().strip();
            row.code().setErrorMessage(translate("plant.units.twice"));
            row.code().setInvalid(!code.isEmpty() && codes.contains(code));
            if (code.isEmpty() && !name.isEmpty()) {
                row.code().setErrorMessage(translate("plant.name.missing"));
                row.code().setInvalid(true);
            }
            sound &= !row.code().isInvalid();
            if (!code.isEmpty()) {
                codes.add(code);
                wanted.add(
                        new WorkUnit(
                                code, name.isEmpty() ? code : name, code.equals(pace.getValue())));
            }
        }
        return sound ? Optional.of(change(wanted)) : Optional.empty();
    }

    private Change change(List<WorkUnit> wanted) {
        var validFrom = from.getValue();
        var start = page.start(validFrom);
        var cycles = page.plant().cycles(line.id());
        var before = cycles.constraints().get(start);
        var chosen =
                Optional.of(Objects.requireNonNullElse(pace.getValue(), NONE))
                        .filter(code -> !code.equals(NONE));
        boolean isOther = !cycles.constraintAt(start).equals(chosen);
        var change =
                new Change(
                                translate("plant.units.changed", line.code()),
                                () -> {
                                    wanted.stream().filter(this::isNew).forEach(this::put);
                                    if (isOther) {
                                        setPace(chosen, validFrom);
                                    }
                                })
                        .figures(List.of(line), null);
        var added = wanted.size() - known.size();
        return added > 0
                ? change.onlyIf(translate("plant.units.sure", added))
                : change.orUndo(
                        () -> {
                            known.forEach(this::put);
                            if (isOther && before != null) {
                                setPace(before, validFrom);
                            } else if (isOther) {
                                page.administration().removeConstraint(line, validFrom);
                            }
                        });
    }

    private boolean isNew(WorkUnit unit) {
        return known.stream()
                .noneMatch(one -> one.code().equals(unit.code()) && one.name().equals(unit.name()));
    }

    private void put(WorkUnit unit) {
        page.administration().putUnit(line.id(), unit.code(), unit.name());
    }

    private void setPace(Optional<String> unit, @Nullable LocalDate validFrom) {
        page.administration().setConstraint(line, unit.orElse(null), validFrom);
    }
}
