package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.OperatorEntries;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Lines B and C share the status log of A; D has its own. All plan 06:00 to 14:00 in UTC, Monday
 * and Tuesday. However it went, the kept figures are those that all facts give at once.
 */
class TwinTracksIT {
    private static final long HOUR = 3_600_000;
    private static final int RUN = 1;
    private static final int CLEANING = 12;
    private static final int FAILURE = 21;
    private static final int MEANS_NOTHING = 9_999;
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private static PlantSetup setup;
    private Line a;
    private Line b;
    private Line c;
    private Line d;
    private int told;

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder);
        setup = rooms.get(PlantSetup.class);
    }

    @AfterAll
    static void stop() {
        rooms.close();
    }

    @BeforeEach
    void openLines() {
        rooms.forgetAll();
        rooms.now(at(MONDAY, "05:00"));
        var site = setup.openSite("UTC", ZoneId.of("UTC"));
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                List.of(shift(DayOfWeek.MONDAY), shift(DayOfWeek.TUESDAY)));
        a = open(site, "A");
        b = open(site, "B");
        c = open(site, "C");
        d = open(site, "D");
        setup.setStatusLine(b.id(), a.id(), null);
        setup.setStatusLine(c.id(), a.id(), null);
    }

    @AfterEach
    void kept_figures_are_those_computed_at_once() {
        rooms.accountAll();
        var kept = rooms.kept();
        rooms.rebuild(rooms.get(PlantModel.class).lines().stream().map(Line::id).toList());
        assertThat(rooms.kept()).isEqualTo(kept);
    }

    @Test
    void a_track_that_comes_to_share_another_log_keeps_its_past() {
        rooms.now(at(TUESDAY, "14:30"));
        tell(a, at(MONDAY, "06:00"), at(TUESDAY, "14:00"), RUN);
        tell(d, at(MONDAY, "06:00"), at(TUESDAY, "14:00"), FAILURE);
        rooms.accountAll();
        var monday = shift(b, MONDAY);
        var tuesday = shift(b, TUESDAY);
        var then = rooms.now();
        assertThat(tuesday.ledger().delayMs()).isZero();

        rooms.pass(Duration.ofHours(1));
        setup.setStatusLine(b.id(), d.id(), at(TUESDAY, "10:00"));
        rooms.accountAll();

        // Until 10:00 it ran with A, from then on it stands still with D.
        assertThat(shift(b, MONDAY)).isEqualTo(monday);
        assertThat(shift(b, TUESDAY).ledger().delayMs()).isEqualTo(4 * HOUR);
        assertThat(shift(c, TUESDAY).ledger().delayMs()).isZero();
        assertThat(asKnown(b, MONDAY, then)).isEqualTo(monday.ledger());
        assertThat(asKnown(b, TUESDAY, then)).isEqualTo(tuesday.ledger());
        assertThat(asKnown(b, TUESDAY, rooms.now())).isEqualTo(shift(b, TUESDAY).ledger());

        rooms.pass(Duration.ofHours(1));
        setup.removeStatusLine(b.id(), at(TUESDAY, "10:00"));
        rooms.accountAll();
        assertThat(shift(b, TUESDAY)).isEqualTo(tuesday);
    }

    @Test
    void the_edit_of_a_shared_log_is_listed_with_its_effect_and_as_a_later_change() {
        rooms.now(at(TUESDAY, "14:30"));
        tell(a, at(MONDAY, "06:00"), at(TUESDAY, "14:00"), RUN);
        tell(d, at(MONDAY, "06:00"), at(TUESDAY, "14:00"), CLEANING);
        made(b, at(TUESDAY, "09:00"), 240);
        rooms.accountAll();

        rooms.pass(Duration.ofHours(1));
        as("ann", () -> setup.setStatusLine(b.id(), d.id(), at(TUESDAY, "10:00")));
        rooms.pass(Duration.ofMinutes(1));
        rooms.accountAll();
        List.of(a, b, c, d).forEach(rooms.get(EditEffects.class)::measure);

        // 240 min of good pieces in 480 planned, then in 240: D is cleaned from 10:00 on.
        assertThat(effects(new Period(MONDAY, TUESDAY)))
                .extracting(
                        EditEffect::line,
                        EditEffect::businessDate,
                        EditEffect::by,
                        EditEffect::kinds,
                        EditEffect::what,
                        effect -> effect.points().orElseThrow())
                .containsExactly(
                        tuple(
                                b.id(),
                                TUESDAY,
                                "ann",
                                List.of("STATUS"),
                                "status log of B: that of D",
                                0.5));
        var reports = rooms.get(ShiftReports.class);
        var closed = reports.report(b, TUESDAY, 1).orElseThrow();
        assertThat(closed.frozen().oee()).hasValue(0.5);
        assertThat(reports.changes(closed).orElseThrow())
                .extracting(LaterChange::kind, change -> change.points().orElseThrow())
                .containsExactly(tuple(LaterChange.Kind.RECLASSIFICATION, 0.5));
    }

    @Test
    void a_reason_said_of_one_track_holds_for_all_and_is_an_edit_of_each() {
        rooms.now(at(MONDAY, "14:30"));
        tell(a, at(MONDAY, "06:00"), at(MONDAY, "12:00"), RUN);
        tell(a, at(MONDAY, "12:00"), at(MONDAY, "14:00"), FAILURE);
        List.of(a, b, c).forEach(line -> made(line, at(MONDAY, "06:10"), 240));
        rooms.accountAll();
        assertThat(delays(MONDAY)).containsExactly(2 * HOUR, 2 * HOUR, 2 * HOUR);

        for (var track : List.of(a, b, c)) {
            rooms.pass(Duration.ofHours(1));
            int word = explain("ann", track, "12:00", "14:00", CLEANING);
            rooms.accountAll();
            assertThat(delays(MONDAY)).as(track.code()).containsExactly(0L, 0L, 0L);

            rooms.pass(Duration.ofMinutes(1));
            as("ann", () -> rooms.get(OperatorEntries.class).revokeReason(track, word));
            rooms.accountAll();
            assertThat(delays(MONDAY)).containsExactly(2 * HOUR, 2 * HOUR, 2 * HOUR);
        }
        rooms.pass(Duration.ofHours(1));
        var said = rooms.now();
        explain("bob", b, "12:00", "14:00", CLEANING);
        rooms.accountAll();
        rooms.pass(Duration.ofMinutes(1));
        List.of(a, b, c, d).forEach(rooms.get(EditEffects.class)::measure);

        // 240 min of good pieces in 360 min of each, since cleaning is planned, after 240 in 480.
        assertThat(effects(new Period(MONDAY, MONDAY)))
                .filteredOn(effect -> effect.recordedAt().equals(said))
                .extracting(
                        EditEffect::line,
                        EditEffect::by,
                        EditEffect::what,
                        effect -> Math.round(600 * effect.points().orElseThrow()))
                .containsExactlyInAnyOrder(
                        tuple(a.id(), "bob", "status 12 on B", 100L),
                        tuple(b.id(), "bob", "status 12", 100L),
                        tuple(c.id(), "bob", "status 12 on B", 100L));
    }

    @Test
    void of_two_reasons_for_one_stop_the_later_one_holds_on_all_tracks() {
        rooms.now(at(MONDAY, "14:30"));
        tell(a, at(MONDAY, "06:00"), at(MONDAY, "12:00"), RUN);
        explain("ann", a, "12:00", "14:00", FAILURE);
        rooms.accountAll();
        assertThat(delays(MONDAY)).containsExactly(2 * HOUR, 2 * HOUR, 2 * HOUR);

        rooms.pass(Duration.ofMinutes(5));
        explain("bob", c, "12:00", "13:00", FAILURE);
        rooms.accountAll();

        assertThat(delays(MONDAY)).containsExactly(HOUR, HOUR, HOUR);
        rooms.pass(Duration.ofMinutes(5));
        explain("ann", a, "12:00", "13:30", FAILURE);
        rooms.accountAll();
        assertThat(delays(MONDAY)).containsExactly(HOUR * 3 / 2, HOUR * 3 / 2, HOUR * 3 / 2);
    }

    @Test
    void a_state_of_the_shared_log_ends_a_reason_that_was_open_on_any_track() {
        rooms.now(at(MONDAY, "12:30"));
        tell(a, at(MONDAY, "06:00"), at(MONDAY, "12:00"), RUN);
        explain("ann", b, "12:00", null, FAILURE);
        rooms.accountAll();
        rooms.now(at(MONDAY, "14:30"));
        rooms.accountAll();
        assertThat(delays(MONDAY)).containsExactly(2 * HOUR, 2 * HOUR, 2 * HOUR);

        tell(a, at(MONDAY, "13:00"), at(MONDAY, "14:00"), RUN);
        rooms.accountAll();

        assertThat(delays(MONDAY)).containsExactly(HOUR, HOUR, HOUR);
    }

    @Test
    void a_reason_reaches_other_tracks_only_while_they_share_the_log() {
        rooms.now(at(MONDAY, "14:30"));
        setup.setStatusLine(b.id(), null, at(MONDAY, "10:00"));
        tell(a, at(MONDAY, "06:00"), at(MONDAY, "14:00"), RUN);
        tell(b, at(MONDAY, "10:00"), at(MONDAY, "14:00"), RUN);
        explain("ann", a, "09:00", "11:00", FAILURE);
        explain("ann", b, "11:00", "12:00", FAILURE);
        rooms.accountAll();

        assertThat(delays(MONDAY)).containsExactly(2 * HOUR, 2 * HOUR, 2 * HOUR);
        assertThat(logged(b, FAILURE, "09:00", "10:00")).isTrue();
        assertThat(logged(b, FAILURE, "11:00", "12:00")).isTrue();
        assertThat(logged(c, FAILURE, "09:00", "11:00")).isTrue();

        // Said afterwards that they shared it until 12:00.
        setup.setStatusLine(b.id(), null, at(MONDAY, "12:00"));
        setup.removeStatusLine(b.id(), at(MONDAY, "10:00"));
        rooms.accountAll();
        assertThat(delays(MONDAY)).containsExactly(3 * HOUR, 3 * HOUR, 3 * HOUR);
    }

    @Test
    void what_was_explained_on_one_track_is_not_asked_for_on_another() {
        rooms.now(at(MONDAY, "13:00"));
        tell(a, at(MONDAY, "06:00"), at(MONDAY, "12:00"), RUN);
        tell(a, at(MONDAY, "12:00"), null, MEANS_NOTHING);
        var floor = rooms.get(ShopFloor.class);
        assertThat(List.of(a, b, c))
                .allSatisfy(line -> assertThat(floor.board(line).unexplained()).hasSize(1));

        explain("ann", c, "12:00", null, FAILURE);

        assertThat(List.of(a, b, c))
                .allSatisfy(
                        line -> {
                            var board = floor.board(now(line));
                            assertThat(board.unexplained()).isEmpty();
                            assertThat(board.state().orElseThrow().status().code())
                                    .isEqualTo(FAILURE);
                        });
        rooms.accountAll();
    }

    @Test
    void the_events_behind_a_day_name_who_said_why_on_whichever_track() {
        rooms.now(at(MONDAY, "14:30"));
        tell(a, at(MONDAY, "06:00"), at(MONDAY, "12:00"), RUN);
        explain("ann", b, "12:00", "14:00", FAILURE);
        rooms.accountAll();

        for (var line : List.of(a, b, c)) {
            assertThat(rooms.get(LineFigures.class).day(now(line), MONDAY).orElseThrow().events())
                    .filteredOn(event -> event.state().origin() == StateOrigin.OPERATOR)
                    .extracting(event -> event.state().status(), event -> event.by())
                    .containsExactly(tuple(FAILURE, "ann"));
        }
    }

    @Test
    void pieces_and_counts_of_a_track_leave_the_figures_of_the_others_alone() {
        rooms.now(at(MONDAY, "14:30"));
        tell(a, at(MONDAY, "06:00"), at(MONDAY, "14:00"), RUN);
        rooms.accountAll();

        made(a, at(MONDAY, "13:00"), 10);

        assertThat(rooms.get(RollUp.class).next(Set.of())).contains(a.id());
        assertThat(rooms.get(RollUp.class).next(Set.of())).isEmpty();
    }

    @Test
    void dates_of_which_the_log_says_nothing_are_no_dates_of_a_track_that_shares_it() {
        rooms.now(at(TUESDAY, "14:30"));
        tell(a, at(TUESDAY, "06:00"), at(TUESDAY, "14:00"), RUN);
        rooms.accountAll();

        made(a, at(MONDAY, "13:00"), 10);
        rooms.accountAll();

        assertThat(rooms.get(JooqLedgers.class).shifts(a.id(), MONDAY, MONDAY)).isNotEmpty();
        assertThat(rooms.get(JooqLedgers.class).shifts(b.id(), MONDAY, MONDAY)).isEmpty();
    }

    @Test
    void a_log_that_goes_on_takes_the_tracks_that_share_it_to_the_next_date() {
        rooms.now(at(MONDAY, "12:00"));
        tell(a, at(MONDAY, "06:00"), null, RUN);
        rooms.accountAll();
        rooms.now(at(TUESDAY, "05:30"));
        made(a, at(TUESDAY, "05:29"), 10);
        rooms.accountAll();

        rooms.now(at(TUESDAY, "05:45"));
        rooms.accountAll();

        assertThat(rooms.get(JooqLedgers.class).shifts(b.id(), TUESDAY, TUESDAY))
                .singleElement()
                .matches(free -> free.shift() == 0);
    }

    private Line open(Site site, String code) {
        var line = setup.openLine(site, code, code);
        setup.addCycle(line.id(), null, null, 60_000, "test");
        return line;
    }

    private static Line now(Line line) {
        return rooms.get(PlantModel.class).line(line.id());
    }

    private void tell(Line line, Instant from, @Nullable Instant until, int status) {
        append(new FactEvent.State("state " + told++, line.id(), from, until, status, null));
    }

    private void made(Line line, Instant at, int good) {
        append(
                new FactEvent.Counted(
                        "count " + told++,
                        line.id(),
                        at,
                        null,
                        null,
                        good,
                        0,
                        0,
                        OptionalLong.empty()));
    }

    private static void append(FactEvent event) {
        rooms.get(EventStore.class).append("machine", List.of(event));
    }

    private static int explain(
            String person, Line line, String from, @Nullable String to, int status) {
        var id = new int[1];
        as(
                person,
                () ->
                        id[0] =
                                rooms.get(OperatorEntries.class)
                                        .explain(
                                                line,
                                                at(MONDAY, from),
                                                to == null ? null : at(MONDAY, to),
                                                status));
        return id[0];
    }

    private static void as(String person, Runnable act) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(person, "ROLE_ADMIN"));
        try {
            act.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private List<Long> delays(LocalDate date) {
        return List.of(a, b, c).stream().map(line -> shift(line, date).ledger().delayMs()).toList();
    }

    private static boolean logged(Line line, int status, String from, String to) {
        return rooms.get(LineFigures.class).day(now(line), MONDAY).orElseThrow().events().stream()
                .map(DayAccount.LoggedEvent::state)
                .anyMatch(
                        state ->
                                state.status() == status
                                        && state.range().from().equals(at(MONDAY, from))
                                        && state.range().to().equals(at(MONDAY, to)));
    }

    private static List<EditEffect> effects(Period range) {
        return rooms.get(JooqShiftReports.class)
                .effects(
                        rooms.get(PlantModel.class).lines().stream().map(Line::id).toList(),
                        range,
                        Optional.empty(),
                        100,
                        (line, date, at) -> OeeDefinition.ISO_22400);
    }

    private static Ledger asKnown(Line line, LocalDate date, Instant then) {
        return rooms
                .get(FactsOfDays.class)
                .gather(line, date, Knowledge.at(then))
                .ledgers(date)
                .stream()
                .filter(shift -> shift.shift() == 1)
                .findFirst()
                .orElseThrow()
                .ledger();
    }

    private static ShiftLedger shift(Line line, LocalDate date) {
        return rooms.get(JooqLedgers.class).shifts(line.id(), date, date).stream()
                .filter(shift -> shift.shift() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static ShiftTime shift(DayOfWeek day) {
        return new ShiftTime(day, 1, LocalTime.parse("06:00"), LocalTime.parse("14:00"), List.of());
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }
}
