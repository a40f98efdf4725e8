package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.SiteSettings;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.ManualCount;
import io.oeeanalytics.production.ReportedDay;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A Monday shift of 8 h with a break of 30 min: 450 min planned busy. Production runs 360 min of
 * it, a failure takes 90 min. 300 pieces at an ideal 60 s, 15 of them scrap: A = 360/450 = 0.8, E =
 * 300/360, Q = 285/300, OEE = 285/450 = 0.6333.
 */
class LineDaysTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Line LINE = new Line(new LineId(1), 1, "L-1", "Line 1", UTC);
    private static final Instant LATER = Instant.parse("2026-03-10T00:00:00Z");

    @Test
    void a_planned_shift_is_accounted_from_calendar_log_and_pieces() {
        var ledgers = days(calendar(), LATER, madePieces(), Map.of()).ledgers(MONDAY);

        assertThat(ledgers).extracting(ShiftLedger::shift).containsExactly(1, 0);
        var shift = ledgers.getFirst();
        assertThat(shift.origin()).isEqualTo(Origin.CALENDAR);
        assertThat(shift.complete()).isTrue();
        assertThat(shift.ledger().plannedBusyMs()).isEqualTo(450 * 60_000L);
        assertThat(shift.ledger().availability().orElseThrow()).isEqualTo(0.8, within(1e-9));
        assertThat(shift.ledger().oee().orElseThrow()).isEqualTo(285 / 450.0, within(1e-9));
        assertThat(shift.statusTimes())
                .filteredOn(time -> time.status() == 21)
                .extracting(StatusTime::millis)
                .containsExactly(90 * 60_000L);
    }

    @Test
    void a_running_shift_is_accounted_up_to_now() {
        // 06:00 to 08:00: 120 min planned, all of them production.
        var now = MONDAY.atTime(8, 0).atZone(UTC).toInstant();

        var shift = days(calendar(), now, madePieces(), Map.of()).ledgers(MONDAY).getFirst();

        assertThat(shift.complete()).isFalse();
        assertThat(shift.ledger().plannedBusyMs()).isEqualTo(120 * 60_000L);
        assertThat(shift.ledger().availability().orElseThrow()).isEqualTo(1.0, within(1e-9));
    }

    @Test
    void scrap_reported_by_hand_takes_the_place_of_good_pieces() {
        var pieces = madePieces();
        pieces.correct(
                new ManualCount(1, at(13, 0), 0, 5, at(13, 0), "operator"),
                new TimeRange(at(6, 0), at(14, 0)));

        var ledger = days(calendar(), LATER, pieces, Map.of()).ledgers(MONDAY).getFirst().ledger();

        assertThat(ledger.output().total()).isEqualTo(300);
        assertThat(ledger.output().good()).isEqualTo(280);
        assertThat(ledger.output().scrap()).isEqualTo(20);
    }

    @Test
    void a_piece_reported_by_hand_is_of_the_product_that_ran() {
        // Only product 7 has a cycle; a piece without product would have none.
        var pieces = new MadePieces();
        pieces.piece(at(12, 0).toEpochMilli(), 7, 1, 0);
        pieces.correct(
                new ManualCount(1, at(13, 0), 2, 0, at(13, 0), "operator"),
                new TimeRange(at(6, 0), at(14, 0)));
        pieces.correct(
                new ManualCount(2, at(7, 0), 1, 0, at(7, 0), "operator"),
                new TimeRange(at(6, 0), at(14, 0)));
        var cycles =
                new IdealCycles(
                        List.of(new IdealCycles.Row(new ProductId(7), Instant.EPOCH, 60_000)));

        var ledger =
                days(calendar(), LATER, pieces, Map.of(), cycles)
                        .ledgers(MONDAY)
                        .getFirst()
                        .ledger();

        assertThat(ledger.lacksCycles()).isFalse();
        assertThat(ledger.output().idealGoodMs()).isEqualTo(4 * 60_000L);
    }

    @Test
    void a_running_day_is_not_complete_whether_it_has_a_calendar_or_not() {
        // At 05:00 no shift has begun, at 15:00 the only one is over but the day is not.
        var noon = MONDAY.atTime(12, 0).atZone(UTC).toInstant();

        assertThat(days(none(), noon, madePieces(), Map.of()).ledgers(MONDAY))
                .extracting(ShiftLedger::complete)
                .containsExactly(false);
        assertThat(days(calendar(), at(5, 0), madePieces(), Map.of()).ledgers(MONDAY))
                .extracting(ShiftLedger::complete)
                .containsExactly(false);
        assertThat(days(calendar(), at(15, 0), madePieces(), Map.of()).ledgers(MONDAY))
                .extracting(ShiftLedger::complete)
                .containsExactly(true, false);
    }

    @Test
    void a_report_speaks_for_a_planned_day_without_any_log_and_not_for_one_with_a_log() {
        var nextMonday = MONDAY.plusDays(7);
        var silent = report(nextMonday, 36_000_000, 27_000_000, 2_000, OptionalDouble.of(0.95));
        var logged = report(MONDAY, 36_000_000, 27_000_000, 2_000, OptionalDouble.of(0.95));
        var days =
                days(calendar(), LATER, madePieces(), Map.of(nextMonday, silent, MONDAY, logged));

        assertThat(days.ledgers(nextMonday))
                .extracting(ShiftLedger::origin)
                .containsExactly(Origin.REPORT);
        assertThat(days.ledgers(MONDAY))
                .extracting(ShiftLedger::origin)
                .containsOnly(Origin.CALENDAR);
    }

    @Test
    void a_report_without_ideal_cycle_still_has_the_oee_it_states() {
        // OEE 0.6 of 10 h planned; quality 0.9.
        var sunday = MONDAY.minusDays(1);
        var report =
                new ReportedDay(
                        sunday,
                        36_000_000,
                        30_000_000,
                        1_000,
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(0.9),
                        OptionalDouble.of(0.6));

        var ledger =
                days(none(), LATER, new MadePieces(), Map.of(sunday, report))
                        .ledgers(sunday)
                        .getFirst()
                        .ledger();

        assertThat(ledger.oee().orElseThrow()).isEqualTo(0.6, within(1e-6));
        assertThat(ledger.quality().orElseThrow()).isEqualTo(0.9, within(1e-6));
    }

    @Test
    void a_line_without_calendar_plans_what_it_logged() {
        var none = new ShiftCalendar(UTC, new TreeMap<>(), Set.of());

        var ledgers = days(none, LATER, madePieces(), Map.of()).ledgers(MONDAY);

        assertThat(ledgers).hasSize(1);
        assertThat(ledgers.getFirst().origin()).isEqualTo(Origin.LOG);
        // 450 min logged, and no calendar to know of the break.
        assertThat(ledgers.getFirst().ledger().plannedBusyMs()).isEqualTo(450 * 60_000L);
        assertThat(days(none, LATER, madePieces(), Map.of()).ledgers(MONDAY.plusDays(6))).isEmpty();
    }

    @Test
    void a_reported_day_is_taken_as_it_is_and_says_so() {
        // 36,000 s planned, 27,000 s run, 2,000 pieces at 11 s, 95 % good: OEE = 1,900 x 11 /
        // 36,000.
        var sunday = MONDAY.minusDays(1);
        var report = report(sunday, 36_000_000, 27_000_000, 2_000, OptionalDouble.of(0.95));

        var shift = days(none(), LATER, new MadePieces(), Map.of(sunday, report)).ledgers(sunday);

        assertThat(shift).hasSize(1);
        assertThat(shift.getFirst().origin()).isEqualTo(Origin.REPORT);
        assertThat(shift.getFirst().ledger().oee().orElseThrow())
                .isEqualTo(1_900 * 11 / 36_000.0, within(1e-9));
    }

    @Test
    void a_reported_day_with_pieces_but_no_planned_time_has_no_status_data_not_zero() {
        var sunday = MONDAY.minusDays(1);
        var report = report(sunday, 0, 0, 1_179, OptionalDouble.of(1));

        var shift =
                days(none(), LATER, new MadePieces(), Map.of(sunday, report))
                        .ledgers(sunday)
                        .getFirst();

        assertThat(shift.remark()).isEqualTo(Remark.NO_STATUS_DATA);
        assertThat(shift.ledger().oee()).isEmpty();
        assertThat(shift.ledger().made().total()).isEqualTo(1_179);
    }

    @Test
    void slices_are_hours_and_products_and_add_up_to_the_shift() {
        var pieces = new MadePieces();
        for (int i = 0; i < 60; i++) {
            pieces.piece(at(6, i).toEpochMilli(), 7, 1, 0);
            pieces.piece(at(7, 30).plusSeconds(30L * i).toEpochMilli(), 8, 1, 0);
        }
        var whole = new TimeRange(at(0, 0), at(23, 59));
        pieces.follow(whole, Optional.empty(), day -> false);
        var days = days(calendar(), LATER, pieces, Map.of());

        var slices = days.slices(MONDAY, whole);

        var shift = slices.stream().filter(slice -> slice.shift() == 1).toList();
        // The product changes at 07:30, so that hour is cut in two.
        assertThat(shift)
                .extracting(slice -> slice.range().from())
                .startsWith(at(6, 0), at(7, 0), at(7, 30), at(8, 0));
        assertThat(shift).extracting(Slice::product).startsWith(7, 7, 8, 8);
        assertThat(Ledger.sum(shift.stream().map(Slice::ledger).toList()))
                .isEqualTo(days.ledgers(MONDAY).getFirst().ledger());
        assertThat(shift.stream().filter(slice -> slice.range().from().equals(at(10, 0))))
                .extracting(slice -> slice.ledger().interruptions())
                .containsExactly(1L);
    }

    @Test
    void mean_times_between_and_to_restore_count_stops_not_micro_stops() {
        // 360 min of production, one failure of 90 min from 10:30 on.
        var ledger =
                days(calendar(), LATER, madePieces(), Map.of()).ledgers(MONDAY).getFirst().ledger();

        assertThat(ledger.mtbfMs()).hasValue(360 * 60_000.0);
        assertThat(ledger.mttrMs()).hasValue(90 * 60_000.0);
        assertThat(Ledger.ZERO.mtbfMs()).isEmpty();
    }

    @Test
    void a_stop_told_minute_by_minute_over_the_change_of_shifts_is_one_stop() {
        // 13:57 to 14:07 in ten rows: with 10 min no micro-stop, neither its 3 min nor its 7.
        var rows = new ArrayList<StateInterval>();
        for (int minute = 57; minute < 67; minute++) {
            var from = at(13, 0).plusSeconds(60L * minute);
            rows.add(state(from, from.plusSeconds(60), 21, TimeCategory.DELAY));
        }
        var weeks = new TreeMap<LocalDate, List<ShiftTime>>();
        weeks.put(MONDAY, List.of(shift(1, 6, 14), shift(2, 14, 22)));

        var shifts =
                new LineDays(
                                LINE,
                                new ShiftCalendar(UTC, weeks, Set.of()),
                                SiteSettings.always(
                                        new Settings(
                                                Duration.ofMinutes(5),
                                                MicroStopBucket.PERFORMANCE,
                                                Duration.ZERO,
                                                OeeDefinition.ISO_22400)),
                                new IdealCycles(List.of()),
                                rows,
                                new MadePieces(),
                                Map.of(),
                                LATER)
                        .ledgers(MONDAY);

        assertThat(shifts.get(0).ledger().delayMs()).isEqualTo(3 * 60_000L);
        assertThat(shifts.get(1).ledger().delayMs()).isEqualTo(7 * 60_000L);
    }

    private static ShiftTime shift(int number, int from, int to) {
        return new ShiftTime(
                DayOfWeek.MONDAY, number, LocalTime.of(from, 0), LocalTime.of(to, 0), List.of());
    }

    private static LineDays days(
            ShiftCalendar calendar,
            Instant now,
            MadePieces pieces,
            Map<LocalDate, ReportedDay> reported) {
        return days(
                calendar,
                now,
                pieces,
                reported,
                new IdealCycles(List.of(new IdealCycles.Row(null, Instant.EPOCH, 60_000))));
    }

    private static LineDays days(
            ShiftCalendar calendar,
            Instant now,
            MadePieces pieces,
            Map<LocalDate, ReportedDay> reported,
            IdealCycles cycles) {
        return new LineDays(
                LINE,
                calendar,
                SiteSettings.always(Settings.STANDARD),
                cycles,
                List.of(
                        state(at(6, 0), at(10, 0), 1, TimeCategory.PRODUCTION),
                        state(at(10, 30), at(12, 0), 21, TimeCategory.DELAY),
                        state(at(12, 0), at(14, 0), 1, TimeCategory.PRODUCTION)),
                pieces,
                reported,
                now);
    }

    private static MadePieces madePieces() {
        var pieces = new MadePieces();
        for (int i = 0; i < 300; i++) {
            pieces.piece(at(12, 0).toEpochMilli() + i, 0, i < 15 ? 0 : 1, i < 15 ? 1 : 0);
        }
        return pieces;
    }

    private static ReportedDay report(
            LocalDate day, long plannedMs, long runMs, long output, OptionalDouble quality) {
        return new ReportedDay(
                day,
                plannedMs,
                runMs,
                output,
                OptionalLong.of(11_000),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                quality,
                OptionalDouble.empty());
    }

    private static ShiftCalendar calendar() {
        var weeks = new TreeMap<LocalDate, List<ShiftTime>>();
        weeks.put(
                LocalDate.of(2020, 1, 1),
                List.of(
                        new ShiftTime(
                                DayOfWeek.MONDAY,
                                1,
                                LocalTime.of(6, 0),
                                LocalTime.of(14, 0),
                                List.of(
                                        new ShiftTime.Pause(
                                                LocalTime.of(10, 0), LocalTime.of(10, 30))))));
        return new ShiftCalendar(UTC, weeks, Set.of());
    }

    private static ShiftCalendar none() {
        return new ShiftCalendar(UTC, new TreeMap<>(), Set.of());
    }

    private static StateInterval state(
            Instant from, Instant to, int status, TimeCategory category) {
        return new StateInterval(new TimeRange(from, to), status, category, StateOrigin.MACHINE);
    }

    private static Instant at(int hour, int minute) {
        return MONDAY.atTime(hour, minute).atZone(UTC).toInstant();
    }
}
