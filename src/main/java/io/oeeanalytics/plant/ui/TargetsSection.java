package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.NumberField;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.RuleRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** The OEE each line aims at, from a date on; earlier days keep the target that held then. */
final class TargetsSection extends Div {
    private final PlantPage page;
    private final RuleWords words;

    TargetsSection(PlantPage page) {
        this.page = page;
        this.words = new RuleWords(page, getLocale());
        addClassName("stack");
        var without =
                page.lines().stream()
                        .filter(
                                line ->
                                        page.plant().targets(line.id()).floorEntry(page.today())
                                                == null)
                        .count();
        add(
                new Panel(
                        translate("plant.target.title", page.lines().size() - without, without),
                        translate("plant.target.subtitle"),
                        page.lines().isEmpty()
                                ? new Empty(
                                        translate("plant.lines.empty"),
                                        translate("plant.lines.empty.text"))
                                : table()));
    }

    private RowTable table() {
        var records =
                page.services().history().records(page.site().id()).stream()
                        .filter(record -> record.supersededAt() == null)
                        .toList();
        var table =
                new RowTable(
                        translate("plant.line"),
                        "#" + translate("plant.target.percent"),
                        translate("plant.from"),
                        translate("plant.state"),
                        translate("plant.recorded.title"),
                        "");
        for (var line : page.lines()) {
            var targets = page.plant().targets(line.id());
            if (targets.isEmpty()) {
                table.row(
                        line.code(),
                        Parts.text("quiet", "–"),
                        "",
                        Parts.text("quiet", translate("plant.target.none")),
                        "",
                        set(line));
            }
            targets.descendingMap()
                    .forEach((from, oee) -> row(table, line, targets, from, oee, records));
        }
        return table;
    }

    private void row(
            RowTable table,
            Line line,
            NavigableMap<LocalDate, Double> targets,
            LocalDate from,
            double oee,
            List<RuleRecord> records) {
        boolean holds = from.equals(targets.floorKey(page.today()));
        boolean isNewest = from.equals(targets.lastKey());
        var row =
                table.row(
                        isNewest ? line.code() : "",
                        page.numerals().percent(oee),
                        page.numerals().date(from),
                        state(targets, from, holds),
                        Parts.text(
                                "quiet",
                                records.stream()
                                        .filter(
                                                record ->
                                                        line.id().equals(record.line())
                                                                && record.rule()
                                                                        instanceof
                                                                        RuleRecord.Target target
                                                                && target.from().equals(from))
                                        .findFirst()
                                        .map(words::recorded)
                                        .orElse("")),
                        actions(line, from, oee, isNewest));
        if (!holds) {
            row.addClassName("past");
        }
    }

    private Component state(
            NavigableMap<LocalDate, Double> targets, LocalDate from, boolean holds) {
        if (holds) {
            return Parts.text("tag", translate("plant.state.now"));
        }
        return from.isAfter(page.today())
                ? Parts.text("tag", translate("plant.state.later"))
                : Parts.text(
                        "quiet",
                        translate(
                                "plant.state.until",
                                page.numerals().date(targets.higherKey(from))));
    }

    private Component actions(Line line, LocalDate from, double oee, boolean isNewest) {
        if (!page.mayEdit()) {
            return new Span();
        }
        var about = line.code() + " " + page.numerals().date(from);
        var remove =
                Parts.rowButton(translate("plant.remove"), about, () -> remove(line, from, oee));
        return isNewest ? Parts.buttons(setButton(line), remove) : Parts.buttons(remove);
    }

    private Component set(Line line) {
        return page.mayEdit() ? Parts.buttons(setButton(line)) : new Span();
    }

    private Button setButton(Line line) {
        var set = Parts.rowButton(translate("plant.target.set"), line.code(), () -> dialog(line));
        set.setId("target-" + line.code());
        return set;
    }

    private void remove(Line line, LocalDate from, double oee) {
        page.keeper()
                .keep(
                        new Change(
                                        translate(
                                                "plant.target.removed",
                                                line.code(),
                                                page.numerals().date(from)),
                                        () -> page.administration().removeTarget(line.id(), from))
                                .orUndo(
                                        () ->
                                                page.administration()
                                                        .setTarget(line.id(), from, oee)),
                        Notification::show,
                        () -> {});
    }

    private void dialog(Line line) {
        var percent = new NumberField(translate("plant.target.percent"));
        percent.setId("plant-target");
        percent.setStep(0.1);
        var from = PlantPage.date(translate("plant.from"), page.today());
        from.setId("target-from");
        new EditDialog(
                        page,
                        translate("plant.target.set.title", line.code()),
                        translate("plant.target.save"),
                        false,
                        () -> {
                            var value = percent.getValue();
                            percent.setErrorMessage(translate("plant.target.range"));
                            percent.setInvalid(value == null || !(value > 0 && value <= 100));
                            from.setErrorMessage(translate("plant.date.missing"));
                            from.setInvalid(from.getValue() == null);
                            return value == null || percent.isInvalid() || from.isInvalid()
                                    ? Optional.empty()
                                    : Optional.of(change(line, from.getValue(), value / 100));
                        },
                        percent,
                        from,
                        Parts.hint(translate("plant.target.hint")))
                .open();
    }

    private Change change(Line line, LocalDate from, double oee) {
        var before = Optional.ofNullable(page.plant().targets(line.id()).get(from));
        return new Change(
                        translate("plant.target.saved", line.code()),
                        () -> page.administration().setTarget(line.id(), from, oee))
                .orUndo(
                        () ->
                                before.ifPresentOrElse(
                                        old ->
                                                page.administration()
                                                        .setTarget(line.id(), from, old),
                                        () -> page.administration().removeTarget(line.id(), from)));
    }
}
