package io.oeeanalytics.registry;

import static io.oeeanalytics.db.registry.Tables.ALIAS_MOVE;
import static io.oeeanalytics.db.registry.Tables.ARTEFACT;
import static io.oeeanalytics.db.registry.Tables.MODEL;
import static io.oeeanalytics.db.registry.Tables.VERSION;
import static io.oeeanalytics.db.registry.Tables.VERSION_FILE;
import static io.oeeanalytics.db.registry.Tables.VERSION_NOTE;
import static io.oeeanalytics.db.registry.Tables.VERSION_TAG;
import static io.oeeanalytics.db.registry.Tables.VERSION_WITHDRAWAL;
import static io.oeeanalytics.registry.JooqModels.at;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JooqVersions {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private static final Field<Map<String, String>> TAGS =
            multiset(
                            select(VERSION_TAG.KEY, VERSION_TAG.VALUE)
                                    .from(VERSION_TAG)
                                    .where(VERSION_TAG.VERSION_ID.eq(VERSION.ID)))
                    .convertFrom(rows -> rows.intoMap(Record2::value1, Record2::value2));

    private static final Field<List<ModelFile>> FILES =
            multiset(
                            select(VERSION_FILE.PATH, VERSION_FILE.DIGEST, ARTEFACT.SIZE)
                                    .from(VERSION_FILE)
                                    .join(ARTEFACT)
                                    .on(ARTEFACT.DIGEST.eq(VERSION_FILE.DIGEST))
                                    .where(VERSION_FILE.VERSION_ID.eq(VERSION.ID))
                                    .orderBy(VERSION_FILE.PATH))
                    .convertFrom(
                            rows ->
                                    rows.map(
                                            row ->
                                                    new ModelFile(
                                                            row.value1(),
                                                            Digest.ofDigest(row.value2()),
                                                            row.value3())));

    private final DSLContext sql;

    JooqVersions(DSLContext sql) {
        this.sql = sql;
    }

    /** Of all files of all versions, each once. */
    List<Digest> digests() {
        return sql.selectDistinct(VERSION_FILE.DIGEST)
                .from(VERSION_FILE)
                .orderBy(VERSION_FILE.DIGEST)
                .fetch(row -> Digest.ofDigest(row.value1()));
    }

    /**
     * Under the next number.
     *
     * @param source where the files were said to be
     * @param runId of another system
     * @return its row and its number; the model is locked
     */
    Row add(int model, NewVersion version, String source, String runId, Instant at, String by) {
        int number =
                1
                        + sql.select(coalesce(max(VERSION.NUMBER), 0))
                                .from(VERSION)
                                .where(VERSION.MODEL_ID.eq(model))
                                .fetchSingle()
                                .value1();
        var training = version.training();
        int id =
                Objects.requireNonNull(
                        sql.insertInto(VERSION)
                                .set(VERSION.MODEL_ID, model)
                                .set(VERSION.NUMBER, number)
                                .set(VERSION.CREATED_AT, at(at))
                                .set(VERSION.CREATED_BY, by)
                                .set(VERSION.METHOD, version.method())
                                .set(
                                        VERSION.PARAMETERS,
                                        JSONB.valueOf(
                                                JSON.writeValueAsString(version.parameters())))
                                .set(
                                        VERSION.TRAINED_FROM,
                                        training == null ? null : training.from())
                                .set(VERSION.TRAINED_TO, training == null ? null : training.to())
                                .set(
                                        VERSION.DATA_FINGERPRINT,
                                        training == null ? "" : training.fingerprint())
                                .set(VERSION.SEED, version.seed())
                                .set(VERSION.CODE_VERSION, version.codeVersion())
                                .set(VERSION.INPUT_SCHEMA, version.inputSchema())
                                .set(VERSION.SOURCE, source)
                                .set(VERSION.RUN_ID, runId)
                                .returningResult(VERSION.ID)
                                .fetchSingle()
                                .value1());
        return new Row(id, number);
    }

    /** Key and number of a version. */
    record Row(int id, int number) {}

    void addFile(int version, String path, Digest digest) {
        sql.insertInto(VERSION_FILE)
                .set(VERSION_FILE.VERSION_ID, version)
                .set(VERSION_FILE.PATH, path)
                .set(VERSION_FILE.DIGEST, digest.bytes())
                .execute();
    }

    Optional<Integer> key(VersionId id) {
        return sql.select(VERSION.ID)
                .from(VERSION)
                .join(MODEL)
                .on(MODEL.ID.eq(VERSION.MODEL_ID))
                .leftJoin(VERSION_WITHDRAWAL)
                .on(VERSION_WITHDRAWAL.VERSION_ID.eq(VERSION.ID))
                .where(MODEL.NAME.eq(id.model()))
                .and(VERSION.NUMBER.eq(id.number()))
                .and(VERSION_WITHDRAWAL.VERSION_ID.isNull())
                .and(MODEL.WITHDRAWN_AT.isNull())
                .fetchOptional(VERSION.ID);
    }

    Optional<ModelVersion> find(VersionId id) {
        return fetch(MODEL.NAME.eq(id.model()).and(VERSION.NUMBER.eq(id.number()))).stream()
                .findFirst();
    }

    /** Newest first; of all models for null. */
    List<ModelVersion> of(@Nullable String model) {
        return fetch(model == null ? noCondition() : MODEL.NAME.eq(model));
    }

    private List<ModelVersion> fetch(Condition condition) {
        return sql.select(VERSION.fields())
                .select(MODEL.NAME, VERSION_NOTE.NOTES, VERSION_NOTE.CHANGED_AT, TAGS, FILES)
                .from(VERSION)
                .join(MODEL)
                .on(MODEL.ID.eq(VERSION.MODEL_ID))
                .leftJoin(VERSION_NOTE)
                .on(VERSION_NOTE.VERSION_ID.eq(VERSION.ID))
                .leftJoin(VERSION_WITHDRAWAL)
                .on(VERSION_WITHDRAWAL.VERSION_ID.eq(VERSION.ID))
                .where(condition)
                .and(VERSION_WITHDRAWAL.VERSION_ID.isNull())
                .and(MODEL.WITHDRAWN_AT.isNull())
                .orderBy(MODEL.NAME.collate("C"), VERSION.NUMBER.desc())
                .fetch(JooqVersions::version);
    }

    private static ModelVersion version(Record row) {
        var noted = row.get(VERSION_NOTE.CHANGED_AT);
        var notes = row.get(VERSION_NOTE.NOTES);
        var from = row.get(VERSION.TRAINED_FROM);
        var created = row.get(VERSION.CREATED_AT).toInstant();
        return new ModelVersion(
                new VersionId(row.get(MODEL.NAME), row.get(VERSION.NUMBER)),
                created,
                row.get(VERSION.CREATED_BY),
                noted == null ? created : noted.toInstant(),
                row.get(VERSION.METHOD),
                JSON.readValue(row.get(VERSION.PARAMETERS).data(), WORDS),
                from == null
                        ? null
                        : new TrainingData(
                                from,
                                row.get(VERSION.TRAINED_TO),
                                row.get(VERSION.DATA_FINGERPRINT)),
                row.get(VERSION.SEED),
                row.get(VERSION.CODE_VERSION),
                row.get(VERSION.INPUT_SCHEMA),
                row.get(VERSION.SOURCE),
                row.get(VERSION.RUN_ID),
                row.get(FILES),
                notes == null ? "" : notes,
                row.get(TAGS));
    }

    void note(int version, String notes, Instant at, String by) {
        sql.insertInto(VERSION_NOTE)
                .set(VERSION_NOTE.VERSION_ID, version)
                .set(VERSION_NOTE.CHANGED_AT, at(at))
                .set(VERSION_NOTE.CHANGED_BY, by)
                .set(VERSION_NOTE.NOTES, notes)
                .onConflict(VERSION_NOTE.VERSION_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    void tag(int version, String key, String value) {
        sql.insertInto(VERSION_TAG)
                .set(VERSION_TAG.VERSION_ID, version)
                .set(VERSION_TAG.KEY, key)
                .set(VERSION_TAG.VALUE, value)
                .onConflict(VERSION_TAG.VERSION_ID, VERSION_TAG.KEY)
                .doUpdate()
                .set(VERSION_TAG.VALUE, value)
                .execute();
    }

    void untag(int version, String key) {
        sql.deleteFrom(VERSION_TAG)
                .where(VERSION_TAG.VERSION_ID.eq(version))
                .and(VERSION_TAG.KEY.eq(key))
                .execute();
    }

    /** Whether it bears or ever bore an alias. */
    boolean everServed(int version) {
        return sql.fetchExists(ALIAS_MOVE, ALIAS_MOVE.VERSION_ID.eq(version));
    }

    void withdraw(int version, Instant at, String by) {
        sql.insertInto(VERSION_WITHDRAWAL)
                .set(VERSION_WITHDRAWAL.VERSION_ID, version)
                .set(VERSION_WITHDRAWAL.WITHDRAWN_AT, at(at))
                .set(VERSION_WITHDRAWAL.WITHDRAWN_BY, by)
                .execute();
    }
}
