package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one status is called, where it stands in the tree of reasons, and what its time counts as.
 */
final class StatusDialog extends Dialog {
    private static final String CORRECT = "correct";
    private static final String CHANGE = "change";

    private final PlantPage page;
    private final StatusHistory history;
    private final Map<Integer, Status> current;
    private final @Nullable Status known;
    private final IntegerField code = new IntegerField(translate("plant.statuses.code"));
    private final TextField name = new TextField(translate("plant.statuses.name"));
    private final ComboBox<String> path = new ComboBox<>(translate("plant.statuses.path"));
    private final RadioButtonGroup<TimeCategory> category = new RadioButtonGroup<>();
    private final RadioButtonGroup<String> when = new RadioButtonGroup<>();
    private final DatePicker from;

    StatusDialog(
            PlantPage page,
            StatusHistory history,
            Map<Integer, Status> current,
            @Nullable Status known,
            @Nullable Integer number) {
        this.page = page;
        this.history = history;
        this.current = current;
        this.known = known;
        setHeaderTitle(
                known == null
                        ? translate("plant.statuses.add")
                        : translate("plant.statuses.change", known.name()));
        setWidth("880px");
        setMaxWidth("96vw");
        setCloseOnOutsideClick(false);
        addClassName("edit-dialog");
        code.setId("status-code");
        code.setValue(number);
        code.setReadOnly(number != null);
        name.setId("status-name");
        path.setItems(
                current.values().stream()
                        .map(Status::group)
                        .filter(group -> !group.isEmpty())
                        .distinct()
                        .sorted()
                        .toList());
        path.setAllowCustomValue(true);
        path.addCustomValueSetListener(said -> path.setValue(said.getDetail().strip()));
        path.setClearButtonVisible(true);
        path.setHelperText(translate("plant.statuses.path.hint"));
        category.setLabel(translate("day.events.category"));
        category.setId("status-category");
        category.addThemeName("vertical");
        category.setItems(TimeCategory.values());
        category.setItemLabelGenerator(
                one -> translate("category." + one) + ": " + translate("category.meaning." + one));
        from = PlantPage.date(translate("plant.from"), page.today());
        from.setId("status-from");
        when.setLabel(translate("plant.statuses.when"));
        when.setId("status-when");
        when.addThemeName("vertical");
        when.setItems(CORRECT, CHANGE);
        when.setItemLabelGenerator(this::whenWords);
        when.setValue(CORRECT);
        when.setVisible(known != null);
        from.setVisible(false);
        when.addValueChangeListener(change -> from.setVisible(isChange()));
        if (known != null) {
            name.setValue(known.name());
            path.setValue(known.group().isEmpty() ? null : known.group());
            category.setValue(known.category());
        }
        var drafts = page.drafts(this, String.valueOf(number));
        drafts.keep("code", code);
        drafts.keep("name", name);
        drafts.keep("path", path);
        drafts.keep("category", category);
        drafts.keep("when", when);
        drafts.keep("from", from);
        add(
                Parts.form(code, name, path, category, when, from),
                new EditBar(page, translate("plant.save"), true, this::draft, this::close));
    }

    private boolean isChange() {
        return CHANGE.equals(when.getValue());
    }

    private String whenWords(String choice) {
        if (choice.equals(CHANGE)) {
            return translate("plant.statuses.when.change");
        }
        return translate(
                "plant.statuses.when.correct",
                new RuleWords(page, getLocale()).from(inForceSince()));
    }

    private Instant inForceSince() {
        var now = page.services().clock().instant();
        var since = known == null ? null : history.changes(known.code()).floor(now);
        return since == null ? Instant.EPOCH : since;
    }

    private Optional<Change> draft() {
        var number = code.getValue();
        boolean isTaken = known == null && number != null && current.containsKey(number);
        code.setErrorMessage(
                translate(isTaken ? "plant.statuses.twice" : "plant.statuses.code.missing"));
        code.setInvalid(number == null || number < 0 || isTaken);
        name.setErrorMessage(translate("plant.name.missing"));
        name.setInvalid(name.getValue().isBlank());
        category.setErrorMessage(translate("plant.statuses.category.missing"));
        category.setInvalid(category.getValue() == null);
        from.setErrorMessage(translate("plant.date.missing"));
        from.setInvalid(isChange() && from.getValue() == null);
        if (number == null
                || code.isInvalid()
                || name.isInvalid()
                || category.isInvalid()
                || from.isInvalid()) {
            return Optional.empty();
        }
        return Optional.of(
                change(
                        new Status(
                                number,
                                name.getValue().strip(),
                                category.getValue(),
                                group(path.getValue()))));
    }

    private static String group(@Nullable String path) {
        return path == null
                ? ""
                : Arrays.stream(path.split(Status.LEVEL, -1))
                        .map(String::strip)
                        .collect(Collectors.joining(Status.LEVEL));
    }

    private Change change(Status status) {
        int site = page.site().id();
        var date = isChange() ? from.getValue() : null;
        var start = isChange() ? page.start(date) : inForceSince();
        var change =
                new Change(
                                translate(
                                        "plant.statuses.saved",
                                        status.name(),
                                        translate("category." + status.category())),
                                () -> {
                                    if (isChange()) {
                                        page.administration().putStatus(site, status, date);
                                    } else {
                                        page.administration().putStatus(site, status);
                                    }
                                })
                        .figures(
                                page.lines(),
                                page.lastDayBefore(history.changes(status.code()).higher(start)));
        var before = history.at(status.code(), start);
        return before.isEmpty()
                ? change.onlyIf(translate("plant.statuses.sure", String.valueOf(status.code())))
                : change.orUndo(
                        () -> {
                            if (isChange()) {
                                page.administration().putStatus(site, before.get(), date);
                            } else {
                                page.administration().putStatus(site, before.get());
                            }
                        });
    }
}
