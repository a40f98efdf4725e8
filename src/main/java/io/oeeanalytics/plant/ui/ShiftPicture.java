package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.plant.Rotation;
import io.oeeanalytics.plant.ShiftTime;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A rotation as a grid: a row for each day from midnight to midnight, a bar for each shift. */
final class ShiftPicture extends Div {
    private static final double DAY_SECONDS = 86_400;
    private static final int[] HOURS = {0, 6, 12, 18, 24};

    private final Rotation rotation;
    private final RuleWords words;
    private final Locale locale;
    private final @Nullable Consumer<ShiftTime> chosen;

    /**
     * @param chosen hears which shift was clicked; null for a picture only
     */
    ShiftPicture(
            Rotation rotation,
            RuleWords words,
            Locale locale,
            @Nullable Consumer<ShiftTime> chosen) {
        this.rotation = rotation;
        this.words = words;
        this.locale = locale;
        this.chosen = chosen;
        addClassName("shift-picture");
        var scale = new Div();
        scale.addClassName("shift-scale");
        for (int hour : HOURS) {
            var mark = new Span(String.valueOf(hour));
            mark.getStyle().set("--at", String.valueOf(hour / 24.0));
            scale.add(mark);
        }
        scale.getElement().setAttribute("aria-hidden", true);
        add(new Span(), scale);
        for (int day = 1; day <= rotation.days(); day++) {
            var name = new Span(dayName(day, rotation.days(), locale));
            name.addClassName("shift-day");
            add(name, track(day));
        }
    }

    static String dayName(int day, int days, Locale locale) {
        return days == Rotation.WEEK
                ? DayOfWeek.of(day).getDisplayName(TextStyle.SHORT, locale)
                : translate("plant.shifts.day", day);
    }

    private Div track(int day) {
        var track = new Div();
        track.addClassName("shift-track");
        int before = day == 1 ? rotation.days() : day - 1;
        for (var shift : ofDay(before)) {
            double over = end(shift) - 1;
            if (over > 0) {
                track.add(bar(shift, 0, over, 1, "from"));
            }
        }
        for (var shift : ofDay(day)) {
            double from = at(shift.start());
            double end = end(shift);
            track.add(bar(shift, from, Math.min(end, 1), 0, end > 1 ? "into" : ""));
        }
        return track;
    }

    private List<ShiftTime> ofDay(int day) {
        return rotation.shifts().stream()
                .filter(shift -> shift.day() == day)
                .sorted(Comparator.comparing(ShiftTime::start))
                .toList();
    }

    /** From 0 to 1 on the day of the shift, above 1 on the next one. */
    private static double end(ShiftTime shift) {
        return at(shift.start()) + shift.length().toSeconds() / DAY_SECONDS;
    }

    private static double at(LocalTime time) {
        return time.toSecondOfDay() / DAY_SECONDS;
    }

    /**
     * @param dayBefore how many days before this row the shift began
     * @param night whether it comes from the row before or goes into the next one
     */
    private Component bar(ShiftTime shift, double from, double to, int dayBefore, String night) {
        var label =
                shift.team() == null
                        ? String.valueOf(shift.number())
                        : shift.number() + " · " + shift.team();
        Component bar;
        if (chosen == null) {
            bar = new Span(new Span(label));
            bar.getElement().setAttribute("role", "img");
        } else {
            var button = new NativeButton("", click -> chosen.accept(shift));
            button.add(new Span(label));
            bar = button;
        }
        var what = dayName(shift.day(), rotation.days(), locale) + ", " + words.shift(shift);
        bar.getElement().setAttribute("class", "shift-bar");
        bar.getElement().setAttribute("aria-label", what);
        bar.getElement().setAttribute("title", what);
        bar.getElement().setAttribute("data-number", String.valueOf(shift.number()));
        if (!night.isEmpty()) {
            bar.getElement().setAttribute("data-night", night);
        }
        bar.getElement().getStyle().set("--from", String.valueOf(from));
        bar.getElement().getStyle().set("--length", String.valueOf(to - from));
        for (var pause : shift.breaks()) {
            double start = at(pause.start());
            double begins = (pause.start().isBefore(shift.start()) ? start + 1 : start) - dayBefore;
            double length =
                    Math.floorMod(
                                    pause.end().toSecondOfDay() - pause.start().toSecondOfDay(),
                                    (int) DAY_SECONDS)
                            / DAY_SECONDS;
            double visibleFrom = Math.max(begins, from);
            double visibleTo = Math.min(begins + length, to);
            if (visibleFrom < visibleTo) {
                var gap = new Span();
                gap.addClassName("shift-break");
                gap.getStyle().set("--from", String.valueOf((visibleFrom - from) / (to - from)));
                gap.getStyle()
                        .set("--length", String.valueOf((visibleTo - visibleFrom) / (to - from)));
                bar.getElement().appendChild(gap.getElement());
            }
        }
        return bar;
    }
}
