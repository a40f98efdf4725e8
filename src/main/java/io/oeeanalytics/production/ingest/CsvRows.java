package io.oeeanalytics.production.ingest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/** The records of a table in text, one after the other. */
final class CsvRows {
    /** What is done with each record. */
    @FunctionalInterface
    interface Visitor {
        /** Returns false to stop reading. */
        boolean visit(CsvRow row);
    }

    private CsvRows() {}

    static void read(Reader guarded, char separator, Visitor visitor) throws IOException {
        try (CsvReader<CsvRow> rows =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(true)
                        .skipEmptyLines(true)
                        .maxBufferSize(4 * LineGuard.RECORD_LIMIT)
                        .build(new CsvRow(separator), guarded)) {
            for (CsvRow row : rows) {
                if (!visitor.visit(row)) {
                    return;
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
