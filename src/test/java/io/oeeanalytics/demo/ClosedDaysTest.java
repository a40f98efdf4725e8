package io.oeeanalytics.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ClosedDaysTest {
    @Test
    void easter_falls_where_the_almanac_has_it() {
        assertThat(ClosedDays.easterSunday(2024)).isEqualTo(LocalDate.of(2024, 3, 31));
        assertThat(ClosedDays.easterSunday(2025)).isEqualTo(LocalDate.of(2025, 4, 20));
        assertThat(ClosedDays.easterSunday(2026)).isEqualTo(LocalDate.of(2026, 4, 5));
        // The latest date there is.
        assertThat(ClosedDays.easterSunday(2038)).isEqualTo(LocalDate.of(2038, 4, 25));
    }

    @Test
    void a_holiday_inside_a_shutdown_keeps_its_name() {
        assertThat(ClosedDays.of(2026))
                .contains(
                        new ClosedDay(LocalDate.of(2026, 12, 25), "Christmas Day"),
                        new ClosedDay(LocalDate.of(2026, 12, 28), "Year-end shutdown"));
    }
}
