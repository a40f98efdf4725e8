package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.FieldSet;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.plant.ShiftTime;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One shift as it is entered, on as many days of a rotation as work it alike. */
final class ShiftFields extends FieldSet {
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final String BREAKS = "breaks";

    /** More than a shift has; what a browser kept may ask for any number. */
    private static final int MOST_BREAKS = 20;

    private record BreakFields(Div row, TimePicker start, TimePicker end) {}

    private final Drafts drafts;
    private final String draft;
    private final List<ShiftTime.Pause> given;
    private final Locale locale;
    private final Runnable changed;
    private final IntegerField number = new IntegerField(translate("plant.shifts.number"));
    private final TimePicker start = time(translate("plant.shifts.start"));
    private final TimePicker end = time(translate("plant.shifts.end"));
    private final TextField team = new TextField(translate("plant.shifts.team"));
    private final CheckboxGroup<Integer> days = new CheckboxGroup<>();
    private final Div breakRows = Parts.stack();
    private final Map<Integer, BreakFields> breaks = new TreeMap<>();
    private int nextBreak;
    private final Paragraph fault = new Paragraph();

    /**
     * @param draft what the names of its fields begin with
     * @param rotationDays how many days there are to choose from; 0 for a single day
     */
    ShiftFields(
            Drafts drafts,
            String draft,
            int rotationDays,
            ShiftTime like,
            Set<Integer> onDays,
            Locale locale,
            Runnable changed,
            Runnable removed) {
        this.drafts = drafts;
        this.draft = draft;
        this.given = like.breaks();
        this.locale = locale;
        this.changed = changed;
        addClassName("shift-fields");
        number.setMin(1);
        number.setMax(9);
        number.setStepButtonsVisible(true);
        number.setValue(like.number());
        number.addClassName("narrow");
        start.setValue(like.start());
        end.setValue(like.end());
        end.setHelperText(translate("plant.shifts.end.hint"));
        team.setValue(like.team() == null ? "" : like.team());
        team.setClearButtonVisible(true);
        days.setLabel(translate("plant.shifts.days"));
        offerDays(rotationDays);
        days.setValue(onDays);
        days.setVisible(rotationDays > 0);
        drafts.keep(draft + "number", number);
        drafts.keep(draft + "start", start);
        drafts.keep(draft + "end", end);
        drafts.keep(draft + "team", team);
        drafts.keep(draft + "days", days);
        drafts.keep(draft + BREAKS, breakRows, this::breakNumbers, this::haveBreaks);
        given.forEach(pause -> addBreak(pause.start(), pause.end()));
        drafts.changed(draft + BREAKS);
        fault.addClassName("refusal");
        fault.setVisible(false);
        var another =
                new Button(
                        translate("plant.shifts.break.add"),
                        click -> {
                            addBreak(null, null).start().focus();
                            drafts.changed(draft + BREAKS);
                        });
        another.addThemeNames("small");
        another.addClassName("break-add");
        var remove = new Button(translate("plant.shifts.remove"), click -> removed.run());
        remove.addThemeNames("small", "tertiary");
        remove.addClassName("shift-remove");
        number.addValueChangeListener(change -> changed.run());
        start.addValueChangeListener(change -> changed.run());
        end.addValueChangeListener(change -> changed.run());
        team.addValueChangeListener(change -> changed.run());
        days.addValueChangeListener(change -> changed.run());
        add(
                Parts.toolbar(number, start, end, team),
                days,
                breakRows,
                fault,
                Parts.toolbar(another, remove));
    }

    private TimePicker time(String label) {
        var field = new TimePicker(label);
        // Who types needs no list, and one that opens late covers the fields below.
        field.setAutoOpen(false);
        field.setLocale(com.vaadin.flow.component.UI.getCurrent().getLocale());
        field.setStep(STEP);
        field.addClassName("narrow");
        return field;
    }

    /** The days a shift may fall on; those chosen before stay chosen where they still exist. */
    void offerDays(int rotationDays) {
        var chosen = new TreeSet<>(days.getValue());
        days.setItems(IntStream.rangeClosed(1, rotationDays).boxed().toList());
        days.setItemLabelGenerator(day -> ShiftPicture.dayName(day, rotationDays, locale));
        chosen.removeIf(day -> day > rotationDays);
        days.setValue(chosen);
    }

    private BreakFields addBreak(@Nullable LocalTime from, @Nullable LocalTime to) {
        int number = nextBreak++;
        var fields =
                new BreakFields(
                        Parts.toolbar(),
                        time(translate("plant.shifts.break.start")),
                        time(translate("plant.shifts.break.end")));
        fields.start().setValue(from);
        fields.end().setValue(to);
        fields.start().addClassName("break-start");
        fields.end().addClassName("break-end");
        fields.start().addValueChangeListener(change -> changed.run());
        fields.end().addValueChangeListener(change -> changed.run());
        var remove =
                new Button(
                        translate("plant.shifts.break.remove"),
                        click -> {
                            removeBreak(number);
                            drafts.changed(draft + BREAKS);
                            changed.run();
                        });
        remove.addThemeNames("small", "tertiary");
        fields.row().add(fields.start(), fields.end(), remove);
        fields.row().addClassName("break-row");
        drafts.keep("%sbreak.%d.start".formatted(draft, number), fields.start());
        drafts.keep("%sbreak.%d.end".formatted(draft, number), fields.end());
        breaks.put(number, fields);
        breakRows.add(fields.row());
        return fields;
    }

    private void removeBreak(int number) {
        Optional.ofNullable(breaks.remove(number))
                .ifPresent(fields -> breakRows.remove(fields.row()));
    }

    private String breakNumbers() {
        return Parts.words(breaks.keySet());
    }

    /** Those that were given as they came, later ones empty. */
    private void haveBreaks(String numbers) {
        var wanted = Parts.numbers(numbers, MOST_BREAKS);
        List.copyOf(breaks.keySet()).forEach(this::removeBreak);
        nextBreak = 0;
        given.forEach(pause -> addBreak(pause.start(), pause.end()));
        List.copyOf(breaks.keySet()).stream()
                .filter(number -> !wanted.contains(number))
                .forEach(this::removeBreak);
        for (int number : wanted.tailSet(nextBreak)) {
            nextBreak = number;
            addBreak(null, null);
        }
        changed.run();
    }

    void focusStart() {
        start.focus();
        scrollIntoView();
    }

    boolean isLike(ShiftTime shift) {
        return Integer.valueOf(shift.number()).equals(number.getValue())
                && shift.start().equals(start.getValue())
                && (days.getValue().isEmpty() || days.getValue().contains(shift.day()));
    }

    /** What is entered so far, as far as it makes shifts; says nothing of faults. */
    List<ShiftTime> sketch() {
        var number = this.number.getValue();
        var from = start.getValue();
        var to = end.getValue();
        if (number == null || number < 1 || number > 9 || from == null || to == null) {
            return List.of();
        }
        var pauses = new ArrayList<ShiftTime.Pause>();
        for (var row : breaks.values()) {
            var begins = row.start().getValue();
            var ends = row.end().getValue();
            if (begins != null && ends != null && !begins.equals(ends)) {
                pauses.add(new ShiftTime.Pause(begins, ends));
            }
        }
        var said = team.getValue().isBlank() ? null : team.getValue().strip();
        var on = days.isVisible() ? new TreeSet<>(days.getValue()) : Set.of(1);
        return on.stream().map(day -> new ShiftTime(day, number, from, to, said, pauses)).toList();
    }

    /** The shifts entered; marks what is missing or wrong, and is empty then. */
    Optional<List<ShiftTime>> read() {
        fault.setVisible(false);
        boolean sound =
                require(
                        number.getValue() != null
                                && number.getValue() >= 1
                                && number.getValue() <= 9,
                        () -> number.setErrorMessage(translate("plant.shifts.number.range")),
                        number::setInvalid);
        sound &= required(start);
        sound &= required(end);
        for (var row : breaks.values()) {
            sound &= required(row.start());
            sound &= required(row.end());
            if (row.start().getValue() != null
                    && row.start().getValue().equals(row.end().getValue())) {
                row.end().setErrorMessage(translate("plant.shifts.break.length"));
                row.end().setInvalid(true);
                sound = false;
            }
        }
        days.setErrorMessage(translate("plant.shifts.days.missing"));
        days.setInvalid(days.isVisible() && days.getValue().isEmpty());
        sound &= !days.isInvalid();
        if (!sound) {
            return Optional.empty();
        }
        var shifts = sketch();
        var misplaced = shifts.getFirst().breakOutOfPlace();
        misplaced.ifPresent(this::misplaced);
        return misplaced.isPresent() ? Optional.empty() : Optional.of(shifts);
    }

    private void misplaced(ShiftTime.Pause pause) {
        for (var row : breaks.values()) {
            if (pause.start().equals(row.start().getValue())) {
                row.start().setErrorMessage(translate("plant.shifts.break.outside"));
                row.start().setInvalid(true);
            }
        }
    }

    private static boolean required(TimePicker field) {
        return require(
                field.getValue() != null,
                () -> field.setErrorMessage(translate("plant.shifts.time.missing")),
                field::setInvalid);
    }

    private static boolean require(
            boolean sound, Runnable message, java.util.function.Consumer<Boolean> invalid) {
        message.run();
        invalid.accept(!sound);
        return sound;
    }

    /** Says what is wrong with this shift beside others. */
    void blame(String words) {
        fault.setText(words);
        fault.setVisible(true);
    }
}
