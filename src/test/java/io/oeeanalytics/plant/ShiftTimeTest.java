package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.plant.ShiftTime.Pause;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftTimeTest {
    @Test
    void a_night_is_as_long_as_the_clock_says_and_planned_without_its_breaks() {
        var night = night(pause("01:00", "01:30"), pause("23:30", "23:45"));

        assertThat(night.length()).isEqualTo(Duration.ofHours(8));
        assertThat(night.planned()).isEqualTo(Duration.ofMinutes(8 * 60 - 45));
        assertThat(night.breakOutOfPlace()).isEmpty();
    }

    @Test
    void a_shift_that_ends_when_it_starts_lasts_a_day() {
        var day = new ShiftTime(1, 1, LocalTime.of(6, 0), LocalTime.of(6, 0), null, List.of());

        assertThat(day.length()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_break_outside_the_shift_or_in_another_one_is_out_of_place() {
        assertThat(night(pause("05:45", "06:15")).breakOutOfPlace())
                .contains(pause("05:45", "06:15"));
        assertThat(night(pause("12:00", "12:30")).breakOutOfPlace()).isPresent();
        assertThat(night(pause("01:00", "01:30"), pause("01:15", "02:00")).breakOutOfPlace())
                .contains(pause("01:15", "02:00"));
    }

    private static ShiftTime night(Pause... breaks) {
        return new ShiftTime(1, 3, LocalTime.of(22, 0), LocalTime.of(6, 0), null, List.of(breaks));
    }

    private static Pause pause(String from, String to) {
        return new Pause(LocalTime.parse(from), LocalTime.parse(to));
    }
}
