package io.oeeanalytics.ops;

import static io.oeeanalytics.db.ops.Tables.BACKUP;
import static io.oeeanalytics.db.ops.Tables.JOB_END;
import static io.oeeanalytics.db.ops.Tables.SCHEDULED_TASK;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Background work as it stands in the database. */
@Repository
class JooqJobs {
    private final DSLContext sql;

    JooqJobs(DSLContext sql) {
        this.sql = sql;
    }

    /** A row of the scheduler's table. */
    record Execution(
            String job,
            String item,
            Instant due,
            boolean picked,
            Optional<String> instance,
            Optional<Instant> lastSuccess,
            int failures,
            Optional<Instant> heartbeat) {}

    /** Those that work first, then by when they are due. */
    List<Execution> executions(int most) {
        return sql.select(
                        SCHEDULED_TASK.TASK_NAME,
                        SCHEDULED_TASK.TASK_INSTANCE,
                        SCHEDULED_TASK.EXECUTION_TIME,
                        SCHEDULED_TASK.PICKED,
                        SCHEDULED_TASK.PICKED_BY,
                        SCHEDULED_TASK.LAST_SUCCESS,
                        SCHEDULED_TASK.CONSECUTIVE_FAILURES,
                        SCHEDULED_TASK.LAST_HEARTBEAT)
                .from(SCHEDULED_TASK)
                .orderBy(
                        SCHEDULED_TASK.PICKED.desc(),
                        coalesce(SCHEDULED_TASK.CONSECUTIVE_FAILURES, 0).desc(),
                        SCHEDULED_TASK.EXECUTION_TIME,
                        SCHEDULED_TASK.TASK_NAME,
                        SCHEDULED_TASK.TASK_INSTANCE)
                .limit(most)
                .fetch(
                        row ->
                                new Execution(
                                        row.value1(),
                                        row.value2(),
                                        row.value3().toInstant(),
                                        row.value4(),
                                        Optional.ofNullable(row.value5()),
                                        instant(row.value6()),
                                        row.value7() == null ? 0 : row.value7(),
                                        instant(row.value8())));
    }

    /**
     * @param waiting due and not worked on
     */
    record Queue(int waiting, int failing) {}

    Queue queue(Instant now) {
        return sql.select(
                        count().filterWhere(
                                        SCHEDULED_TASK
                                                .PICKED
                                                .isFalse()
                                                .and(SCHEDULED_TASK.EXECUTION_TIME.le(at(now)))),
                        count().filterWhere(SCHEDULED_TASK.CONSECUTIVE_FAILURES.gt(0)))
                .from(SCHEDULED_TASK)
                .fetchSingle(row -> new Queue(row.value1(), row.value2()));
    }

    /** Of jobs that ended well in the last two weeks. */
    Map<String, Instant> lastSuccesses() {
        return sql.select(JOB_END.JOB, max(JOB_END.ENDED_AT))
                .from(JOB_END)
                .where(JOB_END.FAULT.isNull())
                .groupBy(JOB_END.JOB)
                .fetchMap(row -> row.value1(), row -> row.value2().toInstant());
    }

    /** The newest end of each kind of work on each item. */
    record End(String job, String item, Duration took, @Nullable String fault) {}

    List<End> newestEnds() {
        return sql.select(
                        JOB_END.JOB,
                        JOB_END.ITEM,
                        JOB_END.BEGAN_AT,
                        JOB_END.ENDED_AT,
                        JOB_END.FAULT)
                .distinctOn(JOB_END.JOB, JOB_END.ITEM)
                .from(JOB_END)
                .where(
                        DSL.exists(
                                DSL.selectOne()
                                        .from(SCHEDULED_TASK)
                                        .where(SCHEDULED_TASK.TASK_NAME.eq(JOB_END.JOB))
                                        .and(
                                                SCHEDULED_TASK
                                                        .TASK_INSTANCE
                                                        .eq(JOB_END.ITEM)
                                                        .or(JOB_END.ITEM.eq("")))))
                .orderBy(JOB_END.JOB, JOB_END.ITEM, JOB_END.ENDED_AT.desc())
                .fetch(
                        row ->
                                new End(
                                        row.value1(),
                                        row.value2(),
                                        Duration.between(
                                                row.value3().toInstant(), row.value4().toInstant()),
                                        row.value5()));
    }

    void ended(
            String job,
            String item,
            Instant began,
            Instant ended,
            String instance,
            Optional<String> fault) {
        sql.insertInto(JOB_END)
                .set(JOB_END.JOB, job)
                .set(JOB_END.ITEM, item)
                .set(JOB_END.BEGAN_AT, at(began))
                .set(JOB_END.ENDED_AT, at(ended))
                .set(JOB_END.INSTANCE, instance)
                .set(JOB_END.FAULT, fault.orElse(null))
                .execute();
    }

    void removeEndsBefore(Instant before) {
        sql.deleteFrom(JOB_END).where(JOB_END.ENDED_AT.lt(at(before))).execute();
    }

    /** Empty where there never was one. */
    Optional<Instant> lastBackup() {
        return sql.select(max(BACKUP.FINISHED_AT))
                .from(BACKUP)
                .where(BACKUP.OUTCOME.eq("stored"))
                .fetchOptional(row -> row.value1())
                .map(OffsetDateTime::toInstant);
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
