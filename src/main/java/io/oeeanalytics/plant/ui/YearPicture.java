package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.plant.ShiftCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A year of days: worked, free, closed or different, each by form, letter and words. */
final class YearPicture extends Div {
    /**
     * What is said of a single day.
     *
     * @param kind HOLIDAY, CLOSED, INSTEAD or EXTRA
     */
    record Mark(String kind, String words) {}

    private static final int MONTHS = 12;

    private final List<ShiftCalendar> calendars;
    private final Map<LocalDate, Mark> marks;
    private final Numerals numerals;
    private final LocalDate today;
    private final @Nullable Consumer<LocalDate> chosen;

    /**
     * @param calendars a day is worked when one of them has shifts on it
     * @param chosen hears which day was clicked; null where nobody may
     */
    YearPicture(
            int year,
            List<ShiftCalendar> calendars,
            Map<LocalDate, Mark> marks,
            LocalDate today,
            Numerals numerals,
            Locale locale,
            @Nullable Consumer<LocalDate> chosen) {
        this.calendars = calendars;
        this.marks = marks;
        this.today = today;
        this.numerals = numerals;
        this.chosen = chosen;
        addClassName("year");
        getElement().setAttribute("data-open", chosen != null);
        for (int month = 1; month <= MONTHS; month++) {
            add(month(YearMonth.of(year, month), locale));
        }
        if (chosen != null) {
            // One listener for all days: any day can be clicked, those with a mark also reached.
            getElement()
                    .addEventListener(
                            "click",
                            event -> {
                                var day =
                                        event.getEventData()
                                                .get(
                                                        "event.target.closest('[data-date]')?.dataset.date || ''")
                                                .asString();
                                if (!day.isEmpty()) {
                                    chosen.accept(LocalDate.parse(day));
                                }
                            })
                    .addEventData("event.target.closest('[data-date]')?.dataset.date || ''");
        }
    }

    private Div month(YearMonth month, Locale locale) {
        var grid = new Div();
        grid.addClassName("month");
        var name = new Span(month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale));
        name.addClassName("month-name");
        grid.add(name);
        for (var weekday : DayOfWeek.values()) {
            var head = new Span(weekday.getDisplayName(TextStyle.NARROW, locale));
            head.addClassName("month-head");
            head.getElement().setAttribute("aria-hidden", true);
            grid.add(head);
        }
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            grid.add(day(month.atDay(day)));
        }
        return grid;
    }

    private com.vaadin.flow.component.Component day(LocalDate date) {
        var mark = marks.get(date);
        var number = String.valueOf(date.getDayOfMonth());
        com.vaadin.flow.component.Component day;
        if (mark != null && chosen != null) {
            day = new NativeButton(number);
        } else {
            day = new Span(number);
        }
        day.getElement().setAttribute("class", "day");
        day.getElement().setAttribute("data-date", date.toString());
        day.getElement().setAttribute("data-kind", mark == null ? plain(date) : mark.kind());
        if (date.getDayOfMonth() == 1) {
            day.getElement()
                    .getStyle()
                    .set("grid-column", String.valueOf(date.getDayOfWeek().getValue()));
        }
        if (date.equals(today)) {
            day.getElement().setAttribute("data-today", true);
        }
        if (mark != null) {
            var words = numerals.weekday(date) + " " + numerals.date(date) + ": " + mark.words();
            day.getElement().setAttribute("aria-label", words);
            day.getElement().setAttribute("title", words);
        }
        return day;
    }

    private String plain(LocalDate date) {
        if (calendars.stream().noneMatch(calendar -> calendar.covers(date))) {
            return "NO_PLAN";
        }
        return calendars.stream().allMatch(calendar -> calendar.shiftsOn(date).isEmpty())
                ? "FREE"
                : "WORKED";
    }

    /** What the forms mean. */
    static Div legend() {
        var legend = new Div();
        legend.addClassName("year-legend");
        for (var kind : new String[] {"WORKED", "FREE", "HOLIDAY", "CLOSED", "INSTEAD", "EXTRA"}) {
            var form = new Span("7");
            form.addClassName("day");
            form.getElement().setAttribute("data-kind", kind);
            form.getElement().setAttribute("aria-hidden", true);
            legend.add(new Span(form, new Span(translate("dayKind." + kind))));
        }
        return legend;
    }
}
