package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.plant.Line;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told late changes the figures of other dates too, and only those. The line plans 06:00 to
 * 14:00 in UTC, Monday to Wednesday.
 */
class LateFactsIT {
    private static final long HOUR = 3_600_000;
    private static final int RUN = 1;
    private static final int FAILURE = 21;
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private static PlantSetup setup;
    private Site site;
    private Line line;
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
    void openLine() {
        rooms.forgetAll();
        rooms.now(at(MONDAY, "06:00"));
        site = setup.openSite("UTC", ZoneId.of("UTC"));
        line = setup.openLine(site, "L", "Line");
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                List.of(
                        shift(DayOfWeek.MONDAY, "06:00", "14:00"),
                        shift(DayOfWeek.TUESDAY, "06:00", "14:00"),
                        shift(DayOfWeek.WEDNESDAY, "06:00", "14:00")));
        setup.addCycle(line.id(), null, null, 60_000, "test");
    }

    @Test
    void a_state_told_late_ends_one_that_was_thought_to_last_into_the_next_date() {
        rooms.now(at(TUESDAY, "14:30"));
        tell(state(at(MONDAY, "20:00"), null, FAILURE));
        tell(state(at(TUESDAY, "08:00"), null, RUN));
        rooms.accountAll();
        assertThat(planned(TUESDAY).delayMs()).isEqualTo(2 * HOUR);

        tell(state(at(MONDAY, "21:00"), at(MONDAY, "21:30"), RUN));
        rooms.accountAll();

        // The failure ended at 21:00; from 21:30 to 08:00 nobody said anything.
        assertThat(planned(TUESDAY).delayMs()).isZero();
        assertThat(planned(TUESDAY).unknownMs()).isEqualTo(2 * HOUR);
    }

    @Test
    void of_two_states_that_began_at_once_the_open_one_gets_its_length_from_what_follows() {
        rooms.now(at(MONDAY, "21:00"));
        tell(state(at(MONDAY, "13:00"), null, FAILURE));
        tell(state(at(MONDAY, "13:00"), at(MONDAY, "13:15"), RUN));
        rooms.accountAll();
        rooms.now(at(TUESDAY, "08:00"));
        rooms.accountAll();
        assertThat(planned(MONDAY).delayMs()).isEqualTo(HOUR);

        rooms.now(at(MONDAY.plusDays(2), "08:00"));
        tell(state(at(MONDAY.plusDays(2), "08:00"), null, RUN));
        rooms.accountAll();

        // For a day it is believed, and what a closed shift says does not change by the next state.
        assertThat(planned(MONDAY).delayMs()).isEqualTo(HOUR);
        assertThat(planned(TUESDAY).delayMs()).isEqualTo(7 * HOUR);
        assertThat(planned(TUESDAY).unknownMs()).isEqualTo(HOUR);
    }

    @Test
    void a_reason_nobody_ended_is_believed_for_a_day_and_no_longer_like_any_state() {
        rooms.now(at(MONDAY, "13:30"));
        tell(state(at(MONDAY, "06:00"), at(MONDAY, "12:00"), RUN));
        rooms.get(OperatorEntries.class).explain(line, at(MONDAY, "13:00"), null, FAILURE);
        rooms.accountAll();
        assertThat(planned(MONDAY).delayMs()).isEqualTo(HOUR / 2);
        rooms.now(at(TUESDAY, "08:00"));
        rooms.accountAll();
        assertThat(planned(MONDAY).delayMs()).isEqualTo(HOUR);

        rooms.now(at(MONDAY.plusDays(2), "08:00"));
        rooms.accountAll();

        assertThat(planned(MONDAY).delayMs()).isEqualTo(HOUR);
        assertThat(planned(TUESDAY).delayMs()).isEqualTo(7 * HOUR);
        assertThat(planned(TUESDAY).unknownMs()).isEqualTo(HOUR);
    }

    @Test
    void a_shorter_reason_takes_the_place_of_a_longer_one_on_the_next_date_too() {
        rooms.now(at(TUESDAY, "14:30"));
        tell(state(at(MONDAY, "06:00"), at(MONDAY, "12:00"), RUN));
        var people = rooms.get(OperatorEntries.class);
        people.explain(line, at(MONDAY, "22:00"), at(TUESDAY, "07:00"), FAILURE);
        rooms.accountAll();
        assertThat(planned(TUESDAY).delayMs()).isEqualTo(HOUR);

        people.explain(line, at(MONDAY, "22:00"), at(MONDAY, "23:00"), FAILURE);
        rooms.accountAll();

        assertThat(planned(TUESDAY).delayMs()).isZero();
    }

    @Test
    void scrap_reported_after_the_shift_does_not_touch_the_pieces_of_the_shift() {
        rooms.now(at(MONDAY, "15:00"));
        tell(state(at(MONDAY, "06:00"), at(MONDAY, "14:00"), RUN));
        tell(counted(null, at(MONDAY, "13:00"), 5));
        rooms.get(OperatorEntries.class).count(line, 0, 3);
        rooms.now(at(MONDAY, "16:00"));
        rooms.accountAll();

        assertThat(planned(MONDAY).output().good()).isEqualTo(5);
        assertThat(shift(MONDAY, 0).ledger().unplanned().output().scrap()).isEqualTo(3);
    }

    @Test
    void dates_between_a_fact_told_late_and_what_was_known_are_dates_without_data() {
        rooms.now(at(MONDAY.plusDays(2), "15:00"));
        tell(state(at(MONDAY.plusDays(2), "06:00"), at(MONDAY.plusDays(2), "07:00"), RUN));
        rooms.accountAll();
        assertThat(ledgers(TUESDAY)).isEmpty();

        tell(counted(null, at(MONDAY, "06:10"), 1));
        rooms.accountAll();

        assertThat(planned(TUESDAY).unknownMs()).isEqualTo(8 * HOUR);
    }

    @Test
    void the_date_before_the_first_fact_has_no_figures_whatever_is_changed() {
        rooms.now(at(TUESDAY, "15:00"));
        tell(state(at(TUESDAY, "06:00"), at(TUESDAY, "14:00"), RUN));
        rooms.accountAll();

        rooms.setSettings(site.id(), Duration.ofMinutes(5), Duration.ZERO);
        rooms.accountAll();

        assertThat(ledgers(MONDAY)).isEmpty();
        assertThat(planned(TUESDAY).availability()).hasValue(1);
    }

    @Test
    void pieces_belong_to_the_date_their_stretch_begins_on_even_if_it_is_the_first() {
        rooms.now(at(TUESDAY, "08:00"));
        tell(counted(at(MONDAY, "13:00"), at(TUESDAY, "07:00"), 10));
        rooms.accountAll();

        rooms.setSettings(site.id(), Duration.ofMinutes(5), Duration.ZERO);
        rooms.accountAll();

        assertThat(planned(MONDAY).unobserved().good()).isEqualTo(10);
    }

    @Test
    void a_piece_told_late_counts_even_at_the_very_instant_the_first_date_begins() {
        rooms.now(at(TUESDAY, "08:00"));
        tell(state(at(TUESDAY, "00:00"), at(TUESDAY, "08:00"), RUN));
        rooms.accountAll();

        tell(counted(null, at(TUESDAY, "00:00"), 4));
        rooms.accountAll();

        assertThat(shift(TUESDAY, 0).ledger().unplanned().output().good()).isEqualTo(4);
    }

    @Test
    void a_stop_that_grows_beyond_the_border_is_no_micro_stop_before_it_either() {
        var untilMidnight = shift(DayOfWeek.MONDAY, "16:00", "00:00");
        setup.setWeek(site.id(), null, MONDAY.minusYears(1), List.of(untilMidnight));
        rooms.setSettings(site.id(), Duration.ofMinutes(5), Duration.ZERO);
        rooms.now(at(TUESDAY, "08:00"));
        tell(state(at(MONDAY, "23:57"), at(TUESDAY, "00:01"), FAILURE));
        rooms.accountAll();
        assertThat(planned(MONDAY).microStopMs()).isEqualTo(3 * 60_000);

        tell(state(at(TUESDAY, "00:01"), at(TUESDAY, "00:02"), FAILURE));
        rooms.accountAll();

        // 23:57 to 00:02 are 5 min, and a micro-stop is shorter.
        assertThat(planned(MONDAY).microStopMs()).isZero();
        assertThat(planned(MONDAY).delayMs()).isEqualTo(3 * 60_000);
    }

    @Test
    void a_line_that_gets_shifts_of_its_own_keeps_its_past() {
        rooms.now(at(TUESDAY, "15:00"));
        tell(state(at(MONDAY, "06:00"), at(MONDAY, "14:00"), RUN));
        setup.setWeek(
                site.id(), line.id(), TUESDAY, List.of(shift(DayOfWeek.TUESDAY, "06:00", "10:00")));
        rooms.accountAll();

        assertThat(planned(MONDAY).plannedBusyMs()).isEqualTo(8 * HOUR);
        assertThat(planned(TUESDAY).plannedBusyMs()).isEqualTo(4 * HOUR);
    }

    /** Good every so often, scrap when it moves, together or apart, over three shifts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void counters_told_in_any_order_give_what_is_computed_at_once(long seed) {
        var random = new Random(seed);
        rooms.now(at(MONDAY.plusDays(2), "14:30"));
        var late =
                new ShiftTime(
                        DayOfWeek.MONDAY, 2, LocalTime.of(14, 0), LocalTime.of(22, 0), List.of());
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusMonths(1),
                List.of(
                        shift(DayOfWeek.MONDAY, "06:00", "14:00"),
                        late,
                        shift(DayOfWeek.TUESDAY, "06:00", "14:00")));
        tell(state(at(MONDAY, "06:00"), at(TUESDAY, "14:00"), RUN));
        var readings = new ArrayList<FactEvent>();
        long good = 1_000;
        long scrap = 10;
        for (int minute = 0; minute < 33 * 60; minute += 1 + random.nextInt(300)) {
            good += random.nextInt(50);
            scrap += random.nextInt(3);
            boolean scrapToo = random.nextInt(4) == 0;
            readings.add(
                    new FactEvent.Reading(
                            "r" + minute,
                            line.id(),
                            at(MONDAY, "05:00").plusSeconds(60L * minute),
                            null,
                            scrapToo && random.nextBoolean()
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(good),
                            scrapToo ? OptionalLong.of(scrap) : OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty()));
        }
        if (seed % 2 == 0) {
            Collections.shuffle(readings, random);
        }
        for (var reading : readings) {
            tell(reading);
            rooms.accountAll();
        }

        var kept = rooms.kept().getOrDefault(line.id(), List.of());
        rooms.rebuild(List.of(line.id()));

        var rebuilt = rooms.kept().getOrDefault(line.id(), List.of());
        assertThat(Engine.differences(Engine.elements(kept), Engine.elements(rebuilt))).isEmpty();
    }

    private void tell(FactEvent event) {
        rooms.get(EventStore.class).append("machine", List.of(event));
    }

    private FactEvent state(Instant from, @Nullable Instant until, int status) {
        return new FactEvent.State("state " + told++, line.id(), from, until, status, null);
    }

    private FactEvent counted(@Nullable Instant from, Instant at, int good) {
        return new FactEvent.Counted(
                "count " + told++, line.id(), at, from, null, good, 0, 0, OptionalLong.empty());
    }

    private Ledger planned(LocalDate date) {
        return shift(date, 1).ledger();
    }

    private ShiftLedger shift(LocalDate date, int number) {
        return ledgers(date).stream()
                .filter(shift -> shift.shift() == number)
                .findFirst()
                .orElseThrow();
    }

    private List<ShiftLedger> ledgers(LocalDate date) {
        return rooms.get(JooqLedgers.class).shifts(line.id(), date, date);
    }

    private static ShiftTime shift(DayOfWeek day, String from, String to) {
        return new ShiftTime(day, 1, LocalTime.parse(from), LocalTime.parse(to), List.of());
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }
}
