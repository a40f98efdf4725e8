package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.db.production.Tables.ASKED_IMPORT;

import io.oeeanalytics.production.ingest.AskedImport.Stage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Imports that were asked for. Whoever works on one is known by the attempt that it began. */
@Repository
class JooqAskedImports {
    private final DSLContext sql;

    JooqAskedImports(DSLContext sql) {
        this.sql = sql;
    }

    int ask(LoadChoices choices, String fileName, long bytes, String by, Instant at) {
        return Objects.requireNonNull(
                sql.insertInto(ASKED_IMPORT)
                        .set(ASKED_IMPORT.ASKED_AT, at(at))
                        .set(ASKED_IMPORT.ASKED_BY, by)
                        .set(ASKED_IMPORT.FILE_NAME, fileName)
                        .set(ASKED_IMPORT.BYTES, bytes)
                        .set(ASKED_IMPORT.CHOICES, JSONB.valueOf(choices.json()))
                        .returningResult(ASKED_IMPORT.ID)
                        .fetchSingle()
                        .value1());
    }

    Optional<AskedImport> find(int id) {
        return sql.select(ASKED_IMPORT.fields())
                .from(ASKED_IMPORT)
                .where(ASKED_IMPORT.ID.eq(id))
                .fetchOptional(JooqAskedImports::asked);
    }

    /** What became the report, or is about to. */
    Optional<AskedImport> ofReport(int importId) {
        return sql.select(ASKED_IMPORT.fields())
                .from(ASKED_IMPORT)
                .where(ASKED_IMPORT.IMPORT_ID.eq(importId))
                .fetchOptional(JooqAskedImports::asked);
    }

    /** In the order they were asked for. */
    List<AskedImport> unfinished() {
        return sql.select(ASKED_IMPORT.fields())
                .from(ASKED_IMPORT)
                .where(ASKED_IMPORT.STAGE.ne(Stage.ENDED.name()))
                .orderBy(ASKED_IMPORT.ID)
                .fetch(JooqAskedImports::asked);
    }

    LoadChoices choices(int id) {
        return LoadChoices.read(
                sql.select(ASKED_IMPORT.CHOICES)
                        .from(ASKED_IMPORT)
                        .where(ASKED_IMPORT.ID.eq(id))
                        .fetchSingle(row -> row.value1().data()));
    }

    void cancel(int id) {
        sql.update(ASKED_IMPORT)
                .set(ASKED_IMPORT.CANCELLED, true)
                .where(ASKED_IMPORT.ID.eq(id))
                .and(ASKED_IMPORT.STAGE.ne(Stage.ENDED.name()))
                .execute();
    }

    /**
     * An attempt is announced.
     *
     * @return false when another one is at work, or none is needed any more
     */
    boolean begin(int id, int importId) {
        return sql.update(ASKED_IMPORT)
                        .set(ASKED_IMPORT.IMPORT_ID, importId)
                        .where(ASKED_IMPORT.ID.eq(id))
                        .and(ASKED_IMPORT.IMPORT_ID.isNull())
                        .and(ASKED_IMPORT.STAGE.ne(Stage.ENDED.name()))
                        .execute()
                > 0;
    }

    /**
     * How far the attempt is.
     *
     * @return whether somebody wants it to stop; empty when it is the one at work no more
     */
    Optional<Boolean> tell(int id, int importId, Stage stage, long bytesRead) {
        return sql.update(ASKED_IMPORT)
                .set(ASKED_IMPORT.STAGE, stage.name())
                .set(ASKED_IMPORT.BYTES_READ, bytesRead)
                .where(ASKED_IMPORT.ID.eq(id))
                .and(ASKED_IMPORT.IMPORT_ID.eq(importId))
                .and(ASKED_IMPORT.STAGE.ne(Stage.ENDED.name()))
                .returningResult(ASKED_IMPORT.CANCELLED)
                .fetchOptional(row -> row.value1());
    }

    /**
     * It became this report.
     *
     * @return false when it had ended before, or by another attempt
     */
    boolean end(int id, int importId, Instant at) {
        return sql.update(ASKED_IMPORT)
                        .set(ASKED_IMPORT.STAGE, Stage.ENDED.name())
                        .set(ASKED_IMPORT.ENDED_AT, at(at))
                        .where(ASKED_IMPORT.ID.eq(id))
                        .and(ASKED_IMPORT.IMPORT_ID.eq(importId))
                        .and(ASKED_IMPORT.STAGE.ne(Stage.ENDED.name()))
                        .execute()
                > 0;
    }

    /** It became nothing. */
    void fail(int id, String why, Instant at) {
        sql.update(ASKED_IMPORT)
                .set(ASKED_IMPORT.STAGE, Stage.ENDED.name())
                .set(ASKED_IMPORT.ENDED_AT, at(at))
                .set(ASKED_IMPORT.FAILURE, why)
                .setNull(ASKED_IMPORT.IMPORT_ID)
                .where(ASKED_IMPORT.ID.eq(id))
                .and(ASKED_IMPORT.STAGE.ne(Stage.ENDED.name()))
                .execute();
    }

    /** With what is left of their files. */
    void forgetEndedBefore(Instant before) {
        sql.deleteFrom(ASKED_IMPORT).where(ASKED_IMPORT.ENDED_AT.lt(at(before))).execute();
    }

    private static AskedImport asked(Record row) {
        return new AskedImport(
                required(row.get(ASKED_IMPORT.ID)),
                required(row.get(ASKED_IMPORT.FILE_NAME)),
                required(row.get(ASKED_IMPORT.ASKED_BY)),
                required(row.get(ASKED_IMPORT.ASKED_AT)).toInstant(),
                required(row.get(ASKED_IMPORT.BYTES)),
                required(row.get(ASKED_IMPORT.BYTES_READ)),
                Stage.valueOf(required(row.get(ASKED_IMPORT.STAGE))),
                required(row.get(ASKED_IMPORT.CANCELLED)),
                row.get(ASKED_IMPORT.IMPORT_ID),
                required(row.get(ASKED_IMPORT.FAILURE)));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
