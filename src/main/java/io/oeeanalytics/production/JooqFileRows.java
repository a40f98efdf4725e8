package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.FILE_IMPORT;

import java.time.ZoneOffset;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Rows of files: those that are facts now, and for an earlier instant those that were known then
 * although their import was taken back later. Only the second question reads both.
 */
final class JooqFileRows {
    private JooqFileRows() {}

    static Table<Record> states(KnownAt known) {
        return rows("machine_state", "taken_back_state", known);
    }

    static Table<Record> pieces(KnownAt known) {
        return rows("piece", "taken_back_piece", known);
    }

    static Table<Record> reports(KnownAt known) {
        return rows("daily_report", "taken_back_report", known);
    }

    private static Table<Record> rows(String facts, String takenBack, KnownAt known) {
        return known.isAllFacts()
                ? DSL.table("production." + facts)
                : DSL.table(
                        "(select * from production.%s union all select * from production.%s)"
                                .formatted(facts, takenBack));
    }

    /** Rows of imports that were loaded by then, and not taken back by then. */
    static Condition loaded(Field<Integer> importId, KnownAt known) {
        if (known.isAllFacts()) {
            return DSL.trueCondition();
        }
        var then = known.facts().atOffset(ZoneOffset.UTC);
        return importId.isNull()
                .or(
                        importId.in(
                                DSL.select(FILE_IMPORT.ID)
                                        .from(FILE_IMPORT)
                                        .where(FILE_IMPORT.FINISHED_AT.le(then))
                                        .and(
                                                FILE_IMPORT
                                                        .TAKEN_BACK_AT
                                                        .isNull()
                                                        .or(FILE_IMPORT.TAKEN_BACK_AT.gt(then)))));
    }
}
