package io.oeeanalytics.registry;

import static io.oeeanalytics.db.registry.Tables.MODEL;
import static io.oeeanalytics.db.registry.Tables.MODEL_TAG;
import static io.oeeanalytics.db.registry.Tables.VERSION;
import static io.oeeanalytics.db.registry.Tables.VERSION_WITHDRAWAL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqModels {
    private static final Field<Map<String, String>> TAGS =
            multiset(
                            select(MODEL_TAG.KEY, MODEL_TAG.VALUE)
                                    .from(MODEL_TAG)
                                    .where(MODEL_TAG.MODEL_ID.eq(MODEL.ID)))
                    .convertFrom(rows -> rows.intoMap(Record2::value1, Record2::value2));

    private static final Field<Integer> NEWEST =
            coalesce(
                    DSL.field(
                            select(max(VERSION.NUMBER))
                                    .from(VERSION)
                                    .where(VERSION.MODEL_ID.eq(MODEL.ID))
                                    .and(
                                            not(
                                                    exists(
                                                            selectOne()
                                                                    .from(VERSION_WITHDRAWAL)
                                                                    .where(
                                                                            VERSION_WITHDRAWAL
                                                                                    .VERSION_ID.eq(
                                                                                    VERSION.ID)))))),
                    0);

    private final DSLContext sql;

    JooqModels(DSLContext sql) {
        this.sql = sql;
    }

    /** Without those withdrawn. */
    int count() {
        return sql.fetchCount(MODEL, MODEL.WITHDRAWN_AT.isNull());
    }

    /** By name. */
    List<RegisteredModel> all() {
        return fetch(MODEL.WITHDRAWN_AT.isNull());
    }

    Optional<RegisteredModel> named(String name) {
        return fetch(MODEL.NAME.eq(name).and(MODEL.WITHDRAWN_AT.isNull())).stream().findFirst();
    }

    private List<RegisteredModel> fetch(Condition condition) {
        return sql.select(
                        MODEL.NAME,
                        MODEL.CREATED_AT,
                        MODEL.CREATED_BY,
                        MODEL.CHANGED_AT,
                        MODEL.NOTES,
                        TAGS,
                        NEWEST)
                .from(MODEL)
                .where(condition)
                .orderBy(MODEL.NAME.collate("C"))
                .fetch(
                        row ->
                                new RegisteredModel(
                                        row.value1(),
                                        row.value2().toInstant(),
                                        row.value3(),
                                        row.value4().toInstant(),
                                        row.value5(),
                                        row.value6(),
                                        row.value7()));
    }

    /** Whether it is there now, withdrawn ones too. */
    boolean isTaken(String name) {
        return sql.fetchExists(MODEL, MODEL.NAME.eq(name));
    }

    /** Whether it was not there before. */
    boolean add(String name, String notes, Instant at, String by) {
        return sql.insertInto(MODEL)
                        .set(MODEL.NAME, name)
                        .set(MODEL.NOTES, notes)
                        .set(MODEL.CREATED_AT, at(at))
                        .set(MODEL.CREATED_BY, by)
                        .set(MODEL.CHANGED_AT, at(at))
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    /** Whoever numbers versions or moves aliases of a model waits for who does so already. */
    Optional<Integer> lock(String name) {
        return sql.select(MODEL.ID)
                .from(MODEL)
                .where(MODEL.NAME.eq(name))
                .and(MODEL.WITHDRAWN_AT.isNull())
                .forUpdate()
                .fetchOptional(MODEL.ID);
    }

    void note(int model, String notes, Instant at) {
        sql.update(MODEL)
                .set(MODEL.NOTES, notes)
                .set(MODEL.CHANGED_AT, at(at))
                .where(MODEL.ID.eq(model))
                .execute();
    }

    void changed(int model, Instant at) {
        sql.update(MODEL).set(MODEL.CHANGED_AT, at(at)).where(MODEL.ID.eq(model)).execute();
    }

    void withdraw(int model, Instant at, String by) {
        sql.update(MODEL)
                .set(MODEL.WITHDRAWN_AT, at(at))
                .set(MODEL.WITHDRAWN_BY, by)
                .where(MODEL.ID.eq(model))
                .execute();
    }

    void tag(int model, String key, String value) {
        sql.insertInto(MODEL_TAG)
                .set(MODEL_TAG.MODEL_ID, model)
                .set(MODEL_TAG.KEY, key)
                .set(MODEL_TAG.VALUE, value)
                .onConflict(MODEL_TAG.MODEL_ID, MODEL_TAG.KEY)
                .doUpdate()
                .set(MODEL_TAG.VALUE, value)
                .execute();
    }

    void untag(int model, String key) {
        sql.deleteFrom(MODEL_TAG)
                .where(MODEL_TAG.MODEL_ID.eq(model))
                .and(MODEL_TAG.KEY.eq(key))
                .execute();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
