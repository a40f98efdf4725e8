package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.db.production.Tables.UPLOAD_PIECE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** The bytes of files that were asked to be loaded, never whole in memory. */
@Repository
class JooqUploadedBytes {
    private static final int PIECE = 1024 * 1024;

    private final DSLContext sql;

    JooqUploadedBytes(DSLContext sql) {
        this.sql = sql;
    }

    void keep(int asked, InputStream file) throws IOException {
        int position = 0;
        for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            sql.insertInto(UPLOAD_PIECE)
                    .set(UPLOAD_PIECE.ASKED_ID, asked)
                    .set(UPLOAD_PIECE.POSITION, position++)
                    .set(UPLOAD_PIECE.BYTES, piece)
                    .execute();
        }
    }

    /**
     * Within a transaction, or the driver would fetch all pieces at once.
     *
     * @return how many bytes there are
     */
    long copy(int asked, OutputStream file) throws IOException {
        long copied = 0;
        try (var pieces =
                sql.select(UPLOAD_PIECE.BYTES)
                        .from(UPLOAD_PIECE)
                        .where(UPLOAD_PIECE.ASKED_ID.eq(asked))
                        .orderBy(UPLOAD_PIECE.POSITION)
                        .fetchSize(4)
                        .fetchLazy()) {
            for (var row : pieces) {
                var piece = row.value1();
                file.write(piece);
                copied += piece.length;
            }
        }
        return copied;
    }

    boolean has(int asked) {
        return sql.fetchExists(UPLOAD_PIECE, UPLOAD_PIECE.ASKED_ID.eq(asked));
    }

    /**
     * They belong to another import from now on.
     *
     * @return false when they are gone
     */
    boolean move(int from, int to) {
        return sql.update(UPLOAD_PIECE)
                        .set(UPLOAD_PIECE.ASKED_ID, to)
                        .where(UPLOAD_PIECE.ASKED_ID.eq(from))
                        .execute()
                > 0;
    }

    void remove(int asked) {
        sql.deleteFrom(UPLOAD_PIECE).where(UPLOAD_PIECE.ASKED_ID.eq(asked)).execute();
    }
}
