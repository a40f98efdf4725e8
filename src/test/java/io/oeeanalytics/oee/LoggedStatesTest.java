package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.StatusCatalogue;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.production.LoggedState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedStatesTest {
    private static final StatusHistory CATALOGUE =
            new StatusHistory(
                    StatusCatalogue.STANDARD.stream()
                            .map(status -> new StatusHistory.Row(status, Instant.EPOCH))
                            .toList(),
                    Instant.parse("2026-03-02T00:00:00Z"));
    private static final Instant SIX = Instant.parse("2026-03-02T06:00:00Z");

    @Test
    void an_open_state_lasts_until_the_next_start_of_the_line() {
        var intervals = resolved(SIX.plusSeconds(7200), null, open(0, 1), open(600, 21));

        assertThat(intervals)
                .extracting(StateInterval::range)
                .containsExactly(range(0, 600), range(600, 7200));
    }

    @Test
    void a_state_nobody_closed_for_days_is_believed_only_as_far_as_pieces_go() {
        var threeDaysLater = SIX.plusSeconds(3 * 86_400);

        var withPieces = resolved(threeDaysLater, SIX.plusSeconds(3600), open(0, 1));
        var without = resolved(threeDaysLater, null, open(0, 1));

        assertThat(withPieces).extracting(StateInterval::range).containsExactly(range(0, 3600));
        assertThat(without).isEmpty();
    }

    @Test
    void a_production_closed_by_a_start_six_days_later_is_not_six_days_of_production() {
        var now = SIX.plusSeconds(7 * 86_400);

        var intervals = resolved(now, null, open(0, 1), closed(6 * 86_400, 6 * 86_400 + 60, 1));

        assertThat(intervals)
                .extracting(StateInterval::range)
                .containsExactly(range(6 * 86_400, 6 * 86_400 + 60));
    }

    @Test
    void a_failure_of_more_than_a_day_is_a_failure_for_a_day_whether_or_not_the_next_state_came() {
        var before = resolved(SIX.plusSeconds(26 * 3600 - 1), null, open(0, 21));
        var after = resolved(SIX.plusSeconds(30 * 3600), null, open(0, 21), open(26 * 3600, 1));

        assertThat(before).extracting(StateInterval::range).containsExactly(range(0, 86_400));
        assertThat(after)
                .extracting(StateInterval::range)
                .containsExactly(range(0, 86_400), range(26 * 3600, 30 * 3600));
    }

    @Test
    void running_of_more_than_a_day_is_believed_as_far_as_pieces_of_that_day_go() {
        var intervals =
                resolved(
                        SIX.plusSeconds(26 * 3600),
                        SIX.plusSeconds(86_300),
                        open(0, 1),
                        open(25 * 3600, 21));

        assertThat(intervals)
                .extracting(StateInterval::range)
                .containsExactly(range(0, 86_300), range(25 * 3600, 26 * 3600));
    }

    @Test
    void end_of_operations_may_last_over_a_holiday() {
        var now = SIX.plusSeconds(9 * 86_400);

        var intervals = resolved(now, null, open(0, 90), open(8 * 86_400, 1));

        assertThat(intervals.getFirst().range()).isEqualTo(range(0, 8 * 86_400));
    }

    @Test
    void a_state_told_ahead_of_its_time_does_not_make_the_one_before_longer_than_it_was() {
        var intervals = resolved(SIX.plusSeconds(1800), null, open(0, 21), open(3600, 1));

        assertThat(intervals).extracting(StateInterval::range).containsExactly(range(0, 1800));
    }

    private static List<StateInterval> resolved(
            Instant now,
            @org.jspecify.annotations.Nullable Instant lastPiece,
            LoggedState... states) {
        return new LoggedStates(
                        CATALOGUE,
                        now,
                        before -> Optional.ofNullable(lastPiece).filter(before::isAfter))
                .intervals(List.of(states), List.of());
    }

    private static LoggedState open(long second, int status) {
        return new LoggedState(SIX.plusSeconds(second), null, status);
    }

    private static LoggedState closed(long from, long to, int status) {
        return new LoggedState(SIX.plusSeconds(from), SIX.plusSeconds(to), status);
    }

    private static TimeRange range(long from, long to) {
        return new TimeRange(SIX.plusSeconds(from), SIX.plusSeconds(to));
    }
}
