package io.oeeanalytics.advisor.document;

import static io.oeeanalytics.db.advisor.Sequences.DOCUMENT_CHANGE;
import static io.oeeanalytics.db.advisor.Tables.DOCUMENT;
import static io.oeeanalytics.db.advisor.Tables.PASSAGE;
import static org.jooq.impl.DSL.row;

import io.oeeanalytics.advisor.search.FoundPassage;
import io.oeeanalytics.advisor.search.IndexedPassage;
import io.oeeanalytics.advisor.search.Passage;
import io.oeeanalytics.db.advisor.tables.records.PassageRecord;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** The passages of documents, with what the embedding model made of them. */
@Repository
class JooqPassages {
    private final DSLContext sql;

    JooqPassages(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * They take the place of all the document had, unless a newer revision's did so before; within
     * a transaction.
     */
    void put(int document, int revision, String model, List<IndexedPassage> passages) {
        if (isBehind(document, revision)) {
            return;
        }
        sql.deleteFrom(PASSAGE).where(PASSAGE.DOCUMENT_ID.eq(document)).execute();
        var rows =
                passages.stream()
                        .map(
                                one -> {
                                    var row = sql.newRecord(PASSAGE);
                                    row.setDocumentId(document);
                                    row.setNumber(one.passage().number());
                                    row.setPage(one.passage().page());
                                    row.setHeading(one.passage().heading());
                                    row.setText(one.passage().text());
                                    row.setVector(bytes(one.vector()));
                                    row.setModel(model);
                                    return row;
                                })
                        .toList();
        sql.batchInsert(rows).execute();
        sql.update(DOCUMENT)
                .set(DOCUMENT.REVISION, revision)
                .set(DOCUMENT.CHANGE, DOCUMENT_CHANGE.nextval())
                .where(DOCUMENT.ID.eq(document))
                .execute();
    }

    /** Jobs of several revisions end in any order; the lock has them look one after the other. */
    private boolean isBehind(int document, int revision) {
        return sql.select(DOCUMENT.REVISION)
                .from(DOCUMENT)
                .where(DOCUMENT.ID.eq(document))
                .forUpdate()
                .fetchOptional(DOCUMENT.REVISION)
                .filter(answering -> answering > revision)
                .isPresent();
    }

    /**
     * In the order of the document.
     *
     * @param model what another one made of them is left out until it is understood anew
     */
    List<IndexedPassage> of(int document, String model) {
        return sql.selectFrom(PASSAGE)
                .where(PASSAGE.DOCUMENT_ID.eq(document))
                .and(PASSAGE.MODEL.eq(model))
                .orderBy(PASSAGE.NUMBER)
                .fetch(row -> new IndexedPassage(passage(row), floats(row.getVector())));
    }

    /**
     * Documents of which some passage was understood by another model, such as before an upgrade,
     * each with the revision the passages are of; removed ones, too, as they may come back.
     */
    Map<Integer, Integer> understoodByOthers(String model) {
        return sql.selectDistinct(DOCUMENT.ID, DOCUMENT.REVISION)
                .from(PASSAGE)
                .join(DOCUMENT)
                .on(DOCUMENT.ID.eq(PASSAGE.DOCUMENT_ID))
                .where(PASSAGE.MODEL.ne(model))
                .and(DOCUMENT.REVISION.isNotNull())
                .fetchMap(DOCUMENT.ID, DOCUMENT.REVISION);
    }

    boolean isUnderstoodByOther(int document, String model) {
        return sql.fetchExists(
                sql.selectOne()
                        .from(PASSAGE)
                        .where(PASSAGE.DOCUMENT_ID.eq(document))
                        .and(PASSAGE.MODEL.ne(model)));
    }

    /** Of those that are still there, the words. */
    List<Passage> texts(Collection<FoundPassage> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        return sql.selectFrom(PASSAGE)
                .where(
                        row(PASSAGE.DOCUMENT_ID, PASSAGE.NUMBER)
                                .in(
                                        found.stream()
                                                .map(
                                                        one ->
                                                                row(
                                                                        Integer.parseInt(
                                                                                one.document()),
                                                                        one.number()))
                                                .toList()))
                .fetch(JooqPassages::passage);
    }

    /** In the order of the document. */
    List<Passage> texts(int document) {
        return texts(document, 0, Integer.MAX_VALUE);
    }

    /**
     * In the order of the document.
     *
     * @param from number of the first
     */
    List<Passage> texts(int document, int from, int most) {
        return sql.selectFrom(PASSAGE)
                .where(PASSAGE.DOCUMENT_ID.eq(document))
                .and(PASSAGE.NUMBER.ge(from))
                .orderBy(PASSAGE.NUMBER)
                .limit(most)
                .fetch(JooqPassages::passage);
    }

    int count(int document) {
        return sql.fetchCount(PASSAGE, PASSAGE.DOCUMENT_ID.eq(document));
    }

    private static Passage passage(PassageRecord row) {
        return new Passage(
                Integer.toString(row.getDocumentId()),
                row.getNumber(),
                row.getPage(),
                row.getHeading(),
                row.getText());
    }

    private static byte[] bytes(float[] vector) {
        var bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
