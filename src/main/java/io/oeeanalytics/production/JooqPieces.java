package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.EVENT;
import static io.oeeanalytics.db.production.Tables.PIECE;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private static final Duration LONGEST_STRETCH = CounterReadings.LONGEST_STRETCH;

    private final DSLContext sql;

    JooqPieces(DSLContext sql) {
        this.sql = sql;
    }

    /** Milliseconds are computed by the server: a million timestamps are slow to parse. */
    void pieces(LineId line, TimeRange finishedIn, KnownAt known, PieceVisitor visitor) {
        var query =
                sql.resultQuery(
                                """
                                select floor(extract(epoch from t.at) * 1000)::bigint, t.product, t.good,
                                    t.scrap
                                from (
                                    select p.finished_at, coalesce(p.product_id, 0), p.good, p.scrap
                                    from {5} p
                                    where p.line_id = {0} and p.finished_at >= {1}
                                        and p.finished_at < {2} and {4}
                                    union all
                                    select e.at, coalesce(e.product_id, 0), e.good::int, e.scrap::int
                                    from {6} e
                                    where e.line_id = {0} and e.at >= {1} and e.at < {2}
                                        and e.arrived_at <= {3} and e.kind = 2
                                        and e.until is null and e.rework is null
                                        and e.total is null) as t (at, product, good, scrap)
                                order by t.at, t.product
                                """,
                                DSL.val(line.value()),
                                DSL.val(at(finishedIn.from())),
                                DSL.val(at(finishedIn.to())),
                                DSL.val(at(known.facts())),
                                loaded(known),
                                JooqFileRows.pieces(known),
                                JooqVoidedEvents.events(known))
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
        stretches(line, reaching, known, visitor);
        new CounterReadings(visitor).read(readings(line, reaching, known));
    }

    private static Condition loaded(KnownAt known) {
        return JooqFileRows.loaded(DSL.field("p.import_id", Integer.class), known);
    }

    /** Word for word what the partial index is for. */
    static final Condition STRETCH =
            DSL.condition(
                    "kind = 2 and (until is not null or rework is not null or total is not null)");

    private void stretches(LineId line, TimeRange finishedIn, KnownAt known, PieceVisitor visitor) {
        var event = EVENT.as("e");
        sql.select(
                        event.UNTIL,
                        event.AT,
                        event.PRODUCT_ID,
                        event.GOOD,
                        event.SCRAP,
                        event.REWORK,
                        event.TOTAL)
                .from(JooqVoidedEvents.events(known).as("e"))
                .where(event.LINE_ID.eq(line.value()))
                .and(event.AT.ge(at(finishedIn.from())))
                .and(event.AT.lt(at(finishedIn.to())))
                .and(STRETCH)
                .and(event.ARRIVED_AT.le(at(known.facts())))
                .orderBy(event.AT, event.KEY)
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

    /**
     * By source and time; before them, of each source that is read in the range, its last word
     * before it, and for each counter the last reading.
     */
    private List<CounterReadings.Row> readings(LineId line, TimeRange range, KnownAt known) {
        return sql.resultQuery(
                        """
                        with within as materialized (
                            select e.*
                            from {5} e
                            where e.line_id = {0} and e.at >= {1} and e.at < {2} and e.kind = 3
                                and e.arrived_at <= {4}
                        ), counters as (
                            select w.source_id, c.name
                            from within w
                            cross join lateral (values
                                ('good', w.good), ('scrap', w.scrap), ('rework', w.rework),
                                ('total', w.total), ('any', 0)) as c (name, shown)
                            where c.shown is not null
                            group by w.source_id, c.name
                        ), before as (
                            select distinct r.*
                            from counters
                            cross join lateral (
                                select e.*
                                from {5} e
                                where e.line_id = {0} and e.source_id = counters.source_id
                                    and e.at < {1} and e.at >= {3} and e.kind = 3
                                    and e.arrived_at <= {4}
                                    and case counters.name when 'good' then e.good
                                        when 'scrap' then e.scrap when 'rework' then e.rework
                                        when 'total' then e.total else 0 end is not null
                                order by e.at desc
                                limit 1) r
                        )
                        select r.source_id, floor(extract(epoch from r.at) * 1000)::bigint,
                            r.product_id, r.good, r.scrap, r.rework, r.total, r.width
                        from (select * from before union all select * from within) r
                        order by r.source_id, r.at, r.key
                        """,
                        DSL.val(line.value()),
                        DSL.val(at(range.from())),
                        DSL.val(at(range.to())),
                        DSL.val(at(range.from().minus(CounterReadings.SILENCE))),
                        DSL.val(at(known.facts())),
                        JooqVoidedEvents.events(known))
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

    Optional<LastPiece> lastPieceBefore(LineId line, Instant before, KnownAt known) {
        return sql.resultQuery(
                        """
                        select t.at, t.product
                        from (
                            (select p.finished_at, p.product_id
                            from {4} p
                            where p.line_id = {0} and p.finished_at < {1} and {3}
                            order by p.finished_at desc, p.product_id desc nulls last
                            limit 1)
                            union all
                            (select e.at, e.product_id
                            from {5} e
                            where e.line_id = {0} and e.at < {1} and e.kind in (2, 3)
                                and e.arrived_at <= {2}
                            order by e.at desc, e.product_id desc nulls last
                            limit 1)) as t (at, product)
                        order by t.at desc, t.product desc nulls last
                        limit 1
                        """,
                        DSL.val(line.value()),
                        DSL.val(at(before)),
                        DSL.val(at(known.facts())),
                        loaded(known),
                        JooqFileRows.pieces(known),
                        JooqVoidedEvents.events(known))
                .fetchOptional(
                        row ->
                                new LastPiece(
                                        required(row.get(0, OffsetDateTime.class)).toInstant(),
                                        product(row.get(1, Integer.class))));
    }

    private static @Nullable ProductId product(@Nullable Integer id) {
        return id == null ? null : new ProductId(id);
    }

    boolean exist(LineId line, TimeRange range, KnownAt known) {
        var piece = PIECE.as("p");
        var event = EVENT.as("e");
        return sql.fetchExists(
                        DSL.selectOne()
                                .from(JooqFileRows.pieces(known).as("p"))
                                .where(piece.LINE_ID.eq(line.value()))
                                .and(piece.FINISHED_AT.ge(at(range.from())))
                                .and(piece.FINISHED_AT.lt(at(range.to())))
                                .and(loaded(known)))
                || sql.fetchExists(
                        DSL.selectOne()
                                .from(JooqVoidedEvents.events(known).as("e"))
                                .where(event.LINE_ID.eq(line.value()))
                                .and(event.AT.ge(at(range.from())))
                                .and(event.AT.lt(at(range.to())))
                                .and(event.ARRIVED_AT.le(at(known.facts())))
                                .and("kind in (2, 3)"));
    }

    Optional<Instant> earliestStretch(LineId line, TimeRange range) {
        return sql.select(DSL.min(EVENT.UNTIL))
                .from(EVENT)
                .where(EVENT.LINE_ID.eq(line.value()))
                .and(EVENT.AT.ge(at(range.from())))
                .and(EVENT.AT.lt(at(range.to().plus(LONGEST_STRETCH))))
                .and(STRETCH)
                .and(EVENT.UNTIL.le(at(range.to())))
                .fetchOptional(DSL.min(EVENT.UNTIL))
                .map(OffsetDateTime::toInstant);
    }

    boolean readingsExist(LineId line, TimeRange range) {
        return sql.fetchExists(
                DSL.selectOne()
                        .from(EVENT)
                        .where(EVENT.LINE_ID.eq(line.value()))
                        .and(EVENT.AT.ge(at(range.from())))
                        .and(EVENT.AT.lt(at(range.to())))
                        .and("kind = 3"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
