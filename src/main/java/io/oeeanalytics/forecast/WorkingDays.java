package io.oeeanalytics.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The days on which a line works: by its shift calendar, or else by its habit. */
public final class WorkingDays {
    /** As far as a calendar is searched; longer than any shutdown. */
    private static final int SEARCHED_DAYS = 400;

    private static final int OCCURRENCES = 8;

    private final Predicate<LocalDate> works;

    private WorkingDays(Predicate<LocalDate> works) {
        this.works = works;
    }

    public static WorkingDays of(Predicate<LocalDate> works) {
        return new WorkingDays(works);
    }

    /** The weekdays worked lately; a single holiday or extra shift changes nothing. */
    public static WorkingDays learned(List<Day> history) {
        var weekdays = workedWeekdays(history);
        return new WorkingDays(day -> weekdays.contains(day.getDayOfWeek()));
    }

    /** The weekdays that produced on at least half of their last eight dates of the history. */
    static Set<DayOfWeek> workedWeekdays(List<Day> history) {
        var worked = EnumSet.noneOf(DayOfWeek.class);
        if (history.isEmpty()) {
            return worked;
        }
        var first = history.stream().map(Day::day).min(LocalDate::compareTo).orElseThrow();
        // A day still running may not have made its first piece yet.
        var last =
                history.stream()
                        .filter(Day::complete)
                        .map(Day::day)
                        .max(LocalDate::compareTo)
                        .orElse(first);
        var produced =
                history.stream().filter(Day::worked).map(Day::day).collect(Collectors.toSet());
        for (var weekday : DayOfWeek.values()) {
            int seen = 0;
            int hits = 0;
            int back = Math.floorMod(last.getDayOfWeek().getValue() - weekday.getValue(), 7);
            var date = last.minusDays(back);
            while (seen < OCCURRENCES && !date.isBefore(first)) {
                seen++;
                hits += produced.contains(date) ? 1 : 0;
                date = date.minusWeeks(1);
            }
            if (hits > 0 && 2 * hits >= seen) {
                worked.add(weekday);
            }
        }
        return worked;
    }

    /** The next working days after a date; fewer where the calendar shows no more within a year. */
    public List<LocalDate> next(LocalDate after, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count of days is not negative, but is " + count);
        }
        var days = new ArrayList<LocalDate>(count);
        for (int ahead = 1; ahead <= SEARCHED_DAYS && days.size() < count; ahead++) {
            var day = after.plusDays(ahead);
            if (works.test(day)) {
                days.add(day);
            }
        }
        return List.copyOf(days);
    }
}
