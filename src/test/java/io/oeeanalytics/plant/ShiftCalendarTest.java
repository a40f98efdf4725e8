package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.plant.CalendarException.Kind;
import io.oeeanalytics.plant.ShiftCalendar.Plan;
import io.oeeanalytics.plant.ShiftTime.Pause;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The site works Mondays to Fridays from 06:00 to 14:00, since the start of 2026. */
class ShiftCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);
    private static final LocalDate SATURDAY = LocalDate.of(2026, 3, 21);

    @Test
    void four_teams_take_turns_in_a_rotation_of_28_days() {
        // In week w (from 0) shift n is worked by team number (w + n - 1) mod 4 of A, B, C, D.
        var shifts = new ArrayList<ShiftTime>();
        for (int day = 1; day <= 28; day++) {
            int week = (day - 1) / 7;
            shifts.add(shift(day, 1, "06:00", "14:00", team(week)));
            shifts.add(shift(day, 2, "14:00", "22:00", team(week + 1)));
            shifts.add(shift(day, 3, "22:00", "06:00", team(week + 2)));
        }
        var calendar = of(new Rotation(LocalDate.of(2026, 1, 5), 28, shifts));

        // 70 days later is day 15, in week 2; 56 days later is day 1 again, 55 days day 28.
        assertThat(calendar.shiftsOn(MONDAY))
                .extracting(Shift::team)
                .containsExactly("C", "D", "A");
        assertThat(calendar.shiftsOn(MONDAY.minusDays(14)))
                .extracting(Shift::team)
                .containsExactly("A", "B", "C");
        assertThat(calendar.shiftsOn(MONDAY.minusDays(15)))
                .extracting(Shift::team)
                .containsExactly("D", "A", "B");
        assertThat(calendar.shiftsOn(LocalDate.of(2026, 1, 4))).isEmpty();
        assertThat(calendar.covers(LocalDate.of(2026, 1, 4))).isFalse();
    }

    @Test
    void a_rotation_that_is_no_week_is_counted_from_the_day_it_begins() {
        // From a Wednesday: three days of work, two off.
        var wednesday = LocalDate.of(2026, 1, 7);
        var calendar =
                of(
                        new Rotation(
                                wednesday,
                                5,
                                List.of(
                                        shift(1, 1, "06:00", "18:00", null),
                                        shift(2, 1, "06:00", "18:00", null),
                                        shift(3, 1, "06:00", "18:00", null))));

        var worked =
                wednesday
                        .datesUntil(wednesday.plusDays(10))
                        .filter(date -> !calendar.shiftsOn(date).isEmpty())
                        .map(LocalDate::getDayOfMonth);

        assertThat(worked).containsExactly(7, 8, 9, 12, 13, 14);
    }

    @Test
    void the_night_in_which_the_clocks_go_forward_has_an_hour_less() {
        var night =
                night(
                        LocalDate.of(2026, 3, 28),
                        pause("02:00", "02:30"),
                        pause("02:45", "03:15"),
                        pause("04:00", "04:30"));

        // From 22:00 to 06:00 are 420 min. 02:00 to 03:00 does not exist, nor a break within it.
        assertThat(night.range().millis()).isEqualTo(420 * 60_000L);
        assertThat(night.breaks())
                .extracting(pause -> pause.millis() / 60_000)
                .containsExactly(15L, 30L);
    }

    @Test
    void the_night_in_which_the_clocks_go_back_has_an_hour_more() {
        var night = night(LocalDate.of(2026, 10, 24), pause("01:30", "02:00"));

        assertThat(night.range().millis()).isEqualTo(540 * 60_000L);
        assertThat(night.breaks())
                .extracting(pause -> pause.millis() / 60_000)
                .containsExactly(30L);
        assertThat(night.businessDate()).isEqualTo(LocalDate.of(2026, 10, 24));
    }

    @Test
    void a_closed_day_plans_nothing_and_a_day_instead_what_it_says() {
        var calendar =
                calendar(
                        Set.of(),
                        List.of(
                                new CalendarException(
                                        MONDAY, Kind.CLOSED, "stocktaking", List.of()),
                                exception(MONDAY.plusDays(1), Kind.INSTEAD, 1, "07:00", "11:00")),
                        List.of());

        assertThat(calendar.shiftsOn(MONDAY)).isEmpty();
        assertThat(calendar.covers(MONDAY)).isTrue();
        assertThat(clock(calendar, MONDAY.plusDays(1))).containsExactly("07:00-11:00");
        assertThat(clock(calendar, MONDAY.plusDays(2))).containsExactly("06:00-14:00");
    }

    @Test
    void extra_shifts_come_besides_and_on_closed_days_alone() {
        var calendar =
                calendar(
                        Set.of(MONDAY.plusDays(1)),
                        List.of(
                                exception(MONDAY, Kind.EXTRA, 2, "14:00", "16:00"),
                                exception(MONDAY.plusDays(1), Kind.EXTRA, 2, "14:00", "16:00"),
                                exception(SATURDAY, Kind.EXTRA, 1, "06:00", "12:00")),
                        List.of());

        assertThat(clock(calendar, MONDAY)).containsExactly("06:00-14:00", "14:00-16:00");
        assertThat(clock(calendar, MONDAY.plusDays(1))).containsExactly("14:00-16:00");
        assertThat(clock(calendar, SATURDAY)).containsExactly("06:00-12:00");
    }

    @Test
    void what_a_line_says_of_a_day_comes_before_what_its_site_says() {
        var closedBySite = new CalendarException(MONDAY, Kind.CLOSED, "closed", List.of());
        var extraOfSite = exception(MONDAY, Kind.EXTRA, 2, "14:00", "16:00");
        var extraOfLine = exception(MONDAY, Kind.EXTRA, 3, "16:00", "18:00");
        var instead = exception(MONDAY, Kind.INSTEAD, 1, "08:00", "12:00");

        assertThat(clock(calendar(Set.of(MONDAY), List.of(closedBySite), List.of(instead)), MONDAY))
                .containsExactly("08:00-12:00");
        assertThat(clock(calendar(Set.of(), List.of(extraOfSite), List.of(instead)), MONDAY))
                .containsExactly("08:00-12:00");
        assertThat(clock(calendar(Set.of(), List.of(closedBySite), List.of(extraOfLine)), MONDAY))
                .containsExactly("16:00-18:00");
        assertThat(clock(calendar(Set.of(), List.of(extraOfSite), List.of(extraOfLine)), MONDAY))
                .containsExactly("06:00-14:00", "16:00-18:00");
    }

    @Test
    void the_past_keeps_the_calendar_that_held_then() {
        var site = week(NEW_YEAR, "06:00", "14:00");
        var siteLater = week(MONDAY, "07:00", "15:00");
        var own = week(MONDAY.plusDays(1), "05:00", "09:00");
        var ended = new Rotation(MONDAY.plusDays(7), Rotation.WEEK, List.of());

        var calendar =
                new ShiftCalendar(
                        BERLIN,
                        Set.of(),
                        new Plan(List.of(site, siteLater), List.of()),
                        new Plan(List.of(own, ended), List.of()));

        assertThat(clock(calendar, MONDAY.minusDays(7))).containsExactly("06:00-14:00");
        assertThat(clock(calendar, MONDAY)).containsExactly("07:00-15:00");
        assertThat(clock(calendar, MONDAY.plusDays(1))).containsExactly("05:00-09:00");
        assertThat(calendar.covers(MONDAY.plusDays(7))).isFalse();
    }

    @Test
    void shifts_of_one_line_that_cannot_both_be_worked_are_found() {
        var overlapping = exception(MONDAY, Kind.EXTRA, 2, "13:00", "15:00");
        var sameNumber = exception(MONDAY, Kind.EXTRA, 1, "14:00", "15:00");
        var night = exception(MONDAY, Kind.EXTRA, 2, "22:00", "06:30");
        var sound = exception(MONDAY, Kind.EXTRA, 2, "22:00", "06:00");

        assertThat(clash(overlapping)).contains("overlaps shift 1 of 2026-03-16, 06:00 to 14:00");
        assertThat(clash(sameNumber)).contains("has the number of the shift from 06:00 to 14:00");
        assertThat(clash(night)).contains("overlaps shift 1 of 2026-03-17, 06:00 to 14:00");
        assertThat(clash(sound)).isEmpty();
    }

    @Test
    void rotations_are_the_same_in_whatever_order_they_are_told() {
        var early = shift(1, 1, "06:00", "14:00", null);
        var night =
                new ShiftTime(
                        1,
                        2,
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 0),
                        null,
                        List.of(pause("02:00", "02:30"), pause("23:00", "23:15")));
        var nightToldOtherwise =
                new ShiftTime(
                        1,
                        2,
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 0),
                        null,
                        List.of(pause("23:00", "23:15"), pause("02:00", "02:30")));

        assertThat(Rotation.week(NEW_YEAR, List.of(night, early)))
                .isEqualTo(Rotation.week(NEW_YEAR, List.of(early, nightToldOtherwise)));
    }

    @Test
    void impossible_rotations_and_exceptions_are_refused() {
        var day8 = List.of(shift(8, 1, "06:00", "14:00", null));

        assertThatThrownBy(() -> new Rotation(NEW_YEAR, 7, day8))
                .hasMessageContaining("a rotation of 7 days has no day 8");
        assertThatThrownBy(() -> new Rotation(NEW_YEAR, 367, List.of()))
                .hasMessageContaining("not 367");
        assertThatThrownBy(() -> new CalendarException(MONDAY, Kind.EXTRA, "", List.of()))
                .hasMessageContaining("2026-03-16 is EXTRA with 0 shifts");
    }

    private static String clash(CalendarException ofLine) {
        return calendar(Set.of(), List.of(), List.of(ofLine))
                .clash(MONDAY)
                .map(ShiftCalendar.Clash::words)
                .orElse("");
    }

    private static List<String> clock(ShiftCalendar calendar, LocalDate date) {
        return calendar.shiftsOn(date).stream()
                .map(
                        shift ->
                                shift.range().from().atZone(BERLIN).toLocalTime()
                                        + "-"
                                        + shift.range().to().atZone(BERLIN).toLocalTime())
                .toList();
    }

    private static ShiftCalendar of(Rotation rotation) {
        return new ShiftCalendar(
                BERLIN, Set.of(), new Plan(List.of(rotation), List.of()), Plan.NONE);
    }

    private static ShiftCalendar calendar(
            Set<LocalDate> holidays,
            List<CalendarException> ofSite,
            List<CalendarException> ofLine) {
        return new ShiftCalendar(
                BERLIN,
                holidays,
                new Plan(List.of(week(NEW_YEAR, "06:00", "14:00")), ofSite),
                new Plan(List.of(), ofLine));
    }

    private static Rotation week(LocalDate from, String start, String end) {
        var shifts = new ArrayList<ShiftTime>();
        for (int day = DayOfWeek.MONDAY.getValue(); day <= DayOfWeek.FRIDAY.getValue(); day++) {
            shifts.add(shift(day, 1, start, end, null));
        }
        return Rotation.week(from, shifts);
    }

    private static Shift night(LocalDate date, Pause... breaks) {
        return of(Rotation.week(
                        NEW_YEAR,
                        List.of(
                                new ShiftTime(
                                        DayOfWeek.SATURDAY,
                                        3,
                                        LocalTime.of(22, 0),
                                        LocalTime.of(6, 0),
                                        List.of(breaks)))))
                .shiftsOn(date)
                .getFirst();
    }

    private static CalendarException exception(
            LocalDate day, Kind kind, int number, String start, String end) {
        return new CalendarException(
                day, kind, "as agreed", List.of(shift(1, number, start, end, null)));
    }

    private static ShiftTime shift(
            int day, int number, String start, String end, @Nullable String team) {
        return new ShiftTime(
                day, number, LocalTime.parse(start), LocalTime.parse(end), team, List.of());
    }

    private static Pause pause(String start, String end) {
        return new Pause(LocalTime.parse(start), LocalTime.parse(end));
    }

    private static String team(int number) {
        return "ABCD".substring(number % 4, number % 4 + 1);
    }
}
