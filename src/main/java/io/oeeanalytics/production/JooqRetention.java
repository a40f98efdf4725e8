package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.CHANGED_RANGE;
import static io.oeeanalytics.db.production.Tables.MACHINE_STATE;
import static io.oeeanalytics.db.production.Tables.PIECE;
import static io.oeeanalytics.db.production.Tables.RETENTION;
import static io.oeeanalytics.db.production.Tables.TAKEN_BACK_PIECE;
import static io.oeeanalytics.db.production.Tables.TAKEN_BACK_STATE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqRetention {
    private final DSLContext sql;

    JooqRetention(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Instant> takenFrom() {
        return sql.select(RETENTION.TAKEN_FROM)
                .from(RETENTION)
                .fetchOptional(row -> row.value1().toInstant());
    }

    /** Empty until figures were settled for the first time. */
    Optional<Instant> settledBefore() {
        return sql.select(RETENTION.SETTLED_BEFORE)
                .from(RETENTION)
                .where(RETENTION.SETTLED_BEFORE.ne(field("'-infinity'", OffsetDateTime.class)))
                .fetchOptional(row -> row.value1().toInstant());
    }

    /** Until the transaction ends, nobody else moves it. */
    Optional<Instant> lockedTakenFrom() {
        return sql.select(RETENTION.TAKEN_FROM)
                .from(RETENTION)
                .forUpdate()
                .fetchOptional(row -> row.value1().toInstant());
    }

    void announce(Instant takenFrom, Instant now) {
        sql.insertInto(RETENTION)
                .set(RETENTION.TAKEN_FROM, at(takenFrom))
                .set(RETENTION.ANNOUNCED_AT, at(now))
                .onConflict(RETENTION.ONLY_ROW)
                .doUpdate()
                .set(RETENTION.TAKEN_FROM, at(takenFrom))
                .set(RETENTION.ANNOUNCED_AT, at(now))
                .execute();
    }

    /** When that was announced before then and all that was taken is accounted. */
    boolean settle(Instant announcedBefore) {
        return sql.update(RETENTION)
                        .set(RETENTION.SETTLED_BEFORE, RETENTION.TAKEN_FROM)
                        .where(RETENTION.SETTLED_BEFORE.lt(RETENTION.TAKEN_FROM))
                        .and(RETENTION.ANNOUNCED_AT.le(at(announcedBefore)))
                        .and(
                                not(
                                        exists(
                                                selectOne()
                                                        .from(CHANGED_RANGE)
                                                        .where(
                                                                CHANGED_RANGE.FROM_AT.lt(
                                                                        RETENTION.TAKEN_FROM)))))
                        .execute()
                > 0;
    }

    List<Integer> linesWithFactsBefore(Instant end) {
        return sql.select(PIECE.LINE_ID)
                .from(PIECE)
                .where(PIECE.FINISHED_AT.lt(at(end)))
                .union(
                        select(MACHINE_STATE.LINE_ID)
                                .from(MACHINE_STATE)
                                .where(MACHINE_STATE.STARTED_AT.lt(at(end))))
                .union(
                        select(TAKEN_BACK_PIECE.LINE_ID)
                                .from(TAKEN_BACK_PIECE)
                                .where(TAKEN_BACK_PIECE.FINISHED_AT.lt(at(end))))
                .union(
                        select(TAKEN_BACK_STATE.LINE_ID)
                                .from(TAKEN_BACK_STATE)
                                .where(TAKEN_BACK_STATE.STARTED_AT.lt(at(end))))
                .orderBy(1)
                .fetch(row -> Objects.requireNonNull(row.value1()));
    }

    /** Pieces and states; the last state before the end may last beyond it and stays. */
    int remove(int line, Instant end, int most) {
        return removePieces("production.piece", line, end, most)
                + removePieces("production.taken_back_piece", line, end, most)
                + removeStates("production.machine_state", line, end, most)
                + removeStates("production.taken_back_state", line, end, most);
    }

    private int removePieces(String table, int line, Instant end, int most) {
        return sql.execute(
                """
                delete from %1$s where ctid = any (array(
                    select ctid from %1$s
                    where line_id = {0} and finished_at < {1}
                    limit {2}))
                """
                        .formatted(table),
                DSL.val(line),
                DSL.val(at(end)),
                DSL.val(most));
    }

    private int removeStates(String table, int line, Instant end, int most) {
        return sql.execute(
                """
                delete from %1$s where ctid = any (array(
                    select ctid from %1$s
                    where line_id = {0} and started_at < (
                        select max(started_at) from %1$s
                        where line_id = {0} and started_at < {1})
                    limit {2}))
                """
                        .formatted(table),
                DSL.val(line),
                DSL.val(at(end)),
                DSL.val(most));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
