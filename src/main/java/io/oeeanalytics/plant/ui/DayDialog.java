package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.plant.CalendarException;
import io.oeeanalytics.plant.CalendarException.Kind;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.ShiftTime;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One day that differs: a holiday, closed, worked otherwise, or with extra shifts. */
final class DayDialog extends Dialog {
    private static final String HOLIDAY = "HOLIDAY";
    private static final int OVERTIME_HOURS = 4;

    private final PlantPage page;
    private final @Nullable Line owner;
    private final ShiftCalendar calendar;
    private final NavigableMap<LocalDate, String> holidays;
    private final List<CalendarException> known;
    private final DatePicker day;
    private final RadioButtonGroup<String> kind = new RadioButtonGroup<>();
    private final TextField reason = new TextField(translate("plant.days.reason"));
    private final ShiftList shifts;

    DayDialog(
            PlantPage page,
            @Nullable Line owner,
            ShiftCalendar calendar,
            NavigableMap<LocalDate, String> holidays,
            List<CalendarException> known,
            @Nullable LocalDate date,
            @Nullable CalendarException exception) {
        this.page = page;
        this.owner = owner;
        this.calendar = calendar;
        this.holidays = holidays;
        this.known = known;
        setHeaderTitle(
                owner == null
                        ? translate("plant.days.dialog.site", page.site().name())
                        : translate("plant.days.dialog.line", owner.code()));
        setWidth("880px");
        setMaxWidth("96vw");
        setCloseOnOutsideClick(false);
        addClassName("edit-dialog");
        day = PlantPage.date(translate("plant.days.date"), date);
        day.setId("day-date");
        kind.setLabel(translate("plant.days.kind"));
        kind.setId("day-kind");
        kind.setItems(kinds());
        kind.setItemLabelGenerator(one -> translate("dayKind.long." + one));
        kind.addThemeName("vertical");
        kind.setValue(first(date, exception));
        reason.setId("day-reason");
        reason.setMaxLength(80);
        reason.setValue(
                exception != null
                        ? exception.reason()
                        : date == null ? "" : holidays.getOrDefault(date, ""));
        var drafts = page.drafts(this, String.valueOf(date));
        drafts.keep("day", day);
        drafts.keep("kind", kind);
        drafts.keep("reason", reason);
        shifts =
                new ShiftList(
                        drafts,
                        0,
                        exception == null ? List.of() : exception.shifts(),
                        getLocale(),
                        () -> {});
        kind.addValueChangeListener(change -> suit());
        day.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        suggest();
                    }
                });
        shifts.setVisible(hasShifts());
        add(
                Parts.form(day, kind, reason, shifts),
                new EditBar(page, translate("plant.save"), true, this::draft, this::close));
    }

    private List<String> kinds() {
        var kinds = new ArrayList<String>();
        if (owner == null) {
            kinds.add(HOLIDAY);
        }
        for (var one : Kind.values()) {
            kinds.add(one.name());
        }
        return kinds;
    }

    private String first(@Nullable LocalDate date, @Nullable CalendarException exception) {
        if (exception != null) {
            return exception.kind().name();
        }
        return date != null && owner == null && holidays.containsKey(date)
                ? HOLIDAY
                : Kind.CLOSED.name();
    }

    private boolean hasShifts() {
        return Kind.INSTEAD.name().equals(kind.getValue())
                || Kind.EXTRA.name().equals(kind.getValue());
    }

    private void suit() {
        shifts.setVisible(hasShifts());
        suggest();
    }

    /** Other shifts begin with those of the day, extra ones where those end. */
    private void suggest() {
        var date = day.getValue();
        if (!hasShifts() || date == null) {
            return;
        }
        var usual = calendar.shiftsOn(date);
        var zone = calendar.zone();
        if (Kind.INSTEAD.name().equals(kind.getValue())) {
            shifts.set(usual.stream().map(shift -> asEntered(shift, zone)).toList());
        } else {
            var start =
                    usual.isEmpty()
                            ? LocalTime.of(6, 0)
                            : usual.getLast().range().to().atZone(zone).toLocalTime();
            int number = Math.min(9, usual.stream().mapToInt(Shift::number).max().orElse(0) + 1);
            shifts.set(
                    List.of(
                            new ShiftTime(
                                    1,
                                    number,
                                    start,
                                    start.plusHours(OVERTIME_HOURS),
                                    null,
                                    List.of())));
        }
    }

    private static ShiftTime asEntered(Shift shift, ZoneId zone) {
        return new ShiftTime(
                1,
                shift.number(),
                shift.range().from().atZone(zone).toLocalTime(),
                shift.range().to().atZone(zone).toLocalTime(),
                shift.team(),
                shift.breaks().stream()
                        .map(
                                pause ->
                                        new ShiftTime.Pause(
                                                pause.from().atZone(zone).toLocalTime(),
                                                pause.to().atZone(zone).toLocalTime()))
                        .toList());
    }

    private Optional<Change> draft() {
        var date = day.getValue();
        day.setErrorMessage(translate("plant.date.missing"));
        day.setInvalid(date == null);
        if (date == null) {
            return Optional.empty();
        }
        if (HOLIDAY.equals(kind.getValue())) {
            return Optional.of(holiday(date));
        }
        var read = hasShifts() ? shifts.read() : Optional.of(List.<ShiftTime>of());
        kind.setErrorMessage(translate("plant.days.shifts.missing"));
        kind.setInvalid(hasShifts() && read.filter(List::isEmpty).isPresent());
        return kind.isInvalid() ? Optional.empty() : read.map(list -> exception(date, list));
    }

    private Change holiday(LocalDate date) {
        int site = page.site().id();
        var name = reason.getValue().strip();
        var before = holidays.get(date);
        return change(
                date,
                () -> page.administration().addHoliday(site, date, name),
                () -> {
                    if (before == null) {
                        page.administration().removeHoliday(site, date);
                    } else {
                        page.administration().addHoliday(site, date, before);
                    }
                });
    }

    private Change exception(LocalDate date, List<ShiftTime> list) {
        int site = page.site().id();
        var id = owner == null ? null : owner.id();
        var exception =
                new CalendarException(
                        date, Kind.valueOf(kind.getValue()), reason.getValue().strip(), list);
        var before = known.stream().filter(one -> one.day().equals(date)).findFirst();
        return change(
                date,
                () -> page.administration().putException(site, id, exception),
                () ->
                        before.ifPresentOrElse(
                                one -> page.administration().putException(site, id, one),
                                () -> page.administration().removeException(site, id, date)));
    }

    private Change change(LocalDate date, Runnable act, Runnable undo) {
        return new Change(
                        translate(
                                "plant.days.saved",
                                page.numerals().date(date),
                                translate("dayKind." + kind.getValue())),
                        act)
                .figures(owner == null ? page.lines() : List.of(owner), date)
                .orUndo(undo);
    }
}
