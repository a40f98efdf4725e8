package io.oeeanalytics.registry;

import static io.oeeanalytics.db.registry.Tables.ARTEFACT;
import static io.oeeanalytics.db.registry.Tables.UPLOAD;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.springframework.stereotype.Repository;

@Repository
class JooqUploads {
    private final DSLContext sql;

    JooqUploads(DSLContext sql) {
        this.sql = sql;
    }

    void put(String path, Digest digest, Instant at, String by) {
        sql.insertInto(UPLOAD)
                .set(UPLOAD.PATH, path)
                .set(UPLOAD.DIGEST, digest.bytes())
                .set(UPLOAD.UPLOADED_AT, at.atOffset(ZoneOffset.UTC))
                .set(UPLOAD.UPLOADED_BY, by)
                .onConflict(UPLOAD.PATH)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    Optional<ModelFile> at(String path) {
        return sql.select(UPLOAD.PATH, UPLOAD.DIGEST, ARTEFACT.SIZE)
                .from(UPLOAD)
                .join(ARTEFACT)
                .on(ARTEFACT.DIGEST.eq(UPLOAD.DIGEST))
                .where(UPLOAD.PATH.eq(path))
                .fetchOptional(JooqUploads::file);
    }

    /** All files in that folder and in those within it, by path; of everything for none. */
    List<ModelFile> under(String folder) {
        return sql.select(UPLOAD.PATH, UPLOAD.DIGEST, ARTEFACT.SIZE)
                .from(UPLOAD)
                .join(ARTEFACT)
                .on(ARTEFACT.DIGEST.eq(UPLOAD.DIGEST))
                .where(
                        folder.isEmpty()
                                ? org.jooq.impl.DSL.noCondition()
                                : UPLOAD.PATH.startsWith(folder + "/"))
                .orderBy(UPLOAD.PATH)
                .fetch(JooqUploads::file);
    }

    int delete(String path) {
        return sql.deleteFrom(UPLOAD)
                .where(UPLOAD.PATH.eq(path).or(UPLOAD.PATH.startsWith(path + "/")))
                .execute();
    }

    private static ModelFile file(Record3<String, byte[], Long> row) {
        return new ModelFile(row.value1(), Digest.ofDigest(row.value2()), row.value3());
    }
}
