package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.FloorBoard.Stop;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.LoggedState;
import io.oeeanalytics.production.ManualCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShopFloorTest {
    private static final int RUNNING = 1;
    private static final int FAILURE = 21;
    private static final int SAYS_NOTHING = 99999;
    private static final Map<Integer, Status> STATUSES =
            StatusCatalogue.STANDARD.stream().collect(Collectors.toMap(Status::code, one -> one));

    @Test
    void a_stop_whose_status_says_nothing_asks_for_a_reason_until_someone_gives_it() {
        var states =
                List.of(
                        new LoggedState(at("08:00"), at("09:12"), RUNNING),
                        new LoggedState(at("09:12"), at("09:35"), SAYS_NOTHING),
                        new LoggedState(at("09:35"), at("10:00"), FAILURE),
                        new LoggedState(at("10:00"), at("10:00:30"), SAYS_NOTHING),
                        new LoggedState(at("10:00:30"), null, SAYS_NOTHING));

        var open = ShopFloor.unexplained(states, List.of(), STATUSES, at("10:10"));
        var said = new Classification(1, at("09:12"), at("09:35"), FAILURE, at("10:05"), "op");
        var afterwards = ShopFloor.unexplained(states, List.of(said), STATUSES, at("10:10"));

        // The 30 seconds are not worth a tap; failure is a reason.
        assertThat(open)
                .containsExactly(
                        new Stop(at("10:00:30"), null, SAYS_NOTHING),
                        new Stop(at("09:12"), at("09:35"), SAYS_NOTHING));
        assertThat(afterwards).extracting(Stop::startedAt).containsExactly(at("10:00:30"));
    }

    @Test
    void a_status_the_catalogue_lacks_asks_for_a_reason_too() {
        var states = List.of(new LoggedState(at("09:00"), at("09:20"), 777));

        assertThat(ShopFloor.unexplained(states, List.of(), STATUSES, at("10:00"))).hasSize(1);
    }

    @Test
    void what_a_person_says_of_the_running_stop_is_the_state() {
        var states = List.of(new LoggedState(at("09:00"), null, SAYS_NOTHING));
        var said = new Classification(1, at("09:00"), null, FAILURE, at("09:05"), "op");

        var state = ShopFloor.state(states, List.of(said), STATUSES, at("09:10"));

        assertThat(state.orElseThrow().status().name()).isEqualTo("Machine Failure");
        assertThat(state.orElseThrow().since()).isEqualTo(at("09:00"));
    }

    @Test
    void a_state_that_ended_or_began_two_days_ago_is_not_what_goes_on_now() {
        var ended = List.of(new LoggedState(at("09:00"), at("09:10"), RUNNING));
        var forgotten = List.of(new LoggedState(Instant.parse("2026-03-14T09:00:00Z"), null, 1));

        assertThat(ShopFloor.state(ended, List.of(), STATUSES, at("09:20"))).isEmpty();
        assertThat(ShopFloor.state(forgotten, List.of(), STATUSES, at("09:20"))).isEmpty();
    }

    @Test
    void ideal_pace_is_expected_of_the_shift_so_far_without_its_breaks() {
        // 06:00 to 10:30 are 270 min, less 15 min of break: 255 min / 30 s = 510 pieces.
        var shift =
                new Shift(
                        LocalDate.of(2026, 3, 16),
                        1,
                        new TimeRange(at("06:00"), at("14:00")),
                        List.of(
                                new TimeRange(at("09:00"), at("09:15")),
                                new TimeRange(at("12:00"), at("12:30"))));

        assertThat(
                        ShopFloor.expected(
                                        Optional.of(shift),
                                        new TimeRange(at("06:00"), at("10:30")),
                                        Map.of(Optional.empty(), 270 * 60_000L),
                                        cycles(row(null, 30_000)))
                                .orElseThrow())
                .isEqualTo(510.0);
    }

    @Test
    void ideal_pace_is_that_of_each_product_for_the_time_that_went_to_it() {
        // 60 min at 30 s make 120, 60 min at 60 s make 60, whatever product comes last.
        var shift =
                new Shift(
                        LocalDate.of(2026, 3, 16),
                        1,
                        new TimeRange(at("06:00"), at("14:00")),
                        List.of());
        var made = new MadePieces();
        made.piece(at("06:30").toEpochMilli(), 1, 1, 0);
        made.piece(at("07:00").toEpochMilli(), 1, 1, 0);
        made.piece(at("07:40").toEpochMilli(), 2, 1, 0);
        var pieces = pieces(made, new TimeRange(at("06:00"), at("08:00")));

        assertThat(
                        ShopFloor.expected(
                                        Optional.of(shift),
                                        new TimeRange(at("06:00"), at("08:00")),
                                        pieces.busyByProduct(),
                                        cycles(row(1, 30_000), row(2, 60_000)))
                                .orElseThrow())
                .isEqualTo(180.0);
    }

    @Test
    void pace_is_that_of_the_last_quarter_of_an_hour() {
        var made = new MadePieces();
        // One before the quarter, 30 within it: 900 s / 30 = 30 s each.
        made.piece(at("06:30").toEpochMilli(), 7, 1, 0);
        for (int i = 0; i < 30; i++) {
            made.piece(at("07:45").plusSeconds(30L * i).toEpochMilli(), 7, 1, 0);
        }

        // What a person reports all at once was not made in these minutes.
        made.correct(
                new ManualCount(1, at("07:50"), 200, 0, at("07:50"), "op"),
                new TimeRange(at("06:00"), at("14:00")));
        var pieces = pieces(made, new TimeRange(at("06:00"), at("08:00")));

        assertThat(pieces.pace().orElseThrow()).isEqualTo(30.0);
        assertThat(pieces.hours()).extracting(hour -> hour.pieces()).containsExactly(1L, 230L, 0L);
    }

    private static ShopFloor.Pieces pieces(MadePieces made, TimeRange window) {
        return ShopFloor.Pieces.of(made, window, ZoneOffset.UTC);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-16T%sZ".formatted(time.length() == 5 ? time + ":00" : time));
    }

    private static IdealCycles cycles(IdealCycles.Row... rows) {
        return new IdealCycles(List.of(rows));
    }

    private static IdealCycles.Row row(@Nullable Integer product, long millis) {
        return new IdealCycles.Row(
                product == null ? null : new ProductId(product), Instant.EPOCH, millis);
    }
}
