package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.LIVE_LINE;
import static io.oeeanalytics.db.production.Tables.MACHINE_STATE;
import static io.oeeanalytics.db.production.Tables.PIECE;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqLiveFacts {
    private final DSLContext sql;

    JooqLiveFacts(DSLContext sql) {
        this.sql = sql;
    }

    void heard(LineId line, Instant now) {
        sql.insertInto(LIVE_LINE)
                .set(LIVE_LINE.LINE_ID, line.value())
                .set(LIVE_LINE.SINCE, at(now))
                .set(LIVE_LINE.HEARD_AT, at(now))
                .onConflict(LIVE_LINE.LINE_ID)
                .doUpdate()
                .set(LIVE_LINE.HEARD_AT, DSL.excluded(LIVE_LINE.HEARD_AT))
                .execute();
    }

    /**
     * @return whether anything is new
     */
    boolean add(LineId line, LoggedState state) {
        var finish = state.finishedAt() == null ? null : at(state.finishedAt());
        return sql.insertInto(MACHINE_STATE)
                        .set(MACHINE_STATE.LINE_ID, line.value())
                        .set(MACHINE_STATE.STARTED_AT, at(state.startedAt()))
                        .set(MACHINE_STATE.FINISHED_AT, finish)
                        .set(MACHINE_STATE.STATUS, state.status())
                        .onConflict(
                                MACHINE_STATE.LINE_ID,
                                MACHINE_STATE.STARTED_AT,
                                MACHINE_STATE.STATUS)
                        .doUpdate()
                        .set(MACHINE_STATE.FINISHED_AT, DSL.excluded(MACHINE_STATE.FINISHED_AT))
                        .where(MACHINE_STATE.FINISHED_AT.isNull())
                        .and(DSL.excluded(MACHINE_STATE.FINISHED_AT).isNotNull())
                        .execute()
                > 0;
    }

    /**
     * @return finishes of the pieces that are new
     */
    List<Instant> add(LineId line, List<LiveFacts.LivePiece> pieces) {
        if (pieces.isEmpty()) {
            return List.of();
        }
        var insert =
                sql.insertInto(
                        PIECE,
                        PIECE.LINE_ID,
                        PIECE.STARTED_AT,
                        PIECE.FINISHED_AT,
                        PIECE.PRODUCT_ID,
                        PIECE.GOOD,
                        PIECE.SCRAP);
        for (var piece : pieces) {
            insert =
                    insert.values(
                            line.value(),
                            at(piece.startedAt()),
                            at(piece.finishedAt()),
                            piece.product() == null ? null : piece.product().value(),
                            piece.good(),
                            piece.scrap());
        }
        return insert.onConflictDoNothing()
                .returningResult(PIECE.FINISHED_AT)
                .fetch(row -> Objects.requireNonNull(row.value1()).toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
