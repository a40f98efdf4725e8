package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Losses stand under the reason that held when they happened. The line plans 06:00 to 14:00 of
 * Berlin every day; in the winter of these dates that is 05:00 to 13:00 in UTC.
 *
 * <p>Status 21 stopped it for 40 min on 10 February, 60 min on Monday 2 March, 30 min on Tuesday
 * and 20 min on Wednesday: 150 min.
 */
class PastLossesIT {
    private static final int JAM = 21;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FEBRUARY = LocalDate.of(2026, 2, 10);
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);
    private static final Period THREE_MONTHS =
            new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));

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
    void fourStops() {
        rooms.forgetAll();
        rooms.now(at(FEBRUARY, "05:00"));
        site = setup.openSite("Berlin", BERLIN);
        line = setup.openLine(site, "L", "Line");
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                Arrays.stream(DayOfWeek.values())
                        .map(
                                day ->
                                        new ShiftTime(
                                                day,
                                                1,
                                                LocalTime.of(6, 0),
                                                LocalTime.of(14, 0),
                                                List.of()))
                        .toList());
        meaning(null, "Jam", TimeCategory.DELAY, "Failure/Machine");
        rooms.now(at(WEDNESDAY, "15:00"));
        stop(FEBRUARY, "08:00", "08:40");
        stop(MONDAY, "08:00", "09:00");
        stop(TUESDAY, "08:00", "08:30");
        stop(WEDNESDAY, "08:00", "08:20");
        rooms.accountAll();
        rooms.now(at(WEDNESDAY, "16:00"));
    }

    @Test
    void a_reason_changed_from_a_date_on_leaves_the_time_before_where_it_was() {
        meaning(at(TUESDAY, "00:00"), "Jam", TimeCategory.DELAY, "Feeder/Jam");

        assertThat(losses(THREE_MONTHS))
                .containsExactly(
                        "Jam DELAY Failure/Machine 100 min 2", "Jam DELAY Feeder/Jam 50 min 2");
        assertThat(losses(new Period(MONDAY, TUESDAY)))
                .containsExactly(
                        "Jam DELAY Failure/Machine 60 min 1", "Jam DELAY Feeder/Jam 30 min 1");
        assertThat(losses(new Period(FEBRUARY, MONDAY)))
                .containsExactly("Jam DELAY Failure/Machine 100 min 2");
        assertThat(losses(new Period(WEDNESDAY, WEDNESDAY)))
                .containsExactly("Jam DELAY Feeder/Jam 20 min 1");
        assertThat(
                        rooms.get(LineFigures.class).line(line, THREE_MONTHS).lost().stream()
                                .map(PastLossesIT::words))
                .isEqualTo(losses(THREE_MONTHS));
    }

    @Test
    void what_was_known_before_the_edit_still_stands_under_the_old_reason() {
        var before = rooms.now();
        rooms.now(at(WEDNESDAY, "17:00"));
        meaning(at(TUESDAY, "00:00"), "Jam", TimeCategory.DELAY, "Feeder/Jam");
        var week = new Period(MONDAY, WEDNESDAY);

        assertThat(known(week, before)).containsExactly("Jam DELAY Failure/Machine 110 min 3");
        assertThat(known(week, rooms.now())).isEqualTo(losses(week));
    }

    @Test
    void a_mistaken_reason_set_right_for_all_of_the_past_is_right_for_all_of_it() {
        meaning(null, "Jam", TimeCategory.DELAY, "Feeder/Jam");

        assertThat(losses(THREE_MONTHS)).containsExactly("Jam DELAY Feeder/Jam 150 min 4");
    }

    @Test
    void a_shift_in_which_the_reason_changes_stands_under_the_one_it_began_with() {
        meaning(at(MONDAY, "08:30"), "Jam", TimeCategory.DELAY, "Feeder/Jam");

        assertThat(losses(new Period(MONDAY, TUESDAY)))
                .containsExactly(
                        "Jam DELAY Failure/Machine 60 min 1", "Jam DELAY Feeder/Jam 30 min 1");
    }

    /** Monday 08:00 to 08:15 was a delay, 08:15 to 09:00 a set-up. */
    @Test
    void a_status_that_becomes_another_category_within_a_shift_is_split_to_the_minute() {
        meaning(at(MONDAY, "08:15"), "Refill", TimeCategory.SET_UP, "Change/Refill");
        rooms.accountAll();

        assertThat(losses(THREE_MONTHS))
                .containsExactly(
                        "Refill SET_UP Change/Refill 95 min 3",
                        "Jam DELAY Failure/Machine 55 min 2");
        assertThat(known(new Period(MONDAY, TUESDAY), rooms.now()))
                .isEqualTo(losses(new Period(MONDAY, TUESDAY)));
    }

    @Test
    void a_new_name_is_no_other_reason() {
        meaning(at(TUESDAY, "00:00"), "Jammed", TimeCategory.DELAY, "Failure/Machine");

        assertThat(losses(THREE_MONTHS)).containsExactly("Jammed DELAY Failure/Machine 150 min 4");
        assertThat(losses(new Period(FEBRUARY, MONDAY)))
                .containsExactly("Jam DELAY Failure/Machine 100 min 2");
    }

    @Test
    void reasons_that_change_again_and_again_lose_no_time() {
        meaning(at(FEBRUARY, "00:00"), "Jam", TimeCategory.DELAY, "A");
        meaning(at(FEBRUARY.plusDays(1), "00:00"), "Jam", TimeCategory.DELAY, "B");
        meaning(at(TUESDAY, "00:00"), "Jam", TimeCategory.DELAY, "A");
        meaning(at(WEDNESDAY, "09:00"), "Jam", TimeCategory.DELAY, "C");

        assertThat(losses(THREE_MONTHS))
                .containsExactly("Jam DELAY A 90 min 3", "Jam DELAY B 60 min 1");
    }

    private void meaning(@Nullable Instant from, String name, TimeCategory category, String group) {
        setup.putStatus(site.id(), new Status(JAM, name, category, group), from);
    }

    private void stop(LocalDate date, String from, String to) {
        tell(new FactEvent.State(key(), line.id(), at(date, "06:00"), at(date, from), 1, null));
        tell(new FactEvent.State(key(), line.id(), at(date, from), at(date, to), JAM, null));
        tell(new FactEvent.State(key(), line.id(), at(date, to), at(date, "14:00"), 1, null));
    }

    private String key() {
        return "k" + told++;
    }

    private void tell(FactEvent event) {
        rooms.get(EventStore.class).append("machine", List.of(event));
    }

    private List<String> losses(Period range) {
        return rooms.get(FiguresQuery.class).losses(List.of(line), range).stream()
                .map(PastLossesIT::words)
                .toList();
    }

    private List<String> known(Period range, Instant knownAt) {
        return rooms.get(FiguresQuery.class).losses(List.of(line), range, knownAt).stream()
                .map(PastLossesIT::words)
                .toList();
    }

    private static String words(LossOfStatus loss) {
        var time = loss.time();
        return "%s %s %s %d min %d"
                .formatted(
                        loss.name(),
                        time.category(),
                        loss.status().orElseThrow().group(),
                        time.millis() / 60_000,
                        time.occurrences());
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).atZone(BERLIN).toInstant();
    }
}
