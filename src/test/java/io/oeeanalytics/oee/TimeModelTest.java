package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The worked examples of the time model (T01 to T16; more in {@link VectorsTest}), each through the
 * door that views and roll-ups use.
 */
class TimeModelTest {
    private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");
    private static final int RUN = 1;
    private static final int FAILURE = 21;

    @Test
    void t01_a_full_day_fills_every_element() {
        var entry =
                account(
                        shift(960, pause(200, 260)),
                        List.of(
                                state(0, 960, TimeCategory.PRODUCTION),
                                state(0, 40, TimeCategory.WAITING),
                                state(300, 380, TimeCategory.DELAY),
                                state(400, 460, TimeCategory.SET_UP)),
                        MicroStops.ISO_STRICT,
                        List.of(made(1300, 1235, 45, 20)),
                        cycle(0.5));

        expect(entry, 0.8, 0.902778, 0.95, 0.686111);
        near(entry.ledger().nee(), 0.743287);
        near(entry.ledger().technicalEfficiency(), 0.9);
        near(entry.ledger().utilizationEfficiency(), 0.837209);
        near(entry.ledger().allocationEfficiency(), 0.955556);
        near(entry.ledger().setupRatio(), 0.076923);
        near(entry.ledger().scrapRatio(), 0.034615);
        near(entry.ledger().reworkRatio(), 0.015385);
        // OOE: 617.5 good ideal minutes of 960 planned for operation.
        near(entry.ledger().ooe(), 0.643229);
    }

    @Test
    void t02_lines_are_pooled_by_sums_and_never_averaged() {
        var a =
                account(
                        shift(480),
                        List.of(run(480), stop(0, 48)),
                        List.of(made(400, 396)),
                        cycle(1));
        var b =
                account(
                        shift(120),
                        List.of(run(120), stop(0, 60)),
                        List.of(made(120, 60)),
                        cycle(0.25));

        var pooled = Ledger.sum(List.of(a.ledger(), b.ledger()));

        near(a.ledger().oee(), 0.825);
        near(b.ledger().oee(), 0.125);
        near(pooled.availability(), 0.82);
        near(pooled.effectiveness(), 0.873984);
        near(pooled.quality(), 0.955814);
        near(pooled.oee(), 0.685);
    }

    @Test
    void t03_effectiveness_above_one_is_kept_and_flagged() {
        var entry =
                account(
                        shift(480),
                        List.of(run(480), stop(0, 80)),
                        List.of(made(460, 450)),
                        cycle(1));

        expect(entry, 0.833333, 1.15, 0.978261, 0.9375);
        assertThat(entry.ledger().beatsIdealCycle()).isTrue();
        assertThat(entry.ledger().losses())
                .contains(new Loss(Loss.Kind.REDUCED_SPEED, -60 * 60_000L));
    }

    @Test
    void t04_what_cannot_be_divided_is_undefined_and_never_zero() {
        var neverRan = account(shift(480), List.of(stop(0, 480)), List.of(), cycle(1)).ledger();
        var madeNothing =
                account(shift(480), List.of(run(480), stop(0, 420)), List.of(), cycle(1)).ledger();

        near(neverRan.availability(), 0);
        assertThat(neverRan.effectiveness()).isEmpty();
        assertThat(neverRan.quality()).isEmpty();
        near(neverRan.oee(), 0);
        near(madeNothing.availability(), 0.125);
        near(madeNothing.effectiveness(), 0);
        assertThat(madeNothing.quality()).isEmpty();
        near(madeNothing.oee(), 0);
        assertThat(Ledger.ZERO.oee()).isEmpty();
    }

    @Test
    void t05_each_product_brings_its_own_ideal_cycle() {
        var x = new ProductId(1);
        var y = new ProductId(2);
        var cycles =
                new IdealCycles(
                        List.of(
                                new IdealCycles.Row(x, Instant.EPOCH, 30_000),
                                new IdealCycles.Row(y, Instant.EPOCH, 120_000)));

        var entry =
                account(
                        shift(480),
                        List.of(run(480), stop(0, 60)),
                        List.of(
                                Count.at(at(100), x, 300, 290, 10, 0),
                                Count.at(at(400), y, 100, 98, 2, 0)),
                        cycles);

        expect(entry, 0.875, 0.833333, 0.974286, 0.710417);
    }

    @Test
    void t06_a_revised_cycle_holds_from_its_instant_on() {
        var cycles =
                new IdealCycles(
                        List.of(
                                new IdealCycles.Row(null, Instant.EPOCH, 60_000),
                                new IdealCycles.Row(null, at(120), 48_000)));

        var entry =
                account(
                        shift(240),
                        List.of(run(240)),
                        List.of(
                                Count.at(at(60), null, 100, 100, 0, 0),
                                Count.at(at(180), null, 150, 150, 0, 0)),
                        cycles);

        expect(entry, 1, 0.916667, 1, 0.916667);
    }

    @Test
    void t07_a_stop_past_the_end_of_a_night_shift_counts_there_only_to_the_end() {
        var entry =
                account(
                        shift(480, pause(240, 270)),
                        List.of(run(480), stop(110, 140), stop(465, 495)),
                        List.of(made(780, 760)),
                        cycle(0.5));

        expect(entry, 0.9, 0.962963, 0.974359, 0.844444);
    }

    @Test
    void t08_nights_in_which_the_clock_changes_have_seven_and_nine_hours() {
        var spring =
                night(
                        "2026-03-28T22:00:00+01:00",
                        "2026-03-29T06:00:00+02:00",
                        "2026-03-29T01:30:00+01:00",
                        "2026-03-29T03:30:00+02:00",
                        made(660, 650));
        var autumn =
                night(
                        "2026-10-24T22:00:00+02:00",
                        "2026-10-25T06:00:00+01:00",
                        "2026-10-25T02:30:00+02:00",
                        "2026-10-25T02:30:00+01:00",
                        made(900, 890));

        expect(spring, 0.857143, 0.916667, 0.984848, 0.77381);
        expect(autumn, 0.888889, 0.9375, 0.988889, 0.824074);
    }

    @Test
    void t09_the_micro_stop_threshold_moves_the_split_and_never_the_oee() {
        var states = statesOfT09();
        var output = List.of(made(760, 752));

        expect(
                account(
                        shift(480),
                        states,
                        new MicroStops(Duration.ofSeconds(120)),
                        output,
                        cycle(0.5)),
                0.866667,
                0.913462,
                0.989474,
                0.783333);
        expect(
                account(
                        shift(480),
                        states,
                        new MicroStops(Duration.ofSeconds(300)),
                        output,
                        cycle(0.5)),
                0.916667,
                0.863636,
                0.989474,
                0.783333);
        expect(
                account(shift(480), states, MicroStops.ISO_STRICT, output, cycle(0.5)),
                0.835417,
                0.947631,
                0.989474,
                0.783333);
    }

    @Test
    void micro_stops_left_in_availability_are_no_part_of_the_time_to_restoration() {
        var ledger =
                account(
                                shift(480),
                                statesOfT09(),
                                new MicroStops(
                                        Duration.ofSeconds(300), MicroStopBucket.AVAILABILITY),
                                List.of(made(760, 752)),
                                cycle(0.5))
                        .ledger();

        // All 79 min of stops are delay; the 39 min of the 26 short ones interrupted nothing.
        near(ledger.availability(), 0.835417);
        assertThat(ledger.mttrMs()).hasValue(20 * 60_000.0);
    }

    @Test
    void t11_overlapping_stops_count_once() {
        var ledger =
                account(
                                shift(978),
                                List.of(run(978), stop(0, 900), stop(10, 840)),
                                List.of(),
                                cycle(1))
                        .ledger();

        near(ledger.availability(), 0.079755);
    }

    @Test
    void t12_time_without_data_gives_bounds() {
        var ledger =
                account(
                                shift(480),
                                List.of(state(0, 330, TimeCategory.PRODUCTION), stop(330, 390)),
                                List.of(made(300, 294)),
                                cycle(1))
                        .ledger();

        near(ledger.coverage(), 0.8125);
        near(ledger.oee(), 0.753846);
        assertThat(ledger.isCovered()).isTrue();
        assertThat(ledger.oeeBounds().orElseThrow().low()).isCloseTo(0.6125, within(1e-6));
        assertThat(ledger.oeeBounds().orElseThrow().high()).isCloseTo(0.80, within(1e-6));
    }

    @Test
    void t15_a_stop_wider_than_the_shift_takes_the_shift_and_no_more() {
        var entry = account(shift(480), List.of(stop(-60, 540)), List.of(), cycle(1));

        near(entry.ledger().availability(), 0);
        assertThat(entry.statusTimes())
                .containsExactly(new StatusTime(FAILURE, TimeCategory.DELAY, 480 * 60_000L, 0));
    }

    @Test
    void t16_a_break_wins_over_a_stop() {
        var entry =
                account(
                        shift(480, pause(240, 270)),
                        List.of(run(480), stop(230, 260)),
                        List.of(made(800, 800)),
                        cycle(0.5));

        expect(entry, 0.977778, 0.909091, 1, 0.888889);
        assertThat(entry.ledger().delayMs()).isEqualTo(10 * 60_000L);
    }

    @Test
    void any_history_equals_one_painted_minute_by_minute_in_any_order_of_arrival() {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++) {
            var states = new ArrayList<StateInterval>();
            for (var i = random.nextInt(12); i > 0; i--) {
                var from = random.nextInt(-60, 480);
                var category = random.nextBoolean() ? TimeCategory.PRODUCTION : TimeCategory.DELAY;
                states.add(state(from, from + 1 + random.nextInt(200), category));
            }
            var pauseFrom = random.nextInt(400);
            var pause = pause(pauseFrom, pauseFrom + 30);

            var ledger =
                    account(shift(480, pause), states, List.of(made(90, 80)), cycle(1)).ledger();

            long delay = 0;
            long production = 0;
            for (var minute = 0; minute < 480; minute++) {
                var now = at(minute);
                if (pause.contains(now)) {
                    continue;
                }
                var holding = states.stream().filter(one -> one.range().contains(now)).toList();
                if (holding.stream().anyMatch(one -> one.category() == TimeCategory.DELAY)) {
                    delay++;
                } else if (!holding.isEmpty()) {
                    production++;
                }
            }
            assertThat(ledger.delayMs()).isEqualTo(delay * 60_000);
            assertThat(ledger.productionMs()).isEqualTo(production * 60_000);
            assertThat(ledger.unknownMs()).isEqualTo((450 - delay - production) * 60_000);
            Collections.shuffle(states, random);
            assertThat(account(shift(480, pause), states, List.of(made(90, 80)), cycle(1)).ledger())
                    .isEqualTo(ledger);
        }
    }

    private static LedgerEntry night(
            String from, String to, String stopFrom, String stopTo, Count output) {
        var range = range(from, to);
        var shift = new Shift(LocalDate.parse(from.substring(0, 10)), 3, range, List.of());
        var moved = Count.at(range.from(), null, output.total(), output.good(), output.scrap(), 0);
        return account(
                shift,
                List.of(
                        new StateInterval(range, RUN, TimeCategory.PRODUCTION, StateOrigin.MACHINE),
                        new StateInterval(
                                range(stopFrom, stopTo),
                                FAILURE,
                                TimeCategory.DELAY,
                                StateOrigin.MACHINE)),
                List.of(moved),
                cycle(0.5));
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(
                OffsetDateTime.parse(from).toInstant(), OffsetDateTime.parse(to).toInstant());
    }

    private static LedgerEntry account(
            Shift shift, List<StateInterval> states, List<Count> counts, IdealCycles cycles) {
        return account(shift, states, MicroStops.ISO_STRICT, counts, cycles);
    }

    private static LedgerEntry account(
            Shift shift,
            List<StateInterval> states,
            MicroStops microStops,
            List<Count> counts,
            IdealCycles cycles) {
        return TimeModel.account(new Window.Planned(shift), states, microStops, counts, cycles);
    }

    private static void expect(LedgerEntry entry, double a, double e, double q, double oee) {
        near(entry.ledger().availability(), a);
        near(entry.ledger().effectiveness(), e);
        near(entry.ledger().quality(), q);
        near(entry.ledger().oee(), oee);
    }

    private static void near(OptionalDouble ratio, double expected) {
        assertThat(ratio).isPresent();
        assertThat(ratio.getAsDouble()).isCloseTo(expected, within(1e-6));
    }

    /** 20 stops of 45 s, 6 of 4 min and 2 of 20 min. */
    private static List<StateInterval> statesOfT09() {
        var states =
                new ArrayList<StateInterval>(List.of(run(480), stop(400, 420), stop(440, 460)));
        for (var i = 0; i < 20; i++) {
            var from = at(5 + 10 * i);
            states.add(
                    new StateInterval(
                            new TimeRange(from, from.plusSeconds(45)),
                            FAILURE,
                            TimeCategory.DELAY,
                            StateOrigin.MACHINE));
        }
        for (var i = 0; i < 6; i++) {
            states.add(stop(210 + 10 * i, 214 + 10 * i));
        }
        return states;
    }

    private static Shift shift(int minutes, TimeRange... pauses) {
        return new Shift(
                LocalDate.parse("2026-03-02"),
                1,
                new TimeRange(START, at(minutes)),
                List.of(pauses));
    }

    private static TimeRange pause(int from, int to) {
        return new TimeRange(at(from), at(to));
    }

    private static StateInterval run(int minutes) {
        return state(0, minutes, TimeCategory.PRODUCTION);
    }

    private static StateInterval stop(int from, int to) {
        return state(from, to, TimeCategory.DELAY);
    }

    private static StateInterval state(int from, int to, TimeCategory category) {
        var status = category == TimeCategory.PRODUCTION ? RUN : FAILURE + category.ordinal() - 2;
        return new StateInterval(
                new TimeRange(at(from), at(to)), status, category, StateOrigin.MACHINE);
    }

    private static Count made(int total, int good) {
        return made(total, good, total - good, 0);
    }

    private static Count made(int total, int good, int scrap, int rework) {
        return Count.at(at(0), null, total, good, scrap, rework);
    }

    private static IdealCycles cycle(double minutes) {
        return new IdealCycles(
                List.of(new IdealCycles.Row(null, Instant.EPOCH, (long) (minutes * 60_000))));
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
