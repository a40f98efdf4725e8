package io.oeeanalytics.plant;

import io.oeeanalytics.plant.PlantDocument.ExceptionEntry;
import io.oeeanalytics.plant.PlantDocument.ShiftEntry;
import io.oeeanalytics.plant.PlantDocument.SiteEntry;
import io.oeeanalytics.plant.PlantDocument.WeekEntry;
import io.oeeanalytics.plant.ShiftCalendar.Plan;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the calendars of a site and its lines. */
final class CalendarCheck {
    private static final int DAY_SECONDS = (int) Duration.ofDays(1).toSeconds();

    /** A single day is a ring of two, so that its night shift does not meet its morning. */
    private static final int SINGLE_DAY = 2;

    private final Faults faults;

    CalendarCheck(Faults faults) {
        this.faults = faults;
    }

    void site(String path, SiteEntry site, @Nullable ZoneId zone) {
        int before = faults.count();
        var dates = new HashSet<LocalDate>();
        for (int i = 0; i < site.holidays().size(); i++) {
            var at = "%s.holidays[%d].date".formatted(path, i);
            var date = faults.date(at, site.holidays().get(i).date());
            if (date != null && !dates.add(date)) {
                faults.add(at, "%s stands twice".formatted(date));
            }
        }
        weeks(path, site.weeks());
        exceptions(path, site.exceptions());
        for (int i = 0; i < site.lines().size(); i++) {
            var at = "%s.lines[%d]".formatted(path, i);
            weeks(at, site.lines().get(i).weeks());
            exceptions(at, site.lines().get(i).exceptions());
        }
        if (zone != null && faults.count() == before) {
            clashes(path, site, zone);
        }
    }

    private void weeks(String path, List<WeekEntry> weeks) {
        var dates = new HashSet<LocalDate>();
        for (int i = 0; i < weeks.size(); i++) {
            var at = "%s.weeks[%d]".formatted(path, i);
            var week = weeks.get(i);
            var from = faults.date(at + ".validFrom", week.validFrom());
            if (from != null && !dates.add(from)) {
                faults.add(at + ".validFrom", "%s stands twice".formatted(from));
            }
            int days = week.cycleDays() == null ? Rotation.WEEK : week.cycleDays();
            if (!faults.within(at + ".cycleDays", days, 1, Rotation.LONGEST)) {
                continue;
            }
            if (week.shifts() == null) {
                faults.add(
                        at + ".shifts", "is missing; [] says that there is no calendar from there");
            } else {
                shifts(at, week.shifts(), days, (where, shift) -> day(where, shift, days));
            }
        }
    }

    private interface DayOfShift {
        Optional<Integer> day(String path, ShiftEntry shift);
    }

    private Optional<Integer> day(String path, ShiftEntry shift, int days) {
        if (shift.weekday() == null) {
            if (shift.day() == null && days == Rotation.WEEK) {
                faults.add(path + ".weekday", "is missing; a weekday such as MONDAY");
                return Optional.empty();
            }
            return faults.within(path + ".day", shift.day(), 1, days)
                    ? Optional.ofNullable(shift.day())
                    : Optional.empty();
        }
        if (days != Rotation.WEEK || shift.day() != null) {
            faults.add(
                    path + ".weekday",
                    days == Rotation.WEEK
                            ? "stands beside a day; say one of them"
                            : "is of a week; in a cycle of %d days say the day".formatted(days));
            return Optional.empty();
        }
        var weekday = PlantWords.weekday(shift.weekday());
        if (weekday.isEmpty()) {
            faults.add(
                    path + ".weekday",
                    "is one of %s, not '%s'"
                            .formatted(List.of(DayOfWeek.values()), shift.weekday()));
        }
        return weekday.map(DayOfWeek::getValue);
    }

    private void exceptions(String path, List<ExceptionEntry> exceptions) {
        var dates = new HashSet<LocalDate>();
        for (int i = 0; i < exceptions.size(); i++) {
            var at = "%s.exceptions[%d]".formatted(path, i);
            var exception = exceptions.get(i);
            var date = faults.date(at + ".date", exception.date());
            if (date != null && !dates.add(date)) {
                faults.add(at + ".date", "%s stands twice".formatted(date));
            }
            var kind = faults.oneOf(at + ".kind", exception.kind(), CalendarException.Kind.class);
            if (kind == CalendarException.Kind.CLOSED && !exception.shifts().isEmpty()) {
                faults.add(at + ".shifts", "must be empty: the day is closed");
            }
            if (kind != null
                    && kind != CalendarException.Kind.CLOSED
                    && exception.shifts().isEmpty()) {
                faults.add(
                        at + ".shifts",
                        "is empty; a day %s needs at least one shift".formatted(kind));
            }
            shifts(at, exception.shifts(), SINGLE_DAY, this::singleDay);
        }
    }

    private Optional<Integer> singleDay(String path, ShiftEntry shift) {
        if (shift.weekday() != null || shift.day() != null) {
            faults.add(
                    path + (shift.weekday() == null ? ".day" : ".weekday"),
                    "is said by the date of the exception; remove it");
            return Optional.empty();
        }
        return Optional.of(1);
    }

    private void shifts(String path, List<ShiftEntry> entries, int days, DayOfShift dayOf) {
        var sound = new ArrayList<ShiftTime>();
        for (int i = 0; i < entries.size(); i++) {
            var at = "%s.shifts[%d]".formatted(path, i);
            var shift = shift(at, entries.get(i), dayOf);
            if (shift == null) {
                continue;
            }
            for (var other : sound) {
                if (shift.overlaps(other, days)) {
                    faults.add(
                            at,
                            "overlaps %s; end one before the other"
                                    .formatted(words(other, entries.get(i))));
                } else if (shift.day() == other.day() && shift.number() == other.number()) {
                    faults.add(
                            at + ".number",
                            "%d stands twice on that day".formatted(shift.number()));
                }
            }
            sound.add(shift);
        }
    }

    private static String words(ShiftTime shift, ShiftEntry beside) {
        var day =
                beside.weekday() != null
                        ? " of " + DayOfWeek.of(shift.day())
                        : beside.day() != null ? " of day " + shift.day() : "";
        return "shift %d%s, %s to %s".formatted(shift.number(), day, shift.start(), shift.end());
    }

    private @Nullable ShiftTime shift(String path, ShiftEntry entry, DayOfShift dayOf) {
        var day = dayOf.day(path, entry);
        var isNumbered = faults.within(path + ".number", entry.number(), 1, 9);
        var start = faults.time(path + ".start", entry.start());
        var end = faults.time(path + ".end", entry.end());
        if (entry.team() != null) {
            faults.named(path + ".team", entry.team());
        }
        if (start == null || end == null) {
            return null;
        }
        breaks(path, entry, start, end);
        return day.isPresent() && isNumbered && entry.number() != null
                ? new ShiftTime(day.get(), entry.number(), start, end, entry.team(), List.of())
                : null;
    }

    private void breaks(String path, ShiftEntry entry, LocalTime start, LocalTime end) {
        int length = seconds(start, end) == 0 ? DAY_SECONDS : seconds(start, end);
        var taken = new ArrayList<int[]>();
        for (int i = 0; i < entry.breaks().size(); i++) {
            var at = "%s.breaks[%d]".formatted(path, i);
            var begins = faults.time(at + ".start", entry.breaks().get(i).start());
            var ends = faults.time(at + ".end", entry.breaks().get(i).end());
            if (begins == null || ends == null) {
                continue;
            }
            int after = seconds(start, begins);
            int until = after + seconds(begins, ends);
            if (after >= until || until > length) {
                faults.add(
                        at,
                        "%s to %s does not lie within the shift, %s to %s"
                                .formatted(begins, ends, start, end));
            } else if (taken.stream().anyMatch(one -> after < one[1] && one[0] < until)) {
                faults.add(at, "%s to %s overlaps another break".formatted(begins, ends));
            }
            taken.add(new int[] {after, until});
        }
    }

    private static int seconds(LocalTime from, LocalTime to) {
        return Math.floorMod(to.toSecondOfDay() - from.toSecondOfDay(), DAY_SECONDS);
    }

    /** What days that differ do to the days around them, for every line of the document. */
    private void clashes(String path, SiteEntry site, ZoneId zone) {
        Set<LocalDate> holidays =
                site.holidays().stream()
                        .map(day -> LocalDate.parse(day.date()))
                        .collect(Collectors.toSet());
        var ofSite = plan(site.weeks(), site.exceptions());
        var sitePaths = paths(path, site.exceptions());
        if (site.lines().isEmpty()) {
            clashes(new ShiftCalendar(zone, holidays, ofSite, Plan.NONE), sitePaths, Map.of(), "");
        }
        for (int i = 0; i < site.lines().size(); i++) {
            var line = site.lines().get(i);
            clashes(
                    new ShiftCalendar(
                            zone, holidays, ofSite, plan(line.weeks(), line.exceptions())),
                    sitePaths,
                    paths("%s.lines[%d]".formatted(path, i), line.exceptions()),
                    " on line " + line.code());
        }
    }

    private record At(String path, ExceptionEntry exception) {
        String shift(int number) {
            for (int i = 0; i < exception.shifts().size(); i++) {
                if (Integer.valueOf(number).equals(exception.shifts().get(i).number())) {
                    return "%s.shifts[%d]".formatted(path, i);
                }
            }
            return path;
        }
    }

    private void clashes(
            ShiftCalendar calendar,
            Map<LocalDate, At> ofSite,
            Map<LocalDate, At> own,
            String line) {
        for (var day : calendar.exceptionalDays()) {
            var at = own.containsKey(day) ? own.get(day) : ofSite.get(day);
            calendar.clash(day)
                    .ifPresent(
                            clash -> {
                                if (at != null) {
                                    faults.add(
                                            at.shift(clash.shift().number()), clash.words() + line);
                                }
                            });
        }
    }

    private static Plan plan(List<WeekEntry> weeks, List<ExceptionEntry> exceptions) {
        return new Plan(PlantWords.rotations(weeks), PlantWords.exceptions(exceptions));
    }

    private static Map<LocalDate, At> paths(String path, List<ExceptionEntry> exceptions) {
        var paths = new HashMap<LocalDate, At>();
        for (int i = 0; i < exceptions.size(); i++) {
            paths.put(
                    LocalDate.parse(exceptions.get(i).date()),
                    new At("%s.exceptions[%d]".formatted(path, i), exceptions.get(i)));
        }
        return paths;
    }
}
