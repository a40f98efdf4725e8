package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.CalendarException;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.RuleRecord;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.ShiftCalendar.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Closed days, overtime and other days that differ from the pattern, a year at a time. */
final class DaysSection extends Div {
    /** Such a day, of the site or of the line that is looked at. */
    private record Special(
            LocalDate day,
            boolean ofSite,
            @Nullable CalendarException exception,
            String words,
            @Nullable RuleRecord record) {}

    private final PlantPage page;
    private final @Nullable Line owner;
    private final int year;
    private final RuleWords words;
    private final Plan ofSite;
    private final Plan ofLine;
    private final NavigableMap<LocalDate, String> holidays;
    private final ShiftCalendar calendar;

    DaysSection(PlantPage page) {
        this.page = page;
        this.words = new RuleWords(page, getLocale());
        var choice = new LineChoice(page, translate("plant.days.site"), Optional.empty());
        this.owner = choice.getValue();
        this.year = year(page);
        var site = page.site();
        this.ofSite = page.plant().plan(site.id(), null);
        this.ofLine = owner == null ? Plan.NONE : page.plant().plan(site.id(), owner.id());
        this.holidays = page.plant().holidays(site.id());
        this.calendar =
                owner == null
                        ? new ShiftCalendar(site.zone(), holidays.keySet(), ofSite, Plan.NONE)
                        : page.plant().calendar(owner);
        addClassName("stack");
        var add = new Button(translate("plant.days.add"), click -> edit(null));
        add.setId("day-add");
        add.addThemeName("primary");
        add.setVisible(page.mayEdit());
        var specials = specials();
        add(
                new Panel(
                        translate("plant.days.title", year, specials.size()),
                        translate("plant.days.subtitle"),
                        Parts.toolbar(choice, years(), add),
                        new YearPicture(
                                year,
                                calendars(),
                                marks(specials),
                                page.today(),
                                page.numerals(),
                                getLocale(),
                                page.mayEdit() ? this::edit : null),
                        YearPicture.legend()),
                new Panel(
                        translate("plant.days.list"),
                        translate("plant.days.list.subtitle"),
                        specials.isEmpty()
                                ? new Empty(
                                        translate("plant.days.empty", year),
                                        translate("plant.days.empty.text"))
                                : table(specials)));
    }

    /** The lines of a site may all have plans of their own. */
    private List<ShiftCalendar> calendars() {
        var calendars = new ArrayList<>(List.of(calendar));
        if (owner == null) {
            page.lines().forEach(line -> calendars.add(page.plant().calendar(line)));
        }
        return calendars;
    }

    private static int year(PlantPage page) {
        var asked = page.parameters().getOrDefault("year", "");
        return asked.matches("[12]\\d{3}") ? Integer.parseInt(asked) : page.today().getYear();
    }

    private Div years() {
        var before = yearButton(year - 1, "←", "plant.days.before");
        var after = yearButton(year + 1, "→", "plant.days.after");
        var years = new Div(before, Parts.text("year-name", String.valueOf(year)), after);
        years.addClassName("years");
        return years;
    }

    private Button yearButton(int other, String arrow, String label) {
        var button = new Button(arrow, click -> page.go(Map.of("year", String.valueOf(other))));
        button.setAriaLabel(translate(label, String.valueOf(other)));
        button.addThemeName("tertiary");
        return button;
    }

    private List<Special> specials() {
        var records =
                page.services().history().records(page.site().id()).stream()
                        .filter(record -> record.supersededAt() == null)
                        .toList();
        var specials = new ArrayList<Special>();
        holidays.forEach(
                (day, name) ->
                        specials.add(new Special(day, true, null, name, closed(records, day))));
        ofSite.exceptions()
                .forEach(one -> specials.add(special(one, true, exception(records, one, null))));
        ofLine.exceptions()
                .forEach(one -> specials.add(special(one, false, exception(records, one, owner))));
        specials.removeIf(special -> special.day().getYear() != year);
        specials.sort(Comparator.comparing(Special::day).thenComparing(Special::ofSite));
        return specials;
    }

    private static Special special(
            CalendarException one, boolean ofSite, @Nullable RuleRecord record) {
        return new Special(one.day(), ofSite, one, one.reason(), record);
    }

    private static @Nullable RuleRecord closed(List<RuleRecord> records, LocalDate day) {
        return first(
                records.stream()
                        .filter(
                                record ->
                                        record.rule() instanceof RuleRecord.ClosedDay one
                                                && one.day().equals(day))
                        .toList());
    }

    private static @Nullable RuleRecord exception(
            List<RuleRecord> records, CalendarException exception, @Nullable Line line) {
        return first(
                records.stream()
                        .filter(
                                record ->
                                        Objects.equals(
                                                record.line(), line == null ? null : line.id()))
                        .filter(
                                record ->
                                        record.rule() instanceof RuleRecord.OneDay one
                                                && one.day().equals(exception.day()))
                        .toList());
    }

    private static @Nullable RuleRecord first(List<RuleRecord> records) {
        return records.isEmpty() ? null : records.getFirst();
    }

    private static String kind(Special special) {
        return special.exception() == null ? "HOLIDAY" : special.exception().kind().name();
    }

    private Map<LocalDate, YearPicture.Mark> marks(List<Special> specials) {
        var marks = new HashMap<LocalDate, YearPicture.Mark>();
        for (var special : specials) {
            // Sorted so that the line's own word comes last, which is the one that counts.
            marks.put(
                    special.day(),
                    new YearPicture.Mark(
                            kind(special),
                            translate("dayKind." + kind(special))
                                    + (special.words().isEmpty() ? "" : ", " + special.words())));
        }
        return marks;
    }

    private RowTable table(List<Special> specials) {
        var table =
                new RowTable(
                        translate("plant.days.date"),
                        translate("plant.days.kind"),
                        translate("plant.days.shifts"),
                        translate("plant.days.reason"),
                        translate("plant.recorded.title"),
                        "");
        for (var special : specials) {
            var exception = special.exception();
            var row =
                    table.row(
                            page.numerals().weekday(special.day())
                                    + " "
                                    + page.numerals().date(special.day()),
                            owner != null && special.ofSite()
                                    ? Parts.twoLines(
                                            translate("dayKind." + kind(special)),
                                            translate("plant.days.ofSite"))
                                    : translate("dayKind." + kind(special)),
                            exception == null
                                    ? ""
                                    : exception.shifts().stream()
                                            .map(words::hours)
                                            .collect(Collectors.joining(", ")),
                            special.words(),
                            Parts.text(
                                    "quiet",
                                    special.record() == null
                                            ? ""
                                            : words.recorded(special.record())),
                            page.mayEdit() && (owner == null || !special.ofSite())
                                    ? actions(special)
                                    : new Span());
            if (special.day().isBefore(page.today())) {
                row.addClassName("past");
            }
        }
        return table;
    }

    private Component actions(Special special) {
        var about = page.numerals().date(special.day());
        var change =
                Parts.rowButton(
                        translate("plant.change"),
                        about,
                        () -> edit(special.day(), special.exception()));
        var remove = Parts.rowButton(translate("plant.remove"), about, () -> remove(special));
        remove.addClassName("day-remove");
        return Parts.buttons(change, remove);
    }

    /** Done at once, since it can be taken back at once. */
    private void remove(Special special) {
        int site = page.site().id();
        var id = owner == null ? null : owner.id();
        var exception = special.exception();
        var done =
                translate(
                        "plant.days.removed",
                        page.numerals().date(special.day()),
                        translate("dayKind." + kind(special)));
        var administration = page.administration();
        var change =
                exception == null
                        ? new Change(done, () -> administration.removeHoliday(site, special.day()))
                                .orUndo(
                                        () ->
                                                administration.addHoliday(
                                                        site, special.day(), special.words()))
                        : new Change(
                                        done,
                                        () ->
                                                administration.removeException(
                                                        site, id, special.day()))
                                .orUndo(() -> administration.putException(site, id, exception));
        page.keeper()
                .keep(
                        change,
                        reason -> com.vaadin.flow.component.notification.Notification.show(reason),
                        () -> {});
    }

    /** The day as it is said now, the line's own word before the site's. */
    private void edit(@Nullable LocalDate day) {
        var exception =
                (owner == null ? ofSite : ofLine)
                        .exceptions().stream()
                                .filter(one -> one.day().equals(day))
                                .findFirst()
                                .orElse(null);
        edit(day, exception);
    }

    private void edit(@Nullable LocalDate day, @Nullable CalendarException exception) {
        new DayDialog(page, owner, calendar, holidays, ofSiteOrLine(), day, exception).open();
    }

    private List<CalendarException> ofSiteOrLine() {
        return (owner == null ? ofSite : ofLine).exceptions();
    }
}
