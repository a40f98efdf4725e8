package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.CLASSIFICATION;
import static io.oeeanalytics.db.production.Tables.MANUAL_COUNT;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqOperatorEntries {
    private final DSLContext sql;

    JooqOperatorEntries(DSLContext sql) {
        this.sql = sql;
    }

    int addReason(
            LineId line,
            Instant startedAt,
            @Nullable Instant finishedAt,
            int status,
            Instant now,
            String by) {
        return sql.insertInto(CLASSIFICATION)
                .set(CLASSIFICATION.LINE_ID, line.value())
                .set(CLASSIFICATION.STARTED_AT, at(startedAt))
                .set(CLASSIFICATION.FINISHED_AT, finishedAt == null ? null : at(finishedAt))
                .set(CLASSIFICATION.STATUS, status)
                .set(CLASSIFICATION.RECORDED_AT, at(now))
                .set(CLASSIFICATION.RECORDED_BY, by)
                .returningResult(CLASSIFICATION.ID)
                .fetchSingle()
                .value1();
    }

    /** A reason taken back lets those speak again that it had replaced. */
    void restoreReasonsReplacedBy(LineId line, int id) {
        var undone = CLASSIFICATION.as("undone");
        sql.update(CLASSIFICATION)
                .setNull(CLASSIFICATION.REVOKED_AT)
                .where(CLASSIFICATION.LINE_ID.eq(line.value()))
                .and(CLASSIFICATION.ID.ne(id))
                .and(
                        DSL.row(CLASSIFICATION.STARTED_AT, CLASSIFICATION.REVOKED_AT)
                                .eq(
                                        DSL.select(undone.STARTED_AT, undone.RECORDED_AT)
                                                .from(undone)
                                                .where(undone.ID.eq(id))))
                .execute();
    }

    void revokeReasonsFrom(LineId line, Instant startedAt, Instant now) {
        sql.update(CLASSIFICATION)
                .set(CLASSIFICATION.REVOKED_AT, at(now))
                .where(CLASSIFICATION.LINE_ID.eq(line.value()))
                .and(CLASSIFICATION.STARTED_AT.eq(at(startedAt)))
                .and(CLASSIFICATION.REVOKED_AT.isNull())
                .execute();
    }

    int addCount(LineId line, Instant now, int good, int scrap, String by) {
        return sql.insertInto(MANUAL_COUNT)
                .set(MANUAL_COUNT.LINE_ID, line.value())
                .set(MANUAL_COUNT.COUNTED_AT, at(now))
                .set(MANUAL_COUNT.GOOD, good)
                .set(MANUAL_COUNT.SCRAP, scrap)
                .set(MANUAL_COUNT.RECORDED_AT, at(now))
                .set(MANUAL_COUNT.RECORDED_BY, by)
                .returningResult(MANUAL_COUNT.ID)
                .fetchSingle()
                .value1();
    }

    /** The same count by the same person since that instant. */
    OptionalInt sameCount(LineId line, int good, int scrap, Instant since, String by) {
        var id =
                sql.select(MANUAL_COUNT.ID)
                        .from(MANUAL_COUNT)
                        .where(MANUAL_COUNT.LINE_ID.eq(line.value()))
                        .and(MANUAL_COUNT.GOOD.eq(good))
                        .and(MANUAL_COUNT.SCRAP.eq(scrap))
                        .and(MANUAL_COUNT.RECORDED_BY.eq(by))
                        .and(MANUAL_COUNT.RECORDED_AT.gt(at(since)))
                        .and(MANUAL_COUNT.REVOKED_AT.isNull())
                        .limit(1)
                        .fetchOptional(MANUAL_COUNT.ID);
        return id.isPresent() ? OptionalInt.of(id.get()) : OptionalInt.empty();
    }

    /**
     * @return start of the stop; empty when there is no such entry of that person since then
     */
    Optional<Instant> revokeReason(LineId line, int id, Instant since, Instant now, String by) {
        return sql.update(CLASSIFICATION)
                .set(CLASSIFICATION.REVOKED_AT, at(now))
                .where(CLASSIFICATION.ID.eq(id))
                .and(CLASSIFICATION.LINE_ID.eq(line.value()))
                .and(CLASSIFICATION.RECORDED_BY.eq(by))
                .and(CLASSIFICATION.RECORDED_AT.gt(at(since)))
                .and(CLASSIFICATION.REVOKED_AT.isNull())
                .returningResult(CLASSIFICATION.STARTED_AT)
                .fetchOptional(row -> row.value1().toInstant());
    }

    /**
     * @return when they were counted; empty when there is no such entry of that person since then
     */
    Optional<Instant> revokeCount(LineId line, int id, Instant since, Instant now, String by) {
        return sql.update(MANUAL_COUNT)
                .set(MANUAL_COUNT.REVOKED_AT, at(now))
                .where(MANUAL_COUNT.ID.eq(id))
                .and(MANUAL_COUNT.LINE_ID.eq(line.value()))
                .and(MANUAL_COUNT.RECORDED_BY.eq(by))
                .and(MANUAL_COUNT.RECORDED_AT.gt(at(since)))
                .and(MANUAL_COUNT.REVOKED_AT.isNull())
                .returningResult(MANUAL_COUNT.COUNTED_AT)
                .fetchOptional(row -> row.value1().toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
