package io.oeeanalytics.ops.ui;

import com.vaadin.flow.server.streams.DownloadResponse;
import io.oeeanalytics.base.CsvCell;
import io.oeeanalytics.ops.AuditEntry;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The audit trail as a file, up to a number of entries that a spreadsheet still opens. */
final class AuditCsv {
    static final int MOST = 100_000;

    private AuditCsv() {}

    static DownloadResponse download(AuditTrail trail, AuditQuestion question) {
        var bytes = text(trail, question).getBytes(StandardCharsets.UTF_8);
        return new DownloadResponse(
                new ByteArrayInputStream(bytes), "audit-trail.csv", "text/csv", bytes.length);
    }

    static String text(AuditTrail trail, AuditQuestion question) {
        return trail.export(question, MOST).stream()
                .map(AuditCsv::row)
                .collect(
                        Collectors.joining(
                                "", "id,at,who,from,action,about,before,after,refused\n", ""));
    }

    static String row(AuditEntry entry) {
        return "%d,%s,%s,%s,%s,%s,%s,%s,%s\n"
                .formatted(
                        entry.id(),
                        entry.at(),
                        CsvCell.of(entry.who()),
                        CsvCell.of(entry.origin()),
                        entry.action(),
                        CsvCell.of(entry.object()),
                        CsvCell.of(entry.before().orElse("")),
                        CsvCell.of(entry.after().orElse("")),
                        entry.refused());
    }
}
