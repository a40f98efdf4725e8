package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.EVENT;
import static io.oeeanalytics.db.production.Tables.EVENT_SOURCE;
import static io.oeeanalytics.db.production.Tables.LIVE_LINE;

import io.oeeanalytics.plant.LineId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqEvents {
    static final int STATE = 1;
    static final int COUNTED = 2;
    static final int READING = 3;
    static final int PRODUCT = 4;

    /** First key of the advisory lock under which partitions are made. */
    private static final int PARTITION_LOCK = 0x0EE4;

    private final DSLContext sql;
    private final Map<String, Integer> sources = new ConcurrentHashMap<>();
    private final Set<YearMonth> partitions = ConcurrentHashMap.newKeySet();

    JooqEvents(DSLContext sql) {
        this.sql = sql;
    }

    /** What makes an event the same as another of its source. */
    record Identity(int line, Instant at, long key) {}

    static Identity identity(FactEvent event) {
        return new Identity(event.line().value(), micros(event.at()), hash(event.key()));
    }

    int source(String name, Instant now) {
        var known = sources.get(name);
        if (known != null) {
            return known;
        }
        sql.insertInto(EVENT_SOURCE)
                .set(EVENT_SOURCE.NAME, name)
                .set(EVENT_SOURCE.FIRST_HEARD_AT, at(now))
                .onConflictDoNothing()
                .execute();
        // Not remembered: the transaction that made it may still be taken back.
        return Objects.requireNonNull(
                sql.select(EVENT_SOURCE.ID)
                        .from(EVENT_SOURCE)
                        .where(EVENT_SOURCE.NAME.eq(name))
                        .fetchSingle()
                        .value1());
    }

    void heard(Collection<LineId> lines, Instant now) {
        sql.batch(
                        lines.stream()
                                .sorted((one, other) -> Integer.compare(one.value(), other.value()))
                                .map(
                                        line ->
                                                sql.insertInto(LIVE_LINE)
                                                        .set(LIVE_LINE.LINE_ID, line.value())
                                                        .set(LIVE_LINE.SINCE, at(now))
                                                        .set(LIVE_LINE.HEARD_AT, at(now))
                                                        .onConflict(LIVE_LINE.LINE_ID)
                                                        .doUpdate()
                                                        .set(
                                                                LIVE_LINE.HEARD_AT,
                                                                DSL.excluded(LIVE_LINE.HEARD_AT)))
                                .toList())
                .execute();
    }

    /**
     * @return those that were new
     */
    Set<Identity> append(int source, List<? extends FactEvent> batch, Instant now) {
        batch.stream()
                .map(event -> YearMonth.from(event.at().atOffset(ZoneOffset.UTC)))
                .distinct()
                .forEach(this::partition);
        var columns = new Columns(batch);
        var stored = new HashSet<Identity>();
        sql.resultQuery(
                        """
                        insert into production.event (line_id, at, source_id, key, arrived_at, kind,
                            until, status, product_id, good, scrap, rework, total, width)
                        select new.line_id, to_timestamp_micros(new.at), {0}, new.key, {1}, new.kind,
                            to_timestamp_micros(new.until), new.status, new.product_id, new.good,
                            new.scrap, new.rework, new.total, new.width
                        from unnest({2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13})
                            as new (line_id, at, key, kind, until, status, product_id, good, scrap,
                                rework, total, width)
                        on conflict (line_id, at, source_id, key) do nothing
                        returning line_id, at, key
                        """
                                .replace("to_timestamp_micros(new.at)", MICROS.formatted("new.at"))
                                .replace(
                                        "to_timestamp_micros(new.until)",
                                        MICROS.formatted("new.until")),
                        DSL.val(source),
                        DSL.val(at(now)),
                        DSL.val(columns.line),
                        DSL.val(columns.at),
                        DSL.val(columns.key),
                        DSL.val(columns.kind),
                        DSL.val(columns.until),
                        DSL.val(columns.status),
                        DSL.val(columns.product),
                        DSL.val(columns.good),
                        DSL.val(columns.scrap),
                        DSL.val(columns.rework),
                        DSL.val(columns.total),
                        DSL.val(columns.width))
                .forEach(
                        row ->
                                stored.add(
                                        new Identity(
                                                required(row.get(0, Integer.class)),
                                                required(row.get(1, OffsetDateTime.class))
                                                        .toInstant(),
                                                required(row.get(2, Long.class)))));
        return stored;
    }

    /** Exact, where a floating point number of seconds would not be. */
    private static final String MICROS = "timestamptz 'epoch' + %s * interval '1 microsecond'";

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
        var name = "event_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        if (!exists(name)) {
            sql.fetch("select pg_advisory_xact_lock(?, 0)", PARTITION_LOCK);
            if (!exists(name)) {
                sql.execute(
                        """
                        create table production.%s partition of production.event
                            for values from ('%s-01T00:00:00Z') to ('%s-01T00:00:00Z')
                        """
                                .formatted(name, month, month.plusMonths(1)));
            }
            return;
        }
        partitions.add(month);
    }

    private boolean exists(String table) {
        return Boolean.TRUE.equals(
                sql.fetchSingle("select to_regclass(?) is not null", "production." + table)
                        .get(0, Boolean.class));
    }

    static long hash(String key) {
        try {
            return ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(key.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** PostgreSQL keeps microseconds. */
    private static Instant micros(Instant instant) {
        return instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    /** A batch, column by column, as unnest takes it. */
    private static final class Columns {
        private final Integer[] line;
        private final Long[] at;
        private final Long[] key;
        private final Short[] kind;
        private final @Nullable Long[] until;
        private final @Nullable Integer[] status;
        private final @Nullable Integer[] product;
        private final @Nullable Long[] good;
        private final @Nullable Long[] scrap;
        private final @Nullable Long[] rework;
        private final @Nullable Long[] total;
        private final @Nullable Long[] width;

        Columns(List<? extends FactEvent> batch) {
            int size = batch.size();
            line = new Integer[size];
            at = new Long[size];
            key = new Long[size];
            kind = new Short[size];
            until = new Long[size];
            status = new Integer[size];
            product = new Integer[size];
            good = new Long[size];
            scrap = new Long[size];
            rework = new Long[size];
            total = new Long[size];
            width = new Long[size];
            for (int i = 0; i < size; i++) {
                fill(i, batch.get(i));
            }
        }

        private void fill(int i, FactEvent event) {
            line[i] = event.line().value();
            at[i] = microseconds(event.at());
            key[i] = hash(event.key());
            switch (event) {
                case FactEvent.State state -> {
                    kind[i] = STATE;
                    until[i] = state.until() == null ? null : microseconds(state.until());
                    status[i] = state.status();
                }
                case FactEvent.Counted counted -> {
                    kind[i] = COUNTED;
                    until[i] = counted.from() == null ? null : microseconds(counted.from());
                    product[i] = counted.product() == null ? null : counted.product().value();
                    good[i] = counted.good();
                    scrap[i] = counted.scrap();
                    rework[i] = counted.rework() == 0 ? null : counted.rework();
                    total[i] = boxed(counted.total());
                }
                case FactEvent.Reading reading -> {
                    kind[i] = READING;
                    product[i] = reading.product() == null ? null : reading.product().value();
                    good[i] = boxed(reading.good());
                    scrap[i] = boxed(reading.scrap());
                    rework[i] = boxed(reading.rework());
                    total[i] = boxed(reading.total());
                    width[i] = boxed(reading.width());
                }
                case FactEvent.ProductStarted started -> {
                    kind[i] = PRODUCT;
                    product[i] = started.product().value();
                }
            }
        }

        private static @Nullable Long boxed(OptionalLong value) {
            return value.isPresent() ? value.getAsLong() : null;
        }

        private static long microseconds(Instant instant) {
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                    instant.getNano() / 1000);
        }
    }
}
