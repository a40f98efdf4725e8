package io.oeeanalytics.production;

import static io.oeeanalytics.db.plant.Tables.LINE;
import static io.oeeanalytics.db.plant.Tables.SITE;
import static io.oeeanalytics.db.production.Tables.CLASSIFICATION;
import static io.oeeanalytics.db.production.Tables.DAILY_REPORT;
import static io.oeeanalytics.db.production.Tables.EVENT;
import static io.oeeanalytics.db.production.Tables.LIVE_LINE;
import static io.oeeanalytics.db.production.Tables.MACHINE_STATE;
import static io.oeeanalytics.db.production.Tables.MANUAL_COUNT;
import static io.oeeanalytics.db.production.Tables.PIECE;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqLineFacts {
    private final DSLContext sql;

    JooqLineFacts(DSLContext sql) {
        this.sql = sql;
    }

    List<Classification> classifications(LineId line, TimeRange range, KnownAt known) {
        return sql.select(
                        CLASSIFICATION.ID,
                        CLASSIFICATION.STARTED_AT,
                        CLASSIFICATION.FINISHED_AT,
                        CLASSIFICATION.STATUS,
                        CLASSIFICATION.RECORDED_AT,
                        CLASSIFICATION.RECORDED_BY)
                .from(CLASSIFICATION)
                .where(CLASSIFICATION.LINE_ID.eq(line.value()))
                .and(said(CLASSIFICATION.RECORDED_AT, CLASSIFICATION.REVOKED_AT, known))
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

    List<ManualCount> manualCounts(LineId line, TimeRange range, KnownAt known) {
        return sql.select(
                        MANUAL_COUNT.ID,
                        MANUAL_COUNT.COUNTED_AT,
                        MANUAL_COUNT.GOOD,
                        MANUAL_COUNT.SCRAP,
                        MANUAL_COUNT.RECORDED_AT,
                        MANUAL_COUNT.RECORDED_BY)
                .from(MANUAL_COUNT)
                .where(MANUAL_COUNT.LINE_ID.eq(line.value()))
                .and(said(MANUAL_COUNT.RECORDED_AT, MANUAL_COUNT.REVOKED_AT, known))
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

    List<ReportedDay> reportedDays(LineId line, LocalDate from, LocalDate to, KnownAt known) {
        var report = DAILY_REPORT.as("r");
        return sql.select(
                        report.DAY,
                        report.PLANNED_MS,
                        report.RUN_MS,
                        report.OUTPUT,
                        report.IDEAL_CYCLE_MS,
                        report.AVAILABILITY,
                        report.PERFORMANCE,
                        report.QUALITY,
                        report.OEE)
                .distinctOn(report.DAY)
                .from(JooqFileRows.reports(known).as("r"))
                .where(report.LINE_ID.eq(line.value()))
                .and(report.DAY.between(from, to))
                .and(JooqFileRows.loaded(report.IMPORT_ID, known))
                .orderBy(report.DAY, report.IMPORT_ID.desc())
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

    private static Condition said(
            Field<OffsetDateTime> recorded, Field<OffsetDateTime> revoked, KnownAt known) {
        return recorded.le(at(known.words()))
                .and(revoked.isNull().or(revoked.gt(at(known.words()))));
    }

    /** Imports that brought facts of the line or of its status log, and those taken back. */
    List<FileEdit> fileEdits(LineId line, LineId statusLog, Instant after, Instant upTo) {
        return sql.resultQuery(
                        """
                        select d.at, d.by, d.what, e.first_at, e.last_at
                        from (
                            select id, kind, finished_at, imported_by, 'file ' || file_name
                            from production.file_import
                            where state in ('LOADED', 'UNDONE') and rows_loaded > 0
                                and finished_at is distinct from taken_back_at
                            union all
                            select id, kind, taken_back_at, taken_back_by,
                                'taken back: file ' || file_name
                            from production.file_import
                            where taken_back_at is not null and rows_loaded > 0
                        ) as d (id, kind, at, by, what)
                        join production.import_extent e on e.import_id = d.id
                        where d.at > {2} and d.at <= {3} and (e.line_id = {0}
                            or e.line_id = {1} and d.kind = 'STATUS_LOG')
                        order by d.at, d.what
                        """,
                        DSL.val(line.value()),
                        DSL.val(statusLog.value()),
                        DSL.val(at(after)),
                        DSL.val(at(upTo)))
                .fetch(
                        row ->
                                new FileEdit(
                                        required(row.get(0, OffsetDateTime.class)).toInstant(),
                                        String.valueOf(row.get(1)),
                                        new TimeRange(
                                                required(row.get(3, OffsetDateTime.class))
                                                        .toInstant(),
                                                required(row.get(4, OffsetDateTime.class))
                                                        .toInstant()),
                                        String.valueOf(row.get(2))));
    }

    Map<LineId, Instant> liveSince() {
        return sql.select(LIVE_LINE.LINE_ID, LIVE_LINE.SINCE)
                .from(LIVE_LINE)
                .fetchMap(row -> new LineId(row.value1()), row -> row.value2().toInstant());
    }

    Optional<TimeRange> extent(LineId line) {
        var ends = new ArrayList<Instant>();
        add(ends, fileStates(line));
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
        add(ends, words(line));
        var told =
                sql.select(min(EVENT.AT), max(EVENT.AT), max(EVENT.AT))
                        .from(EVENT)
                        .where(EVENT.LINE_ID.eq(line.value()))
                        .and(JooqVoidedEvents.FACTS)
                        .fetchSingle();
        add(ends, told);
        if (told.value1() != null) {
            // Pieces are told at the end of their stretch and belong to its beginning.
            var began = min(EVENT.UNTIL);
            sql.select(began)
                    .from(EVENT)
                    .where(EVENT.LINE_ID.eq(line.value()))
                    .and(EVENT.AT.lt(told.value1().plus(CounterReadings.LONGEST_STRETCH)))
                    .and(JooqPieces.STRETCH)
                    .fetchOptional(began)
                    .ifPresent(first -> ends.add(first.toInstant()));
        }
        lastUntil(line).ifPresent(ends::add);
        sql.select(min(DAILY_REPORT.DAY), max(DAILY_REPORT.DAY), SITE.ZONE)
                .from(DAILY_REPORT)
                .join(LINE)
                .on(LINE.ID.eq(DAILY_REPORT.LINE_ID))
                .join(SITE)
                .on(SITE.ID.eq(LINE.SITE_ID))
                .where(DAILY_REPORT.LINE_ID.eq(line.value()))
                .groupBy(SITE.ZONE)
                .forEach(
                        row -> {
                            // Noon is the day's own, whenever its shifts begin.
                            ends.add(noon(row.value1(), row.value3()));
                            ends.add(noon(row.value2(), row.value3()));
                        });
        return hull(ends);
    }

    Optional<TimeRange> wordsExtent(LineId line) {
        var ends = new ArrayList<Instant>();
        add(ends, words(line));
        return hull(ends);
    }

    Optional<TimeRange> statesExtent(LineId line) {
        var ends = new ArrayList<Instant>();
        add(ends, fileStates(line));
        add(
                ends,
                sql.select(min(EVENT.AT), max(EVENT.AT), max(EVENT.AT))
                        .from(EVENT)
                        .where(EVENT.LINE_ID.eq(line.value()))
                        .and(JooqVoidedEvents.FACTS)
                        .and(JooqStates.TOLD)
                        .and(EVENT.KIND.eq((short) JooqEvents.STATE))
                        .fetchSingle());
        lastUntil(line).ifPresent(ends::add);
        return hull(ends);
    }

    private Record3<OffsetDateTime, OffsetDateTime, OffsetDateTime> fileStates(LineId line) {
        return sql.select(
                        min(MACHINE_STATE.STARTED_AT),
                        max(MACHINE_STATE.STARTED_AT),
                        max(MACHINE_STATE.FINISHED_AT))
                .from(MACHINE_STATE)
                .where(MACHINE_STATE.LINE_ID.eq(line.value()))
                .fetchSingle();
    }

    private Optional<Instant> lastUntil(LineId line) {
        return sql.select(EVENT.UNTIL)
                .from(EVENT)
                .where(EVENT.LINE_ID.eq(line.value()))
                .and(JooqStates.TOLD)
                .orderBy(EVENT.AT.desc())
                .limit(1)
                .fetchOptional(EVENT.UNTIL)
                .map(OffsetDateTime::toInstant);
    }

    private Record3<OffsetDateTime, OffsetDateTime, OffsetDateTime> words(LineId line) {
        return sql.select(
                        min(CLASSIFICATION.STARTED_AT),
                        max(CLASSIFICATION.STARTED_AT),
                        max(CLASSIFICATION.FINISHED_AT))
                .from(CLASSIFICATION)
                .where(CLASSIFICATION.LINE_ID.eq(line.value()))
                .and(CLASSIFICATION.REVOKED_AT.isNull())
                .fetchSingle();
    }

    private static Optional<TimeRange> hull(List<Instant> ends) {
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TimeRange(
                                ends.stream().min(Instant::compareTo).orElseThrow(),
                                ends.stream().max(Instant::compareTo).orElseThrow()));
    }

    private static Instant noon(LocalDate day, String zone) {
        return day.atTime(LocalTime.NOON).atZone(ZoneId.of(zone)).toInstant();
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
