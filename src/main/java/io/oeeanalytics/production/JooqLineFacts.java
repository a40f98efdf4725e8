package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.CLASSIFICATION;
import static io.oeeanalytics.db.production.Tables.DAILY_REPORT;
import static io.oeeanalytics.db.production.Tables.LIVE_LINE;
import static io.oeeanalytics.db.production.Tables.MACHINE_STATE;
import static io.oeeanalytics.db.production.Tables.MANUAL_COUNT;
import static io.oeeanalytics.db.production.Tables.PIECE;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqLineFacts {
    /**
     * Cleaning leaves no state longer than a day in; the week is for logs it was switched off for.
     */
    private static final Duration LOOKED_BACK = Duration.ofDays(7);

    private static final int FETCHED_AT_ONCE = 10_000;

    private final DSLContext sql;

    JooqLineFacts(DSLContext sql) {
        this.sql = sql;
    }

    List<LoggedState> states(LineId line, TimeRange range) {
        var ofLine = MACHINE_STATE.LINE_ID.eq(line.value());
        var from = at(range.from().minus(LOOKED_BACK));
        var to = at(range.to());
        var columns =
                List.of(MACHINE_STATE.STARTED_AT, MACHINE_STATE.FINISHED_AT, MACHINE_STATE.STATUS);
        var before =
                sql.select(columns)
                        .from(MACHINE_STATE)
                        .where(ofLine)
                        .and(MACHINE_STATE.STARTED_AT.lt(from))
                        .orderBy(MACHINE_STATE.STARTED_AT.desc())
                        .limit(1);
        var within =
                sql.select(columns)
                        .from(MACHINE_STATE)
                        .where(ofLine)
                        .and(MACHINE_STATE.STARTED_AT.ge(from))
                        .and(MACHINE_STATE.STARTED_AT.lt(to));
        var after =
                sql.select(columns)
                        .from(MACHINE_STATE)
                        .where(ofLine)
                        .and(MACHINE_STATE.STARTED_AT.ge(to))
                        .orderBy(MACHINE_STATE.STARTED_AT)
                        .limit(1);
        return Stream.of(before.fetch(), within.fetch(), after.fetch())
                .flatMap(List::stream)
                .map(
                        row ->
                                new LoggedState(
                                        required(row.get(MACHINE_STATE.STARTED_AT)).toInstant(),
                                        instant(row.get(MACHINE_STATE.FINISHED_AT)),
                                        required(row.get(MACHINE_STATE.STATUS))))
                .sorted(
                        Comparator.comparing(LoggedState::startedAt)
                                .thenComparing(LoggedState::status))
                .toList();
    }

    Map<LineId, LoggedState> latestStates() {
        var latest = new HashMap<LineId, LoggedState>();
        sql.resultQuery(
                        """
                        select l.id, s.started_at, s.finished_at, s.status
                        from plant.line l
                        cross join lateral (
                            select m.started_at, m.finished_at, m.status
                            from production.machine_state m
                            where m.line_id = l.id
                            order by m.started_at desc, m.status
                            limit 1) s
                        order by l.id
                        """)
                .forEach(
                        row ->
                                latest.put(
                                        new LineId(required(row.get(0, Integer.class))),
                                        new LoggedState(
                                                required(row.get(1, OffsetDateTime.class))
                                                        .toInstant(),
                                                instant(row.get(2, OffsetDateTime.class)),
                                                required(row.get(3, Integer.class)))));
        return latest;
    }

    List<Classification> classifications(LineId line, TimeRange range) {
        return sql.select(
                        CLASSIFICATION.ID,
                        CLASSIFICATION.STARTED_AT,
                        CLASSIFICATION.FINISHED_AT,
                        CLASSIFICATION.STATUS,
                        CLASSIFICATION.RECORDED_AT,
                        CLASSIFICATION.RECORDED_BY)
                .from(CLASSIFICATION)
                .where(CLASSIFICATION.LINE_ID.eq(line.value()))
                .and(CLASSIFICATION.REVOKED_AT.isNull())
                .and(CLASSIFICATION.STARTED_AT.lt(at(range.to())))
                .and(
                        CLASSIFICATION
                                .FINISHED_AT
                                .gt(at(range.from()))
                                .or(CLASSIFICATION.FINISHED_AT.isNull()))
                .orderBy(CLASSIFICATION.STARTED_AT, CLASSIFICATION.ID)
                .fetch(
                        mapping(
                                (id, from, to, status, recordedAt, by) ->
                                        new Classification(
                                                id,
                                                from.toInstant(),
                                                instant(to),
                                                status,
                                                recordedAt.toInstant(),
                                                by)));
    }

    List<ManualCount> manualCounts(LineId line, TimeRange range) {
        return sql.select(
                        MANUAL_COUNT.ID,
                        MANUAL_COUNT.COUNTED_AT,
                        MANUAL_COUNT.GOOD,
                        MANUAL_COUNT.SCRAP,
                        MANUAL_COUNT.RECORDED_AT,
                        MANUAL_COUNT.RECORDED_BY)
                .from(MANUAL_COUNT)
                .where(MANUAL_COUNT.LINE_ID.eq(line.value()))
                .and(MANUAL_COUNT.REVOKED_AT.isNull())
                .and(MANUAL_COUNT.COUNTED_AT.ge(at(range.from())))
                .and(MANUAL_COUNT.COUNTED_AT.lt(at(range.to())))
                .orderBy(MANUAL_COUNT.COUNTED_AT, MANUAL_COUNT.ID)
                .fetch(
                        mapping(
                                (id, counted, good, scrap, recordedAt, by) ->
                                        new ManualCount(
                                                id,
                                                counted.toInstant(),
                                                good,
                                                scrap,
                                                recordedAt.toInstant(),
                                                by)));
    }

    /** Milliseconds are computed by the server: a million timestamps are slow to parse. */
    void pieces(LineId line, TimeRange finishedIn, PieceVisitor visitor) {
        var query =
                sql.resultQuery(
                                """
                                select (extract(epoch from p.finished_at) * 1000)::bigint,
                                    coalesce(p.product_id, 0), p.good, p.scrap
                                from production.piece p
                                where p.line_id = {0} and p.finished_at >= {1} and p.finished_at < {2}
                                order by p.finished_at, p.started_at
                                """,
                                org.jooq.impl.DSL.val(line.value()),
                                org.jooq.impl.DSL.val(at(finishedIn.from())),
                                org.jooq.impl.DSL.val(at(finishedIn.to())))
                        .fetchSize(FETCHED_AT_ONCE);
        try (var rows = query.fetchLazy().resultSet()) {
            while (rows.next()) {
                visitor.piece(rows.getLong(1), rows.getInt(2), rows.getInt(3), rows.getInt(4));
            }
        } catch (java.sql.SQLException e) {
            throw new org.jooq.exception.DataAccessException(
                    "pieces of line %d cannot be read".formatted(line.value()), e);
        }
    }

    Optional<Instant> lastPieceBefore(LineId line, Instant before) {
        return Optional.ofNullable(
                        sql.select(max(PIECE.FINISHED_AT))
                                .from(PIECE)
                                .where(PIECE.LINE_ID.eq(line.value()))
                                .and(PIECE.FINISHED_AT.lt(at(before)))
                                .fetchSingle()
                                .value1())
                .map(OffsetDateTime::toInstant);
    }

    List<ReportedDay> reportedDays(LineId line, LocalDate from, LocalDate to) {
        return sql.select(
                        DAILY_REPORT.DAY,
                        DAILY_REPORT.PLANNED_MS,
                        DAILY_REPORT.RUN_MS,
                        DAILY_REPORT.OUTPUT,
                        DAILY_REPORT.IDEAL_CYCLE_MS,
                        DAILY_REPORT.AVAILABILITY,
                        DAILY_REPORT.PERFORMANCE,
                        DAILY_REPORT.QUALITY,
                        DAILY_REPORT.OEE)
                .distinctOn(DAILY_REPORT.DAY)
                .from(DAILY_REPORT)
                .where(DAILY_REPORT.LINE_ID.eq(line.value()))
                .and(DAILY_REPORT.DAY.between(from, to))
                .orderBy(DAILY_REPORT.DAY, DAILY_REPORT.IMPORT_ID.desc())
                .fetch(
                        mapping(
                                (day, planned, run, output, cycle, a, p, q, oee) ->
                                        new ReportedDay(
                                                day,
                                                planned,
                                                run,
                                                output,
                                                cycle == null
                                                        ? OptionalLong.empty()
                                                        : OptionalLong.of(cycle),
                                                optional(a),
                                                optional(p),
                                                optional(q),
                                                optional(oee))));
    }

    Map<LineId, Instant> liveSince() {
        return sql.select(LIVE_LINE.LINE_ID, LIVE_LINE.SINCE)
                .from(LIVE_LINE)
                .fetchMap(row -> new LineId(row.value1()), row -> row.value2().toInstant());
    }

    Optional<TimeRange> extent(LineId line) {
        var ends = new ArrayList<Instant>();
        add(
                ends,
                sql.select(
                                min(MACHINE_STATE.STARTED_AT),
                                max(MACHINE_STATE.STARTED_AT),
                                max(MACHINE_STATE.FINISHED_AT))
                        .from(MACHINE_STATE)
                        .where(MACHINE_STATE.LINE_ID.eq(line.value()))
                        .fetchSingle());
        add(
                ends,
                sql.select(min(PIECE.FINISHED_AT), max(PIECE.FINISHED_AT), max(PIECE.FINISHED_AT))
                        .from(PIECE)
                        .where(PIECE.LINE_ID.eq(line.value()))
                        .fetchSingle());
        add(
                ends,
                sql.select(
                                min(MANUAL_COUNT.COUNTED_AT),
                                max(MANUAL_COUNT.COUNTED_AT),
                                max(MANUAL_COUNT.COUNTED_AT))
                        .from(MANUAL_COUNT)
                        .where(MANUAL_COUNT.LINE_ID.eq(line.value()))
                        .and(MANUAL_COUNT.REVOKED_AT.isNull())
                        .fetchSingle());
        add(
                ends,
                sql.select(
                                min(CLASSIFICATION.STARTED_AT),
                                max(CLASSIFICATION.STARTED_AT),
                                max(CLASSIFICATION.FINISHED_AT))
                        .from(CLASSIFICATION)
                        .where(CLASSIFICATION.LINE_ID.eq(line.value()))
                        .and(CLASSIFICATION.REVOKED_AT.isNull())
                        .fetchSingle());
        var days =
                sql.select(min(DAILY_REPORT.DAY), max(DAILY_REPORT.DAY))
                        .from(DAILY_REPORT)
                        .where(DAILY_REPORT.LINE_ID.eq(line.value()))
                        .fetchSingle();
        if (days.value1() != null && days.value2() != null) {
            // Whatever the zone, the day lies within.
            ends.add(days.value1().minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            ends.add(days.value2().plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TimeRange(
                                ends.stream().min(Instant::compareTo).orElseThrow(),
                                ends.stream().max(Instant::compareTo).orElseThrow()));
    }

    private static void add(
            List<Instant> ends, Record3<OffsetDateTime, OffsetDateTime, OffsetDateTime> row) {
        Stream.of(row.value1(), row.value2(), row.value3())
                .filter(Objects::nonNull)
                .map(OffsetDateTime::toInstant)
                .forEach(ends::add);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
