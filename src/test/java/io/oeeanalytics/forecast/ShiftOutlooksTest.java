package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.Interval.Evidence;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShiftOutlooksTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final long HOUR = 3_600_000;

    @Test
    void the_shifts_of_a_day_give_its_oee() {
        var moved =
                ShiftOutlooks.coherent(
                        List.of(
                                shift(1, 8, 0.7, 0.1),
                                shift(2, 8, 0.6, 0.1),
                                shift(3, 4, 0.5, 0.2)),
                        0.55);
        // Apart they give 0.4 x 0.7 + 0.4 x 0.6 + 0.2 x 0.5 = 0.62, so 0.07 is to be shared by
        // weight times variance: 0.4 x 0.01, 0.4 x 0.01 and 0.2 x 0.04, which is one part each of
        // 4, 4 and 8; their weighted sum is 0.0048.
        assertThat(moved.get(0).point()).isCloseTo(0.7 - 0.07 * 0.004 / 0.0048, within(1e-12));
        assertThat(moved.get(2).point()).isCloseTo(0.5 - 0.07 * 0.008 / 0.0048, within(1e-12));
        assertThat(pooled(moved)).isCloseTo(0.55, within(1e-12));
        var interval = moved.get(2).interval80().orElseThrow();
        assertThat(interval.width()).isCloseTo(0.2, within(1e-12));
        assertThat(interval.contains(moved.get(2).point())).isTrue();
    }

    @Test
    void a_shift_nobody_knows_gives_way_first() {
        var unknown = new ShiftDay(DAY, 2, 8 * HOUR, 0.6, Optional.empty());
        var moved = ShiftOutlooks.coherent(List.of(shift(1, 8, 0.7, 0.1), unknown), 0.62);
        assertThat(moved.get(0).point()).isCloseTo(0.7, within(0.001));
        assertThat(pooled(moved)).isCloseTo(0.62, within(1e-12));
    }

    @Test
    void a_day_without_planned_time_stays_as_it_is() {
        var none = List.of(shift(1, 0, 0.7, 0.1));
        assertThat(ShiftOutlooks.coherent(none, 0.5)).isEqualTo(none);
    }

    private static ShiftDay shift(int number, int hours, double point, double width) {
        return new ShiftDay(
                DAY,
                number,
                hours * HOUR,
                point,
                Optional.of(
                        new Interval(point - width / 2, point + width / 2, Evidence.OWN_HORIZON)));
    }

    private static double pooled(List<ShiftDay> shifts) {
        double planned = shifts.stream().mapToLong(ShiftDay::plannedMs).sum();
        return shifts.stream().mapToDouble(shift -> shift.plannedMs() * shift.point()).sum()
                / planned;
    }
}
