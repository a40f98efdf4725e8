package io.oeeanalytics.forecast;

import static io.oeeanalytics.forecast.ForecastFixtures.MONDAY;
import static io.oeeanalytics.forecast.ForecastFixtures.day;
import static io.oeeanalytics.forecast.ForecastFixtures.running;
import static io.oeeanalytics.forecast.ForecastFixtures.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
    @Test
    void a_calendar_skips_weekends_and_holidays() {
        var easterMonday = LocalDate.of(2026, 4, 6);
        var workingDays =
                WorkingDays.of(
                        day -> day.getDayOfWeek().getValue() <= 5 && !day.equals(easterMonday));

        var days = workingDays.next(LocalDate.of(2026, 4, 2), 4);

        // Thursday before Easter; Good Friday is worked here, Easter Monday is not.
        assertThat(days)
                .containsExactly(
                        LocalDate.of(2026, 4, 3),
                        LocalDate.of(2026, 4, 7),
                        LocalDate.of(2026, 4, 8),
                        LocalDate.of(2026, 4, 9));
    }

    @Test
    void a_calendar_without_working_days_gives_none() {
        assertThat(WorkingDays.of(day -> false).next(MONDAY, 3)).isEmpty();
    }

    @Test
    void a_six_day_week_is_learned_from_the_history() {
        var history = weeks(60, 1);

        // Sixty days are ten weeks of six: the last one is a Saturday, 2026-03-14.
        assertThat(WorkingDays.learned(history).next(LocalDate.of(2026, 3, 14), 7))
                .containsExactly(
                        LocalDate.of(2026, 3, 16),
                        LocalDate.of(2026, 3, 17),
                        LocalDate.of(2026, 3, 18),
                        LocalDate.of(2026, 3, 19),
                        LocalDate.of(2026, 3, 20),
                        LocalDate.of(2026, 3, 21),
                        LocalDate.of(2026, 3, 23));
    }

    @Test
    void a_weekday_counts_when_it_was_worked_on_half_of_its_last_eight_dates() {
        var history = mondaysAnd(DayOfWeek.SATURDAY, Set.of(1, 3, 5, 7));

        assertThat(WorkingDays.workedWeekdays(history))
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.SATURDAY);
    }

    @Test
    void a_weekday_worked_on_three_of_eight_dates_is_an_extra_shift() {
        var history = mondaysAnd(DayOfWeek.SATURDAY, Set.of(1, 3, 5));

        assertThat(WorkingDays.workedWeekdays(history)).containsExactly(DayOfWeek.MONDAY);
    }

    @Test
    void what_was_before_the_last_eight_dates_is_forgotten() {
        var history = mondaysAnd(DayOfWeek.SATURDAY, Set.of(-1, -2, -3, -4, -5, -6, 0));

        assertThat(WorkingDays.workedWeekdays(history)).containsExactly(DayOfWeek.MONDAY);
    }

    @Test
    void a_day_that_has_just_begun_does_not_count_against_its_weekday() {
        var history = new ArrayList<Day>();
        history.add(day(MONDAY, 0.8));
        history.add(day(MONDAY.plusWeeks(1), 0, 0, 0));
        history.add(running(MONDAY.plusWeeks(2), 0));

        // One Monday of two; with the one that has just begun it would be one of three.
        assertThat(WorkingDays.workedWeekdays(history)).containsExactly(DayOfWeek.MONDAY);
    }

    @Test
    void nothing_produced_means_no_working_day() {
        assertThat(WorkingDays.workedWeekdays(List.of())).isEmpty();
        assertThat(WorkingDays.workedWeekdays(List.of(day(MONDAY, 0, 0, 0)))).isEmpty();
    }

    /** Weeks -6 to 7; the last day is the Sunday of week 7, recorded as a day off. */
    private static List<Day> mondaysAnd(DayOfWeek weekday, Set<Integer> workedWeeks) {
        var history = new ArrayList<Day>();
        for (int week = -6; week <= 7; week++) {
            history.add(day(MONDAY.plusWeeks(week), 0.8));
            if (workedWeeks.contains(week)) {
                history.add(day(MONDAY.plusWeeks(week).plusDays(weekday.getValue() - 1), 0.8));
            }
        }
        history.add(day(MONDAY.plusWeeks(7).plusDays(6), 0, 0, 0));
        return history;
    }
}
