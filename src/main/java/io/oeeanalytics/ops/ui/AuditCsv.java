package io.oeeanalytics.ops.ui;

import io.oeeanalytics.base.CsvCell;
import io.oeeanalytics.ops.AuditEntry;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import java.io.IOException;
import java.io.Writer;

/** The audit trail as a file, oldest first, a page of it in memory at a time. */
final class AuditCsv {
    static final String NAME = "audit-trail.csv";

    private static final int PAGE = 1_000;

    private AuditCsv() {}

    static void write(AuditTrail trail, AuditQuestion question, Writer out) throws IOException {
        trail.exported(question);
        out.write("id,at,who,from,action,about,before,after,refused,seal\n");
        long after = 0;
        for (var page = trail.sealed(question, after, PAGE);
                !page.isEmpty();
                page = trail.sealed(question, after, PAGE)) {
            for (var one : page) {
                out.write(row(one.entry(), one.seal()));
                after = one.entry().id();
            }
        }
    }

    static String row(AuditEntry entry, String seal) {
        return "%d,%s,%s,%s,%s,%s,%s,%s,%s,%s\n"
                .formatted(
                        entry.id(),
                        entry.at(),
                        CsvCell.of(entry.who()),
                        CsvCell.of(entry.origin()),
                        entry.action(),
                        CsvCell.of(entry.object()),
                        CsvCell.of(entry.before().orElse("")),
                        CsvCell.of(entry.after().orElse("")),
                        entry.refused(),
                        seal);
    }
}
