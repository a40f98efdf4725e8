package io.oeeanalytics.base.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static io.oeeanalytics.base.ui.LostPages.answer;
import static io.oeeanalytics.base.ui.LostPages.shown;
import static io.oeeanalytics.base.ui.LostPages.touched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes back into a form, and what does not. */
class DraftsTest {
    private final Drafts drafts = new Drafts("line/7");
    private final TextField name = new TextField();

    @BeforeEach
    void open() {
        MockVaadin.setup();
        name.setValue("Welding");
    }

    @AfterEach
    void close() {
        MockVaadin.tearDown();
    }

    private void show(com.vaadin.flow.component.Component... fields) {
        UI.getCurrent().add(drafts);
        UI.getCurrent().add(fields);
    }

    private static boolean isSaid() {
        return !_find(Button.class, one -> one.withClasses("drafts-drop")).isEmpty();
    }

    @Test
    void fields_of_every_kind_read_again_as_they_were_left() {
        var note = new TextArea();
        var pieces = new IntegerField();
        var seconds = new NumberField();
        var from = new DatePicker();
        var start = new TimePicker();
        var area = new ComboBox<String>();
        area.setItems("Body", "Paint");
        var log = new Select<Integer>();
        log.setItems(1, 2);
        log.setItemLabelGenerator(number -> "Log of line " + number);
        var pace = new RadioButtonGroup<Integer>();
        pace.setItems(1, 2);
        pace.setItemLabelGenerator(number -> "Station " + number);
        var days = new CheckboxGroup<Integer>();
        days.setItems(1, 2, 3);
        days.setItemLabelGenerator(number -> "Day " + number);
        days.setValue(Set.of(3));
        var sites = new MultiSelectComboBox<Integer>();
        sites.setItems(1, 2, 3);
        sites.setItemLabelGenerator(number -> "Site " + number);
        drafts.keep("name", name);
        drafts.keep("note", note);
        drafts.keep("pieces", pieces);
        drafts.keep("seconds", seconds);
        drafts.keep("from", from);
        drafts.keep("start", start);
        drafts.keep("area", area);
        drafts.keep("log", log);
        drafts.keep("pace", pace);
        drafts.keep("days", days);
        drafts.keep("sites", sites);
        show(name, note, pieces, seconds, from, start, area, log, pace, days, sites);

        answer(
                touched("name", "Welding cell"),
                touched("note", "two\nlines"),
                touched("pieces", "12"),
                touched("seconds", "0.5"),
                touched("from", "2026-03-16"),
                touched("start", "05:45"),
                touched("area", "Paint"),
                touched("log", "Log of line 2"),
                touched("pace", "Station 1"),
                touched("days", "Day 1\nDay 2"),
                touched("sites", "Site 2\nSite 3"));

        assertThat(name.getValue()).isEqualTo("Welding cell");
        assertThat(note.getValue()).isEqualTo("two\nlines");
        assertThat(pieces.getValue()).isEqualTo(12);
        assertThat(seconds.getValue()).isEqualTo(0.5);
        assertThat(from.getValue()).isEqualTo(LocalDate.of(2026, 3, 16));
        assertThat(start.getValue()).isEqualTo(LocalTime.of(5, 45));
        assertThat(area.getValue()).isEqualTo("Paint");
        assertThat(log.getValue()).isEqualTo(2);
        assertThat(pace.getValue()).isEqualTo(1);
        assertThat(days.getValue()).containsExactlyInAnyOrder(1, 2);
        assertThat(sites.getValue()).containsExactlyInAnyOrder(2, 3);
        assertThat(isSaid()).isTrue();
    }

    @Test
    void a_field_that_was_emptied_is_empty_again() {
        var area = new ComboBox<String>();
        area.setItems("Body", "Paint");
        area.setValue("Body");
        var log = new Select<String>();
        log.setEmptySelectionAllowed(true);
        log.setEmptySelectionCaption("A log of its own");
        log.setItems("WELD-1");
        log.setValue("WELD-1");
        var from = new DatePicker(LocalDate.of(2026, 1, 1));
        drafts.keep("area", area);
        drafts.keep("log", log);
        drafts.keep("from", from);
        show(area, log, from);

        answer(touched("area", ""), touched("log", "A log of its own"), touched("from", ""));

        assertThat(area.getValue()).isNull();
        assertThat(log.getValue()).isNull();
        assertThat(from.getValue()).isNull();
    }

    @Test
    void words_of_ones_own_are_taken_where_the_field_takes_them() {
        var area = new ComboBox<String>();
        area.setItems("Body");
        area.setAllowCustomValue(true);
        area.addCustomValueSetListener(said -> area.setValue(said.getDetail()));
        var zone = new ComboBox<String>();
        zone.setItems("Europe/Berlin");
        drafts.keep("area", area);
        drafts.keep("zone", zone);
        show(area, zone);

        answer(touched("area", "Press shop"), touched("zone", "Europe/Atlantis"));

        assertThat(area.getValue()).isEqualTo("Press shop");
        assertThat(zone.getValue()).isNull();
    }

    @Test
    void what_its_person_left_alone_stays_as_it_is_now() {
        var area = new TextField();
        area.setValue("moved by somebody else");
        drafts.keep("name", name);
        drafts.keep("area", area);
        show(name, area);

        answer(touched("name", "Welding cell"), shown("area", "where it was"));

        assertThat(name.getValue()).isEqualTo("Welding cell");
        assertThat(area.getValue()).isEqualTo("moved by somebody else");
    }

    @Test
    void what_was_saved_meanwhile_is_forgotten_and_not_told_of() {
        drafts.keep("name", name);
        show(name);

        answer(touched("name", "Welding"));

        assertThat(LostPages.forgotten()).hasToString("[line/7]");
        assertThat(isSaid()).isFalse();
    }

    @Test
    void nothing_comes_into_a_field_that_its_person_may_not_change() {
        var role = new ComboBox<String>();
        role.setItems("Operator", "Administrator");
        role.setValue("Operator");
        role.setReadOnly(true);
        name.setEnabled(false);
        drafts.keep("role", role);
        drafts.keep("name", name);
        show(role, name);

        answer(touched("role", "Administrator"), touched("name", "Welding cell"));

        assertThat(role.getValue()).isEqualTo("Operator");
        assertThat(name.getValue()).isEqualTo("Welding");
    }

    @Test
    void a_password_is_never_kept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drafts.keep("password", new PasswordField()))
                .withMessage("A PasswordField is not kept");
    }

    @Test
    void dropped_the_form_reads_as_it_would_have() {
        var area = new ComboBox<String>();
        area.setItems("Body", "Paint");
        area.setValue("Body");
        drafts.keep("name", name);
        drafts.keep("area", area);
        show(name, area);
        answer(touched("name", "Welding cell"), touched("area", "Paint"));

        _click(_get(Button.class, one -> one.withClasses("drafts-drop")));

        assertThat(LostPages.forgotten()).hasToString("[line/7]");
        assertThat(name.getValue()).isEqualTo("Welding");
        assertThat(area.getValue()).isEqualTo("Body");
        assertThat(isSaid()).isFalse();
    }

    @Test
    void a_dialog_that_is_closed_is_forgotten() {
        var dialog = new Dialog("A line");
        Drafts.in(dialog, "line").keep("name", name);
        dialog.add(name);
        dialog.open();
        LostPages.asked();

        dialog.close();

        assertThat(LostPages.forgotten()).hasToString("[line/A line]");
    }

    @Test
    void what_is_no_field_says_how_it_reads_and_is_put_back() {
        var rows = new Div();
        drafts.keep(
                "rows",
                rows,
                () -> String.valueOf(rows.getComponentCount()),
                count -> {
                    rows.removeAll();
                    for (int i = 0; i < Integer.parseInt(count); i++) {
                        rows.add(new Div());
                    }
                });
        show(rows);
        assertThat(rows.getElement().getAttribute("data-draft-text")).isEqualTo("0");

        answer(touched("rows", "3"));

        assertThat(rows.getComponentCount()).isEqualTo(3);
        assertThat(rows.getElement().getAttribute("data-draft-text")).isEqualTo("3");
        rows.add(new Div());
        drafts.changed("rows");
        assertThat(rows.getElement().getAttribute("data-draft-text")).isEqualTo("4");
    }
}
