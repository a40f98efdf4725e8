package io.oeeanalytics.advisor.document;

import static io.oeeanalytics.db.advisor.Sequences.DOCUMENT_CHANGE;
import static io.oeeanalytics.db.advisor.Tables.DOCUMENT;
import static io.oeeanalytics.db.advisor.Tables.DOCUMENT_LINE;
import static io.oeeanalytics.db.advisor.Tables.REVISION;
import static io.oeeanalytics.db.advisor.Tables.REVISION_PIECE;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.Revision;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.document.Document.State;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.LineId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Documents and the files that were given for them. */
@Repository
class JooqDocuments {
    private static final int PIECE = 1024 * 1024;

    private final DSLContext sql;

    JooqDocuments(DSLContext sql) {
        this.sql = sql;
    }

    /** Those nobody removed, by title. */
    List<Document> all() {
        return documents(DOCUMENT.REMOVED_AT.isNull());
    }

    /** Of these, those nobody removed, by title. */
    List<Document> all(Collection<Integer> ids) {
        return ids.isEmpty()
                ? List.of()
                : documents(DOCUMENT.ID.in(ids).and(DOCUMENT.REMOVED_AT.isNull()));
    }

    /** Those that were removed, and not before that, by title. */
    List<Document> removedSince(Instant since) {
        return documents(DOCUMENT.REMOVED_AT.ge(since.atOffset(ZoneOffset.UTC)));
    }

    /** Of these, those whose newest file is not read yet. */
    Set<Integer> waiting(Collection<Integer> ids) {
        return ids.isEmpty()
                ? Set.of()
                : sql.select(REVISION.DOCUMENT_ID)
                        .from(REVISION)
                        .join(DOCUMENT)
                        .on(DOCUMENT.ID.eq(REVISION.DOCUMENT_ID))
                        .where(DOCUMENT.ID.in(ids))
                        .and(DOCUMENT.REMOVED_AT.isNull())
                        .and(isNewest())
                        .and(REVISION.STATE.eq(State.WAITING.name()))
                        .fetchSet(REVISION.DOCUMENT_ID);
    }

    private static Condition isNewest() {
        var newest = REVISION.as("newest");
        return REVISION.NUMBER.eq(
                select(max(newest.NUMBER))
                        .from(newest)
                        .where(newest.DOCUMENT_ID.eq(REVISION.DOCUMENT_ID)));
    }

    Optional<Document> find(int id) {
        return documents(DOCUMENT.ID.eq(id).and(DOCUMENT.REMOVED_AT.isNull())).stream().findFirst();
    }

    Optional<Document> removedOrNot(int id) {
        return documents(DOCUMENT.ID.eq(id)).stream().findFirst();
    }

    /** Removed or not. */
    Optional<Document> of(Source source, String origin) {
        return documents(DOCUMENT.SOURCE.eq(source.name()).and(DOCUMENT.ORIGIN.eq(origin))).stream()
                .findFirst();
    }

    private List<Document> documents(Condition which) {
        var lines =
                multiset(
                                select(DOCUMENT_LINE.LINE_ID)
                                        .from(DOCUMENT_LINE)
                                        .where(DOCUMENT_LINE.DOCUMENT_ID.eq(DOCUMENT.ID)))
                        .convertFrom(rows -> rows.map(row -> new LineId(row.value1())));
        return sql.select(DOCUMENT.fields())
                .select(REVISION.fields())
                .select(lines)
                .from(DOCUMENT)
                .join(REVISION)
                .on(REVISION.DOCUMENT_ID.eq(DOCUMENT.ID))
                .and(isNewest())
                .where(which)
                .orderBy(lower(DOCUMENT.TITLE), DOCUMENT.ID)
                .fetch(row -> document(row, row.get(lines)));
    }

    private static Document document(Record row, List<LineId> lines) {
        return new Document(
                row.get(DOCUMENT.ID),
                row.get(DOCUMENT.TITLE),
                Source.valueOf(row.get(DOCUMENT.SOURCE)),
                row.get(DOCUMENT.ORIGIN),
                new Audience(
                        Arrays.stream(row.get(DOCUMENT.ROLES))
                                .map(Role::valueOf)
                                .collect(Collectors.toSet()),
                        row.get(DOCUMENT.EVERY_LINE),
                        Set.copyOf(lines)),
                Optional.ofNullable(row.get(DOCUMENT.REVISION)),
                Optional.ofNullable(row.get(DOCUMENT.REMOVED_AT)).map(OffsetDateTime::toInstant),
                revision(row));
    }

    private static Revision revision(Record row) {
        return new Revision(
                row.get(REVISION.NUMBER),
                row.get(REVISION.FILE_NAME),
                row.get(REVISION.SHA256),
                row.get(REVISION.BYTES),
                State.valueOf(row.get(REVISION.STATE)),
                Optional.of(row.get(REVISION.REFUSAL))
                        .filter(reason -> !reason.isEmpty())
                        .map(Refusal::valueOf),
                row.get(REVISION.PAGES),
                row.get(REVISION.PAGES_WITHOUT_TEXT),
                row.get(REVISION.ADDED_AT).toInstant(),
                row.get(REVISION.ADDED_BY));
    }

    /** Newest first. */
    List<Revision> revisions(int document) {
        return sql.selectFrom(REVISION)
                .where(REVISION.DOCUMENT_ID.eq(document))
                .orderBy(REVISION.NUMBER.desc())
                .fetch(JooqDocuments::revision);
    }

    /** Those that answer from these bytes, or will, by their newest files. */
    List<Document> having(String sha256) {
        return documents(
                DOCUMENT.REMOVED_AT
                        .isNull()
                        .and(REVISION.SHA256.eq(sha256))
                        .and(REVISION.STATE.ne(State.REFUSED.name())));
    }

    int open(String title, Source source, String origin, Audience audience, String by, Instant at) {
        int id =
                Objects.requireNonNull(
                        sql.insertInto(DOCUMENT)
                                .set(DOCUMENT.TITLE, title)
                                .set(DOCUMENT.SOURCE, source.name())
                                .set(DOCUMENT.ORIGIN, origin)
                                .set(DOCUMENT.ROLES, names(audience.roles()))
                                .set(DOCUMENT.EVERY_LINE, audience.everyLine())
                                .set(DOCUMENT.ADDED_AT, at.atOffset(ZoneOffset.UTC))
                                .set(DOCUMENT.ADDED_BY, by)
                                .returningResult(DOCUMENT.ID)
                                .fetchSingle()
                                .value1());
        putLines(id, audience);
        return id;
    }

    /** Another title and other readers; within a transaction. */
    void change(int id, String title, Audience audience) {
        sql.update(DOCUMENT)
                .set(DOCUMENT.TITLE, title)
                .set(DOCUMENT.ROLES, names(audience.roles()))
                .set(DOCUMENT.EVERY_LINE, audience.everyLine())
                .set(DOCUMENT.CHANGE, DOCUMENT_CHANGE.nextval())
                .where(DOCUMENT.ID.eq(id))
                .execute();
        sql.deleteFrom(DOCUMENT_LINE).where(DOCUMENT_LINE.DOCUMENT_ID.eq(id)).execute();
        putLines(id, audience);
    }

    private void putLines(int document, Audience audience) {
        for (var line : audience.lines()) {
            sql.insertInto(DOCUMENT_LINE)
                    .set(DOCUMENT_LINE.DOCUMENT_ID, document)
                    .set(DOCUMENT_LINE.LINE_ID, line.value())
                    .execute();
        }
    }

    private static String[] names(Set<Role> roles) {
        return new TreeSet<>(roles).stream().map(Role::name).toArray(String[]::new);
    }

    /**
     * Within a transaction.
     *
     * @return the number of the revision
     */
    int give(int document, String fileName, String sha256, InputStream file, String by, Instant at)
            throws IOException {
        // Of two files given at once the second waits, and is the newer one.
        sql.selectOne().from(DOCUMENT).where(DOCUMENT.ID.eq(document)).forUpdate().execute();
        int number =
                1
                        + Objects.requireNonNullElse(
                                sql.select(max(REVISION.NUMBER))
                                        .from(REVISION)
                                        .where(REVISION.DOCUMENT_ID.eq(document))
                                        .fetchSingle()
                                        .value1(),
                                0);
        sql.insertInto(REVISION)
                .set(REVISION.DOCUMENT_ID, document)
                .set(REVISION.NUMBER, number)
                .set(REVISION.FILE_NAME, fileName)
                .set(REVISION.SHA256, sha256)
                .set(REVISION.BYTES, 0L)
                .set(REVISION.ADDED_AT, at.atOffset(ZoneOffset.UTC))
                .set(REVISION.ADDED_BY, by)
                .execute();
        long bytes = 0;
        int position = 0;
        for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            bytes += piece.length;
            sql.insertInto(REVISION_PIECE)
                    .set(REVISION_PIECE.DOCUMENT_ID, document)
                    .set(REVISION_PIECE.NUMBER, number)
                    .set(REVISION_PIECE.POSITION, position++)
                    .set(REVISION_PIECE.BYTES, piece)
                    .execute();
        }
        sql.update(REVISION)
                .set(REVISION.BYTES, bytes)
                .where(REVISION.DOCUMENT_ID.eq(document))
                .and(REVISION.NUMBER.eq(number))
                .execute();
        return number;
    }

    /**
     * A query for each piece, so that no connection waits for whoever takes the bytes.
     *
     * @throws IOException also where the document is purged meanwhile
     */
    void copy(int document, int number, OutputStream file) throws IOException {
        long left =
                sql.select(REVISION.BYTES)
                        .from(REVISION)
                        .where(REVISION.DOCUMENT_ID.eq(document))
                        .and(REVISION.NUMBER.eq(number))
                        .fetchOptional(REVISION.BYTES)
                        .orElse(0L);
        for (int position = 0; left > 0; position++) {
            byte[] piece =
                    sql.select(REVISION_PIECE.BYTES)
                            .from(REVISION_PIECE)
                            .where(REVISION_PIECE.DOCUMENT_ID.eq(document))
                            .and(REVISION_PIECE.NUMBER.eq(number))
                            .and(REVISION_PIECE.POSITION.eq(position))
                            .fetchOne(REVISION_PIECE.BYTES);
            if (piece == null) {
                throw new IOException(
                        "Revision %d of document %d is gone.".formatted(number, document));
            }
            file.write(piece);
            left -= piece.length;
        }
    }

    /** The file of a revision that was not read yet; empty when it is gone or was read. */
    Optional<String> waiting(int document, int number) {
        return sql.select(REVISION.FILE_NAME)
                .from(REVISION)
                .where(REVISION.DOCUMENT_ID.eq(document))
                .and(REVISION.NUMBER.eq(number))
                .and(REVISION.STATE.eq(State.WAITING.name()))
                .fetchOptional(REVISION.FILE_NAME);
    }

    void refuse(int document, int number, Refusal reason) {
        sql.update(REVISION)
                .set(REVISION.STATE, State.REFUSED.name())
                .set(REVISION.REFUSAL, reason.name())
                .where(REVISION.DOCUMENT_ID.eq(document))
                .and(REVISION.NUMBER.eq(number))
                .execute();
    }

    void ready(int document, int number, int pages, int pagesWithoutText) {
        sql.update(REVISION)
                .set(REVISION.STATE, State.READY.name())
                .set(REVISION.REFUSAL, "")
                .set(REVISION.PAGES, pages)
                .set(REVISION.PAGES_WITHOUT_TEXT, pagesWithoutText)
                .where(REVISION.DOCUMENT_ID.eq(document))
                .and(REVISION.NUMBER.eq(number))
                .execute();
    }

    void readAgain(int document, int number) {
        sql.update(REVISION)
                .set(REVISION.STATE, State.WAITING.name())
                .set(REVISION.REFUSAL, "")
                .where(REVISION.DOCUMENT_ID.eq(document))
                .and(REVISION.NUMBER.eq(number))
                .execute();
    }

    /** The number of the last change of each document that has passages to be found. */
    Map<Integer, Long> changes() {
        return sql.select(DOCUMENT.ID, DOCUMENT.CHANGE)
                .from(DOCUMENT)
                .where(DOCUMENT.REVISION.isNotNull())
                .and(DOCUMENT.REMOVED_AT.isNull())
                .fetchMap(DOCUMENT.ID, DOCUMENT.CHANGE);
    }
}
