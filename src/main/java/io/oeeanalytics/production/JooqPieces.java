package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.EVENT;
import static io.oeeanalytics.db.production.Tables.PIECE;
import static org.jooq.impl.DSL.max;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What lines made: pieces, counts and counters, from files and from events. */
@Repository
class JooqPieces {
    private static final int FETCHED_AT_ONCE = 10_000;

    /** A count belongs to where its stretch begins and may be told this much later. */
    private static final Duration LONGEST_STRETCH = Duration.ofDays(1);

    private final DSLContext sql;

    JooqPieces(DSLContext sql) {
        this.sql = sql;
    }

    /** Milliseconds are computed by the server: a million timestamps are slow to parse. */
    void pieces(LineId line, TimeRange finishedIn, PieceVisitor visitor) {
        var query =
                sql.resultQuery(
                                """
                                select (date_part('epoch', t.at) * 1000)::bigint, t.product, t.good,
                                    t.scrap
                                from (
                                    select p.finished_at, coalesce(p.product_id, 0), p.good, p.scrap
                                    from production.piece p
                                    where p.line_id = {0} and p.finished_at >= {1}
                                        and p.finished_at < {2}
                                    union all
                                    select e.at, coalesce(e.product_id, 0), e.good::int, e.scrap::int
                                    from production.event e
                                    where e.line_id = {0} and e.at >= {1} and e.at < {2}
                                        and e.kind = 2 and e.until is null and e.rework is null
                                        and e.total is null) as t (at, product, good, scrap)
                                order by t.at
                                """,
                                DSL.val(line.value()),
                                DSL.val(at(finishedIn.from())),
                                DSL.val(at(finishedIn.to())))
                        .fetchSize(FETCHED_AT_ONCE);
        try (var rows = query.fetchLazy().resultSet()) {
            while (rows.next()) {
                visitor.piece(rows.getLong(1), rows.getInt(2), rows.getInt(3), rows.getInt(4));
            }
        } catch (java.sql.SQLException e) {
            throw new org.jooq.exception.DataAccessException(
                    "pieces of line %d cannot be read".formatted(line.value()), e);
        }
        var reaching = new TimeRange(finishedIn.from(), finishedIn.to().plus(LONGEST_STRETCH));
        stretches(line, reaching, visitor);
        new CounterReadings(visitor).read(readings(line, reaching));
    }

    /** Word for word what the partial index is for. */
    private static final Condition STRETCH =
            DSL.condition(
                    "kind = 2 and (until is not null or rework is not null or total is not null)");

    private void stretches(LineId line, TimeRange finishedIn, PieceVisitor visitor) {
        sql.select(
                        EVENT.UNTIL,
                        EVENT.AT,
                        EVENT.PRODUCT_ID,
                        EVENT.GOOD,
                        EVENT.SCRAP,
                        EVENT.REWORK,
                        EVENT.TOTAL)
                .from(EVENT)
                .where(EVENT.LINE_ID.eq(line.value()))
                .and(EVENT.AT.ge(at(finishedIn.from())))
                .and(EVENT.AT.lt(at(finishedIn.to())))
                .and(STRETCH)
                .orderBy(EVENT.AT, EVENT.KEY)
                .forEach(
                        row -> {
                            long good = zeroIfNull(row.value4());
                            long scrap = zeroIfNull(row.value5());
                            long rework = zeroIfNull(row.value6());
                            long finished = row.value2().toInstant().toEpochMilli();
                            visitor.counted(
                                    row.value1() == null
                                            ? finished
                                            : row.value1().toInstant().toEpochMilli(),
                                    finished,
                                    row.value3() == null ? PieceVisitor.NO_PRODUCT : row.value3(),
                                    good,
                                    scrap,
                                    rework,
                                    row.value7() == null ? good + scrap + rework : row.value7());
                        });
    }

    /** By source and time; the last of each source before the range first. */
    private List<CounterReadings.Row> readings(LineId line, TimeRange range) {
        return sql.resultQuery(
                        """
                        with sources as (
                            select s.id from production.event_source s
                        ), before as (
                            select r.*
                            from sources
                            cross join lateral (
                                select e.*
                                from production.event e
                                where e.line_id = {0} and e.source_id = sources.id
                                    and e.at < {1} and e.at >= {1} - interval '7 days' and e.kind = 3
                                order by e.at desc
                                limit 1) r
                            where exists (
                                select from production.event e
                                where e.line_id = {0} and e.kind = 3 and e.source_id = sources.id
                                    and e.at >= {1} and e.at < {2})
                        ), within as (
                            select e.*
                            from production.event e
                            where e.line_id = {0} and e.at >= {1} and e.at < {2} and e.kind = 3
                        )
                        select r.source_id, (extract(epoch from r.at) * 1000)::bigint, r.product_id,
                            r.good, r.scrap, r.rework, r.total, r.width
                        from (select * from before union all select * from within) r
                        order by r.source_id, r.at, r.key
                        """,
                        DSL.val(line.value()), DSL.val(at(range.from())), DSL.val(at(range.to())))
                .fetch(
                        row ->
                                new CounterReadings.Row(
                                        required(row.get(0, Integer.class)),
                                        required(row.get(1, Long.class)),
                                        row.get(2, Integer.class),
                                        row.get(3, Long.class),
                                        row.get(4, Long.class),
                                        row.get(5, Long.class),
                                        row.get(6, Long.class),
                                        row.get(7, Long.class)));
    }

    private static long zeroIfNull(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    Optional<Instant> lastPieceBefore(LineId line, Instant before) {
        return Stream.of(
                        sql.select(max(PIECE.FINISHED_AT))
                                .from(PIECE)
                                .where(PIECE.LINE_ID.eq(line.value()))
                                .and(PIECE.FINISHED_AT.lt(at(before)))
                                .fetchSingle()
                                .value1(),
                        sql.select(EVENT.AT)
                                .from(EVENT)
                                .where(EVENT.LINE_ID.eq(line.value()))
                                .and(EVENT.AT.lt(at(before)))
                                .and(
                                        EVENT.KIND.in(
                                                (short) JooqEvents.COUNTED,
                                                (short) JooqEvents.READING))
                                .orderBy(EVENT.AT.desc())
                                .limit(1)
                                .fetchOptional(EVENT.AT)
                                .orElse(null))
                .filter(Objects::nonNull)
                .map(OffsetDateTime::toInstant)
                .max(Instant::compareTo);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
