package io.oeeanalytics.forecast;

import static io.oeeanalytics.forecast.ForecastFixtures.HOUR_MS;
import static io.oeeanalytics.forecast.ForecastFixtures.MONDAY;
import static io.oeeanalytics.forecast.ForecastFixtures.day;
import static io.oeeanalytics.forecast.ForecastFixtures.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.SetAside.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeriesCleaningTest {
    @Test
    void pieces_without_planned_time_mean_that_the_status_log_is_missing() {
        var aside = only(day(MONDAY, 0, 0, 61));

        assertThat(aside.reason()).isEqualTo(Reason.NO_STATUS_DATA);
        assertThat(aside.figures()).containsExactly(61.0);
    }

    @Test
    void a_planned_day_none_of_which_was_logged_has_no_status_data() {
        assertThat(only(covered(0)).reason()).isEqualTo(Reason.NO_STATUS_DATA);
    }

    @Test
    void a_day_still_running_is_set_aside() {
        assertThat(only(running(MONDAY, 0.8)).reason()).isEqualTo(Reason.STILL_RUNNING);
    }

    @Test
    void less_than_half_covered_is_too_little_and_half_is_enough() {
        var aside = only(covered(0.49));

        assertThat(aside.reason()).isEqualTo(Reason.LOW_COVERAGE);
        assertThat(aside.figures()).containsExactly(0.49);
        assertThat(SeriesCleaning.of(List.of(covered(0.5))).days()).hasSize(1);
    }

    @Test
    void an_oee_outside_0_to_120_percent_is_impossible() {
        // 8 h hold 2880 pieces of 10 s: 3456 are an OEE of exactly 1.2, one more is beyond.
        assertThat(only(day(MONDAY, 8, 8, 3457)).reason()).isEqualTo(Reason.OEE_OUT_OF_RANGE);
        assertThat(SeriesCleaning.of(List.of(day(MONDAY, 8, 8, 3456))).days()).hasSize(1);
    }

    @Test
    void a_run_of_six_days_does_not_fit_into_one() {
        var aside = only(day(MONDAY, 144, 144, 2000));

        assertThat(aside.reason()).isEqualTo(Reason.PLANNED_TIME_IMPOSSIBLE);
        assertThat(aside.figures()).containsExactly(144.0);
    }

    @Test
    void negative_planned_time_is_impossible() {
        assertThat(only(day(MONDAY, -8, 0, 10)).reason()).isEqualTo(Reason.PLANNED_TIME_IMPOSSIBLE);
    }

    @Test
    void a_three_shift_day_on_which_the_clock_goes_back_is_sound() {
        assertThat(SeriesCleaning.of(List.of(day(MONDAY, 25, 24, 7000))).days()).hasSize(1);
    }

    @Test
    void pieces_need_run_time_and_a_long_run_needs_pieces() {
        assertThat(only(day(MONDAY, 8, 0, 100)).reason()).isEqualTo(Reason.PIECES_WITHOUT_RUN_TIME);
        assertThat(only(day(MONDAY, 8, 6, 0)).reason()).isEqualTo(Reason.RUN_TIME_WITHOUT_PIECES);
    }

    @Test
    void a_day_lost_to_a_breakdown_is_bad_but_sound() {
        assertThat(SeriesCleaning.of(List.of(day(MONDAY, 8, 0, 0))).values()).containsExactly(0);
    }

    @Test
    void a_day_off_is_no_observation_and_nothing_to_report() {
        var series = SeriesCleaning.of(List.of(day(MONDAY, 0, 0, 0)));

        assertThat(series.days()).isEmpty();
        assertThat(series.setAside()).isEmpty();
    }

    @Test
    void a_day_known_only_by_its_oee_is_sound() {
        var reported =
                new Day(
                        MONDAY,
                        OptionalDouble.of(0.7),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        1,
                        true);

        assertThat(SeriesCleaning.of(List.of(reported)).values()).containsExactly(0.7);
    }

    @Test
    void a_last_day_whose_pieces_end_before_its_status_log_is_broken() {
        // Usually 2304 pieces in 8 h run; now 500 in 8 h, and the line is said to have run through.
        var series = SeriesCleaning.of(usualThen(day(last(), 8, 8, 500)));

        assertThat(series.setAside())
                .extracting(SetAside::reason)
                .containsExactly(Reason.PIECE_LOG_ENDS_EARLY);
        // 500 / 2304 of the usual pieces per hour.
        assertThat(series.setAside().getFirst().figures().getFirst())
                .isCloseTo(500 / 2304.0, within(1e-9));
    }

    @Test
    void a_last_day_whose_status_log_ends_before_its_pieces_is_broken() {
        // 2304 pieces, of which the logged 2 h of 16 planned hours hold only 720: OEE 0.4.
        var series = SeriesCleaning.of(usualThen(day(last(), 16, 2, 2304)));

        assertThat(series.setAside())
                .extracting(SetAside::reason)
                .containsExactly(Reason.STATUS_LOG_ENDS_EARLY);
    }

    @Test
    void a_last_day_is_sound_when_run_time_and_pieces_fell_together() {
        // 1.5 h of run time with 432 pieces: the usual 288 an hour, the rest a breakdown.
        var history = usualThen(day(last(), 8, 1.5, 432));

        assertThat(SeriesCleaning.of(history).days()).hasSize(history.size());
    }

    @Test
    void a_last_day_is_sound_when_it_was_only_slow() {
        // 1000 of 2304 pieces: 43 % of the usual pace.
        var history = usualThen(day(last(), 8, 8, 1000));

        assertThat(SeriesCleaning.of(history).days()).hasSize(history.size());
    }

    @Test
    void a_last_day_is_sound_when_it_stood_for_much_of_its_time_and_ran_slowly_else() {
        // 5 of 8 h, 300 pieces: 60 an hour of the usual 288, but the logs agree on a bad day.
        var history = usualThen(day(last(), 8, 5, 300));

        assertThat(SeriesCleaning.of(history).days()).hasSize(history.size());
    }

    @Test
    void a_last_day_is_sound_when_it_made_more_than_half_the_usual_pieces() {
        // 24 h at 60 pieces an hour are 1440 of the usual 2304: slow, but nothing broke off.
        var history = usualThen(day(last(), 24, 24, 1440));

        assertThat(SeriesCleaning.of(history).days()).hasSize(history.size());
    }

    @Test
    void a_last_day_is_sound_when_it_was_fast_for_a_full_shift() {
        // 3450 pieces in 7.5 of 8 h: 460 an hour, 1.6 times the usual.
        var history = usualThen(day(last(), 8, 7.5, 3450));

        assertThat(SeriesCleaning.of(history).days()).hasSize(history.size());
    }

    @Test
    void a_last_complete_day_is_looked_at_even_when_today_is_running() {
        var history = usualThen(day(last(), 8, 8, 500));
        history.add(running(last().plusDays(1), 0.2));

        assertThat(SeriesCleaning.of(history).setAside())
                .extracting(SetAside::reason)
                .containsExactly(Reason.PIECE_LOG_ENDS_EARLY, Reason.STILL_RUNNING);
    }

    @Test
    void days_come_out_in_order_and_never_twice() {
        var tuesday = MONDAY.plusDays(1);

        assertThat(SeriesCleaning.of(List.of(day(tuesday, 0.7), day(MONDAY, 0.9))).values())
                .containsExactly(0.9, 0.7);
        assertThatThrownBy(() -> SeriesCleaning.of(List.of(day(MONDAY, 0.7), day(MONDAY, 0.9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-05");
    }

    private static Day covered(double share) {
        return new Day(
                MONDAY,
                OptionalDouble.of(0.4),
                OptionalDouble.of(0.5),
                OptionalDouble.of(0.8),
                OptionalDouble.of(1),
                OptionalLong.of(8 * HOUR_MS),
                OptionalLong.of(4 * HOUR_MS),
                OptionalLong.of(1152),
                share,
                true);
    }

    private static SetAside only(Day day) {
        var series = SeriesCleaning.of(List.of(day));
        assertThat(series.days()).isEmpty();
        assertThat(series.setAside()).hasSize(1);
        return series.setAside().getFirst();
    }

    private static List<Day> usualThen(Day last) {
        var history = new ArrayList<Day>();
        for (int day = 0; day < 30; day++) {
            history.add(day(MONDAY.plusDays(day), 0.8));
        }
        history.add(last);
        return history;
    }

    private static LocalDate last() {
        return MONDAY.plusDays(30);
    }
}
