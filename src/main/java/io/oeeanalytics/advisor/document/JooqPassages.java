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
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** The passages of documents, with what the embedding model made of them. */
@Repository
class JooqPassages {
    private final DSLContext sql;

    JooqPassages(DSLContext sql) {
        this.sql = sql;
    }

    /** They take the place of all the document had; within a transaction. */
    void put(int document, int revision, String model, List<IndexedPassage> passages) {
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
     * Documents of which some passage was understood by another model, such as before an upgrade.
     */
    List<Integer> understoodByOthers(String model) {
        return sql.selectDistinct(PASSAGE.DOCUMENT_ID)
                .from(PASSAGE)
                .where(PASSAGE.MODEL.ne(model))
                .fetch(PASSAGE.DOCUMENT_ID);
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
        return sql.selectFrom(PASSAGE)
                .where(PASSAGE.DOCUMENT_ID.eq(document))
                .orderBy(PASSAGE.NUMBER)
                .fetch(JooqPassages::passage);
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
