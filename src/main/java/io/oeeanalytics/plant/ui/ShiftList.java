package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.plant.Rotation;
import io.oeeanalytics.plant.ShiftTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The shifts of a rotation or of a single day, each a card; those that are alike share one. */
final class ShiftList extends Div {
    /** A single day is a ring of two, so that its night shift does not meet its morning. */
    private static final int SINGLE_DAY = 2;

    private static final int HOURS_LONG = 8;
    private static final int EARLY = 6;

    /** More than a rotation has; what a browser kept may ask for any number. */
    private static final int MOST_CARDS = 100;

    private static final String SHIFTS = "shifts";

    private record Alike(
            int number,
            LocalTime start,
            LocalTime end,
            Optional<String> team,
            List<ShiftTime.Pause> breaks) {}

    private final Drafts drafts;
    private final Locale locale;
    private final Runnable changed;
    private final Div cards = Parts.stack();
    private final NavigableMap<Integer, ShiftFields> fields = new TreeMap<>();
    private List<ShiftTime> given = List.of();
    private int next;
    private int days;

    /**
     * @param days of the rotation; 0 for a single day
     */
    ShiftList(Drafts drafts, int days, List<ShiftTime> shifts, Locale locale, Runnable changed) {
        this.drafts = drafts;
        this.days = days;
        this.locale = locale;
        this.changed = changed;
        addClassName("stack");
        drafts.keep(SHIFTS, cards, this::numbers, this::have);
        set(shifts);
        var more = new Button(translate("plant.shifts.add"), click -> another());
        more.setId("shift-add");
        add(cards, Parts.toolbar(more));
    }

    void set(List<ShiftTime> shifts) {
        cards.removeAll();
        fields.clear();
        given = shifts;
        next = 0;
        var alike = new LinkedHashMap<Alike, Set<Integer>>();
        for (var shift : shifts) {
            alike.computeIfAbsent(
                            new Alike(
                                    shift.number(),
                                    shift.start(),
                                    shift.end(),
                                    Optional.ofNullable(shift.team()),
                                    shift.breaks()),
                            key -> new TreeSet<>())
                    .add(shift.day());
        }
        alike.forEach(
                (one, on) ->
                        add(
                                new ShiftTime(
                                        1,
                                        one.number(),
                                        one.start(),
                                        one.end(),
                                        one.team().orElse(null),
                                        one.breaks()),
                                on));
        drafts.changed(SHIFTS);
    }

    private void add(ShiftTime like, Set<Integer> on) {
        int number = next++;
        var card =
                new ShiftFields(
                        drafts,
                        "shift.%d.".formatted(number),
                        days,
                        like,
                        days == 0 ? Set.of() : on,
                        locale,
                        changed,
                        () -> {
                            remove(number);
                            drafts.changed(SHIFTS);
                            changed.run();
                        });
        fields.put(number, card);
        cards.add(card);
    }

    private void remove(int number) {
        Optional.ofNullable(fields.remove(number)).ifPresent(cards::remove);
    }

    private String numbers() {
        return Parts.words(fields.keySet());
    }

    /** Those that were given as they came, later ones as what is entered next. */
    private void have(String numbers) {
        var wanted = Parts.numbers(numbers, MOST_CARDS);
        set(given);
        List.copyOf(fields.keySet()).stream()
                .filter(number -> !wanted.contains(number))
                .forEach(this::remove);
        for (int number : wanted.tailSet(next)) {
            next = number;
            var start = LocalTime.of(EARLY, 0);
            add(new ShiftTime(1, 1, start, start.plusHours(HOURS_LONG), null, List.of()), Set.of());
        }
        changed.run();
    }

    /** The next one begins where the last one ends, on the same days. */
    private void another() {
        var sketch = sketch();
        var last = sketch.isEmpty() ? null : sketch.getLast();
        int number =
                IntStream.rangeClosed(1, 9)
                        .filter(one -> sketch.stream().noneMatch(shift -> shift.number() == one))
                        .findFirst()
                        .orElse(9);
        var start = last == null ? LocalTime.of(EARLY, 0) : last.end();
        var on =
                last == null
                        ? IntStream.rangeClosed(1, Math.min(days, 5)).boxed().toList()
                        : sketch.stream()
                                .filter(shift -> shift.number() == last.number())
                                .map(ShiftTime::day)
                                .toList();
        add(
                new ShiftTime(1, number, start, start.plusHours(HOURS_LONG), null, List.of()),
                new TreeSet<>(on));
        drafts.changed(SHIFTS);
        changed.run();
        fields.lastEntry().getValue().focusStart();
    }

    void offerDays(int rotationDays) {
        days = rotationDays;
        fields.values().forEach(card -> card.offerDays(rotationDays));
        changed.run();
    }

    void focus(ShiftTime shift) {
        fields.values().stream()
                .filter(card -> card.isLike(shift))
                .findFirst()
                .ifPresent(ShiftFields::focusStart);
    }

    List<ShiftTime> sketch() {
        return fields.values().stream().flatMap(card -> card.sketch().stream()).toList();
    }

    /** The shifts entered; marks what is missing or wrong, and is empty then. */
    Optional<List<ShiftTime>> read() {
        var all = new ArrayList<ShiftTime>();
        boolean sound = true;
        for (var card : fields.values()) {
            var shifts = card.read();
            if (shifts.isEmpty()) {
                sound = false;
                continue;
            }
            var clash = clash(shifts.get(), all);
            if (clash.isPresent()) {
                card.blame(clash.get());
                sound = false;
            }
            all.addAll(shifts.get());
        }
        return sound ? Optional.of(all) : Optional.empty();
    }

    private Optional<String> clash(List<ShiftTime> shifts, List<ShiftTime> others) {
        int ring = days == 0 ? SINGLE_DAY : days;
        var all = new ArrayList<>(others);
        for (var shift : shifts) {
            for (var other : all) {
                var day = days == 0 ? "" : ShiftPicture.dayName(other.day(), days, locale);
                if (shift.day() == other.day() && shift.number() == other.number()) {
                    return Optional.of(translate("plant.shifts.twice", shift.number(), day));
                }
                if (shift.overlaps(other, ring)) {
                    return Optional.of(
                            translate(
                                    "plant.shifts.overlaps", shift.number(), other.number(), day));
                }
            }
            all.add(shift);
        }
        return Optional.empty();
    }

    /** How a week of them would look; empty days where nothing is entered yet. */
    Rotation rotation(java.time.LocalDate from, int length) {
        return new Rotation(
                from, length, sketch().stream().filter(shift -> shift.day() <= length).toList());
    }
}
