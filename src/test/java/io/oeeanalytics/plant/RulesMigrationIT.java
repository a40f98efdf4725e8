package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** A plant built before rules kept their past says the same afterwards, as if since ever. */
class RulesMigrationIT {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);
    private static final Instant BERLIN_NOON = MONDAY.atTime(12, 0).atZone(BERLIN).toInstant();
    private static final String BEFORE = "9";
    private static final String BEFORE_SHARED_LOGS = "21";

    @Test
    void a_log_that_was_shared_is_shared_since_ever() throws IOException, SQLException {
        try (var postgres = EmbeddedPostgres.start()) {
            var database = postgres.getPostgresDatabase();
            Flyway.configure().dataSource(database).target(BEFORE_SHARED_LOGS).load().migrate();
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        """
                        insert into plant.site (name, zone) values ('North', 'Europe/Berlin');
                        insert into plant.line (site_id, code, name) values (1, 'N-1', 'First'), (1, 'N-2', 'Second');
                        update plant.line set status_line_id = 1 where id = 2;
                        """);
            }

            Flyway.configure().dataSource(database).load().migrate();

            var sql = DSL.using(database, SQLDialect.POSTGRES);
            var second = new Line(new LineId(2), 1, "N-2", "Second", BERLIN);
            assertThat(new JooqPlant(sql).lines(Instant.EPOCH))
                    .extracting(Line::statusLog)
                    .containsExactly(new LineId(1), new LineId(1));
            var known = new JooqRules(sql).rules(second, Instant.EPOCH, Instant.EPOCH, null, null);
            assertThat(known.logs().at(Instant.EPOCH)).isEqualTo(new LineId(1));
            assertThat(new JooqPlantEdits(sql).edits(second, Instant.EPOCH, BERLIN_NOON)).isEmpty();
        }
    }

    @Test
    void what_was_said_before_still_holds() throws IOException, SQLException {
        try (var postgres = EmbeddedPostgres.start()) {
            var database = postgres.getPostgresDatabase();
            Flyway.configure().dataSource(database).target(BEFORE).load().migrate();
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        """
                        insert into plant.site (name, zone, micro_stop_ms) values ('North', 'Europe/Berlin', 120000);
                        insert into plant.line (site_id, code, name) values (1, 'N-1', 'First'), (1, 'N-2', 'Second');
                        insert into plant.status values (1, 21, 'Machine Failure', 'DELAY', 'Failure');
                        insert into plant.holiday values (1, '2026-12-25', 'Christmas');
                        insert into plant.target values (1, '2026-01-01', 0.8);
                        insert into plant.ideal_cycle (line_id, valid_from, millis, recorded_at, recorded_by)
                            values (1, 'epoch', 60000, '2026-02-01Z', 'ada');
                        insert into plant.shift_pattern (site_id, line_id, valid_from, weekday, number, starts_at, ends_at)
                            values (1, null, '2026-01-01', 1, 1, '06:00', '14:00'),
                                (1, null, '2026-01-01', 1, 2, '22:00', '06:00'),
                                (1, 2, '2026-03-01', 1, 1, '08:00', '12:00');
                        insert into plant.shift_break values (2, '02:00', '02:30');
                        """);
            }

            Flyway.configure().dataSource(database).load().migrate();

            var rules = new JooqRules(DSL.using(database, SQLDialect.POSTGRES));
            var first = new Line(new LineId(1), 1, "N-1", "First", BERLIN);
            var second = new Line(new LineId(2), 1, "N-2", "Second", BERLIN);
            var known = rules.rules(first, Instant.EPOCH, Instant.EPOCH, null, Instant.EPOCH);
            assertThat(known.settings().at(Instant.EPOCH).microStop()).hasSeconds(120);
            assertThat(known.settings().at(Instant.EPOCH).bucket())
                    .isEqualTo(MicroStopBucket.PERFORMANCE);
            assertThat(known.statuses().current())
                    .containsEntry(
                            21, new Status(21, "Machine Failure", TimeCategory.DELAY, "Failure"));
            assertThat(known.cycles().millisAt(null, Instant.EPOCH)).hasValue(60_000);
            assertThat(known.calendar().isHoliday(LocalDate.of(2026, 12, 25))).isTrue();
            assertThat(known.calendar().shiftsOn(MONDAY))
                    .extracting(Shift::number)
                    .containsExactly(1, 2);
            assertThat(known.calendar().shiftsOn(MONDAY).getLast().breaks()).hasSize(1);
            assertThat(rules.calendar(second).shiftsOn(MONDAY)).hasSize(1);
            assertThat(rules.targets(MONDAY)).containsEntry(first.id(), 0.8);
        }
    }
}
