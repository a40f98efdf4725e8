package io.oeeanalytics.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantSimulatorTest {
    private static final LocalDate LAST = LocalDate.of(2026, 6, 30);
    private static final LocalDate FIRST = LAST.minusDays(364);
    private static final Duration LONGEST_OVERTIME = Duration.ofMinutes(45);

    private final DemoPlant plant = new DemoPlant(LAST);
    private final PlantSimulator simulator = new PlantSimulator(plant, 42);

    @Test
    void a_day_is_the_same_whatever_was_asked_for_before() {
        var asked = new ArrayList<List<Object>>();
        for (var date : dates()) {
            asked.add(told(simulator.day(plant.line("PRESS-1"), date)));
        }

        var fresh = new PlantSimulator(new DemoPlant(LAST), 42);
        var askedBackwards = new ArrayList<List<Object>>();
        for (var date : dates().reversed()) {
            fresh.day(fresh.plant().line("ASSY-4"), date);
            askedBackwards.addFirst(told(fresh.day(fresh.plant().line("PRESS-1"), date)));
        }

        assertThat(askedBackwards).isEqualTo(asked);
    }

    @Test
    void another_seed_tells_another_day() {
        var line = plant.line("WELD-2");
        var date = LocalDate.of(2026, 3, 10);

        var other = new PlantSimulator(plant, 43).day(line, date);

        assertThat(told(other)).isNotEqualTo(told(simulator.day(line, date)));
    }

    @Test
    void states_are_in_order_and_never_overlap() {
        for (var line : plant.lines()) {
            Instant told = Instant.MIN;
            for (var date : dates()) {
                var states = simulator.day(line, date).states();
                for (var state : states) {
                    assertThat(state.from()).isAfterOrEqualTo(told);
                    var to = state.to();
                    told = to == null ? state.from() : to;
                }
                var open = states.stream().filter(state -> state.to() == null).toList();
                assertThat(open)
                        .isEqualTo(states.isEmpty() ? List.of() : List.of(states.getLast()));
                assertThat(open)
                        .allMatch(state -> state.statusCode() == DemoStatuses.END_OF_OPERATIONS);
            }
        }
    }

    @Test
    void pieces_are_in_order_and_inside_shifts_or_a_little_overtime() {
        for (var line : plant.lines()) {
            int wrong = 0;
            for (var date : dates()) {
                var day = simulator.day(line, date);
                var pieces = day.pieces();
                if (pieces.count() == 0) {
                    continue;
                }
                // The shifts of a day follow each other without a gap.
                long from = day.shifts().getFirst().range().from().toEpochMilli();
                var lastShift = day.shifts().getLast().range();
                long to = lastShift.to().plus(LONGEST_OVERTIME).toEpochMilli();
                long finished = from;
                for (int i = 0; i < pieces.count(); i++) {
                    boolean right =
                            pieces.startedAt(i) >= finished
                                    && pieces.finishedAt(i) > pieces.startedAt(i)
                                    && pieces.finishedAt(i) < to;
                    wrong += right ? 0 : 1;
                    finished = pieces.finishedAt(i);
                }
            }

            assertThat(wrong).as(line.code()).isZero();
        }
    }

    @Test
    void pieces_are_made_only_while_the_log_says_production() {
        var line = plant.line("PAINT-3");
        var silent =
                plant.statusOutages().stream().map(StatusOutage::date).collect(Collectors.toSet());
        for (var date : dates()) {
            if (silent.contains(date)) {
                continue;
            }
            var day = simulator.day(line, date);
            int inside = 0;
            for (var state : day.states()) {
                var to = state.to();
                if (state.statusCode() == DemoStatuses.PRODUCTION && to != null) {
                    inside += day.pieces().finishedBefore(to.toEpochMilli());
                    inside -= day.pieces().finishedBefore(state.from().toEpochMilli());
                }
            }

            assertThat(inside).as(date.toString()).isEqualTo(day.pieces().count());
        }
    }

    @Test
    void a_year_uses_most_of_the_catalogue_and_nothing_else() {
        var used = new HashSet<Integer>();
        for (var line : plant.lines()) {
            for (var date : dates()) {
                simulator.day(line, date).states().forEach(state -> used.add(state.statusCode()));
            }
        }

        assertThat(StatusCatalogue.STANDARD).extracting(Status::code).containsAll(used);
        assertThat(used).hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void packing_counts_pieces_but_logs_no_states() {
        var day = simulator.day(plant.line("PACK-5"), LocalDate.of(2026, 3, 10));

        assertThat(day.states()).isEmpty();
        assertThat(day.pieces().count()).isPositive();
    }

    @Test
    void new_tooling_slows_welding_for_good() {
        var line = plant.line("WELD-2");
        var shift = plant.levelShiftFrom();

        double before = piecesPerDay(line, shift.minusDays(140), shift);
        double after = piecesPerDay(line, shift, shift.plusDays(140));

        assertThat(after).isBetween(before * 0.75, before * 0.95);
    }

    @Test
    void a_year_has_some_two_million_pieces() {
        long pieces = 0;
        for (var line : plant.lines()) {
            for (var date : dates()) {
                pieces += simulator.day(line, date).pieces().count();
            }
        }

        assertThat(pieces).isBetween(1_900_000L, 2_700_000L);
    }

    @Test
    void sundays_and_holidays_are_empty() {
        for (var line : plant.lines()) {
            for (var date : dates()) {
                var day = simulator.day(line, date);
                if (date.getDayOfWeek() == DayOfWeek.SUNDAY || plant.isClosed(date)) {
                    assertThat(day.shifts()).isEmpty();
                    assertThat(day.states()).isEmpty();
                    assertThat(day.pieces().count()).isZero();
                }
            }
        }
        assertThat(plant.isClosed(LocalDate.of(2025, 12, 25))).isTrue();
    }

    @Test
    void an_outage_silences_the_log_while_the_line_works_on() {
        for (var outage : plant.statusOutages()) {
            var day = simulator.day(plant.line(outage.lineCode()), outage.date());
            var from = outage.date().atTime(outage.from()).atZone(plant.zone()).toInstant();
            var to = outage.date().atTime(outage.to()).atZone(plant.zone()).toInstant();

            assertThat(day.states())
                    .noneMatch(
                            state ->
                                    state.from().isBefore(to)
                                            && (state.to() == null || state.to().isAfter(from)));
            assertThat(day.pieces().finishedBefore(to.toEpochMilli()))
                    .isGreaterThan(day.pieces().finishedBefore(from.toEpochMilli()));
        }
    }

    @Test
    void a_dead_counter_leaves_states_without_pieces() {
        var line = plant.line("ASSY-4");
        var dead = dates().stream().filter(date -> plant.isCounterDead(line, date)).toList();

        assertThat(dead).hasSize(1);
        assertThat(simulator.day(line, dead.getFirst()).pieces().count()).isZero();
        assertThat(simulator.day(line, dead.getFirst()).states()).isNotEmpty();
    }

    @Test
    void every_planned_break_is_logged_from_its_first_second() {
        var day = simulator.day(plant.line("PRESS-1"), LocalDate.of(2026, 3, 10));

        var logged =
                day.states().stream()
                        .filter(
                                state ->
                                        state.statusCode() == DemoStatuses.BREAK
                                                || state.statusCode() == DemoStatuses.LUNCH)
                        .map(StateSpan::from)
                        .toList();

        var planned =
                day.shifts().stream()
                        .flatMap(shift -> shift.breaks().stream())
                        .map(pause -> pause.from())
                        .toList();
        assertThat(logged).isEqualTo(planned);
    }

    @Test
    void what_is_known_at_noon_ends_with_the_status_of_noon() {
        var date = LocalDate.of(2026, 3, 10);
        var noon = date.atTime(12, 0).atZone(plant.zone()).toInstant();
        var whole = simulator.day(plant.line("PRESS-1"), date);

        var known = whole.until(noon);

        assertThat(known.states().getLast().to()).isNull();
        assertThat(known.states().getLast().from()).isBeforeOrEqualTo(noon);
        assertThat(known.pieces().finishedAt(known.pieces().count() - 1))
                .isLessThanOrEqualTo(noon.toEpochMilli());
        assertThat(known.pieces().count()).isLessThan(whole.pieces().count());
    }

    /**
     * OEE of a year as good ideal time over planned time, both as the plain daily report sums them.
     */
    @ParameterizedTest
    @CsvSource({
        "PRESS-1, 0.66, 0.74",
        "WELD-2, 0.63, 0.71",
        "PAINT-3, 0.63, 0.71",
        "ASSY-4, 0.58, 0.65"
    })
    void a_year_of_each_line_comes_out_near_its_target(String code, double low, double high) {
        assertThat(oee(plant.line(code), FIRST, LAST.plusDays(1))).isBetween(low, high);
    }

    @Test
    void welding_loses_ten_points_and_painting_drifts_down() {
        var weld = plant.line("WELD-2");
        var paint = plant.line("PAINT-3");
        var shift = plant.levelShiftFrom();

        assertThat(oee(weld, shift.minusDays(140), shift)).isBetween(0.66, 0.76);
        assertThat(oee(weld, shift, LAST)).isBetween(0.56, 0.64);
        assertThat(oee(paint, LAST.minusDays(120), LAST))
                .isLessThan(oee(paint, FIRST, FIRST.plusDays(120)) - 0.02);
    }

    @Test
    void daily_oee_swings_as_on_a_real_line() {
        for (var line : plant.lines()) {
            if (!line.logsStates()) {
                continue;
            }
            var daily =
                    dates().stream()
                            .map(date -> simulator.day(line, date))
                            .filter(day -> day.pieces().count() > 0)
                            .mapToDouble(day -> ReportedDay.of(day).oee())
                            .toArray();
            double mean = 0;
            double square = 0;
            for (double value : daily) {
                mean += value / daily.length;
                square += value * value / daily.length;
            }

            assertThat(Math.sqrt(square - mean * mean)).as(line.code()).isBetween(0.045, 0.095);
        }
    }

    private double oee(DemoLine line, LocalDate from, LocalDate to) {
        long planned = 0;
        long good = 0;
        for (var date = from; date.isBefore(to); date = date.plusDays(1)) {
            var report = ReportedDay.of(simulator.day(line, date));
            planned += report.plannedMs();
            good += report.idealGoodMs();
        }
        return (double) good / planned;
    }

    private double piecesPerDay(DemoLine line, LocalDate from, LocalDate to) {
        return from.datesUntil(to)
                .filter(date -> !plant.shifts(line, date).isEmpty())
                .mapToInt(date -> simulator.day(line, date).pieces().count())
                .average()
                .orElseThrow();
    }

    private static List<LocalDate> dates() {
        return FIRST.datesUntil(LAST.plusDays(1)).toList();
    }

    /** All a day says, with the columns of its pieces as something that can be compared. */
    private static List<Object> told(LineDay day) {
        var pieces = day.pieces();
        var columns = new ArrayList<Long>();
        for (int i = 0; i < pieces.count(); i++) {
            columns.add(pieces.startedAt(i));
            columns.add(pieces.finishedAt(i));
            columns.add(pieces.productIndex(i) * 2L + (pieces.good(i) ? 1 : 0));
        }
        return List.of(day.businessDate(), day.shifts(), day.states(), columns);
    }
}
