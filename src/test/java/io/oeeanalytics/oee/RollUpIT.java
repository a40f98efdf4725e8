package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.TestDatabase;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.LiveFacts;
import io.oeeanalytics.production.LiveFacts.LivePiece;
import io.oeeanalytics.production.LoggedState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Figures on a real PostgreSQL while a clock of our own moves. All lines plan Mondays from 06:00 to
 * 14:00 in UTC; an item takes 60 s at best.
 */
class RollUpIT {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final MovingClock CLOCK = new MovingClock();

    @TempDir static Path folder;
    private static TestDatabase database;
    private static ConfigurableApplicationContext rooms;
    private static RollUp rollUp;
    private static JooqLedgers ledgers;
    private static LiveFacts facts;

    /** The rooms below the figures without the worker, so that the test decides when. */
    @ComponentScan(
            basePackages = {
                "io.oeeanalytics.ops",
                "io.oeeanalytics.plant",
                "io.oeeanalytics.production",
                "io.oeeanalytics.oee"
            },
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "io\\.oeeanalytics\\.(.*\\.ui\\..*|oee\\.RollUpWorker)"))
    @ComponentScan(
            basePackages = "io.oeeanalytics.identity",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "io\\.oeeanalytics\\.identity\\.(SiteScopes|JooqAccounts)"))
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ApplicationAvailabilityAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JooqAutoConfiguration.class
    })
    static class Rooms {
        @Bean
        @Primary
        Clock movingClock() {
            return CLOCK;
        }
    }

    private static final class MovingClock extends Clock {
        private volatile Instant now = at("06:00");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock knows UTC only");
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.open();
        rooms =
                new SpringApplicationBuilder(Rooms.class)
                        .web(WebApplicationType.NONE)
                        .run("--oee.data-folder=" + folder, "--DATABASE_URL=" + database.url());
        rollUp = rooms.getBean(RollUp.class);
        ledgers = rooms.getBean(JooqLedgers.class);
        facts = rooms.getBean(LiveFacts.class);
    }

    @AfterAll
    static void stop() {
        rooms.close();
        database.close();
    }

    @Test
    void a_stop_that_goes_on_lowers_availability_although_nobody_says_anything() {
        var line = line("STANDS");
        clock("10:00");
        facts.tell(
                line.id(),
                List.of(
                        new LoggedState(at("06:00"), at("10:00"), 1),
                        new LoggedState(at("10:00"), null, 21)),
                List.of());
        accountAll();
        assertThat(shift(line).ledger().availability()).hasValue(1.0);

        clock("11:00");
        accountAll();

        // 240 of 300 min.
        assertThat(shift(line).ledger().availability()).hasValue(0.8);
        assertThat(shift(line).complete()).isFalse();

        clock("14:30");
        accountAll();

        // The failure takes the shift to its end: 240 of 480 min.
        assertThat(shift(line).complete()).isTrue();
        assertThat(shift(line).ledger().availability()).hasValue(0.5);
    }

    @Test
    void a_line_that_fell_silent_has_no_data_instead_of_no_shift() {
        var line = line("SILENT");
        clock("07:00");
        facts.tell(
                line.id(),
                List.of(new LoggedState(at("06:00"), at("07:00"), 1)),
                List.of(new LivePiece(at("06:10"), at("06:11"), null, 1, 0)));
        accountAll();

        clock("15:00");
        accountAll();
        CLOCK.now = MONDAY.plusDays(8).atTime(6, 0).toInstant(ZoneOffset.UTC);
        accountAll();

        assertThat(shift(line).ledger().coverage().orElseThrow()).isEqualTo(1 / 8.0, within(1e-9));
        assertThat(shift(line).ledger().oeeIfCovered()).isEmpty();
        var nextWeek = shifts(line, MONDAY.plusDays(7)).getFirst();
        assertThat(nextWeek.ledger().plannedBusyMs()).isEqualTo(8 * 3_600_000L);
        assertThat(nextWeek.ledger().coverage()).hasValue(0);
    }

    @Test
    void an_open_state_is_believed_for_a_day_whenever_the_next_one_comes() {
        var line = line("OVER-NIGHT");
        clock("13:00");
        facts.tell(line.id(), List.of(new LoggedState(at("13:00"), null, 21)), List.of());
        accountAll();

        CLOCK.now = MONDAY.plusDays(3).atTime(8, 0).toInstant(ZoneOffset.UTC);
        facts.tell(line.id(), List.of(new LoggedState(CLOCK.now, null, 1)), List.of());
        accountAll();

        assertThat(shift(line).ledger().delayMs()).isEqualTo(3_600_000L);
        assertThat(shift(line).ledger().unknownMs()).isEqualTo(7 * 3_600_000L);
    }

    @Test
    void pieces_reported_by_hand_on_a_line_without_machine_data_stay_in_the_figures() {
        var line = line("BY-HAND");
        clock("09:00");
        rooms.getBean(io.oeeanalytics.production.OperatorEntries.class).count(line, 12, 0);
        clock("09:01");
        accountAll();

        assertThat(shift(line).ledger().made().good()).isEqualTo(12);
    }

    @Test
    void a_line_whose_figures_cannot_be_computed_does_not_stop_the_others() throws Exception {
        var broken = line("BROKEN");
        var sound = line("SOUND");
        clock("12:00");
        for (var line : List.of(broken, sound)) {
            facts.tell(line.id(), List.of(new LoggedState(at("06:00"), at("12:00"), 1)), List.of());
        }
        try (var connection = rooms.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            // What no door lets in any more: a product so long that it overflows.
            statement.execute(
                    """
                    insert into production.piece
                        (finished_at, started_at, line_id, good, scrap)
                    select '2026-03-02 07:00Z', '2026-03-02 07:00Z', id, 2000000000, 0
                    from plant.line where code = 'BROKEN'
                    """);
            statement.execute(
                    """
                    update plant.ideal_cycle set millis = 9000000000000
                    where line_id = (select id from plant.line where code = 'BROKEN')
                    """);
        }

        assertThatThrownBy(() -> accountAll()).isInstanceOf(RollUp.LineFailed.class);
        while (rollUp.next(Set.of(broken.id())).isPresent()) {
            // Until nothing is left.
        }

        assertThat(shift(sound).ledger().availability()).hasValue(1.0);
        try (var connection = rooms.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from production.piece where good = 2000000000");
        }
        accountAll();
        assertThat(shift(broken).ledger().availability()).hasValue(1.0);
    }

    @Test
    void a_kept_figure_that_is_not_what_the_facts_say_is_found_and_mended() throws Exception {
        var line = line("TAMPERED");
        clock("14:30");
        facts.tell(line.id(), List.of(new LoggedState(at("06:00"), at("12:00"), 1)), List.of());
        accountAll();
        var right = shift(line).ledger();
        var checks = rooms.getBean(FiguresChecks.class);
        assertThat(differences(checks, line)).isEmpty();

        try (var connection = rooms.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    update oee.shift_ledger set production_ms = production_ms - 60000,
                        delay_ms = delay_ms + 60000
                    where shift = 1
                        and line_id = (select id from plant.line where code = 'TAMPERED')
                    """);
        }

        assertThat(differences(checks, line))
                .extracting(FiguresCheck.Difference::what)
                .satisfiesExactly(
                        what -> assertThat(what).isEqualTo("oee.shift_ledger does not add up"),
                        what -> assertThat(what).startsWith("kept Ledger["));
        accountAll();
        assertThat(shift(line).ledger()).isEqualTo(right);
        assertThat(differences(checks, line)).isEmpty();
    }

    @Test
    void a_month_that_is_not_the_sum_of_its_days_is_found_and_mended() throws Exception {
        var line = line("MONTHLY");
        clock("14:30");
        facts.tell(line.id(), List.of(new LoggedState(at("06:00"), at("12:00"), 1)), List.of());
        accountAll();
        var checks = rooms.getBean(FiguresChecks.class);
        assertThat(differences(checks, line)).isEmpty();

        try (var connection = rooms.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    update oee.month_ledger set production_ms = production_ms - 60000
                    where line_id = (select id from plant.line where code = 'MONTHLY');
                    delete from oee.month_status
                    where line_id = (select id from plant.line where code = 'MONTHLY')
                    """);
        }

        assertThat(differences(checks, line))
                .extracting(FiguresCheck.Difference::what)
                .containsExactly(
                        "oee.month_ledger does not add up; oee.month_status does not add up");
        accountAll();
        assertThat(differences(checks, line)).isEmpty();
    }

    /**
     * Fifty draws of a day among some lines of a few days each; they find every line in the end.
     */
    private static List<FiguresCheck.Difference> differences(FiguresChecks checks, Line line) {
        for (int i = 0; i < 50; i++) {
            var found =
                    checks.run(CLOCK.now.plusSeconds(i)).differences().stream()
                            .filter(difference -> difference.line().equals(line.id()))
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    @Test
    void a_closed_shift_is_frozen_and_an_edit_of_it_is_measured_once() {
        var line = line("FROZEN");
        clock("14:30");
        facts.tell(
                line.id(),
                List.of(
                        new LoggedState(at("06:00"), at("12:00"), 1),
                        new LoggedState(at("12:00"), at("14:00"), 21)),
                List.of(new LivePiece(at("06:10"), at("06:11"), null, 240, 0)));
        accountAll();
        var reports = rooms.getBean(JooqShiftReports.class);
        assertThat(
                        reports.reports(line, MONDAY, MONDAY, date -> OeeDefinition.ISO_22400)
                                .getFirst()
                                .frozen()
                                .oee())
                .hasValue(0.5);

        clock("16:00");
        rooms.getBean(io.oeeanalytics.production.OperatorEntries.class)
                .explain(line, at("12:00"), at("14:00"), 12);
        clock("16:01");
        accountAll();
        var effects = rooms.getBean(EditEffects.class);
        effects.measure(line);
        clock("16:02");
        effects.measure(line);

        var report =
                reports.reports(line, MONDAY, MONDAY, date -> OeeDefinition.ISO_22400).getFirst();
        assertThat(report.frozen().oee()).hasValue(0.5);
        // 240 min of good pieces in 360 min, since cleaning is planned.
        assertThat(report.current().oee().orElseThrow()).isEqualTo(240 / 360.0, within(1e-9));
        assertThat(effects(MONDAY))
                .filteredOn(effect -> effect.line().equals(line.id()))
                .singleElement()
                .satisfies(
                        effect -> {
                            assertThat(effect.oeeBefore()).hasValue(0.5);
                            assertThat(effect.points().orElseThrow())
                                    .isEqualTo(1 / 6.0, within(1e-9));
                            assertThat(effect.kinds()).containsExactly("RECLASSIFICATION");
                        });
    }

    @Test
    void a_reason_that_replaces_that_of_another_person_is_one_edit_of_the_later_one() {
        var line = line("REPLACED");
        clock("14:30");
        facts.tell(
                line.id(),
                List.of(
                        new LoggedState(at("06:00"), at("12:00"), 1),
                        new LoggedState(at("12:00"), at("14:00"), 21)),
                List.of(new LivePiece(at("06:10"), at("06:11"), null, 240, 0)));
        accountAll();
        var effects = rooms.getBean(EditEffects.class);

        clock("16:00");
        explain(line, "ann", 12);
        accountAll();
        clock("16:01");
        effects.measure(line);
        clock("17:00");
        explain(line, "bob", 21);
        accountAll();
        clock("17:01");
        effects.measure(line);

        // Cleaning is planned: 240 of 360 min instead of 240 of 480, until it was a failure again.
        assertThat(effects(MONDAY))
                .filteredOn(effect -> effect.line().equals(line.id()))
                .extracting(
                        EditEffect::by,
                        effect -> Math.round(600 * effect.points().orElseThrow()),
                        EditEffect::what)
                .containsExactlyInAnyOrder(
                        tuple("ann", 100L, "status 12"),
                        tuple("bob", -100L, "status 21; taken back: status 12"));
    }

    @Test
    void an_hour_runs_until_its_end_or_that_of_its_shift_has_come() {
        var line = line("BY-THE-HOUR");
        clock("08:20");
        facts.tell(line.id(), List.of(new LoggedState(at("06:00"), null, 1)), List.of());
        accountAll();

        assertThat(completeHours(line, null)).containsExactly(true, true, false);
        assertThat(completeHours(line, at("08:20"))).containsExactly(true, true, false);

        clock("09:00");
        accountAll();

        assertThat(completeHours(line, null)).containsExactly(true, true, true);
        assertThat(completeHours(line, at("09:00"))).containsExactly(true, true, true);
        assertThat(completeHours(line, at("08:59"))).containsExactly(true, true, false);
    }

    @Test
    void a_total_as_known_then_is_that_of_its_groups() {
        var line = line("ADDED");
        clock("10:00");
        facts.tell(
                line.id(),
                List.of(new LoggedState(at("06:00"), at("10:00"), 1)),
                List.of(new LivePiece(at("06:10"), at("06:11"), null, 240, 0)));
        accountAll();
        var query = rooms.getBean(FiguresQuery.class);
        var week = new Period(MONDAY.minusDays(3), MONDAY.plusDays(3));

        var whole = query.answer(List.of(line), week, Grouping.TOTAL, CLOCK.now).total();
        for (var by : Grouping.values()) {
            assertThat(query.answer(List.of(line), week, by, CLOCK.now).total())
                    .as(by.name())
                    .isEqualTo(whole);
            assertThat(query.answer(List.of(line), week, by).total().period())
                    .as(by.name())
                    .isEqualTo(week);
        }
    }

    private static List<EditEffect> effects(LocalDate date) {
        return rooms.getBean(JooqShiftReports.class)
                .effects(
                        rooms.getBean(PlantModel.class).lines().stream().map(Line::id).toList(),
                        new Period(date, date),
                        Optional.empty(),
                        100,
                        (id, day, at) -> OeeDefinition.ISO_22400);
    }

    private static List<Boolean> completeHours(Line line, @Nullable Instant known) {
        var query = rooms.getBean(FiguresQuery.class);
        var day = new Period(MONDAY, MONDAY);
        var answer =
                known == null
                        ? query.answer(List.of(line), day, Grouping.HOUR)
                        : query.answer(List.of(line), day, Grouping.HOUR, known);
        return answer.groups().stream()
                .filter(group -> group.ledger().plannedBusyMs() > 0)
                .map(GroupedFigures.Group::complete)
                .toList();
    }

    private static void explain(Line line, String person, int status) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(person, "ROLE_OPERATOR"));
        try {
            rooms.getBean(io.oeeanalytics.production.OperatorEntries.class)
                    .explain(line, at("12:00"), at("14:00"), status);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static void accountAll() {
        rollUp.passTime();
        while (rollUp.next(Set.of()).isPresent()) {
            // Until nothing is left.
        }
    }

    private static Line line(String code) {
        CLOCK.now = at("06:00");
        var setup = rooms.getBean(PlantSetup.class);
        var site = setup.siteIn(ZoneId.of("UTC"));
        var line = setup.openLine(site, code, code);
        setup.setWeek(
                site.id(),
                line.id(),
                MONDAY.minusYears(1),
                List.of(
                        new ShiftTime(
                                DayOfWeek.MONDAY,
                                1,
                                LocalTime.of(6, 0),
                                LocalTime.of(14, 0),
                                List.of())));
        setup.addCycle(line.id(), null, null, 60_000, "test");
        return line;
    }

    private static ShiftLedger shift(Line line) {
        return shifts(line, MONDAY).getFirst();
    }

    private static List<ShiftLedger> shifts(Line line, LocalDate date) {
        return ledgers.shifts(line.id(), date, date).stream()
                .filter(shift -> shift.shift() == 1)
                .toList();
    }

    private static void clock(String time) {
        CLOCK.now = at(time);
    }

    private static Instant at(String time) {
        return MONDAY.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }
}
