package io.oeeanalytics.forecast;

import static io.oeeanalytics.forecast.ForecastFixtures.day;
import static io.oeeanalytics.forecast.ForecastFixtures.running;
import static io.oeeanalytics.forecast.ForecastFixtures.weeks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.SetAside.Reason;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastEngineTest {
    private static final ForecastEngine ENGINE = new ForecastEngine();

    @Test
    void a_forecast_states_what_it_rests_on() {
        var history = weeks(120, 1);
        history.set(50, day(history.get(50).day(), 0, 0, 61));

        var forecast = forecast(history, 6, MethodChoice.AUTO);

        assertThat(forecast.daysUsed()).isEqualTo(119);
        assertThat(forecast.usedFrom()).isEqualTo(history.getFirst().day());
        assertThat(forecast.usedTo()).isEqualTo(history.getLast().day());
        assertThat(forecast.setAside())
                .extracting(SetAside::reason)
                .containsExactly(Reason.NO_STATUS_DATA);
        assertThat(forecast.method())
                .isEqualTo(
                        "auto: mean of (mean of all, median of last 14, winsorised AR(2),"
                                + " automatic ARIMA, shift-aware AR(2))");
        // 119 * 0.15 = 17.85, so 18 test days: the last three weeks of six.
        assertThat(forecast.accuracy().testDays()).isEqualTo(18);
        assertThat(forecast.accuracy().testTo()).isEqualTo(history.getLast().day());
        assertThat(forecast.accuracy().testFrom()).isEqualTo(history.get(102).day());
        assertThat(forecast.accuracy().horizons()).hasSize(6);
    }

    @Test
    void naive_stands_beside_every_day() {
        var history = weeks(60, 2);

        var forecast = forecast(history, 5, MethodChoice.AUTO);

        double last = history.getLast().oee().orElseThrow();
        assertThat(forecast.days()).extracting(FutureDay::naive).containsOnly(last);
        assertThat(forecast.accuracy().horizon(1).naiveMae()).isPresent();
    }

    @Test
    void naive_is_said_to_be_better_where_it_is() {
        // Five days at one level, then five at the other: yesterday is mostly right.
        var history = weeks(120, 1);
        for (int at = 0; at < history.size(); at++) {
            history.set(at, day(history.get(at).day(), at / 5 % 2 == 0 ? 0.4 : 0.9));
        }

        var accuracy = forecast(history, 1, MethodChoice.MEAN).accuracy();

        assertThat(accuracy.naiveIsBetter()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 31})
    void a_horizon_outside_1_to_30_is_refused_by_its_value(int horizon) {
        assertThatThrownBy(() -> forecast(weeks(60, 1), horizon, MethodChoice.AUTO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 30")
                .hasMessageContaining("horizon is " + horizon);
    }

    @ParameterizedTest
    @EnumSource(MethodChoice.class)
    void every_choice_forecasts_working_days_within_the_bounds(MethodChoice choice) {
        // The line swings between nothing and the most that is possible.
        var history = weeks(80, 1);
        for (int at = 0; at < history.size(); at++) {
            history.set(at, day(history.get(at).day(), at % 3 == 0 ? 0 : 1.2));
        }

        var forecast = forecast(history, 30, choice);

        assertThat(forecast.days()).hasSize(30);
        for (var day : forecast.days()) {
            assertThat(day.day().getDayOfWeek()).isNotEqualTo(DayOfWeek.SUNDAY);
            assertThat(day.interval95().lower()).isGreaterThanOrEqualTo(0);
            assertThat(day.interval95().upper()).isLessThanOrEqualTo(1.2);
            assertThat(day.point()).isBetween(0.0, 1.2);
            assertThat(day.interval80().contains(day.point())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(MethodChoice.class)
    void a_broken_last_day_moves_no_figure(MethodChoice choice) {
        var sound = weeks(90, 4);
        var broken = new ArrayList<>(sound);
        var after = sound.getLast().day().plusDays(2);
        // The usual eight hours run, but a tenth of the pieces: the piece log broke off.
        broken.add(day(after, 8, 8, 230));

        var with = forecast(broken, 10, choice);
        var without = forecast(sound, 10, choice);

        assertThat(with.setAside())
                .extracting(SetAside::reason)
                .containsExactly(Reason.PIECE_LOG_ENDS_EARLY);
        assertThat(with.days())
                .extracting(FutureDay::point)
                .containsExactlyElementsOf(without.days().stream().map(FutureDay::point).toList());
        assertThat(with.accuracy()).isEqualTo(without.accuracy());
        assertThat(with.days().getFirst().day()).isAfter(after);
    }

    @Test
    void a_day_still_running_is_the_first_to_be_forecast() {
        var history = weeks(60, 1);
        var today = history.getLast().day().plusDays(2);
        history.add(running(today, 0.1));

        var forecast = forecast(history, 2, MethodChoice.AUTO);

        assertThat(forecast.days().getFirst().day()).isEqualTo(today);
        assertThat(forecast.usedTo()).isBefore(today);
    }

    @Test
    void a_line_without_status_log_is_told_so() {
        var history = weeks(60, 1).stream().map(worked -> day(worked.day(), 0, 0, 2000)).toList();

        assertThat(ENGINE.forecast(history, 7, WorkingDays.learned(history), MethodChoice.AUTO))
                .isInstanceOfSatisfying(
                        NotForecastable.class,
                        none -> {
                            assertThat(none.reason())
                                    .isEqualTo(NotForecastable.Reason.NO_STATUS_DATA);
                            assertThat(none.have()).isZero();
                            assertThat(none.need()).isEqualTo(42);
                            assertThat(none.setAside()).hasSize(60);
                        });
    }

    @Test
    void too_few_days_are_told_with_how_many_it_takes() {
        expectTooFew(weeks(41, 1), 41);
        expectTooFew(List.of(), 0);
        assertThat(forecast(weeks(42, 1), 30, MethodChoice.AUTO).daysUsed()).isEqualTo(42);
    }

    @Test
    void intervals_without_evidence_are_as_wide_as_can_be() {
        var far = forecast(weeks(42, 1), 30, MethodChoice.AUTO).days().getLast();

        assertThat(far.interval80())
                .isEqualTo(new Interval(0, 1.2, Interval.Evidence.TOO_FEW_ERRORS));
    }

    @Test
    void a_calendar_that_plans_nothing_leaves_nothing_to_forecast() {
        var closed = WorkingDays.of(day -> day.isBefore(LocalDate.of(2026, 3, 18)));

        // The history ends on Saturday 2026-03-14; three dates are left, of five asked for.
        assertThat(ENGINE.forecast(weeks(60, 1), 5, closed, MethodChoice.AUTO))
                .isEqualTo(
                        new NotForecastable(
                                NotForecastable.Reason.NO_WORKING_DAYS_AHEAD, 3, 5, List.of()));
    }

    @Test
    void a_seasonal_forecast_repeats_the_week_the_line_really_works() {
        var history = weeks(60, 1);

        var forecast = forecast(history, 6, MethodChoice.SEASONAL_NAIVE);

        assertThat(forecast.method()).isEqualTo("seasonal naive (6)");
        for (int step = 0; step < 6; step++) {
            assertThat(forecast.days().get(step).point())
                    .isCloseTo(history.get(54 + step).oee().orElseThrow(), within(1e-12));
        }
    }

    private static void expectTooFew(List<Day> history, int have) {
        assertThat(ENGINE.forecast(history, 7, WorkingDays.learned(history), MethodChoice.AUTO))
                .isEqualTo(
                        new NotForecastable(
                                NotForecastable.Reason.TOO_FEW_DAYS, have, 42, List.of()));
    }

    private static Forecast forecast(List<Day> history, int horizon, MethodChoice choice) {
        return (Forecast) ENGINE.forecast(history, horizon, WorkingDays.learned(history), choice);
    }
}
