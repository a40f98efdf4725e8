package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.ShiftTime.Pause;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** In the night to 29 March 2026 the clocks of Berlin go from 02:00 to 03:00, at 01:00 UTC. */
class ShiftClockChangeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate SATURDAY = LocalDate.of(2026, 3, 28);
    private static final Instant CHANGE = Instant.parse("2026-03-29T01:00:00Z");

    @Test
    void of_a_break_only_what_the_clock_shows_is_left_when_it_is_set_forward() {
        var night =
                shift(
                        DayOfWeek.SATURDAY,
                        1,
                        "22:00",
                        "06:00",
                        pause("01:45", "02:15"),
                        pause("02:30", "03:00"),
                        pause("02:45", "03:15"));

        var shift = calendar(Map.of(SATURDAY, List.of(night))).shiftsOn(SATURDAY).getFirst();

        // 22:00 to 02:00 and 03:00 to 06:00; 01:45 to 02:00; nothing; 03:00 to 03:15.
        assertThat(shift.range().duration()).isEqualTo(Duration.ofHours(7));
        assertThat(shift.breaks())
                .containsExactly(
                        new TimeRange(CHANGE.minusSeconds(900), CHANGE),
                        new TimeRange(CHANGE, CHANGE.plusSeconds(900)));
    }

    @Test
    void a_break_is_no_longer_for_the_hour_that_comes_twice() {
        var saturday = LocalDate.of(2026, 10, 24);
        var back = Instant.parse("2026-10-25T01:00:00Z");
        var night =
                shift(
                        DayOfWeek.SATURDAY,
                        1,
                        "22:00",
                        "06:00",
                        pause("01:45", "02:15"),
                        pause("02:30", "03:00"));

        var shift = calendar(Map.of(saturday, List.of(night))).shiftsOn(saturday).getFirst();

        assertThat(shift.range().duration()).isEqualTo(Duration.ofHours(9));
        // The clock shows 02:30 half an hour before it goes back, and that is when people go.
        assertThat(shift.breaks())
                .containsExactly(
                        new TimeRange(back.minusSeconds(4500), back.minusSeconds(2700)),
                        new TimeRange(back.minusSeconds(1800), back));
    }

    @Test
    void shifts_that_follow_each_other_do_so_in_the_hour_the_clock_skips() {
        var week =
                List.of(
                        shift(DayOfWeek.SATURDAY, 1, "22:00", "02:30"),
                        shift(DayOfWeek.SUNDAY, 1, "02:30", "02:50"),
                        shift(DayOfWeek.SUNDAY, 2, "03:00", "08:00"));
        var calendar = calendar(Map.of(SATURDAY, week));

        assertThat(calendar.shiftsOn(SATURDAY))
                .extracting(shift -> shift.range().to())
                .containsExactly(CHANGE);
        // Nothing is left of the one from 02:30 to 02:50.
        assertThat(calendar.shiftsOn(SATURDAY.plusDays(1)))
                .extracting(Shift::number, shift -> shift.range().from())
                .containsExactly(tuple(2, CHANGE));
    }

    @Test
    void a_shift_of_the_old_week_ends_when_the_first_of_the_new_one_begins() {
        var monday = LocalDate.of(2026, 6, 1);
        var old = shift(DayOfWeek.MONDAY, 3, "22:00", "06:00", pause("04:00", "04:30"));
        var calendar =
                calendar(
                        Map.of(
                                monday.minusYears(1),
                                List.of(old),
                                monday.plusDays(1),
                                List.of(shift(DayOfWeek.TUESDAY, 1, "00:00", "08:00"))));

        var night = calendar.shiftsOn(monday).getFirst();

        assertThat(night.range().duration()).isEqualTo(Duration.ofHours(2));
        assertThat(night.breaks()).isEmpty();
        assertThat(calendar.shiftsOn(monday.plusDays(1)).getFirst().range().from())
                .isEqualTo(night.range().to());
    }

    private static ShiftCalendar calendar(Map<LocalDate, List<ShiftTime>> weeks) {
        return new ShiftCalendar(BERLIN, new TreeMap<>(weeks), Set.of());
    }

    private static ShiftTime shift(
            DayOfWeek day, int number, String start, String end, Pause... breaks) {
        return new ShiftTime(
                day, number, LocalTime.parse(start), LocalTime.parse(end), List.of(breaks));
    }

    private static Pause pause(String start, String end) {
        return new Pause(LocalTime.parse(start), LocalTime.parse(end));
    }
}
