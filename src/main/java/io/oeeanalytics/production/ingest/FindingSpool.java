package io.oeeanalytics.production.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the findings of a file on disk until they are stored: a bad file may have one for each of
 * its million rows.
 */
final class FindingSpool implements AutoCloseable {
    private final Path file;
    private final BufferedWriter writer;
    private long size;

    FindingSpool() throws IOException {
        this.file = Files.createTempFile("oee-findings", ".copy");
        this.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    long size() {
        return size;
    }

    /** In the text format of COPY, without the number of the import. */
    void add(ImportFinding finding) {
        try {
            size++;
            writer.write(
                    "%d\t%d\t%s\t%s\t%s\t%s\n"
                            .formatted(
                                    size,
                                    finding.fileLine(),
                                    finding.outcome(),
                                    escaped(finding.rule()),
                                    escaped(finding.words()),
                                    escaped(finding.raw())));
        } catch (IOException e) {
            throw new UncheckedIOException("findings cannot be written to " + file, e);
        }
    }

    Reader read() throws IOException {
        writer.flush();
        return Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(file);
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> escaped.append("\\\\");
                case '\t' -> escaped.append("\\t");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                // PostgreSQL text cannot hold it.
                case '\0' -> escaped.append('\uFFFD');
                default ->
                        escaped.append(
                                Character.isSurrogate(character) && !isPaired(text, i)
                                        ? '\uFFFD'
                                        : character);
            }
        }
        return escaped.toString();
    }

    private static boolean isPaired(String text, int index) {
        char character = text.charAt(index);
        return Character.isHighSurrogate(character)
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
}
