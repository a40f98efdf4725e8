package io.oeeanalytics.plant.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static io.oeeanalytics.base.ui.LostPages.answer;
import static io.oeeanalytics.base.ui.LostPages.shown;
import static io.oeeanalytics.base.ui.LostPages.touched;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.ShiftTime.Pause;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shifts that were entered and not saved, when the page comes back. */
class ShiftListTest {
    private static final LocalTime SIX = LocalTime.of(6, 0);
    private static final LocalTime NOON = LocalTime.of(12, 0);
    private static final LocalTime TWO = LocalTime.of(14, 0);
    private static final LocalTime TEN = LocalTime.of(22, 0);
    private static final Pause LUNCH = new Pause(NOON, LocalTime.of(12, 30));
    private static final ShiftTime EARLY = new ShiftTime(1, 1, SIX, TWO, null, List.of(LUNCH));
    private static final ShiftTime LATE = new ShiftTime(1, 2, TWO, TEN, null, List.of());

    private ShiftList shifts;

    @BeforeEach
    void open() {
        MockVaadin.setup();
        var drafts = new Drafts("shifts");
        shifts = new ShiftList(drafts, 0, List.of(EARLY, LATE), Locale.UK, () -> {});
        UI.getCurrent().add(drafts, shifts);
    }

    @AfterEach
    void close() {
        MockVaadin.tearDown();
    }

    /** The early shift taken out, a night shift with a break put in. */
    private static void comeBack() {
        answer(
                touched("shifts", "1 2"),
                shown("shift.1.number", "2"),
                shown("shift.1.start", "14:00"),
                touched("shift.1.end", "21:00"),
                shown("shift.1.team", ""),
                shown("shift.1.breaks", ""),
                shown("shift.2.number", "3"),
                shown("shift.2.start", "22:00"),
                touched("shift.2.end", "06:00"),
                touched("shift.2.team", "Night owls"),
                touched("shift.2.breaks", "0"),
                touched("shift.2.break.0.start", "02:00"),
                touched("shift.2.break.0.end", "02:30"));
    }

    @Test
    void shifts_added_changed_and_removed_come_back() {
        comeBack();

        assertThat(shifts.read().orElseThrow())
                .containsExactly(
                        new ShiftTime(1, 2, TWO, LocalTime.of(21, 0), null, List.of()),
                        new ShiftTime(
                                1,
                                3,
                                TEN,
                                SIX,
                                "Night owls",
                                List.of(new Pause(LocalTime.of(2, 0), LocalTime.of(2, 30)))));
    }

    @Test
    void dropped_the_shifts_are_those_that_were_given() {
        comeBack();

        _click(_get(Button.class, one -> one.withClasses("drafts-drop")));

        assertThat(shifts.read().orElseThrow()).containsExactly(EARLY, LATE);
    }

    @Test
    void a_break_that_was_added_comes_back_beside_the_one_there_is() {
        answer(
                shown("shifts", "0 1"),
                touched("shift.0.breaks", "0 1"),
                shown("shift.0.break.0.start", "12:00"),
                shown("shift.0.break.0.end", "12:30"),
                touched("shift.0.break.1.start", "09:00"),
                touched("shift.0.break.1.end", "09:15"));

        assertThat(shifts.read().orElseThrow().getFirst().breaks())
                .containsExactly(new Pause(LocalTime.of(9, 0), LocalTime.of(9, 15)), LUNCH);
        assertThat(shifts.read().orElseThrow()).endsWith(LATE);
    }
}
