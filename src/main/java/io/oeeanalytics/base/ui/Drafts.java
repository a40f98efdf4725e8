package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.ItemLabelGenerator;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase.CustomValueSetEvent;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody entered into a form and has not saved. It is kept in the browser's tab alone
 * ({@code frontend/drafts/drafts.js}), so that it outlives an instance that is lost, and comes back
 * when the form is there again; stands above the fields and says so then.
 */
@Tag("oee-drafts")
@JsModule("context://drafts/drafts.js")
public final class Drafts extends Component implements HasComponents {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param put takes a text; tells how it is taken out again where the form read otherwise before
     */
    private record Kept(HasElement shown, Function<String, Optional<Runnable>> put) {}

    private record Draft(List<Entry> entries) {}

    /**
     * @param touched its person changed it
     */
    private record Entry(String name, String text, boolean touched) {}

    private final String form;
    private final String title;
    private final Map<String, Kept> fields = new HashMap<>();
    private final Map<String, Runnable> writings = new HashMap<>();

    /** Of a form that is on its page by itself. */
    public Drafts(String form) {
        this(form, "");
    }

    /**
     * @param form which one of all of the product's, and of what
     * @param title by which its person is told, when the page comes back without it; empty where it
     *     is there by itself
     */
    public Drafts(String form, String title) {
        this.form = form;
        this.title = title;
        getElement().setAttribute("role", "status");
    }

    /** Of a dialog, told apart by its title too; to close it is to be done with it. */
    public static Drafts in(Dialog dialog, String form) {
        var title = dialog.getHeaderTitle();
        var drafts = new Drafts(form + "/" + title, title);
        dialog.add(drafts);
        dialog.addOpenedChangeListener(
                change -> {
                    if (!change.isOpened()) {
                        drafts.forget();
                    }
                });
        return drafts;
    }

    /**
     * A later field of the same name takes its place.
     *
     * @throws IllegalArgumentException for a field of a kind that must not be kept, such as one for
     *     passwords
     */
    public void keep(String name, HasValueAndElement<?, ?> field) {
        var put = put(field);
        keep(
                name,
                field,
                text ->
                        field.isReadOnly() || !field.isEnabled()
                                ? Optional.empty()
                                : put.apply(text));
    }

    /**
     * What is no field; {@link #changed} is called when it reads otherwise.
     *
     * @param put makes it read so
     */
    public void keep(String name, HasElement shown, Supplier<String> text, Consumer<String> put) {
        keep(
                name,
                shown,
                wanted -> {
                    var before = text.get();
                    if (before.equals(wanted)) {
                        return Optional.empty();
                    }
                    put.accept(wanted);
                    changed(name);
                    return Optional.of(() -> put.accept(before));
                });
        writings.put(name, () -> shown.getElement().setAttribute("data-draft-text", text.get()));
        changed(name);
    }

    private void keep(String name, HasElement shown, Function<String, Optional<Runnable>> put) {
        fields.put(name, new Kept(shown, put));
        shown.getElement().setAttribute("data-draft", form).setAttribute("data-draft-name", name);
    }

    /** It reads otherwise; by its person's doing, once the form is open. */
    public void changed(String name) {
        Objects.requireNonNull(writings.get(name), name).run();
        if (isAttached()) {
            getElement().executeJs("this.touch($0, $1)", form, name);
        }
    }

    /** It is saved, or its person has done with it. */
    public void forget() {
        removeAll();
        getUI().or(() -> Optional.ofNullable(UI.getCurrent())).ifPresent(ui -> forget(ui, form));
    }

    static void forget(UI ui, String form) {
        ui.getPage().executeJs("customElements.get('oee-drafts')?.forget($0)", form);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        getElement()
                .executeJs(
                        "return customElements.whenDefined('oee-drafts').then(() =>"
                                + " this.open($0, $1))",
                        form,
                        title)
                .then(String.class, this::bringBack);
    }

    private void bringBack(String stored) {
        if (stored.isEmpty()) {
            return;
        }
        var begun = new HashSet<>(fields.values());
        var undo = new ArrayList<Runnable>();
        for (var entry : JSON.readValue(stored, Draft.class).entries()) {
            var kept = fields.get(entry.name());
            // Rows that are added here have nothing of their own to begin with.
            if (kept != null && (entry.touched() || !begun.contains(kept))) {
                kept.put().apply(entry.text()).ifPresent(undo::add);
            }
        }
        if (undo.isEmpty()) {
            forget();
        } else {
            getElement().executeJs("this.filled($0)", form);
            if (!title.isEmpty()) {
                getUI().ifPresent(Unsaved::done);
            }
            say(undo);
        }
    }

    private void say(List<Runnable> undo) {
        var words = new Span(getTranslation("drafts.back"));
        words.addClassName("banner-text");
        var drop =
                new Button(
                        getTranslation("drafts.drop"),
                        click -> {
                            undo.forEach(Runnable::run);
                            forget();
                        });
        drop.addThemeNames("small", "tertiary");
        drop.addClassName("drafts-drop");
        var banner = new Div(words, drop);
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", "info");
        removeAll();
        add(banner);
    }

    private static Function<String, Optional<Runnable>> put(HasValue<?, ?> field) {
        return switch (field) {
            case TextField one -> text -> replace(one, text);
            case TextArea one -> text -> replace(one, text);
            case IntegerField one -> text -> read(one, text, Integer::valueOf);
            case NumberField one -> text -> read(one, text, Double::valueOf);
            case DatePicker one -> text -> read(one, text, LocalDate::parse);
            case TimePicker one -> text -> read(one, text, LocalTime::parse);
            case ComboBox<?> one -> text -> choose(one, text);
            case Select<?> one -> text -> choose(one, text);
            case RadioButtonGroup<?> one -> text -> choose(one, text);
            case CheckboxGroup<?> one -> text -> choose(one, text);
            case MultiSelectComboBox<?> one -> text -> choose(one, text);
            default ->
                    throw new IllegalArgumentException(
                            "A %s is not kept".formatted(field.getClass().getSimpleName()));
        };
    }

    private static <T> Optional<Runnable> replace(HasValue<?, T> field, T value) {
        var before = field.getValue();
        if (Objects.equals(before, value)) {
            return Optional.empty();
        }
        field.setValue(value);
        return Optional.of(() -> field.setValue(before));
    }

    private static <T> Optional<Runnable> read(
            HasValue<?, T> field, String text, Function<String, T> reader) {
        return replace(field, text.isEmpty() ? field.getEmptyValue() : reader.apply(text));
    }

    /** What is not offered any more stays out. */
    private static <T> Optional<Runnable> choose(ComboBox<T> box, String text) {
        var items = box.getListDataView().getItems();
        var found = named(items, box.getItemLabelGenerator(), text);
        if (found.isPresent() || text.isEmpty()) {
            return replace(box, found.orElse(box.getEmptyValue()));
        }
        if (!box.isAllowCustomValue()) {
            return Optional.empty();
        }
        var before = box.getValue();
        ComponentUtil.fireEvent(box, new CustomValueSetEvent<>(box, false, text));
        return Optional.of(() -> box.setValue(before));
    }

    private static <T> Optional<Runnable> choose(Select<T> select, String text) {
        var items = select.getListDataView().getItems();
        ItemLabelGenerator<T> label =
                Objects.requireNonNullElse(select.getItemLabelGenerator(), String::valueOf);
        var found = named(items, label, text);
        boolean isNothing = text.isEmpty() || text.equals(select.getEmptySelectionCaption());
        return found.isPresent() || isNothing
                ? replace(select, found.orElse(select.getEmptyValue()))
                : Optional.empty();
    }

    private static <T> Optional<Runnable> choose(RadioButtonGroup<T> group, String text) {
        return named(group.getListDataView().getItems(), group.getItemLabelGenerator(), text)
                .flatMap(item -> replace(group, item));
    }

    private static <T> Optional<Runnable> choose(CheckboxGroup<T> group, String text) {
        return replace(
                group,
                allNamed(group.getListDataView().getItems(), group.getItemLabelGenerator(), text));
    }

    private static <T> Optional<Runnable> choose(MultiSelectComboBox<T> box, String text) {
        return replace(
                box, allNamed(box.getListDataView().getItems(), box.getItemLabelGenerator(), text));
    }

    private static <T> Optional<T> named(
            Stream<T> items, ItemLabelGenerator<T> label, String text) {
        return items.filter(item -> label.apply(item).strip().equals(text)).findFirst();
    }

    private static <T> Set<T> allNamed(Stream<T> items, ItemLabelGenerator<T> label, String texts) {
        var wanted = texts.lines().collect(Collectors.toSet());
        return items.filter(item -> wanted.contains(label.apply(item).strip()))
                .collect(Collectors.toSet());
    }
}
