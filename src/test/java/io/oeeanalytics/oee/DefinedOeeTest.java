package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.oee.DefinedOee.Name;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefinedOeeTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final org.assertj.core.data.Offset<Double> SIX_DIGITS = within(5e-7);

    /**
     * T01 with 10 min of its delays short: reference 1,440, POT 960, PDOT 60, ADOT 40, ADET 80,
     * AUST 60, APT 720 min; 1,300 pieces at 0.5 min, 1,235 of them good; 5 min of the rejects at
     * start-up.
     */
    private static final Ledger DAY =
            new Ledger(
                    1440 * MINUTE,
                    960 * MINUTE,
                    60 * MINUTE,
                    40 * MINUTE,
                    80 * MINUTE,
                    60 * MINUTE,
                    720 * MINUTE,
                    0,
                    0,
                    Output.of(1300, 1235, 45, 20, OptionalLong.of(MINUTE / 2)),
                    Output.ZERO,
                    UnplannedProduction.ZERO,
                    3,
                    5 * MINUTE,
                    10 * MINUTE);

    @Test
    void iso_22400_is_the_worked_example() {
        var iso = DefinedOee.of(DAY, OeeDefinition.ISO_22400);

        assertThat(iso.factor(Name.AVAILABILITY).orElseThrow()).isEqualTo(0.8, SIX_DIGITS);
        assertThat(iso.oee().orElseThrow()).isEqualTo(0.686111, SIX_DIGITS);
    }

    @Test
    void six_big_losses_move_short_stops_to_performance_and_never_the_oee() {
        var losses = DefinedOee.of(DAY, OeeDefinition.SIX_BIG_LOSSES);

        // (720 + 10) / 900 and 650 / 730.
        assertThat(losses.factor(Name.AVAILABILITY).orElseThrow()).isEqualTo(0.811111, SIX_DIGITS);
        assertThat(losses.factor(Name.EFFECTIVENESS).orElseThrow()).isEqualTo(0.890411, SIX_DIGITS);
        assertThat(losses.oee().orElseThrow()).isEqualTo(0.686111, SIX_DIGITS);
        assertThat(losses.losses())
                .contains(
                        new Loss(Loss.Kind.DELAY, 70 * MINUTE),
                        new Loss(Loss.Kind.MICRO_STOPS, 10 * MINUTE),
                        new Loss(Loss.Kind.START_UP_REJECTS, 5 * MINUTE),
                        new Loss(Loss.Kind.PRODUCTION_REJECTS, 27 * MINUTE + MINUTE / 2));
    }

    @Test
    void planned_stops_inside_measure_by_planned_operation_time() {
        var inside = DefinedOee.of(DAY, OeeDefinition.PLANNED_STOPS_INSIDE);

        // 720 / 960 and 617.5 / 960.
        assertThat(inside.factor(Name.AVAILABILITY).orElseThrow()).isEqualTo(0.75, SIX_DIGITS);
        assertThat(inside.oee().orElseThrow()).isEqualTo(0.643229, SIX_DIGITS);
    }

    @Test
    void t17_a_week_as_semi_e79_measures_it() {
        // Productive 100, standby 20, engineering 8, scheduled down 12, unscheduled down 18 and
        // non-scheduled 10 h; ideal 90 h, 88.2 of them good.
        var week =
                new Ledger(
                        168 * HOUR,
                        158 * HOUR,
                        12 * HOUR,
                        20 * HOUR,
                        18 * HOUR,
                        8 * HOUR,
                        100 * HOUR,
                        0,
                        0,
                        Output.of(10_000, 9_800, 200, 0, OptionalLong.of(32_400)),
                        Output.ZERO,
                        UnplannedProduction.ZERO);

        var semi = DefinedOee.of(week, OeeDefinition.SEMI_E79);

        assertThat(semi.factor(Name.AVAILABILITY_EFFICIENCY).orElseThrow())
                .isEqualTo(0.761905, SIX_DIGITS);
        assertThat(semi.factor(Name.OPERATIONAL_EFFICIENCY).orElseThrow())
                .isEqualTo(0.78125, SIX_DIGITS);
        assertThat(semi.factor(Name.RATE_EFFICIENCY).orElseThrow()).isEqualTo(0.9, SIX_DIGITS);
        assertThat(semi.factor(Name.QUALITY_EFFICIENCY).orElseThrow()).isEqualTo(0.98, SIX_DIGITS);
        assertThat(semi.oee().orElseThrow()).isEqualTo(0.525, SIX_DIGITS);
    }

    @ParameterizedTest
    @EnumSource
    void factors_multiply_to_the_oee_and_losses_add_up_to_its_time(OeeDefinition definition) {
        var worked =
                new Ledger(
                        60 * MINUTE,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Output.ZERO,
                        Output.ZERO,
                        new UnplannedProduction(
                                30 * MINUTE, Output.of(30, 29, 1, 0, OptionalLong.of(MINUTE))));

        var read = DefinedOee.of(DAY.plus(worked), definition);

        double product =
                read.factors().stream()
                        .mapToDouble(factor -> factor.value().orElseThrow())
                        .reduce(1, (one, other) -> one * other);
        assertThat(product).isEqualTo(read.oee().orElseThrow(), within(1e-12));
        assertThat(
                        read.availability().orElseThrow()
                                * read.effectiveness().orElseThrow()
                                * read.quality().orElseThrow())
                .isEqualTo(product, within(1e-12));
        assertThat(read.losses().stream().mapToLong(Loss::millis).sum()).isEqualTo(read.baseMs());
    }

    @Test
    void unknown_time_leaves_bounds_in_the_time_of_the_definition() {
        // 60 of 480 min planned are a break; of the 420 others 120 are unknown, 210 are good.
        var unknown =
                new Ledger(
                        1440 * MINUTE,
                        480 * MINUTE,
                        60 * MINUTE,
                        0,
                        0,
                        0,
                        300 * MINUTE,
                        0,
                        120 * MINUTE,
                        Output.of(210, 210, 0, 0, OptionalLong.of(MINUTE)),
                        Output.ZERO,
                        UnplannedProduction.ZERO);

        assertThat(DefinedOee.of(unknown, OeeDefinition.ISO_22400).bounds())
                .hasValue(new Bounds(210 / 420.0, 330 / 420.0));
        assertThat(DefinedOee.of(unknown, OeeDefinition.PLANNED_STOPS_INSIDE).bounds())
                .hasValue(new Bounds(210 / 480.0, 330 / 480.0));
        assertThat(DefinedOee.of(unknown, OeeDefinition.SEMI_E79).bounds())
                .hasValue(new Bounds(210 / 1440.0, 330 / 1440.0));
    }
}
