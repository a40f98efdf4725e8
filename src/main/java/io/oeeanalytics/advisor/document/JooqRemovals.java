package io.oeeanalytics.advisor.document;

import static io.oeeanalytics.db.advisor.Tables.DOCUMENT;
import static io.oeeanalytics.db.advisor.Tables.PASSAGE;
import static io.oeeanalytics.db.advisor.Tables.REVISION_PIECE;

import io.oeeanalytics.advisor.document.Document.Source;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** Documents that go, come back, and are gone for good. */
@Repository
class JooqRemovals {
    private final DSLContext sql;

    JooqRemovals(DSLContext sql) {
        this.sql = sql;
    }

    /** Found no more from now on; false where it was removed before. */
    boolean remove(int document, Instant at) {
        return sql.update(DOCUMENT)
                        .set(DOCUMENT.REMOVED_AT, at.atOffset(ZoneOffset.UTC))
                        .where(DOCUMENT.ID.eq(document))
                        .and(DOCUMENT.REMOVED_AT.isNull())
                        .execute()
                > 0;
    }

    /** Found again; false where it was not removed since then, or is gone. */
    boolean bringBack(int document, Instant removedSince) {
        return sql.update(DOCUMENT)
                        .setNull(DOCUMENT.REMOVED_AT)
                        .where(DOCUMENT.ID.eq(document))
                        .and(DOCUMENT.REMOVED_AT.ge(removedSince.atOffset(ZoneOffset.UTC)))
                        .execute()
                > 0;
    }

    /**
     * Removed ones with all their files. Of those from the folder the name is kept, or the file
     * that still lies there would be a new document; within a transaction.
     */
    int purge(Instant removedBefore) {
        var old = DOCUMENT.REMOVED_AT.lt(removedBefore.atOffset(ZoneOffset.UTC));
        var emptied =
                sql.select(DOCUMENT.ID)
                        .from(DOCUMENT)
                        .where(old)
                        .and(DOCUMENT.SOURCE.eq(Source.FOLDER.name()))
                        .fetch(DOCUMENT.ID);
        sql.deleteFrom(PASSAGE).where(PASSAGE.DOCUMENT_ID.in(emptied)).execute();
        sql.deleteFrom(REVISION_PIECE).where(REVISION_PIECE.DOCUMENT_ID.in(emptied)).execute();
        return sql.deleteFrom(DOCUMENT)
                .where(old)
                .and(DOCUMENT.SOURCE.ne(Source.FOLDER.name()))
                .execute();
    }

    /** Names of those from the folder that were removed before then and lie there no more. */
    void forget(Instant removedBefore, Set<String> origins) {
        var old =
                DOCUMENT.SOURCE
                        .eq(Source.FOLDER.name())
                        .and(DOCUMENT.REMOVED_AT.lt(removedBefore.atOffset(ZoneOffset.UTC)));
        var gone = sql.select(DOCUMENT.ORIGIN).from(DOCUMENT).where(old).fetchSet(DOCUMENT.ORIGIN);
        gone.removeAll(origins);
        sql.deleteFrom(DOCUMENT).where(old).and(DOCUMENT.ORIGIN.in(gone)).execute();
    }
}
