package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Settings;
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
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * A shift on Monday from 06:00 to 14:00 in UTC: six hours of production, 240 good pieces of a
 * minute each, and a failure from 12:00 on. OEE 240/480.
 */
class EditEffectsIT {
    private static final int RUNS = 1;
    private static final int CLEANED = 12;
    private static final int FAILS = 21;
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Period DAY = new Period(MONDAY, MONDAY);

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private Site site;
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
    void aClosedShift() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ann", "ROLE_MANAGER"));
        rooms.forgetAll();
        rooms.now(at("06:00"));
        var setup = rooms.get(PlantSetup.class);
        site = setup.openSite("UTC", ZoneId.of("UTC"));
        line = setup.openLine(site, "L", "Line");
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                List.of(
                        new ShiftTime(
                                DayOfWeek.MONDAY,
                                1,
                                LocalTime.of(6, 0),
                                LocalTime.of(14, 0),
                                List.of())));
        setup.addCycle(line.id(), null, null, 60_000, "test");
        report(OeeDefinition.PLANNED_STOPS_INSIDE);
        rooms.now(at("14:30"));
        tell(Duration.ZERO);
        rooms.accountAll();
        rooms.get(EditEffects.class).measure(line);
        rooms.now(at("16:00"));
    }

    private void tell(Duration later) {
        rooms.get(EventStore.class)
                .append(
                        "test",
                        List.of(
                                new FactEvent.State(
                                        "1" + later,
                                        line.id(),
                                        at("06:00").plus(later),
                                        at("12:00").plus(later),
                                        RUNS,
                                        null),
                                new FactEvent.State(
                                        "2" + later,
                                        line.id(),
                                        at("12:00").plus(later),
                                        at("14:00").plus(later),
                                        FAILS,
                                        null),
                                new FactEvent.Counted(
                                        "3" + later,
                                        line.id(),
                                        at("10:00").plus(later),
                                        null,
                                        null,
                                        240,
                                        0,
                                        0,
                                        OptionalLong.empty())));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void an_effect_is_measured_by_what_the_site_reports() {
        rooms.get(OperatorEntries.class).explain(line, at("12:00"), at("14:00"), CLEANED);
        measure();

        // Cleaning is planned, and planned stops count as lost: nothing was gained.
        assertThat(rooms.get(ShiftReports.class).edits(DAY))
                .singleElement()
                .satisfies(
                        effect -> {
                            assertThat(effect.definition())
                                    .isEqualTo(OeeDefinition.PLANNED_STOPS_INSIDE);
                            assertThat(effect.oeeBefore()).hasValue(0.5);
                            assertThat(effect.oeeAfter()).hasValue(0.5);
                        });
    }

    @Test
    void an_edit_of_what_oee_means_in_the_past_is_one_that_raised_it() {
        rooms.get(OperatorEntries.class).explain(line, at("12:00"), at("14:00"), CLEANED);
        measure();
        report(OeeDefinition.ISO_22400);
        measure();

        // 240 of 480 min, and of 360 where planned stops are outside.
        assertThat(rooms.get(ShiftReports.class).edits(DAY))
                .extracting(
                        EditEffect::definition,
                        effect -> Math.round(600 * effect.points().orElseThrow()))
                .containsExactly(
                        tuple(OeeDefinition.ISO_22400, 100L),
                        tuple(OeeDefinition.PLANNED_STOPS_INSIDE, 0L));
    }

    @Test
    void an_edit_that_changed_many_shifts_is_one_edit_of_its_person() {
        rooms.now(at("14:30").plus(WEEK));
        tell(WEEK);
        rooms.accountAll();
        rooms.get(EditEffects.class).measure(line);
        rooms.pass(Duration.ofHours(1));
        rooms.get(PlantSetup.class).addCycle(line.id(), null, null, 90_000, "bob");
        measure();

        // 240 pieces of 90 s instead of 60 s in 480 min: 0.25 more of 480 min, twice.
        assertThat(rooms.get(ShiftReports.class).people(new Period(MONDAY, MONDAY.plusWeeks(1))))
                .containsExactly(
                        new EditEffect.Person("bob", 1, 1, 2, Duration.ofHours(4).toMillis()));
    }

    private void report(OeeDefinition definition) {
        rooms.get(PlantSetup.class)
                .putSettings(
                        site.id(),
                        null,
                        new Settings(
                                Duration.ZERO,
                                MicroStopBucket.PERFORMANCE,
                                Duration.ZERO,
                                definition));
    }

    private void measure() {
        rooms.pass(Duration.ofMinutes(5));
        rooms.accountAll();
        rooms.get(EditEffects.class).measure(line);
        rooms.pass(Duration.ofMinutes(5));
    }

    private static Instant at(String time) {
        return Instant.parse("%sT%s:00Z".formatted(MONDAY, time));
    }
}
