package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.EVENT;
import static io.oeeanalytics.db.production.Tables.EVENT_SOURCE;
import static java.util.stream.Collectors.toMap;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.springframework.stereotype.Repository;

@Repository
class JooqEvents {
    static final int STATE = 1;
    static final int COUNTED = 2;
    static final int READING = 3;
    static final int PRODUCT = 4;

    /** First key of the advisory lock under which partitions are made. */
    private static final int PARTITION_LOCK = 0x0EE4;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int BYTES_A_ROW = 150;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu_MM");

    private final DSLContext sql;
    private final Map<String, Integer> sources = new ConcurrentHashMap<>();
    private final Set<YearMonth> partitions = ConcurrentHashMap.newKeySet();

    JooqEvents(DSLContext sql) {
        this.sql = sql;
    }

    int source(String name, Instant now) {
        var known = sources.get(name);
        if (known != null) {
            return known;
        }
        var id = sourceNamed(name);
        if (id.isPresent()) {
            sources.put(name, id.get());
            return id.get();
        }
        sql.insertInto(EVENT_SOURCE)
                .set(EVENT_SOURCE.NAME, name)
                .set(EVENT_SOURCE.FIRST_HEARD_AT, at(now))
                .onConflictDoNothing()
                .execute();
        // Not remembered yet: the transaction that made it may still be taken back.
        return sourceNamed(name).orElseThrow();
    }

    Optional<Integer> known(String source) {
        return Optional.ofNullable(sources.get(source)).or(() -> sourceNamed(source));
    }

    private Optional<Integer> sourceNamed(String name) {
        return sql.select(EVENT_SOURCE.ID)
                .from(EVENT_SOURCE)
                .where(EVENT_SOURCE.NAME.eq(name))
                .fetchOptional(row -> Objects.requireNonNull(row.value1()));
    }

    /** In the order of their numbers, so that two batches never wait for each other. */
    void heard(Collection<LineId> lines, Instant now) {
        var ids = lines.stream().map(LineId::value).sorted().toArray(Integer[]::new);
        sql.execute(
                """
                insert into production.live_line (line_id, since, heard_at)
                select id, {0}, {0} from unnest({1}) as id order by id
                on conflict (line_id) do update set heard_at = excluded.heard_at
                    where live_line.heard_at < excluded.heard_at - interval '5 seconds'
                """,
                DSL.val(at(now)), DSL.val(ids));
    }

    /** What is new of a batch: how many events of each line. */
    Map<LineId, Integer> append(int source, List<? extends FactEvent> batch, Instant now) {
        batch.stream()
                .map(event -> YearMonth.from(event.at().atOffset(ZoneOffset.UTC)))
                .distinct()
                .forEach(this::partition);
        return sql.connectionResult(connection -> append(connection, source, batch, now));
    }

    /**
     * Nearly every event is new, so the batch is copied straight in; where one is known already, it
     * is copied beside the table first and what is new goes over.
     */
    private static Map<LineId, Integer> append(
            Connection connection, int source, List<? extends FactEvent> batch, Instant now)
            throws SQLException {
        var before = connection.setSavepoint();
        try {
            copy(connection, "production.event", source, batch, now);
            connection.releaseSavepoint(before);
            return batch.stream().collect(toMap(FactEvent::line, event -> 1, Integer::sum));
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return appendNew(connection, source, batch, now);
        }
    }

    private static Map<LineId, Integer> appendNew(
            Connection connection, int source, List<? extends FactEvent> batch, Instant now)
            throws SQLException {
        var stored = new HashMap<LineId, Integer>();
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "create temporary table if not exists told_again (like production.event)"
                            + " on commit delete rows");
            statement.execute("truncate told_again");
            copy(connection, "told_again", source, batch, now);
            try (var rows = statement.executeQuery(APPEND_NEW)) {
                while (rows.next()) {
                    stored.put(new LineId(rows.getInt(1)), rows.getInt(2));
                }
            }
        }
        return stored;
    }

    private static void copy(
            Connection connection,
            String table,
            int source,
            List<? extends FactEvent> batch,
            Instant now)
            throws SQLException {
        var bytes = new ByteArrayOutputStream(BYTES_A_ROW * batch.size());
        try {
            var rows = new EventRows(bytes, source, now);
            for (var event : batch) {
                rows.write(event);
            }
            rows.end();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy %s (%s) from stdin (format binary)"
                                    .formatted(table, EventRows.COLUMNS),
                            new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new SQLException("the events cannot be written", e);
        }
    }

    private static final String APPEND_NEW =
            """
            with stored as (
                insert into production.event (%1$s)
                select %1$s from told_again
                on conflict (line_id, at, source_id, key) do nothing
                returning line_id)
            select line_id, count(*)::int from stored group by line_id
            """
                    .formatted(EventRows.COLUMNS);

    /**
     * As far as readings of these counters at those instants decide what was made: to the source's
     * readings of the line before and after, and where these do not speak of the same counters, to
     * those that do. Before, only what counts as pieces are made matters.
     */
    TimeRange aroundReadings(int source, LineId line, TimeRange told, Set<Counter> counters) {
        var readings =
                EVENT.LINE_ID.eq(line.value()).and(EVENT.SOURCE_ID.eq(source)).and("kind = 3");
        var before =
                readings.and(EVENT.AT.lt(at(told.from())))
                        .and(EVENT.AT.ge(at(told.from().minus(CounterReadings.LONGEST_STRETCH))));
        var after =
                readings.and(EVENT.AT.gt(at(told.to())))
                        .and(EVENT.AT.le(at(told.to().plus(CounterReadings.SILENCE))));
        var counting = EnumSet.of(Counter.GOOD, Counter.TOTAL);
        counting.retainAll(counters);
        return told.hull(reaching(told, before, EVENT.AT.desc(), counting))
                .hull(reaching(told, after, EVENT.AT.asc(), counters));
    }

    private TimeRange reaching(
            TimeRange told,
            Condition readings,
            SortField<OffsetDateTime> nearest,
            Set<Counter> counters) {
        var next = reading(readings, nearest);
        if (next.isEmpty()) {
            return told;
        }
        var range = told.hull(instant(next.get()));
        for (var counter : counters) {
            if (next.get().get(shown(counter)) == null) {
                var own = reading(readings.and(shown(counter).isNotNull()), nearest);
                range = own.isEmpty() ? range : range.hull(instant(own.get()));
            }
        }
        return range;
    }

    private Optional<Record5<OffsetDateTime, Long, Long, Long, Long>> reading(
            Condition readings, SortField<OffsetDateTime> nearest) {
        return sql.select(EVENT.AT, EVENT.GOOD, EVENT.SCRAP, EVENT.REWORK, EVENT.TOTAL)
                .from(EVENT)
                .where(readings)
                .orderBy(nearest)
                .limit(1)
                .fetchOptional();
    }

    private static TimeRange instant(Record5<OffsetDateTime, Long, Long, Long, Long> reading) {
        var at = reading.value1().toInstant();
        return new TimeRange(at, at);
    }

    /** What a reading speaks of. */
    enum Counter {
        GOOD,
        SCRAP,
        REWORK,
        TOTAL
    }

    private static Field<Long> shown(Counter counter) {
        return switch (counter) {
            case GOOD -> EVENT.GOOD;
            case SCRAP -> EVENT.SCRAP;
            case REWORK -> EVENT.REWORK;
            case TOTAL -> EVENT.TOTAL;
        };
    }

    Optional<Instant> nextOf(int kind, LineId line, Instant after) {
        return sql.select(EVENT.AT)
                .from(EVENT)
                .where(EVENT.LINE_ID.eq(line.value()))
                .and(EVENT.AT.gt(at(after)))
                .and(EVENT.KIND.eq((short) kind))
                .orderBy(EVENT.AT)
                .limit(1)
                .fetchOptional(row -> row.value1().toInstant());
    }

    /** A month is made when its first event comes. */
    private void partition(YearMonth month) {
        if (partitions.contains(month)) {
            return;
        }
        var name = partitionOf(month);
        if (!exists(name)) {
            sql.fetch("select pg_advisory_xact_lock(?, 0)", PARTITION_LOCK);
            if (!exists(name)) {
                sql.execute("select production.make_event_month(?)", month.atDay(1));
            }
            return;
        }
        partitions.add(month);
    }

    /** Months of events that lie wholly before that one. */
    List<YearMonth> monthsBefore(YearMonth month) {
        return sql
                .fetch(
                        """
                        select substr(c.relname, length('event_') + 1)
                        from pg_inherits i
                        join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = 'production.event'::regclass
                            and c.relname <> 'carried_event'
                        order by c.relname
                        """)
                .map(row -> YearMonth.parse(row.get(0, String.class), MONTH))
                .stream()
                .filter(stored -> stored.isBefore(month))
                .toList();
    }

    /**
     * All but what lines did and made last, which may hold for long after: it goes into a partition
     * for all that is older. Fails after some seconds where others hold the table, to be tried
     * again.
     */
    void removeMonth(YearMonth month) {
        sql.execute("set local lock_timeout = '5s'");
        sql.execute("select production.remove_event_month(?)", month.atDay(1));
        partitions.remove(month);
    }

    private static String partitionOf(YearMonth month) {
        return "event_" + MONTH.format(month);
    }

    private boolean exists(String table) {
        return Boolean.TRUE.equals(
                sql.fetchSingle("select to_regclass(?) is not null", "production." + table)
                        .get(0, Boolean.class));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
