package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.factor.Factor;
import io.oeeanalytics.forecast.factor.FactorDraws;
import io.oeeanalytics.forecast.factor.FactorLevels;
import io.oeeanalytics.plant.TimeCategory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final long HOUR = 3_600_000;
    private static final int FAULT = 41;
    private static final int SET_UP = 21;

    /** 16 h planned, 75 % run, at 80 % of ideal speed, 95 % good: OEE 0.57, 547.2 ideal minutes. */
    private static final FactorDraws USUAL =
            new FactorDraws(new double[] {0.75}, new double[] {0.8}, new double[] {0.95});

    private static final FactorOutlook OUTLOOK =
            new FactorOutlook(
                    List.of(day(MONDAY), day(TUESDAY)),
                    new FactorLevels(0.75, 0.8, 0.95),
                    List.of(
                            // Of the 4 h that stand, 3 by faults and 1 by two set-ups.
                            new StopShare(
                                    FAULT, "Fault", TimeCategory.DELAY, 0.75, 3 * HOUR, HOUR, 6),
                            new StopShare(
                                    SET_UP, "Set-up", TimeCategory.SET_UP, 0.25, HOUR, HOUR, 2)),
                    List.of(),
                    List.of(shift(1, 0.627), shift(2, 0.513)));

    private static FactorDay day(LocalDate date) {
        return new FactorDay(date, 16 * HOUR, USUAL, OptionalDouble.of(60_000));
    }

    private static ShiftDay shift(int number, double oee) {
        return new ShiftDay(MONDAY, number, 8 * HOUR, oee, Optional.empty());
    }

    private static FactorDay monday(WhatIf tried) {
        return tried.applied(OUTLOOK, MONDAY::equals).getFirst();
    }

    @Test
    void nothing_tried_changes_nothing() {
        assertThat(WhatIf.NOTHING.isNothing()).isTrue();
        assertThat(monday(WhatIf.NOTHING).goodPieces().getAsDouble()).isCloseTo(547.2, EXACT);
    }

    @Test
    void half_of_the_faults_gives_their_time_back() {
        // 1.5 of 16 h: availability 0.75 + 0.09375.
        var day = monday(new WhatIf(Map.of(FAULT, 0.5), 0, 0, OptionalDouble.empty(), 0, Set.of()));
        assertThat(day.factor(Factor.AVAILABILITY)).isCloseTo(0.84375, EXACT);
        assertThat(day.factor(Factor.EFFECTIVENESS)).isCloseTo(0.8, EXACT);
        assertThat(day.goodPieces().getAsDouble()).isCloseTo(960 * 0.84375 * 0.76, EXACT);
    }

    @Test
    void speed_and_scrap_come_back_by_their_share() {
        var day = monday(new WhatIf(Map.of(), 0.25, 0.4, OptionalDouble.empty(), 0, Set.of()));
        assertThat(day.factor(Factor.EFFECTIVENESS)).isCloseTo(0.85, EXACT);
        assertThat(day.factor(Factor.QUALITY)).isCloseTo(0.97, EXACT);
    }

    @Test
    void each_set_up_more_takes_as_long_as_those_of_late() {
        // Three more of half an hour: 1.5 of 16 h.
        var day = monday(new WhatIf(Map.of(), 0, 0, OptionalDouble.of(5), 0, Set.of()));
        assertThat(day.factor(Factor.AVAILABILITY)).isCloseTo(0.65625, EXACT);
        assertThat(WhatIf.usualChangeovers(OUTLOOK)).isEqualTo(2);
    }

    @Test
    void planned_time_changes_pieces_and_not_the_oee() {
        var day = monday(new WhatIf(Map.of(), 0, 0, OptionalDouble.empty(), -2 * HOUR, Set.of()));
        assertThat(day.plannedMs()).isEqualTo(14 * HOUR);
        assertThat(day.draws().meanOee()).isCloseTo(0.57, EXACT);
        assertThat(day.goodPieces().getAsDouble()).isCloseTo(14 * 60 * 0.57, EXACT);
    }

    @Test
    void without_the_slow_shift_the_other_remains() {
        var day = monday(new WhatIf(Map.of(), 0, 0, OptionalDouble.empty(), 0, Set.of(2)));
        assertThat(day.plannedMs()).isEqualTo(8 * HOUR);
        assertThat(day.draws().meanOee()).isCloseTo(0.627, EXACT);
    }

    @Test
    void other_days_stay_as_forecast() {
        var days =
                new WhatIf(Map.of(FAULT, 1.0), 0, 0, OptionalDouble.empty(), 0, Set.of())
                        .applied(OUTLOOK, MONDAY::equals);
        assertThat(days.getLast()).isEqualTo(OUTLOOK.days().getLast());
        // 0.75 + 0.75 x 0.25 on Monday.
        assertThat(WhatIf.oee(days)).isCloseTo((0.9375 * 0.76 + 0.57) / 2, EXACT);
        assertThat(WhatIf.goodPieces(days).getAsDouble())
                .isCloseTo(960 * 0.9375 * 0.76 + 547.2, EXACT);
    }

    @Test
    void more_than_all_cannot_go() {
        assertThatThrownBy(() -> new WhatIf(Map.of(), 1.1, 0, OptionalDouble.empty(), 0, Set.of()))
                .hasMessageContaining("of lost speed");
        assertThatThrownBy(
                        () ->
                                new WhatIf(
                                        Map.of(FAULT, -0.1),
                                        0,
                                        0,
                                        OptionalDouble.empty(),
                                        0,
                                        Set.of()))
                .hasMessageContaining("of status 41");
        assertThatThrownBy(() -> new WhatIf(Map.of(), 0, 0, OptionalDouble.of(-1), 0, Set.of()))
                .hasMessageContaining("changeovers");
    }
}
