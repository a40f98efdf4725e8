package io.oeeanalytics.registry;

import static io.oeeanalytics.db.registry.Tables.ALIAS_MOVE;
import static io.oeeanalytics.db.registry.Tables.MODEL;
import static io.oeeanalytics.db.registry.Tables.VERSION;
import static io.oeeanalytics.registry.JooqModels.at;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqAliasMoves {
    private final DSLContext sql;

    JooqAliasMoves(DSLContext sql) {
        this.sql = sql;
    }

    AliasHistory of(Seat seat) {
        return new AliasHistory(
                fetch(
                        MODEL.NAME
                                .eq(seat.model())
                                .and(ALIAS_MOVE.LINE.eq(seat.line()))
                                .and(ALIAS_MOVE.ALIAS.eq(seat.alias()))));
    }

    /** Of all seats of a model, of each its oldest first; of all models for null. */
    List<AliasMove> of(@Nullable String model) {
        return fetch(
                model == null
                        ? MODEL.WITHDRAWN_AT.isNull()
                        : MODEL.NAME.eq(model).and(MODEL.WITHDRAWN_AT.isNull()));
    }

    private List<AliasMove> fetch(Condition condition) {
        return sql.select(ALIAS_MOVE.fields())
                .select(MODEL.NAME, VERSION.NUMBER)
                .from(ALIAS_MOVE)
                .join(MODEL)
                .on(MODEL.ID.eq(ALIAS_MOVE.MODEL_ID))
                .leftJoin(VERSION)
                .on(VERSION.ID.eq(ALIAS_MOVE.VERSION_ID))
                .where(condition)
                .orderBy(MODEL.NAME, ALIAS_MOVE.LINE, ALIAS_MOVE.ALIAS, ALIAS_MOVE.POSITION)
                .fetch(JooqAliasMoves::move);
    }

    private static AliasMove move(Record row) {
        var gates = row.get(ALIAS_MOVE.GATES);
        return new AliasMove(
                new Seat(row.get(MODEL.NAME), row.get(ALIAS_MOVE.LINE), row.get(ALIAS_MOVE.ALIAS)),
                row.get(ALIAS_MOVE.POSITION),
                row.get(VERSION.NUMBER),
                row.get(ALIAS_MOVE.MOVED_AT).toInstant(),
                row.get(ALIAS_MOVE.MOVED_BY),
                AliasMove.Kind.valueOf(row.get(ALIAS_MOVE.KIND)),
                row.get(ALIAS_MOVE.REASON),
                row.get(ALIAS_MOVE.RESTORES),
                gates == null ? null : Verdicts.read(gates.data()));
    }

    /**
     * @param model the row of its seat's
     * @param version the row of its version
     */
    void add(int model, @Nullable Integer version, AliasMove move) {
        var verdict = move.verdict();
        sql.insertInto(ALIAS_MOVE)
                .set(ALIAS_MOVE.MODEL_ID, model)
                .set(ALIAS_MOVE.LINE, move.seat().line())
                .set(ALIAS_MOVE.ALIAS, move.seat().alias())
                .set(ALIAS_MOVE.POSITION, move.position())
                .set(ALIAS_MOVE.VERSION_ID, version)
                .set(ALIAS_MOVE.MOVED_AT, at(move.at()))
                .set(ALIAS_MOVE.MOVED_BY, move.by())
                .set(ALIAS_MOVE.KIND, move.kind().name())
                .set(ALIAS_MOVE.REASON, move.reason())
                .set(ALIAS_MOVE.RESTORES, move.restores())
                .set(
                        ALIAS_MOVE.GATES,
                        verdict == null ? null : JSONB.valueOf(Verdicts.write(verdict)))
                .execute();
    }
}
