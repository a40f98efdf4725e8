package io.oeeanalytics.forecast;

import static io.oeeanalytics.db.forecast.Tables.PUBLISHED;
import static io.oeeanalytics.db.forecast.Tables.RUN;
import static io.oeeanalytics.db.forecast.Tables.RUN_LINE;
import static io.oeeanalytics.db.forecast.Tables.SHADOW;

import io.oeeanalytics.db.forecast.tables.records.PublishedRecord;
import io.oeeanalytics.db.forecast.tables.records.ShadowRecord;
import io.oeeanalytics.forecast.ForecastRuns.Chunk;
import io.oeeanalytics.forecast.Interval.Evidence;
import io.oeeanalytics.forecast.PublishedForecast.PublishedDay;
import io.oeeanalytics.ops.JobProgress;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqForecastRuns {
    private static final String PENDING = "PENDING";

    private final DSLContext sql;

    JooqForecastRuns(DSLContext sql) {
        this.sql = sql;
    }

    boolean any() {
        return sql.fetchExists(RUN);
    }

    int begin(Instant now, int horizon) {
        return Objects.requireNonNull(
                sql.insertInto(RUN)
                        .set(RUN.STARTED_AT, at(now))
                        .set(RUN.HORIZON, horizon)
                        .returningResult(RUN.ID)
                        .fetchSingle()
                        .value1());
    }

    void plan(int run, int chunk, List<LineId> lines) {
        sql.batch(
                        lines.stream()
                                .map(
                                        line ->
                                                sql.insertInto(RUN_LINE)
                                                        .set(RUN_LINE.RUN_ID, run)
                                                        .set(RUN_LINE.LINE_ID, line.value())
                                                        .set(RUN_LINE.CHUNK, chunk)
                                                        .set(RUN_LINE.STATE, PENDING))
                                .toList())
                .execute();
    }

    void giveUpUnfinished(Instant now) {
        sql.update(RUN_LINE)
                .set(RUN_LINE.STATE, "FAILED")
                .set(RUN_LINE.REASON, "a newer run began")
                .where(RUN_LINE.STATE.eq(PENDING))
                .execute();
        sql.update(RUN).set(RUN.FINISHED_AT, at(now)).where(RUN.FINISHED_AT.isNull()).execute();
    }

    List<Chunk> pending() {
        return sql.selectDistinct(RUN_LINE.RUN_ID, RUN_LINE.CHUNK)
                .from(RUN_LINE)
                .where(RUN_LINE.STATE.eq(PENDING))
                .orderBy(RUN_LINE.RUN_ID, RUN_LINE.CHUNK)
                .fetch(row -> new Chunk(row.value1(), row.value2()));
    }

    List<LineId> pending(Chunk chunk) {
        return sql.select(RUN_LINE.LINE_ID)
                .from(RUN_LINE)
                .where(RUN_LINE.RUN_ID.eq(chunk.run()))
                .and(RUN_LINE.CHUNK.eq(chunk.number()))
                .and(RUN_LINE.STATE.eq(PENDING))
                .orderBy(RUN_LINE.LINE_ID)
                .fetch(row -> new LineId(row.value1()));
    }

    /**
     * @return whether nobody had finished the line before
     */
    boolean publish(
            int run,
            LineId line,
            @Nullable Integer version,
            Forecast forecast,
            PlannedTime.Minutes planned,
            Instant now) {
        if (!finish(run, line, "PUBLISHED", null, forecast.method(), now)) {
            return false;
        }
        sql.update(RUN_LINE)
                .set(RUN_LINE.VERSION, version)
                .where(RUN_LINE.RUN_ID.eq(run))
                .and(RUN_LINE.LINE_ID.eq(line.value()))
                .execute();
        var days = new ArrayList<PublishedRecord>();
        for (int step = 1; step <= forecast.days().size(); step++) {
            var day = forecast.days().get(step - 1);
            var row = sql.newRecord(PUBLISHED);
            row.setRunId(run);
            row.setLineId(line.value());
            row.setStep(step);
            row.setBusinessDate(day.day());
            row.setOrigin(forecast.usedTo());
            row.setMean(day.point());
            row.setNaive(day.naive());
            row.setPlannedMs(planned.on(day.day()));
            var half = day.interval50();
            if (half != null) {
                row.setLower50(half.lower());
                row.setUpper50(half.upper());
                row.setEvidence50(half.evidence().name());
            }
            row.setLower80(day.interval80().lower());
            row.setUpper80(day.interval80().upper());
            row.setEvidence80(day.interval80().evidence().name());
            row.setLower95(day.interval95().lower());
            row.setUpper95(day.interval95().upper());
            row.setEvidence95(day.interval95().evidence().name());
            days.add(row);
        }
        sql.batchInsert(days).execute();
        return true;
    }

    /** What a challenger would have said. */
    void shadow(int run, LineId line, int version, Forecast forecast) {
        var days = new ArrayList<ShadowRecord>();
        for (int step = 1; step <= forecast.days().size(); step++) {
            var day = forecast.days().get(step - 1);
            days.add(new ShadowRecord(run, line.value(), version, step, day.day(), day.point()));
        }
        sql.batchInsert(days).execute();
    }

    /** One date as champion and challenger forecast it the working day before. */
    record Pair(LocalDate date, double champion, double challenger) {}

    /**
     * By date, where both spoke in the same round; of the champion what it said as this version.
     *
     * @param champion version; null for what comes with the product
     */
    List<Pair> pairs(LineId line, @Nullable Integer champion, int challenger) {
        return sql.select(PUBLISHED.BUSINESS_DATE, PUBLISHED.MEAN, SHADOW.MEAN)
                .distinctOn(PUBLISHED.BUSINESS_DATE)
                .from(SHADOW)
                .join(PUBLISHED)
                .on(PUBLISHED.RUN_ID.eq(SHADOW.RUN_ID))
                .and(PUBLISHED.LINE_ID.eq(SHADOW.LINE_ID))
                .and(PUBLISHED.STEP.eq(SHADOW.STEP))
                .join(RUN_LINE)
                .on(RUN_LINE.RUN_ID.eq(SHADOW.RUN_ID))
                .and(RUN_LINE.LINE_ID.eq(SHADOW.LINE_ID))
                .where(SHADOW.LINE_ID.eq(line.value()))
                .and(SHADOW.STEP.eq(1))
                .and(SHADOW.VERSION.eq(challenger))
                .and(RUN_LINE.VERSION.isNotDistinctFrom(champion))
                .orderBy(PUBLISHED.BUSINESS_DATE, PUBLISHED.RUN_ID.desc())
                .fetch(row -> new Pair(row.value1(), row.value2(), row.value3()));
    }

    boolean none(int run, LineId line, String reason, Instant now) {
        return finish(run, line, "NONE", reason, null, now);
    }

    void failed(int run, LineId line, Instant now) {
        finish(run, line, "FAILED", "its forecast could not be computed", null, now);
    }

    void leaveOut(Chunk chunk, Instant now) {
        sql.update(RUN_LINE)
                .set(RUN_LINE.STATE, "FAILED")
                .set(RUN_LINE.REASON, "it was cancelled")
                .set(RUN_LINE.PUBLISHED_AT, at(now))
                .where(RUN_LINE.RUN_ID.eq(chunk.run()))
                .and(RUN_LINE.CHUNK.eq(chunk.number()))
                .and(RUN_LINE.STATE.eq(PENDING))
                .execute();
    }

    private boolean finish(
            int run,
            LineId line,
            String state,
            @Nullable String reason,
            @Nullable String method,
            Instant now) {
        return sql.update(RUN_LINE)
                        .set(RUN_LINE.STATE, state)
                        .set(RUN_LINE.REASON, reason)
                        .set(RUN_LINE.METHOD, method)
                        .set(RUN_LINE.PUBLISHED_AT, at(now))
                        .where(RUN_LINE.RUN_ID.eq(run))
                        .and(RUN_LINE.LINE_ID.eq(line.value()))
                        .and(RUN_LINE.STATE.eq(PENDING))
                        .execute()
                > 0;
    }

    /**
     * @return whether this finished it
     */
    boolean finishIfDone(int run, Instant now) {
        return sql.execute(
                        """
                update forecast.run set finished_at = {0}
                where id = {1} and finished_at is null and not exists (
                    select from forecast.run_line where run_id = {1} and state = 'PENDING')
                """,
                        DSL.val(at(now)), DSL.val(run))
                > 0;
    }

    Map<LineId, PublishedForecast> newest(Collection<LineId> lines) {
        var newest = new HashMap<LineId, PublishedForecast>();
        sql.select(
                        RUN_LINE.RUN_ID,
                        RUN_LINE.LINE_ID,
                        RUN_LINE.PUBLISHED_AT,
                        RUN_LINE.METHOD,
                        RUN_LINE.REASON)
                .distinctOn(RUN_LINE.LINE_ID)
                .from(RUN_LINE)
                .where(RUN_LINE.LINE_ID.in(lines.stream().map(LineId::value).toList()))
                .and(RUN_LINE.STATE.in("PUBLISHED", "NONE"))
                .orderBy(RUN_LINE.LINE_ID, RUN_LINE.RUN_ID.desc())
                .forEach(
                        row ->
                                newest.put(
                                        new LineId(row.value2()),
                                        new PublishedForecast(
                                                new LineId(row.value2()),
                                                Objects.requireNonNull(row.value3()).toInstant(),
                                                Optional.ofNullable(row.value4()),
                                                Optional.ofNullable(row.value5()),
                                                days(row.value1(), row.value2()))));
        return newest;
    }

    private List<PublishedDay> days(int run, int line) {
        return sql.selectFrom(PUBLISHED)
                .where(PUBLISHED.RUN_ID.eq(run))
                .and(PUBLISHED.LINE_ID.eq(line))
                .orderBy(PUBLISHED.STEP)
                .fetch(JooqForecastRuns::day);
    }

    /** By date; the newest where a date was forecast more than once so many steps ahead. */
    List<PublishedDay> said(LineId line, int step, LocalDate first, LocalDate last) {
        return sql.select(PUBLISHED)
                .distinctOn(PUBLISHED.BUSINESS_DATE)
                .from(PUBLISHED)
                .where(PUBLISHED.LINE_ID.eq(line.value()))
                .and(PUBLISHED.STEP.eq(step))
                .and(PUBLISHED.BUSINESS_DATE.between(first, last))
                .orderBy(PUBLISHED.BUSINESS_DATE, PUBLISHED.RUN_ID.desc())
                .fetch(row -> day(row.value1()));
    }

    private static PublishedDay day(PublishedRecord row) {
        return new PublishedDay(
                row.getStep(),
                row.getOrigin(),
                new FutureDay(
                        row.getBusinessDate(),
                        row.getMean(),
                        half(row),
                        interval(row.getLower80(), row.getUpper80(), row.getEvidence80()),
                        interval(row.getLower95(), row.getUpper95(), row.getEvidence95()),
                        row.getNaive()),
                Objects.requireNonNullElse(row.getPlannedMs(), 0L));
    }

    private static @Nullable Interval half(PublishedRecord row) {
        Double lower = row.getLower50();
        Double upper = row.getUpper50();
        String evidence = row.getEvidence50();
        return lower == null || upper == null || evidence == null
                ? null
                : interval(lower, upper, evidence);
    }

    private static Interval interval(double lower, double upper, String evidence) {
        return new Interval(lower, upper, Evidence.valueOf(evidence));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** When the newest round was finished; empty before the first. */
    Optional<Instant> lastFinished() {
        return Optional.ofNullable(
                        sql.select(DSL.max(RUN.FINISHED_AT)).from(RUN).fetchSingle().value1())
                .map(OffsetDateTime::toInstant);
    }

    /** How many of the chunk's lines are dealt with, of all. */
    JobProgress progress(int run, int chunk) {
        return sql.select(DSL.count().filterWhere(RUN_LINE.STATE.ne(PENDING)), DSL.count())
                .from(RUN_LINE)
                .where(RUN_LINE.RUN_ID.eq(run))
                .and(RUN_LINE.CHUNK.eq(chunk))
                .fetchSingle(row -> new JobProgress(row.value1(), row.value2()));
    }
}
