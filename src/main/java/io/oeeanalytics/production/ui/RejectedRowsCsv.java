package io.oeeanalytics.production.ui;

import com.vaadin.flow.server.streams.DownloadResponse;
import io.oeeanalytics.production.ingest.ImportDesk;
import io.oeeanalytics.production.ingest.ImportFinding;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.NoSuchElementException;

/** All rejected rows of an import as a file; read page by page, since there may be millions. */
final class RejectedRowsCsv implements Enumeration<InputStream> {
    private static final int PAGE = 2_000;

    private final ImportDesk desk;
    private final int report;
    private int offset;
    private byte[] next = bytes("line_number,reason,row\n");
    private boolean more = true;

    private RejectedRowsCsv(ImportDesk desk, int report) {
        this.desk = desk;
        this.report = report;
    }

    static DownloadResponse download(ImportDesk desk, int report) {
        return new DownloadResponse(
                new SequenceInputStream(new RejectedRowsCsv(desk, report)),
                "rejected-%d.csv".formatted(report),
                "text/csv",
                -1);
    }

    @Override
    public boolean hasMoreElements() {
        return more;
    }

    @Override
    public InputStream nextElement() {
        if (!more) {
            throw new NoSuchElementException("all rejected rows are read");
        }
        var now = next;
        var page = desk.rejected(report, offset, PAGE);
        offset += page.size();
        more = !page.isEmpty();
        var csv = new StringBuilder();
        page.forEach(row -> csv.append(row(row)));
        next = bytes(csv.toString());
        return new ByteArrayInputStream(now);
    }

    static String row(ImportFinding finding) {
        return "%d,%s,%s\n"
                .formatted(finding.fileLine(), quoted(finding.words()), quoted(finding.raw()));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
