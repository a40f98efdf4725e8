package io.oeeanalytics.oee;

import io.oeeanalytics.TestDatabase;
import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.ChangedRanges;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rooms below the figures on a real PostgreSQL, without the worker and without jobs, so that a
 * test decides when they work and what the time is.
 */
final class FiguresRooms implements AutoCloseable {
    private static final MovingClock CLOCK = new MovingClock();

    private final TestDatabase database;
    private final ConfigurableApplicationContext rooms;

    private FiguresRooms(TestDatabase database, ConfigurableApplicationContext rooms) {
        this.database = database;
        this.rooms = rooms;
    }

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
        private volatile Instant now = Instant.EPOCH;

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

    static FiguresRooms open(Path folder, String... settings) {
        var database = TestDatabase.open();
        var arguments =
                Stream.concat(
                        Stream.of(
                                "--oee.data-folder=" + folder,
                                "--DATABASE_URL=" + database.url(),
                                "--oee.job-threads=0"),
                        Stream.of(settings));
        return new FiguresRooms(
                database,
                new SpringApplicationBuilder(Rooms.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments.toArray(String[]::new)));
    }

    @Override
    public void close() {
        rooms.close();
        database.close();
    }

    <T> T get(Class<T> type) {
        return rooms.getBean(type);
    }

    /** Lines whose new figures are told of here, from whichever instance. */
    Set<LineId> news() {
        var lines = ConcurrentHashMap.<LineId>newKeySet();
        rooms.addApplicationListener(
                (ApplicationListener<PayloadApplicationEvent<FiguresChanged>>)
                        news -> lines.add(news.getPayload().line()));
        return lines;
    }

    Instant now() {
        return CLOCK.now;
    }

    void now(Instant instant) {
        CLOCK.now = instant;
    }

    void pass(Duration duration) {
        CLOCK.now = CLOCK.now.plus(duration);
    }

    /** A worker's round. */
    void work() {
        while (get(RollUp.class).next(Set.of()).isPresent()) {
            // Until nothing is left.
        }
    }

    void accountAll() {
        get(RollUp.class).passTime();
        work();
    }

    /** All figures from nothing but the facts. */
    void rebuild(List<LineId> lines) {
        execute(
                "truncate oee.slice, oee.shift_ledger, oee.day_ledger, oee.month_ledger, oee.shift_status, oee.month_status, oee.shift_report");
        var changes = get(ChangedRanges.class);
        get(TransactionTemplate.class)
                .executeWithoutResult(
                        status ->
                                lines.forEach(
                                        line ->
                                                changes.mark(
                                                        line,
                                                        new TimeRange(Instant.EPOCH, now()),
                                                        ChangedRanges.Reach.LINE)));
        work();
    }

    void forgetAll() {
        execute(
                """
                truncate plant.site, production.event, production.voided_event, production.piece,
                    production.taken_back_piece, production.file_import,
                    production.changed_range, production.retention
                restart identity cascade;
                drop table if exists production.carried_event
                """);
    }

    void execute(String statement) {
        try (var connection = get(DataSource.class).getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private List<ShiftLedger> shifts() {
        return get(PlantModel.class).lines().stream()
                .flatMap(
                        line ->
                                get(JooqLedgers.class)
                                        .shifts(
                                                line.id(),
                                                LocalDate.of(2000, 1, 1),
                                                LocalDate.of(2100, 1, 1))
                                        .stream())
                .toList();
    }

    /** Delays shorter than that are micro-stops, and always were. */
    void setMicroStop(int site, Duration shorterThan) {
        setSettings(site, shorterThan, Duration.ZERO);
    }

    void setSettings(int site, Duration microStop, Duration startUp) {
        get(PlantSetup.class)
                .putSettings(
                        site,
                        null,
                        new Settings(
                                microStop,
                                MicroStopBucket.PERFORMANCE,
                                startUp,
                                OeeDefinition.ISO_22400));
    }

    /** What is kept of each line, with its statuses. */
    Map<LineId, List<ShiftLedger>> kept() {
        try (var connection = get(DataSource.class).getConnection()) {
            var statuses = statuses(connection);
            var kept = new HashMap<LineId, List<ShiftLedger>>();
            for (var shift : shifts()) {
                var key = List.of(shift.line().value(), shift.businessDate(), shift.shift());
                kept.computeIfAbsent(shift.line(), line -> new ArrayList<>())
                        .add(
                                new ShiftLedger(
                                        shift.line(),
                                        shift.businessDate(),
                                        shift.shift(),
                                        shift.range(),
                                        shift.origin(),
                                        shift.complete(),
                                        shift.remark(),
                                        shift.ledger(),
                                        statuses.getOrDefault(key, List.of()),
                                        List.of()));
            }
            return kept;
        } catch (SQLException e) {
            throw new IllegalStateException("statuses cannot be read", e);
        }
    }

    private static Map<List<?>, List<StatusTime>> statuses(Connection connection)
            throws SQLException {
        var statuses = new HashMap<List<?>, List<StatusTime>>();
        try (var sql = connection.createStatement();
                var rows =
                        sql.executeQuery(
                                """
                                select line_id, business_date, shift, status, category, millis,
                                    occurrences
                                from oee.shift_status
                                """)) {
            while (rows.next()) {
                var key =
                        List.of(rows.getInt(1), rows.getObject(2, LocalDate.class), rows.getInt(3));
                statuses.computeIfAbsent(key, shift -> new ArrayList<>())
                        .add(
                                new StatusTime(
                                        rows.getInt(4),
                                        TimeCategory.valueOf(rows.getString(5)),
                                        rows.getLong(6),
                                        rows.getInt(7)));
            }
        }
        return statuses;
    }
}
