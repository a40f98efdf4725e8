package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Worked examples of the time model that a ledger expresses by itself; six digits each. */
class VectorsTest {
    private static final long MINUTE = 60_000;
    private static final org.assertj.core.data.Offset<Double> SIX_DIGITS = within(5e-7);

    /** Idle time is whatever planned busy time leaves beside production. */
    private static Ledger ledger(long busyMinutes, long productionMinutes, Output output) {
        return new Ledger(
                busyMinutes * MINUTE,
                busyMinutes * MINUTE,
                0,
                (busyMinutes - productionMinutes) * MINUTE,
                0,
                0,
                productionMinutes * MINUTE,
                0,
                0,
                output,
                Output.ZERO,
                UnplannedProduction.ZERO);
    }

    private static Output made(long total, long good, double idealMinutes) {
        return Output.of(total, good, 0, 0, OptionalLong.of(Math.round(idealMinutes * MINUTE)));
    }

    private static final Ledger T01 = ledger(900, 720, made(1300, 1235, 0.5));

    @Test
    void t04a_work_nobody_planned_counts_for_teep_and_never_for_oee() {
        var unplanned = new UnplannedProduction(30 * MINUTE, made(30, 29, 1));
        var day =
                new Ledger(
                        1440 * MINUTE, 0, 0, 0, 0, 0, 0, 0, 0, Output.ZERO, Output.ZERO, unplanned);

        assertThat(day.availability()).isEmpty();
        assertThat(day.oee()).isEmpty();
        assertThat(day.teep().orElseThrow()).isEqualTo(0.020139, SIX_DIGITS);
        assertThat(unplanned.output().quality().orElseThrow()).isEqualTo(0.966667, SIX_DIGITS);
    }

    @Test
    void t04d_approved_overtime_is_planned_time_like_any_other() {
        expect(ledger(30, 30, made(30, 29, 1)), 1.0, 1.0, 0.966667, 0.966667);
    }

    @Test
    void t04e_pools_overtime_with_the_day() {
        expect(T01.plus(ledger(30, 30, made(30, 29, 1))), 0.806452, 0.906667, 0.950735, 0.695161);
    }

    @Test
    void t10_late_pieces_and_a_stop_that_was_planned_after_all() {
        expect(ledger(480, 420, made(400, 392, 1)), 0.875, 0.952381, 0.98, 0.816667);
        // 25 min of the stop turn out to be a planned one: 480 - 25 = 455 min.
        expect(ledger(455, 420, made(420, 411, 1)), 0.923077, 1.0, 0.978571, 0.903297);
    }

    @Test
    void t13_a_reworked_piece_is_never_added_a_second_time() {
        var output = Output.of(500, 465, 10, 25, OptionalLong.of(MINUTE));

        assertThat(output.quality().orElseThrow()).isEqualTo(0.93, SIX_DIGITS);
        assertThat(output.scrapRatio().orElseThrow()).isEqualTo(0.02, SIX_DIGITS);
        assertThat(output.reworkRatio().orElseThrow()).isEqualTo(0.05, SIX_DIGITS);
    }

    @Test
    void t18_lines_are_pooled_by_planned_busy_time_not_averaged() {
        var a = ledger(480, 480, made(480, 384, 1));
        var b = ledger(240, 240, made(240, 120, 1));

        assertThat(Ledger.sum(List.of(a, b)).oee().orElseThrow()).isEqualTo(0.7, SIX_DIGITS);
    }

    private static void expect(
            Ledger ledger, double availability, double effectiveness, double quality, double oee) {
        same(ledger.availability(), availability);
        same(ledger.effectiveness(), effectiveness);
        same(ledger.quality(), quality);
        same(ledger.oee(), oee);
    }

    private static void same(OptionalDouble figure, double expected) {
        assertThat(figure.orElseThrow()).isEqualTo(expected, SIX_DIGITS);
    }
}
