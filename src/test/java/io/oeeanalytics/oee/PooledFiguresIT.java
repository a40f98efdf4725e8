package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Two lines that run on Monday and Tuesday from 06:00 to 14:00 in UTC. WEIGHED makes 240 pieces of
 * a minute on Monday and 120 on Tuesday; UNWEIGHED makes 100 of a product with a cycle on Monday,
 * and 100 of one without on Tuesday. The plant is WEIGHED alone: 360 of 960 min.
 */
class PooledFiguresIT {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Period BOTH_DAYS = new Period(MONDAY, MONDAY.plusDays(1));

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private static Line weighed;
    private static Line unweighed;

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder);
        rooms.forgetAll();
        rooms.now(at(0, "06:00"));
        var setup = rooms.get(PlantSetup.class);
        var site = setup.openSite("UTC", ZoneId.of("UTC"));
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                Stream.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY)
                        .map(
                                day ->
                                        new ShiftTime(
                                                day,
                                                1,
                                                LocalTime.of(6, 0),
                                                LocalTime.of(14, 0),
                                                List.of()))
                        .toList());
        weighed = setup.openLine(site, "WEIGHED", "Line");
        unweighed = setup.openLine(site, "UNWEIGHED", "Line");
        setup.addCycle(weighed.id(), null, null, 60_000, "test");
        var known = product(setup, site, "X");
        var unknown = product(setup, site, "Y");
        setup.addCycle(unweighed.id(), known, null, 60_000, "test");
        rooms.now(at(1, "15:00"));
        tell(weighed, 0, null, 240);
        tell(weighed, 1, null, 120);
        tell(unweighed, 0, known, 100);
        tell(unweighed, 1, unknown, 100);
        rooms.accountAll();
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ann", "ROLE_MANAGER"));
    }

    @AfterAll
    static void stop() {
        SecurityContextHolder.clearContext();
        rooms.close();
    }

    private static ProductId product(PlantSetup setup, Site site, String code) {
        return setup.product(site.id(), code, "Product " + code).id();
    }

    private static void tell(Line line, int day, @Nullable ProductId product, int good) {
        rooms.get(EventStore.class)
                .append(
                        "test",
                        List.of(
                                new FactEvent.State(
                                        line.code() + day,
                                        line.id(),
                                        at(day, "06:00"),
                                        at(day, "14:00"),
                                        1,
                                        null),
                                new FactEvent.Counted(
                                        line.code() + day + "made",
                                        line.id(),
                                        at(day, "10:00"),
                                        null,
                                        product,
                                        good,
                                        0,
                                        0,
                                        OptionalLong.empty())));
    }

    @ParameterizedTest
    @EnumSource
    void every_answer_pools_the_same_lines_and_names_those_left_out(Grouping by) {
        var plant = rooms.get(LineFigures.class).plant(BOTH_DAYS);
        var lines = List.of(weighed, unweighed);
        var query = rooms.get(FiguresQuery.class);
        var now = query.answer(lines, BOTH_DAYS, by);
        var then = query.answer(lines, BOTH_DAYS, by, rooms.now());

        assertThat(plant.leftOut()).containsExactly(unweighed);
        assertThat(plant.read().oee()).hasValue(360 / 960.0);
        for (var answer : List.of(now, then)) {
            assertThat(answer.leftOut()).containsExactly(unweighed);
            assertThat(answer.total().ledger()).isEqualTo(plant.ledger());
            if (by == Grouping.TOTAL || by == Grouping.PRODUCT) {
                assertThat(Ledger.sum(answer.groups().stream().map(Group::ledger).toList()))
                        .isEqualTo(plant.ledger());
            }
        }
    }

    @Test
    void the_plant_by_date_is_of_the_same_lines_as_its_sum() {
        var plant = rooms.get(LineFigures.class).plant(BOTH_DAYS);

        assertThat(plant.byDate().keySet()).containsExactly(MONDAY, MONDAY.plusDays(1));
        assertThat(Ledger.sum(plant.byDate().values())).isEqualTo(plant.ledger());
    }

    @Test
    void a_line_alone_keeps_its_times_and_pieces() {
        var alone =
                rooms.get(FiguresQuery.class).answer(List.of(unweighed), BOTH_DAYS, Grouping.TOTAL);

        assertThat(alone.leftOut()).isEmpty();
        assertThat(alone.total().ledger().made().total()).isEqualTo(200);
        assertThat(alone.total().ledger().lacksCycles()).isTrue();
    }

    private static Instant at(int day, String time) {
        return Instant.parse("%sT%s:00Z".formatted(MONDAY.plusDays(day), time));
    }
}
