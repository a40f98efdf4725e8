package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.TrackFacts.Told;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.LoggedState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One track reads the log of another until 10:00, and that of a third from then on. */
class TrackFactsTest {
    private static final int RUN = 1;
    private static final int FAILURE = 21;
    private static final int CLEANING = 12;
    private static final Map<Integer, Status> STATUSES =
            StatusCatalogue.STANDARD.stream().collect(Collectors.toMap(Status::code, one -> one));
    private static final Told BEFORE =
            new Told(
                    new TimeRange(Instant.MIN, at("10:00")),
                    List.of(
                            new LoggedState(at("08:00"), null, RUN),
                            new LoggedState(at("09:30"), at("11:00"), FAILURE)),
                    List.of(said(at("09:30"), at("11:00"))));
    private static final Told AFTER =
            new Told(
                    new TimeRange(at("10:00"), Instant.MAX),
                    List.of(
                            new LoggedState(at("07:00"), at("09:00"), FAILURE),
                            new LoggedState(at("09:15"), null, RUN)),
                    List.of());

    @Test
    void states_and_words_are_cut_where_one_log_gives_way_to_the_next() {
        var logged =
                new LoggedStates(
                        new StatusHistory(
                                STATUSES.values().stream()
                                        .map(one -> new StatusHistory.Row(one, Instant.EPOCH))
                                        .toList(),
                                at("12:00")),
                        at("12:00"),
                        before -> Optional.empty());

        assertThat(
                        Stream.of(BEFORE, AFTER)
                                .flatMap(told -> told.intervals(logged).stream())
                                .toList())
                .extracting(StateInterval::range, StateInterval::status, StateInterval::origin)
                .containsExactly(
                        tuple(range("08:00", "09:30"), RUN, StateOrigin.MACHINE),
                        tuple(range("09:30", "10:00"), FAILURE, StateOrigin.MACHINE),
                        tuple(range("09:30", "10:00"), CLEANING, StateOrigin.OPERATOR),
                        tuple(range("10:00", "12:00"), RUN, StateOrigin.MACHINE));
    }

    @Test
    void a_stop_is_asked_for_by_the_log_in_force_when_it_began_and_while_it_was() {
        int unknown = 9_999;
        var before =
                new Told(
                        BEFORE.range(),
                        List.of(new LoggedState(at("09:30"), at("11:00"), unknown)),
                        List.of());
        var after =
                new Told(
                        AFTER.range(),
                        List.of(
                                new LoggedState(at("09:15"), at("10:30"), unknown),
                                new LoggedState(at("11:00"), null, unknown)),
                        List.of());

        assertThat(ShopFloor.unexplained(List.of(before, after), STATUSES, at("12:00")))
                .containsExactly(
                        new FloorBoard.Stop(at("11:00"), null, unknown),
                        new FloorBoard.Stop(at("09:30"), at("10:00"), unknown));
    }

    private static Classification said(Instant from, Instant to) {
        return new Classification(1, from, to, CLEANING, to, "ann");
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(at(from), at(to));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-16T" + time + ":00Z");
    }
}
