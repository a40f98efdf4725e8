package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.oee.DayAccount.HourOutput;
import io.oeeanalytics.oee.FloorBoard.HourPieces;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.OperatorEntries;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Hours of a plant in India, whose clocks are half an hour off those of UTC. Shifts from 21:30 to
 * 05:30 and from 05:30 to 13:30 of the next date.
 */
class HourlyFiguresIT {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private Line line;

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder);
    }

    @AfterAll
    static void stop() {
        rooms.close();
    }

    @BeforeEach
    void aLine() {
        as("MANAGER");
        rooms.forgetAll();
        rooms.now(at(MONDAY, "06:00"));
        var setup = rooms.get(PlantSetup.class);
        var site = setup.openSite("Pune", INDIA);
        line = setup.openLine(site, "L", "Line");
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                Stream.of(DayOfWeek.values())
                        .flatMap(day -> Stream.of(shift(day, 1, 5), shift(day, 3, 21)))
                        .toList());
        setup.addCycle(line.id(), null, null, 60_000, "test");
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static ShiftTime shift(DayOfWeek day, int number, int hour) {
        var start = LocalTime.of(hour, 30);
        return new ShiftTime(day, number, start, start.plusHours(8), List.of());
    }

    @Test
    void an_hour_in_which_the_date_changes_is_one_as_known_now_and_then() {
        rooms.now(at(TUESDAY, "09:15"));
        tell(
                new FactEvent.State("s", line.id(), at(MONDAY, "21:30"), null, 1, null),
                made("1", at(TUESDAY, "05:10"), 10),
                made("2", at(TUESDAY, "05:50"), 20));
        rooms.accountAll();
        var days = new Period(MONDAY, TUESDAY);
        var query = rooms.get(FiguresQuery.class);

        var now = query.answer(List.of(line), days, Grouping.HOUR).groups();
        var then = query.answer(List.of(line), days, Grouping.HOUR, rooms.now()).groups();

        assertThat(told(then)).isEqualTo(told(now));
        assertThat(told(now))
                .contains(
                        new Told(MONDAY, at(TUESDAY, "05:00"), 60, 30, true),
                        new Told(TUESDAY, at(TUESDAY, "09:00"), 15, 0, false));
    }

    /**
     * A counter of all pieces shows 0, 100 and 200 at 05:35, 06:20 and 07:20, one of scrap 0 and 40
     * at 05:35 and 07:25; a person adds 5 good ones at 09:10.
     */
    @Test
    void the_day_and_the_shop_floor_count_the_pieces_of_the_ledger_by_its_hours() {
        rooms.now(at(TUESDAY, "09:10"));
        tell(
                new FactEvent.State("s", line.id(), at(TUESDAY, "05:30"), null, 1, null),
                reading("a", at(TUESDAY, "05:35"), OptionalLong.of(0), OptionalLong.of(0)),
                reading("b", at(TUESDAY, "06:20"), OptionalLong.empty(), OptionalLong.of(100)),
                reading("c", at(TUESDAY, "07:20"), OptionalLong.empty(), OptionalLong.of(200)),
                reading("d", at(TUESDAY, "07:25"), OptionalLong.of(40), OptionalLong.empty()));
        rooms.get(OperatorEntries.class).count(line, 5, 0);
        rooms.now(at(TUESDAY, "09:15"));
        rooms.accountAll();
        var ledger =
                rooms
                        .get(FiguresQuery.class)
                        .answer(List.of(line), new Period(TUESDAY, TUESDAY), Grouping.SHIFT)
                        .groups()
                        .stream()
                        .filter(group -> group.shift().orElseThrow() == 1)
                        .findFirst()
                        .orElseThrow()
                        .ledger()
                        .made();

        var board = rooms.get(ShopFloor.class).board(line);
        var day = rooms.get(LineFigures.class).day(line, TUESDAY).orElseThrow();

        assertThat(ledger.total()).isEqualTo(205);
        assertThat(ledger.scrap()).isEqualTo(40);
        assertThat(board.good()).isEqualTo(ledger.good());
        assertThat(board.scrap()).isEqualTo(40);
        // Counted from 05:35 and 06:20 on, where a stretch begins.
        assertThat(board.hours())
                .containsExactly(
                        new HourPieces(at(TUESDAY, "05:00"), 100),
                        new HourPieces(at(TUESDAY, "06:00"), 100),
                        new HourPieces(at(TUESDAY, "07:00"), 0),
                        new HourPieces(at(TUESDAY, "08:00"), 0),
                        new HourPieces(at(TUESDAY, "09:00"), 5));
        assertThat(day.hours())
                .filteredOn(hour -> hour.pieces() > 0)
                .containsExactly(
                        new HourOutput(at(TUESDAY, "05:00"), 100, 0),
                        new HourOutput(at(TUESDAY, "06:00"), 100, 40),
                        new HourOutput(at(TUESDAY, "09:00"), 5, 0));
        assertThat(day.hours()).extracting(HourOutput::from).startsWith(at(TUESDAY, "05:00"));
    }

    private FactEvent reading(String key, Instant at, OptionalLong scrap, OptionalLong total) {
        var none = OptionalLong.empty();
        return new FactEvent.Reading(key, line.id(), at, null, none, scrap, none, total, none);
    }

    private record Told(LocalDate date, Instant from, long minutes, long good, boolean complete) {}

    private static List<Told> told(List<Group> groups) {
        return groups.stream()
                .map(
                        group ->
                                new Told(
                                        group.period().first(),
                                        group.hour().orElseThrow().from(),
                                        group.ledger().plannedBusyMs() / 60_000,
                                        group.ledger().made().good(),
                                        group.complete()))
                .toList();
    }

    private void tell(FactEvent... events) {
        rooms.get(EventStore.class).append("test", List.of(events));
    }

    private FactEvent made(String key, Instant at, long good) {
        return new FactEvent.Counted(
                key, line.id(), at, null, null, good, 0, 0, OptionalLong.empty());
    }

    private static void as(String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ann", "ROLE_" + role));
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).atZone(INDIA).toInstant();
    }
}
