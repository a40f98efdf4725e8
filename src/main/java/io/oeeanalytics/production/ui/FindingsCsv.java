package io.oeeanalytics.production.ui;

import com.vaadin.flow.server.streams.DownloadResponse;
import io.oeeanalytics.base.CsvCell;
import io.oeeanalytics.production.ingest.ImportDesk;
import io.oeeanalytics.production.ingest.ImportFinding;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;

/** What was done with rows of an import as a file; read page by page, there may be millions. */
final class FindingsCsv implements Enumeration<InputStream> {
    private static final int PAGE = 2_000;

    private final ImportDesk desk;
    private final int report;
    private final Set<Outcome> outcomes;
    private int offset;
    private byte[] next = bytes("line_number,outcome,reason,row\n");
    private boolean more = true;

    private FindingsCsv(ImportDesk desk, int report, Set<Outcome> outcomes) {
        this.desk = desk;
        this.report = report;
        this.outcomes = outcomes;
    }

    static DownloadResponse download(
            ImportDesk desk, int report, Set<Outcome> outcomes, String name) {
        return new DownloadResponse(
                new SequenceInputStream(new FindingsCsv(desk, report, outcomes)),
                "%s-%d.csv".formatted(name, report),
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
            throw new NoSuchElementException("all rows are read");
        }
        var now = next;
        var page = desk.findings(report, outcomes, offset, PAGE);
        offset += page.size();
        more = !page.isEmpty();
        var csv = new StringBuilder();
        page.forEach(row -> csv.append(row(row)));
        next = bytes(csv.toString());
        return new ByteArrayInputStream(now);
    }

    static String row(ImportFinding finding) {
        return "%d,%s,%s,%s\n"
                .formatted(
                        finding.fileLine(),
                        finding.outcome().name().toLowerCase(Locale.ROOT),
                        CsvCell.of(finding.words()),
                        CsvCell.of(finding.raw()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
